; What happens between the pages and the end: unpack beside the old program, close it, swap, write down, set up.

Var Failed      ; 0, or the exit code 5 or 6 of an installation that stands
Var SetAside    ; 1: what lay in the data folder's place was renamed, for this installer knew nothing of it
Var Unpacking   ; 1 while files are written

; End with the code CODE and say why: to who sits there, or in the log alone.
!macro Fail CODE TEXT
  ${Log} "exit ${CODE}: ${TEXT}"
  SetErrorLevel ${CODE}
  MessageBox MB_OK|MB_ICONSTOP "${TEXT}" /SD IDOK
!macroend

!macro FailInSection CODE TEXT
  !insertmacro Fail ${CODE} "${TEXT}"
  Abort "${TEXT}"
!macroend

; Say the step beside the bar; file names go into the list alone.
!macro Step TEXT
  SetDetailsPrint both
  DetailPrint "${TEXT}"
  SetDetailsPrint listonly
!macroend

; Called by NSIS when a file could not be written, and after Abort.
Function .onInstFailed
  SetOutPath $SYSDIR
  ${If} $Unpacking = 1
    StrCpy $Where $INSTDIR
    Call PutBack
    RMDir $INSTDIR
    ${Log} "exit 2: $(not_unpacked)"
    SetErrorLevel 2
  ${EndIf}
FunctionEnd


