; Taking the program away. The data stays unless that was asked for.

Var DeleteData  ; 1: it was

Function un.onInit
  SetRegView 64
  SetShellVarContext all
  SetOutPath $SYSDIR
  ReadRegStr $0 HKLM "${KEY}" "Language"
  ${If} $0 = ${LANG_VIETNAMESE}
  ${OrIf} $0 = ${LANG_ENGLISH}
    StrCpy $LANGUAGE $0
  ${EndIf}
  StrCpy $DeleteData 0
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
  ${LoopUntil} $1 == ""
  ReadRegStr $Data HKLM "${KEY}" "DataFolder"
  ${If} $Data == ""
    StrCpy $Data "$COMMONPROGRAMDATA\Checkpoint Kiosk"
  ${EndIf}
  StrCpy $KnownData $Data
  StrCpy $Where $INSTDIR
FunctionEnd

; Whether $Data looks like a kiosk's data folder, and may be deleted: 1 or 0 in $0.
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
  ${If} ${FileExists} "$Data\kiosk.toml"
  ${OrIf} ${FileExists} "$Data\setup.toml"
  ${OrIf} ${FileExists} "$Data\kiosk.lock"
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
  Call un.RemoveProgram
  ; nothing is left that Windows could rename back
  Call un.ForgetNextStart
  Call un.RemoveShortcuts
  DeleteRegValue HKLM "${RUN}" "Checkpoint Kiosk"
  DeleteRegKey HKLM "${APP_PATHS}\kiosk.exe"
  DeleteRegKey HKLM "${ENTRY}"
  ${If} $DeleteData = 1
    Call un.LooksOurs
    ${If} $0 = 1
      Push $Data
      Call un.DeleteTree
    ${Else}
      DetailPrint "$(data_strange) $Data"
      StrCpy $DeleteData 0
    ${EndIf}
  ${EndIf}
  ; What says whose the data are stays as long as they do, never gone in between: only what it names is believed by the
  ; next installation. Where nothing lies, it must not name what somebody else puts there.
  ${If} $DeleteData = 0
  ${AndIf} ${FileExists} "$Data\*.*"
    DeleteRegValue HKLM "${KEY}" "InstallFolder"
    DeleteRegValue HKLM "${KEY}" "Version"
    DeleteRegValue HKLM "${KEY}" "Language"
    DeleteRegValue HKLM "${KEY}" "Account"
    ${Log} "done; the data stay in $Data"
  ${Else}
    DeleteRegKey HKLM "${KEY}"
    ${Log} "done; no data are left in $Data"
  ${EndIf}
  SetErrorLevel 0
SectionEnd
