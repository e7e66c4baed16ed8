; Which folders are refused for the program and for the data, and which data folder looks like the kiosk's own.

Var Fault       ; what is wrong, as a sentence; empty where nothing is
Var Upgrading   ; 1: there is an installation
Var OldFolder   ; where its program is
Var NewFolder   ; 1: the program's folder must be made by this run

; A sentence in $Fault where the folder $0 is PLACE, or lies in it as well where HOW is "within".
!macro Refuse HOW PLACE
  StrCpy $1 "${PLACE}"
  ${If} "${HOW}" == "within"
    !ifdef __UNINSTALL__
      Call un.LiesIn
    !else
      Call LiesIn
    !endif
    ${If} $2 = 1
      StrCpy $Fault "$(folder_not_here) $0"
    ${EndIf}
  ${ElseIf} $0 == $1
    StrCpy $Fault "$(folder_not_here) $0"
  ${EndIf}
!macroend

!macro PlaceFunctions UN
; The folder $0 in one spelling: whole, with long names, without a slash at its end. Empty when it is none.
Function ${UN}Spelled
  Push $1
  Push $2
  Push $3
  StrCpy $1 $0 2 1
  StrCpy $3 $0 "" 2
  StrCpy $2 "*?<>|:$\"$\t"
  System::Call 'shlwapi::StrPBrkW(w r3, w r2) p .r2'
  ${If} $1 != ":\"
  ${AndIf} $1 != ":/"
    StrCpy $0 ""
  ${ElseIf} $2 P<> 0
    StrCpy $0 ""
  ${Else}
    System::Call 'kernel32::GetFullPathNameW(w r0, i 900, w .r1, p 0) i .r2'
    ${If} $2 = 0
    ${OrIf} $2 >= 200
      StrCpy $0 ""
    ${Else}
      ; long names of what is there; what is not there yet is added as it is
      StrCpy $0 $1
      StrCpy $3 ""
      ${Do}
        System::Call 'kernel32::GetLongPathNameW(w r0, w .r1, i 900) i .r2'
        ${If} $2 <> 0
          StrCpy $0 $1
          ${Break}
        ${EndIf}
        ${GetFileName} $0 $1
        StrCpy $3 "\$1$3"
        ${GetParent} $0 $0
      ${LoopUntil} $0 == ""
      StrCpy $0 "$0$3"
      StrCpy $1 $0 1 -1
      ${If} $1 == "\"
        StrCpy $0 $0 -1
      ${EndIf}
    ${EndIf}
  ${EndIf}
  Pop $3
  Pop $2
  Pop $1
FunctionEnd

; Whether the folder $0 is $1 or lies in it: 1 or 0 in $2.
Function ${UN}LiesIn
  Push $3
  Push $4
  StrLen $3 "$1\"
  StrCpy $4 "$0\" $3
  StrCpy $2 0
  ${If} $1 != ""
  ${AndIf} $4 == "$1\"
    StrCpy $2 1
  ${EndIf}
  Pop $4
  Pop $3
FunctionEnd

; Whether $0 is a link or junction to another place: 1 or 0 in $0.
Function ${UN}LeadsAway
  System::Call 'kernel32::GetFileAttributesW(w r0) i .r0'
  ${If} $0 = -1
    StrCpy $0 0
  ${Else}
    IntOp $0 $0 & 0x400
    ${If} $0 <> 0
      StrCpy $0 1
    ${EndIf}
  ${EndIf}
FunctionEnd

; Whether anything lies in the folder $0: 1 or 0 in $2.
Function ${UN}HoldsSomething
  Push $0
  Push $1
  StrCpy $2 0
  FindFirst $0 $1 "$0\*"
  ${DoWhile} $1 != ""
    ${If} $1 != "."
    ${AndIf} $1 != ".."
      StrCpy $2 1
      ${Break}
    ${EndIf}
    FindNext $0 $1
  ${Loop}
  FindClose $0
  ClearErrors
  Pop $1
  Pop $0
FunctionEnd

; Places that belong to Windows, for the folder $0: a sentence in $Fault, or nothing.
Function ${UN}CheckCommon
  Push $1
  Push $2
  StrCpy $Fault ""
  StrLen $1 $0
  ${If} $1 < 4
    StrCpy $Fault "$(folder_is_none) $0"
  ${EndIf}
  !insertmacro Refuse within $WINDIR
  !insertmacro Refuse same $PROGRAMFILES64
  !insertmacro Refuse same $PROGRAMFILES32
  !insertmacro Refuse same $COMMONPROGRAMDATA
  ReadEnvStr $1 PUBLIC
  ${GetParent} $1 $1
  ${If} $1 != ""
    !insertmacro Refuse same $1
  ${EndIf}
  Pop $2
  Pop $1
FunctionEnd

; The same for a data folder, which is not inside Program Files either.
Function ${UN}CheckData
  Push $1
  Push $2
  Call ${UN}CheckCommon
  !insertmacro Refuse within $PROGRAMFILES64
  !insertmacro Refuse within $PROGRAMFILES32
  Pop $2
  Pop $1
FunctionEnd
!macroend

!insertmacro PlaceFunctions ""
!insertmacro PlaceFunctions "un."

; Whether the program may go into $INSTDIR: what runs as an administrator must not lie where others can put theirs. One
; that is there moves nowhere else: the old folder could only be emptied by the names of what should be in it.
Function CheckProgram
  Push $0
  Push $1
  Push $2
  StrCpy $NewFolder 0
  StrCpy $0 $OldFolder
  ${If} $Upgrading = 1
  ${AndIf} ${FileExists} "$OldFolder\*.*"
    Call Spelled
    ${If} $0 != $INSTDIR
      StrCpy $Fault "$(folder_moves) $OldFolder"
    ${EndIf}
  ${Else}
    StrCpy $0 $INSTDIR
    StrCpy $1 $PROGRAMFILES64
    Call LiesIn
    ${If} $2 = 0
      StrCpy $NewFolder 1
      Call HoldsSomething
      Call LeadsAway
      ${If} $0 = 1
      ${OrIf} $2 = 1
        StrCpy $Fault "$(folder_taken) $INSTDIR"
      ${EndIf}
    ${EndIf}
  ${EndIf}
  Pop $2
  Pop $1
  Pop $0
FunctionEnd

; Program and data apart from each other, and both where they may lie.
Function CheckPlaces
  Push $0
  Push $1
  Push $2
  StrCpy $0 $INSTDIR
  Call Spelled
  ${If} $0 == ""
    StrCpy $Fault "$(folder_is_none) $INSTDIR"
  ${Else}
    StrCpy $INSTDIR $0
    Call CheckCommon
  ${EndIf}
  ${If} $Fault == ""
    StrCpy $0 $Data
    Call Spelled
    ${If} $0 == ""
      StrCpy $Fault "$(folder_is_none) $Data"
    ${Else}
      StrCpy $Data $0
      Call CheckData
      StrCpy $1 $INSTDIR
      Call LiesIn
      ${If} $2 = 1
      ${AndIf} $Fault == ""
        StrCpy $Fault "$(folders_apart)"
      ${EndIf}
      StrCpy $0 $INSTDIR
      StrCpy $1 $Data
      Call LiesIn
      ${If} $2 = 1
      ${AndIf} $Fault == ""
        StrCpy $Fault "$(folders_apart)"
      ${EndIf}
    ${EndIf}
  ${EndIf}
  ${If} $Fault == ""
    Call CheckProgram
  ${EndIf}
  Pop $2
  Pop $1
  Pop $0
FunctionEnd
