; What is given on the command line and typed on the pages, and what is wrong with it.

Var Server
Var Gate
Var Account
Var Autostart   ; 1 or 0
Var Restart     ; 1: a kiosk that ran here is started again after a silent upgrade
Var DataGiven   ; 1: /DATA= was given
Var FolderGiven ; 1: /D= was given
Var LanguageGiven    ; vi, en or nothing, as given by /LANG=
Var WrongWord   ; which word of the command line is wrong: its name or number
Var Words       ; how many words the command line has
Var Joining     ; 1: a centre and a code were given

!macro WordFunctions UN
; The command line's word number $0 in $1, as Windows splits it, and in $Words how many there are: a word may be empty,
; where somebody quotes what is not there. The program is number 0.
Function ${UN}Word
  Push $2
  Push $3
  Push $4
  StrCpy $2 $CMDLINE
  StrCpy $1 ""
  System::Call 'shell32::CommandLineToArgvW(w r2, *i .r3) p .r4'
  StrCpy $Words $3
  ${If} $0 < $3
    IntOp $2 $0 * 8
    IntPtrOp $2 $4 + $2
    System::Call '*$2(p .r3)'
    System::Call 'kernel32::lstrcpynW(w .r1, p r3, i 1000)'
  ${EndIf}
  System::Call 'kernel32::LocalFree(p r4)'
  Pop $4
  Pop $3
  Pop $2
FunctionEnd
!macroend

!insertmacro WordFunctions ""
!insertmacro WordFunctions "un."

; Take what stands after NAME in the word $1 into a variable and go to the next word.
!macro Take NAME VARIABLE
  StrLen $2 "${NAME}"
  StrCpy $3 $1 $2
  ${If} $3 == "${NAME}"
    StrCpy ${VARIABLE} $1 "" $2
    ${Continue}
  ${EndIf}
!macroend

; Read the command line, before there is a language to say in what is wrong with it: that is kept in $WrongWord.
Function ReadParameters
  StrCpy $Autostart ""
  StrCpy $DataGiven 0
  StrCpy $FolderGiven 0
  ; the installer itself takes /D= off the command line
  System::Call 'kernel32::GetCommandLineW() w .r0'
  ${If} $0 != $CMDLINE
    StrCpy $FolderGiven 1
  ${EndIf}
  StrCpy $4 ""
  StrCpy $0 0
  ${Do}
    IntOp $0 $0 + 1
    Call Word
    ${If} $0 >= $Words
      ${Break}
    ${EndIf}
    !insertmacro Take "/SERVER=" $Server
    !insertmacro Take "/CODE=" $Code
    !insertmacro Take "/GATE=" $Gate
    !insertmacro Take "/ACCOUNT=" $Account
    !insertmacro Take "/AUTOSTART=" $Autostart
    !insertmacro Take "/RESTART=" $Restart
    !insertmacro Take "/DATA=" $Data
    !insertmacro Take "/LANG=" $LanguageGiven
    ; usually without quotes and taken by the installer itself; a caller that quotes its words is understood as well
    !insertmacro Take "/D=" $4
    ${If} $1 == "/S"
    ${OrIf} $1 == "/NCRC"
      ${Continue}
    ${EndIf}
    ; the word itself is not said: it might be a code for joining
    ${If} $WrongWord == ""
      StrCpy $WrongWord $0
    ${EndIf}
  ${Loop}
  ${If} $LanguageGiven == "vi"
    StrCpy $LANGUAGE ${LANG_VIETNAMESE}
  ${ElseIf} $LanguageGiven == "en"
    StrCpy $LANGUAGE ${LANG_ENGLISH}
  ${ElseIf} $LanguageGiven != ""
    StrCpy $WrongWord "/LANG="
  ${EndIf}
  ${If} $Autostart != ""
  ${AndIf} $Autostart != "0"
  ${AndIf} $Autostart != "1"
    StrCpy $WrongWord "/AUTOSTART="
  ${EndIf}
  ${If} $Data != ""
    StrCpy $DataGiven 1
  ${EndIf}
  ${If} $4 != ""
    StrCpy $INSTDIR $4
    StrCpy $FolderGiven 1
  ${EndIf}
  StrLen $0 $CMDLINE
  ${If} $0 > 1000
    StrCpy $WrongWord "long"
  ${EndIf}
