; The pages of our own: the account, the centre, and what becomes of the data when the program goes.

Var Field1
Var Field2
Var Field3
Var Tick

; A label over a field; the field is left on the stack.
!macro Labelled TOP LABEL TEXT
  ${NSD_CreateLabel} 0 ${TOP}u 100% 10u "${LABEL}"
  Pop $0
  IntOp $1 ${TOP} + 11
  ${NSD_CreateText} 0 $1u 100% 13u "${TEXT}"
!macroend

!macro Complain
  MessageBox MB_OK|MB_ICONEXCLAMATION "$Fault" /SD IDOK
  Abort
!macroend

Function AccountPage
  !insertmacro MUI_HEADER_TEXT "$(account_title)" "$(account_subtitle)"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 0 100% 32u "$(account_words)"
  Pop $0
  !insertmacro Labelled 40 "$(account_label)" "$Account"
  Pop $Field1
  ${NSD_CreateCheckBox} 0 76u 100% 12u "$(account_autostart)"
  Pop $Tick
  ${If} $Autostart = 1
    ${NSD_Check} $Tick
  ${EndIf}
  ${NSD_SetFocus} $Field1
  nsDialogs::Show
FunctionEnd

Function AccountPageLeave
  ${NSD_GetText} $Field1 $Account
  ${NSD_GetState} $Tick $Autostart
  Call CheckAccount
  ${If} $Fault == ""
    StrCpy $0 $Account
    Call SidOf
    ${If} $0 == ""
      StrCpy $Fault "$(account_missing) “$Account”."
    ${EndIf}
  ${EndIf}
  ${If} $Fault != ""
    !insertmacro Complain
  ${EndIf}
  ${If} $Account != $KnownAccount
    StrCpy $0 $Account
    Call IsAdministrator
    ${If} $0 = 1
    ${AndIf} ${Cmd} `MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "$(account_administrator) “$Account”" /SD IDYES IDNO`
      Abort
    ${EndIf}
  ${EndIf}
FunctionEnd

Function CentrePage
  ${If} $Upgrading = 1
    Abort
  ${EndIf}
  !insertmacro MUI_HEADER_TEXT "$(centre_title)" "$(centre_subtitle)"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 0 100% 20u "$(centre_words)"
  Pop $0
  !insertmacro Labelled 26 "$(centre_server)" "$Server"
  Pop $Field1
  !insertmacro Labelled 58 "$(centre_code)" "$Code"
  Pop $Field2
  !insertmacro Labelled 90 "$(centre_gate)" "$Gate"
  Pop $Field3
  nsDialogs::Show
FunctionEnd

Function CentrePageLeave
  ${NSD_GetText} $Field1 $Server
  ${NSD_GetText} $Field2 $Code
  ${NSD_GetText} $Field3 $Gate
  Call CheckCentre
  ${If} $Fault != ""
    !insertmacro Complain
  ${EndIf}
FunctionEnd

; A program that is there stays where it is.
Function FolderPage
  ${If} $Upgrading = 1
  ${AndIf} ${FileExists} "$OldFolder\*.*"
    Abort
  ${EndIf}
FunctionEnd

Function FolderPageLeave
  Call CheckPlaces
  ${If} $Fault != ""
    !insertmacro Complain
  ${EndIf}
FunctionEnd

; Starting now is offered only where the kiosk's own account sits at the screen.
Function FinishPageShow
  Call IsKioskHere
  ${If} $0 = 0
  ${OrIf} $Failed = 6
    ${NSD_Uncheck} $mui.FinishPage.Run
    ShowWindow $mui.FinishPage.Run ${SW_HIDE}
  ${EndIf}
FunctionEnd

Function un.DataPage
  ; not asked from here: what the kiosk's account has written would be read with an administrator's rights
  StrCpy $1 '$(data_unsent)$\r$\n"$INSTDIR\kiosk.exe" store rescue'
  !insertmacro MUI_HEADER_TEXT "$(data_title)" "$(data_subtitle)"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 0 100% 42u "$(data_words)"
  Pop $0
  ${NSD_CreateLabel} 0 46u 100% 44u "$1"
  Pop $0
  ${NSD_CreateCheckBox} 0 94u 100% 12u "$(data_delete)"
  Pop $Tick
  ${NSD_CreateLabel} 12u 108u 95% 20u "$Data"
  Pop $0
  nsDialogs::Show
FunctionEnd

Function un.DataPageLeave
  ${NSD_GetState} $Tick $DeleteData
  ${If} $DeleteData = 1
  ${AndIf} ${Cmd} `MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "$(data_sure)" /SD IDNO IDNO`
    ${NSD_Uncheck} $Tick
    Abort
  ${EndIf}
FunctionEnd
