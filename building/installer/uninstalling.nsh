; Taking the program away. The data stays unless that was asked for.

Var DeleteData  ; 1: it was
Var DataGone    ; 1: nothing is left where the data were

Function un.onInit
  SetRegView 64
  SetShellVarContext all
  System::Call 'kernel32::SetDllDirectoryW(w "")'
  SetOutPath $SYSDIR
  ReadRegStr $0 HKLM "${KEY}" "Language"
  ${If} $0 = ${LANG_VIETNAMESE}
  ${OrIf} $0 = ${LANG_ENGLISH}
    StrCpy $LANGUAGE $0
  ${EndIf}
  StrCpy $DeleteData 0
  StrCpy $DataGone 0
  StrCpy $0 0
  ${Do}
    IntOp $0 $0 + 1
    Call un.Word
    ${If} $1 == "/DELETEDATA"
      StrCpy $DeleteData 1
    ${ElseIf} $1 == "/LANG=vi"
      StrCpy $LANGUAGE ${LANG_VIETNAMESE}
    ${ElseIf} $1 == "/LANG=en"
      StrCpy $LANGUAGE ${LANG_ENGLISH}
    ${EndIf}
  ${LoopUntil} $0 >= $Words
  ReadRegStr $Data HKLM "${KEY}" "DataFolder"
  ${If} $Data == ""
    StrCpy $Data "$COMMONPROGRAMDATA\Checkpoint Kiosk"
  ${EndIf}
  StrCpy $KnownData $Data
  StrCpy $Where $INSTDIR
FunctionEnd

; Whether $Data looks like a kiosk's data folder, and may be deleted: 1 or 0 in $0. Where no kiosk has started yet, it is
; empty; where none was ever given its rights, it is somebody else's.
Function un.LooksOurs
  StrCpy $0 $Data
  Call un.Spelled
  ${If} $0 == ""
    StrCpy $0 0
    Return
  ${EndIf}
  Call un.CheckData
  StrCpy $0 $Data
  Call un.LeadsAway
  ${If} $0 = 1
  ${OrIf} $Fault != ""
    StrCpy $0 0
    Return
  ${EndIf}
  ReadRegDWORD $0 HKLM "${KEY}" "DataNotMade"
  ${If} $0 = 1
    StrCpy $0 0
    Return
  ${EndIf}
  StrCpy $0 $Data
  Call un.HoldsSomething
  ${If} $2 = 0
  ${OrIf} ${FileExists} "$Data\kiosk.toml"
  ${OrIf} ${FileExists} "$Data\setup.toml"
  ${OrIf} ${FileExists} "$Data\kiosk.lock"
  ${OrIf} ${FileExists} "$Data\logs\kiosk.log"
  ${OrIf} ${FileExists} "$Data\store\*.*"
  ${OrIf} ${FileExists} "$Data\keys\*.*"
    StrCpy $0 1
  ${Else}
    StrCpy $0 0
  ${EndIf}
FunctionEnd
; Delete the folder on the stack with all in it. A link or junction goes, what it leads to stays: the kiosk's account
; may write here, and could point an administrator's hand anywhere.
Function un.DeleteTree
  Exch $R0
  Push $R1
  Push $R2
  Push $R3
  Push $0
  FindFirst $R1 $R2 "$R0\*"
  ${DoWhile} $R2 != ""
    ${If} $R2 != "."
    ${AndIf} $R2 != ".."
      StrCpy $0 "$R0\$R2"
      System::Call 'kernel32::GetFileAttributesW(w r0) i .r0'
      IntOp $R3 $0 & 0x10
      IntOp $0 $0 & 0x400
      ${If} $R3 = 0
        Delete "$R0\$R2"
      ${ElseIf} $0 <> 0
        RMDir "$R0\$R2"
      ${Else}
        Push "$R0\$R2"
        Call un.DeleteTree
      ${EndIf}
    ${EndIf}
    FindNext $R1 $R2
  ${Loop}
  FindClose $R1
  RMDir "$R0"
  Pop $0
  Pop $R3
  Pop $R2
  Pop $R1
  Pop $R0
FunctionEnd

; Take the program out of $Where and leave whatever else lies there.
Function un.RemoveProgram
  RMDir /r "$Where\_internal"
  RMDir /r "$Where\_internal.old"
  RMDir /r "$Where\_new"
  Delete "$Where\kiosk.exe"
  Delete "$Where\kioskw.exe"
  Delete "$Where\kiosk.exe.old"
  Delete "$Where\kioskw.exe.old"
  Delete "$Where\LICENCES.txt"
  Delete "$Where\LICENSE.txt"
  Delete "$Where\uninstall.exe"
  RMDir "$Where"