FunctionEnd

; What is wrong with the command line, as a sentence in $Fault.
Function CheckWords
  ${If} $WrongWord == ""
    StrCpy $Fault ""
  ${ElseIf} $WrongWord == "/LANG="
    StrCpy $Fault "$(unknown_language)"
  ${ElseIf} $WrongWord == "/AUTOSTART="
    StrCpy $Fault "$(autostart_is)"
  ${ElseIf} $WrongWord == "long"
    StrCpy $Fault "$(too_long)"
  ${Else}
    StrCpy $Fault "$(unknown_word) $WrongWord"
  ${EndIf}
FunctionEnd

; Whether the text $0 holds one of the signs $1: 1 or 0 in $2.
Function HoldsAny
  System::Call 'shlwapi::StrPBrkW(w r0, w r1) p .r2'
  ${If} $2 P<> 0
    StrCpy $2 1
  ${EndIf}
FunctionEnd

; The centre, the code and the gate, brought into one spelling. The code may come with hyphens and blanks, and with
; what looks like a digit. What is wrong goes into $Fault.
Function CheckCentre
  StrCpy $Fault ""
  StrCpy $Joining 0
  ${If} $Server == ""
  ${AndIf} $Code == ""
  ${AndIf} $Gate == ""
    Return
  ${EndIf}
  ${WordReplace} $Code "-" "" "+" $Code
  ${WordReplace} $Code " " "" "+" $Code
  ${WordReplace} $Code "O" "0" "+" $Code
  ${WordReplace} $Code "I" "1" "+" $Code
  ${WordReplace} $Code "L" "1" "+" $Code
  StrCpy $0 $Code
  System::Call 'user32::CharUpperW(w r0 r0)'
  StrCpy $Code $0
  ${If} $Server == ""
  ${OrIf} $Code == ""
    StrCpy $Fault "$(centre_whole)"
    Return
  ${EndIf}
  StrCpy $0 $Server
  StrCpy $1 "$\"'\<>^`{|} $\t$\r$\n"
  Call HoldsAny
  StrCpy $3 $Server 7
  StrCpy $4 $Server 8
  StrLen $5 $Server
  ${If} $3 == "http://"
    StrCpy $6 $Server 1 7
  ${ElseIf} $4 == "https://"
    StrCpy $6 $Server 1 8
  ${Else}
    StrCpy $6 ""
  ${EndIf}
  ${If} $2 = 1
  ${OrIf} $6 == ""
  ${OrIf} $6 == "/"
  ${OrIf} $6 == ":"
  ${OrIf} $5 > 250
    StrCpy $Fault "$(server_is)"
    Return
  ${EndIf}
  StrLen $3 $Code
  StrCpy $0 $Code
  System::Call 'shlwapi::StrSpnW(w r0, w "0123456789ABCDEFGHJKMNPQRSTVWXYZ") i .r4'
  ${If} $3 <> 10
  ${OrIf} $4 <> 10
    StrCpy $Fault "$(code_is)"
    Return
  ${EndIf}
  ${If} $Gate == ""
    ReadEnvStr $Gate COMPUTERNAME
  ${EndIf}
  StrCpy $0 $Gate
  StrCpy $1 "$\"\$\t$\r$\n"
  Call HoldsAny
  StrLen $3 $Gate
  ${If} $2 = 1
  ${OrIf} $3 < 2
  ${OrIf} $3 > 40
    StrCpy $Fault "$(gate_is)"
    Return
  ${EndIf}
  StrCpy $Joining 1
FunctionEnd

; The account's name alone: whether there is one is asked where somebody can answer, and by the program otherwise.
Function CheckAccount
  StrCpy $Fault ""
  StrCpy $0 $Account
  StrCpy $1 "$\"/[]:;|=,+*?<>$\t$\r$\n"
  Call HoldsAny
  StrLen $3 $Account
  StrCpy $4 $Account 1 -1
  ${If} $2 = 1
  ${OrIf} $3 = 0
  ${OrIf} $3 > 250
  ${OrIf} $4 == "\"
    StrCpy $Fault "$(account_is)"
  ${EndIf}
FunctionEnd
