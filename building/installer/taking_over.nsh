; What an earlier installation said is taken over, unless something else was given now.

Var Upgraded    ; the version that was there, empty on a first installation
Var KnownData   ; the data folder as it was before anything was given
Var KnownAccount
Var DataOurs    ; 1: the registry named $Data before this run wrote anything, so that what lies there is believed

Function TakeOver
  StrCpy $Upgrading 0
  ReadRegStr $Upgraded HKLM "${KEY}" "Version"
  ${If} $Upgraded != ""
    StrCpy $Upgrading 1
  ${EndIf}
  ReadRegStr $OldFolder HKLM "${KEY}" "InstallFolder"
  ${If} $OldFolder != ""
  ${AndIf} $FolderGiven = 0
    StrCpy $INSTDIR $OldFolder
  ${EndIf}
  ReadRegStr $KnownData HKLM "${KEY}" "DataFolder"
  ${If} $KnownData == ""
    StrCpy $KnownData "$COMMONPROGRAMDATA\Checkpoint Kiosk"
  ${EndIf}
  ${If} $DataGiven = 0
    StrCpy $Data $KnownData
  ${EndIf}
  ; Nobody is proposed: who installs is seldom who the kiosk runs as, and mostly an administrator.
  ReadRegStr $KnownAccount HKLM "${KEY}" "Account"
  ${If} $Account == ""
    StrCpy $Account $KnownAccount
  ${EndIf}
  ${If} $Autostart == ""
    StrCpy $Autostart 1
    ${If} $Upgrading = 1
      ReadRegStr $0 HKLM "${RUN}" "Checkpoint Kiosk"
      ${If} $0 == ""
        StrCpy $Autostart 0
      ${EndIf}
    ${EndIf}
  ${EndIf}
  Call ChooseLanguage
FunctionEnd

; Whether the data folder, in its one spelling, is the one that an earlier installation made: $DataOurs.
Function IsDataOurs
  Push $0
  StrCpy $DataOurs 0
  ReadRegStr $0 HKLM "${KEY}" "DataFolder"
  ${If} $0 != ""
    Call Spelled
    ${If} $0 == $Data
      ReadRegDWORD $0 HKLM "${KEY}" "DataNotMade"
      ${If} $0 != 1
        StrCpy $DataOurs 1
      ${EndIf}
    ${EndIf}
  ${EndIf}
  Pop $0
FunctionEnd

; The language given, or the last one, or the system's; who sits there may change it.
Function ChooseLanguage
  ${If} $LanguageGiven != ""
    Return
  ${EndIf}
  ReadRegStr $0 HKLM "${KEY}" "Language"
  ${If} $0 = ${LANG_VIETNAMESE}
  ${OrIf} $0 = ${LANG_ENGLISH}
    StrCpy $LANGUAGE $0
  ${EndIf}
  ${IfNot} ${Silent}
    Push ""
    Push ${LANG_VIETNAMESE}
    Push "Tiếng Việt"
    Push ${LANG_ENGLISH}
    Push "English"
    Push A
    LangDLL::LangDialog "${MENU_VI} · ${MENU_EN}" "Ngôn ngữ · Language"
    Pop $0
    ${If} $0 == "cancel"
      SetErrorLevel 1
      Quit
    ${EndIf}
    StrCpy $LANGUAGE $0
  ${EndIf}
FunctionEnd