FunctionEnd

; Delete the data, if they are ours: 1 in $DataGone when nothing of them is left, else why not in $Fault.
Function un.DeleteData
  StrCpy $DataGone 0
  ${IfNot} ${FileExists} "$Data\*.*"
    StrCpy $DataGone 1
    Return
  ${EndIf}
  Call un.LooksOurs
  ${If} $0 = 0
    StrCpy $Fault "$(data_strange) $Data"
    Return
  ${EndIf}
  StrCpy $Fault "$(data_not_deleted) $Data"
  ; From now on nobody but administrators changes anything in there, while it is walked through.
  ${If} ${FileExists} "$Where\kiosk.exe.old"
    StrCpy $Command '"$Where\kiosk.exe.old" folders --close'
  ${Else}
    StrCpy $Command '"$Where\kiosk.exe" folders --close'
  ${EndIf}
  StrCpy $Seconds 300
  Call un.RunChild
  ${Log} "folders --close ended with $ExitCode: $Said"
  ${If} $ExitCode != 0
    Return
  ${EndIf}
  ; A name that nobody knew: what is half deleted is taken for nobody's data.
  System::Call 'kernel32::GetTickCount() i .r1'
  IntFmt $1 "%08X" $1
  StrCpy $1 "$Data.deleted-$1"
  StrCpy $0 0
  ${Do}
    ClearErrors
    Rename $Data $1
    ${IfNot} ${Errors}
      ${Break}
    ${EndIf}
    IntOp $0 $0 + 1
    ${If} $0 > ${TRIES}
      Return
    ${EndIf}
    Sleep 250
  ${Loop}
  StrCpy $DataGone 1
  Push $1
  Call un.DeleteTree
  ${If} ${FileExists} "$1\*.*"
    StrCpy $Fault "$(data_not_deleted) $1"
  ${Else}
    StrCpy $Fault ""
  ${EndIf}
  ClearErrors
FunctionEnd

Section "Uninstall"
  ${Log} "taking the program out of $INSTDIR"
  !insertmacro Step "$(step_closing)"
  ${If} ${FileExists} "$INSTDIR\kiosk.exe"
  ${OrIf} ${FileExists} "$INSTDIR\kioskw.exe"
  ${OrIf} ${FileExists} "$INSTDIR\kiosk.exe.old"
    ${Do}
      Call un.CloseOnce
      ${If} $Closed = 1
        ${Break}
      ${EndIf}
      ${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(in_use)$RunningText" /SD IDCANCEL IDCANCEL`
        ${Log} "exit 4: $(in_use_silent)"
        SetErrorLevel 4
        Abort "$(in_use_silent)"
      ${EndIf}
    ${Loop}
  ${EndIf}
  ; while the program is still there, which closes the folder
  StrCpy $Fault ""
  ${If} $DeleteData = 1
    Call un.DeleteData
  ${EndIf}
  Call un.RemoveProgram
  ; nothing is left that Windows could rename back
  Call un.ForgetNextStart
  Call un.RemoveShortcuts
  DeleteRegValue HKLM "${RUN}" "Checkpoint Kiosk"
  DeleteRegKey HKLM "${APP_PATHS}\kiosk.exe"
  DeleteRegKey HKLM "${ENTRY}"
  ; What says whose the data are stays as long as they do, never gone in between: only what it names is believed by the
  ; next installation. Where nothing lies, it must not name what somebody else puts there.
  ${If} $DataGone = 0
  ${AndIf} ${FileExists} "$Data\*.*"
    DeleteRegValue HKLM "${KEY}" "InstallFolder"
    DeleteRegValue HKLM "${KEY}" "Version"
    DeleteRegValue HKLM "${KEY}" "Language"
    DeleteRegValue HKLM "${KEY}" "Account"
    ${Log} "the program is gone; the data stay in $Data"
  ${Else}
    DeleteRegKey HKLM "${KEY}"
    ${Log} "the program is gone; no data are in $Data"
  ${EndIf}
  SetErrorLevel 0
  ${If} $Fault != ""
    SetErrorLevel 7
    ${Log} "exit 7: $Fault"
    DetailPrint "$Fault"
    MessageBox MB_OK|MB_ICONEXCLAMATION "$Fault$\r$\n$\r$\n$(log_tells) ${LOG_FILE}" /SD IDOK
  ${EndIf}
SectionEnd