Section "-program"
  ${If} ${Silent}
    Call CheckStart
  ${EndIf}
  StrCpy $Failed 0
  StrCpy $Unpacking 0
  StrCpy $RanHere 0
  Call IsDataOurs
  ${Log} "installing into $INSTDIR, data in $Data, account $Account, before: $Upgraded, data ours: $DataOurs"
  StrCpy $0 $Account
  Call IsAdministrator
  ${If} $0 = 1
    ${Log} "$Account is an administrator's account, and was chosen all the same"
  ${EndIf}
  !insertmacro Step "$(step_unpacking)"
  StrCpy $0 $INSTDIR
  StrCpy $1 "${USERS_MAY_READ}"
  Call MakeParents
  ${If} $NewFolder = 1
    ; an empty one goes, whatever its rights are; one that is not empty stays, and then ours is not made
    RMDir $INSTDIR
  ${EndIf}
  Call MakeFolder
  ${If} $0 = 0
  ${AndIf} $NewFolder = 1
    !insertmacro FailInSection 2 "$(folder_taken) $INSTDIR"
  ${EndIf}
  StrCpy $Where $INSTDIR
  Call Tidy
  StrCpy $0 "$INSTDIR\_new"
  StrCpy $1 "${USERS_MAY_READ}"
  Call MakeFolder
  ${If} $0 = 0
    RMDir $INSTDIR
    !insertmacro FailInSection 2 "$(not_unpacked)"
  ${EndIf}
  StrCpy $Unpacking 1
  SetOutPath "$INSTDIR\_new"
  File "${PAYLOAD}/kiosk.exe"
  File "${PAYLOAD}/kioskw.exe"
  File "${PAYLOAD}/LICENCES.txt"
  File "/oname=LICENSE.txt" "${TOP}/LICENSE"
  File /r "${PAYLOAD}/_internal"
  ClearErrors
  WriteUninstaller "$INSTDIR\_new\uninstall.exe"
  ; no folder that is renamed below may be where we stand
  SetOutPath $SYSDIR
  ${If} ${Errors}
    Abort "$(not_unpacked)"
  ${EndIf}
  StrCpy $Unpacking 0
  StrCpy $Where $INSTDIR
  Call FlushDisk

  !insertmacro Step "$(step_closing)"
  StrCpy $Where $INSTDIR
  ${If} ${FileExists} "$Where\kiosk.exe"
  ${OrIf} ${FileExists} "$Where\kioskw.exe"
  ${OrIf} ${FileExists} "$Where\_internal\*.*"
    ${Do}
      Call CloseOnce
      ${If} $Closed = 1
        ${Break}
      ${EndIf}
      ${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(in_use)$RunningText" /SD IDCANCEL IDCANCEL`
        RMDir /r "$INSTDIR\_new"
        RMDir $INSTDIR
        ${Log} "exit 4: $(in_use_silent)"
        SetErrorLevel 4
        Abort "$(in_use_silent)"
      ${EndIf}
    ${Loop}
  ${EndIf}
  StrCpy $Where $INSTDIR
  Call Swap
  ${If} $1 = 0
    !insertmacro FailInSection 2 "$(not_swapped)"
  ${EndIf}
SectionEnd

Section "-entries"
  ; Until the program has made the folder or found it to be ours, a later run may not take it for ours either.
  ${If} $DataOurs = 0
    WriteRegDWORD HKLM "${KEY}" "DataNotMade" 1
  ${EndIf}
  WriteRegStr HKLM "${KEY}" "InstallFolder" $INSTDIR
  WriteRegStr HKLM "${KEY}" "DataFolder" $Data
  WriteRegStr HKLM "${KEY}" "Version" "${VERSION}"
  WriteRegStr HKLM "${KEY}" "Language" $LANGUAGE
  WriteRegStr HKLM "${APP_PATHS}\kiosk.exe" "" "$INSTDIR\kiosk.exe"
  WriteRegStr HKLM "${ENTRY}" "DisplayName" "$(product)"
  WriteRegStr HKLM "${ENTRY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKLM "${ENTRY}" "DisplayIcon" '"$INSTDIR\kioskw.exe",0'
  WriteRegStr HKLM "${ENTRY}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKLM "${ENTRY}" "InstallLocation" $INSTDIR
  WriteRegStr HKLM "${ENTRY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKLM "${ENTRY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKLM "${ENTRY}" "NoModify" 1
  WriteRegDWORD HKLM "${ENTRY}" "NoRepair" 1
  SectionGetSize 0 $0
  WriteRegDWORD HKLM "${ENTRY}" "EstimatedSize" $0
  Call RemoveShortcuts
  CreateDirectory "$SMPROGRAMS\$(product)"
  CreateShortcut "$SMPROGRAMS\$(product)\$(product).lnk" "$INSTDIR\kioskw.exe" "run"
  CreateShortcut "$SMPROGRAMS\$(product)\$(menu_setup).lnk" "$INSTDIR\kioskw.exe" "setup"
  CreateShortcut "$SMPROGRAMS\$(product)\$(menu_try).lnk" "$INSTDIR\kioskw.exe" "demo"
  CreateShortcut "$SMPROGRAMS\$(product)\$(menu_licences).lnk" "$INSTDIR\LICENCES.txt"
SectionEnd

; What may fail and leaves the program standing: the account's rights, and joining. What the program says of it is English,
; and goes into the log; the page has a sentence of its own for how it ended.
Section "-setup"
  ${If} $Upgraded == ""
    StrCpy $Ending "$(all_done)"
  ${Else}
    StrCpy $Ending "$(all_renewed)"
  ${EndIf}
  !insertmacro Step "$(step_folders)"
  StrCpy $SetAside 0
  ${If} $DataOurs = 0
  ${AndIf} ${FileExists} "$Data\*.*"
    StrCpy $SetAside 1
  ${EndIf}
  StrCpy $Command '"$INSTDIR\kiosk.exe" folders --account "$Account"'
  ${If} $DataOurs = 1
    StrCpy $Command "$Command --adopt"
  ${EndIf}
  StrCpy $Seconds 300
  Call RunChild
  ${Log} "folders ended with $ExitCode: $Said"
  ${If} $ExitCode != 0
    StrCpy $Failed 6
    ${If} $ExitCode == "late"
      StrCpy $0 "$(took_too_long)"
    ${ElseIf} $ExitCode == 1
      StrCpy $0 "$(rights_refused)"
    ${Else}
      StrCpy $0 "$(ended_oddly) $ExitCode."
    ${EndIf}
    StrCpy $Ending "$(no_rights) $0$\r$\n$\r$\n$(log_tells) ${LOG_FILE}"
  ${Else}
    DeleteRegValue HKLM "${KEY}" "DataNotMade"
    ${If} $SetAside = 1
      StrCpy $Ending "$Ending$\r$\n$\r$\n$(set_aside) $Data.found-…"
    ${EndIf}
    ; only now: an account that does not work takes no other's place
    WriteRegStr HKLM "${KEY}" "Account" $Account
    ${If} $Autostart = 1
      WriteRegStr HKLM "${RUN}" "Checkpoint Kiosk" '"$INSTDIR\kioskw.exe" run --for-account "$Account"'
    ${Else}
      DeleteRegValue HKLM "${RUN}" "Checkpoint Kiosk"
    ${EndIf}
  ${EndIf}
  ${If} $Failed = 0
  ${AndIf} $Joining = 1
    !insertmacro Step "$(step_joining)"
    ; whatever settings are there already, the store is made where the account alone may write, and nowhere else
    StrCpy $Command '"$INSTDIR\kiosk.exe" setup "--server=$Server" "--code=$Code" "--gate=$Gate"'
    StrCpy $Command '$Command "--set=store.folder=$Data" "--set=store.keys=$Data\keys"'
    StrCpy $Seconds 300
    Call RunChild
    StrCpy $Command ""
    ${Log} "setup ended with $ExitCode: $Said"
    ${If} $ExitCode != 0
      StrCpy $Failed 5
      ${If} $ExitCode == "late"
        StrCpy $0 "$(took_too_long)"
      ${ElseIf} $ExitCode == 1
        StrCpy $0 "$(centre_refused)"
      ${ElseIf} $ExitCode == 2
        StrCpy $0 "$(settings_refused)"
      ${Else}
        StrCpy $0 "$(ended_oddly) $ExitCode."
      ${EndIf}
      StrCpy $Ending "$(not_joined) $0$\r$\n$\r$\n$(log_tells) ${LOG_FILE}"
    ${EndIf}
  ${EndIf}
  StrCpy $Code ""
  ${If} $Failed <> 0
    DetailPrint "$Ending"
  ${ElseIf} $RanHere = 1
    Call IsKioskHere
    ${If} $0 = 1
    ${AndIf} ${Silent}
    ${AndIf} $Restart = 1
      Call StartKiosk
    ${EndIf}
  ${EndIf}
  Call IsKioskHere
  ${If} $0 = 0
  ${AndIf} $Autostart = 1
    StrCpy $Ending "$Ending$\r$\n$\r$\n$(next_sign_in) $Account"
  ${EndIf}
  ${Log} "exit $Failed"
  SetErrorLevel $Failed
SectionEnd
