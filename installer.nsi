; The Windows installer: makensis -DVERSION=… -DPAYLOAD=… -DOUTFILE=… -DICON=… installer.nsi
; -DQUICK packs loosely, for trying. What it is asked and how it ends: docs/windows.md.

Target amd64-unicode ; the 32-bit stub installs nothing where there is no 32-bit Windows
Unicode true
!ifdef QUICK
  SetCompress off
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 32 ; the two programs carry the same 18 MB, which are packed once
!endif
RequestExecutionLevel admin
ManifestSupportedOS Win10
ManifestDPIAware true
XPStyle on
SetOverwrite on
AllowSkipFiles off
CRCCheck force

!define TOP "${__FILEDIR__}"
!define PARTS "${TOP}/building/installer"
!define PUBLISHER "Checkpoint Kiosk"
!define KEY "Software\Checkpoint Kiosk"
!define RUN "Software\Microsoft\Windows\CurrentVersion\Run"
!define APP_PATHS "Software\Microsoft\Windows\CurrentVersion\App Paths"
!define ENTRY "Software\Microsoft\Windows\CurrentVersion\Uninstall\CheckpointKiosk"

Name "$(product)"
OutFile "${OUTFILE}"
InstallDir "$PROGRAMFILES64\Checkpoint Kiosk"
BrandingText "$(product) ${VERSION}"
ShowInstDetails hide
ShowUninstDetails hide

!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WordFunc.nsh
!include WinVer.nsh
!include x64.nsh
!include nsDialogs.nsh

Var Ending       ; what the last page says

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${PARTS}/side.bmp"
!define MUI_ABORTWARNING
!define MUI_CUSTOMFUNCTION_ABORT OnLeaving
!define MUI_CUSTOMFUNCTION_GUIINIT CheckStart

!insertmacro MUI_PAGE_WELCOME
!define MUI_LICENSEPAGE_TEXT_TOP "$(licence_top)"
!define MUI_LICENSEPAGE_TEXT_BOTTOM "$(licence_bottom)"
!insertmacro MUI_PAGE_LICENSE "${TOP}/LICENSE"
!define MUI_PAGE_CUSTOMFUNCTION_PRE FolderPage
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE FolderPageLeave
!insertmacro MUI_PAGE_DIRECTORY
Page custom AccountPage AccountPageLeave
Page custom CentrePage CentrePageLeave
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_TEXT "$Ending"
!define MUI_FINISHPAGE_TEXT_LARGE
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_TEXT "$(start_now)"
!define MUI_FINISHPAGE_RUN_FUNCTION StartKiosk
!define MUI_FINISHPAGE_NOREBOOTSUPPORT
!define MUI_PAGE_CUSTOMFUNCTION_SHOW FinishPageShow
!insertmacro MUI_PAGE_FINISH

!insertmacro MUI_UNPAGE_CONFIRM
UninstPage custom un.DataPage un.DataPageLeave
!insertmacro MUI_UNPAGE_INSTFILES

; where Windows speaks neither, the first is taken
!insertmacro MUI_LANGUAGE "Vietnamese"
!insertmacro MUI_LANGUAGE "English"
!include "${PARTS}/words_vi.nsh"
!include "${PARTS}/words_en.nsh"

VIProductVersion "${VERSION}.0"
!macro About LANGUAGE PRODUCT
  VIAddVersionKey /LANG=${LANGUAGE} "ProductName" "${PRODUCT}"
  VIAddVersionKey /LANG=${LANGUAGE} "FileDescription" "${PRODUCT}"
  VIAddVersionKey /LANG=${LANGUAGE} "CompanyName" "${PUBLISHER}"
  VIAddVersionKey /LANG=${LANGUAGE} "LegalCopyright" "Apache-2.0"
  VIAddVersionKey /LANG=${LANGUAGE} "FileVersion" "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} "ProductVersion" "${VERSION}"
!macroend
!insertmacro About ${LANG_VIETNAMESE} "${MENU_VI}"
!insertmacro About ${LANG_ENGLISH} "${MENU_EN}"

!include "${PARTS}/log.nsh"
!include "${PARTS}/children.nsh"
!include "${PARTS}/places.nsh"
!include "${PARTS}/parameters.nsh"
!include "${PARTS}/accounts.nsh"
!include "${PARTS}/taking_over.nsh"
!include "${PARTS}/closing.nsh"
!include "${PARTS}/swapping.nsh"
!include "${PARTS}/installing.nsh"
!include "${PARTS}/uninstalling.nsh"
!include "${PARTS}/pages.nsh"

; End before anything was changed.
!macro FailAtStart CODE TEXT
  !insertmacro Fail ${CODE} "${TEXT}"
  Quit
!macroend

Function OnLeaving
  SetErrorLevel 1
FunctionEnd

Function .onInit
  SetRegView 64
  SetShellVarContext all
  ; nothing is loaded or run from the folder of downloads this was started in
  System::Call 'kernel32::SetDllDirectoryW(w "")'
  SetOutPath $SYSDIR
  Call ReadParameters
  Call FindSession
  Call TakeOver
  ; what is wrong is said later: the language counts from the end of this function on
FunctionEnd

; Whether to begin at all. Before the first page; where there are none, before anything is changed.
Function CheckStart
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    !insertmacro FailAtStart 2 "$(needs_windows)"
  ${EndIf}
  UserInfo::GetAccountType
  Pop $0
  ${If} $0 != "Admin"
    !insertmacro FailAtStart 2 "$(needs_administrator)"
  ${EndIf}
  ; Who else holds this name, a program of any user even, can only keep this from beginning: the sentence says what helps.
  System::Call 'advapi32::ConvertStringSecurityDescriptorToSecurityDescriptorW(w "${ONLY_ADMINISTRATORS}", i 1, *p .r1, p 0)'
  System::Call '*(i 24, i 0, p r1, i 0, i 0) p .r2'
  System::Call 'kernel32::CreateMutexW(p r2, i 0, w "Global\CheckpointKioskSetup") p .r3 ?e'
  Pop $0
  System::Free $2
  System::Call 'kernel32::LocalFree(p r1)'
  ${If} $3 P= 0
  ${OrIf} $0 = 183
    !insertmacro FailAtStart 2 "$(runs_already)"
  ${EndIf}
  Call CheckWords
  ${If} $Fault == ""
    ${VersionCompare} "$Upgraded" "${VERSION}" $0
    ${If} $Upgraded != ""
    ${AndIf} $0 = 1
      !insertmacro FailAtStart 3 "$(newer) $Upgraded"
    ${EndIf}
    Call CheckPlaces
  ${EndIf}
  ${If} ${Silent}
    ${If} $Fault == ""
      Call CheckCentre
    ${EndIf}
    ${If} $Fault == ""
      Call CheckAccount
    ${EndIf}
    ${If} $Account == ""
      StrCpy $Fault "$(account_needed)"
    ${EndIf}
  ${EndIf}
  ${If} $Fault != ""
    !insertmacro FailAtStart 2 "$Fault"
  ${EndIf}
FunctionEnd
