; One line of UTF-8 after the other in install.log of the data folder. Never what joins a checkpoint.
; $LogFolder is empty until the folder is there, or when it leads somewhere else.

Var Data        ; the data folder
Var LogFolder

!macro Log TEXT
  Push `${TEXT}`
  !ifdef __UNINSTALL__
    Call un.Log
  !else
    Call Log
  !endif
!macroend
!define Log "!insertmacro Log"

!macro LogFunctions UN
Function ${UN}Log
  Exch $0
  Push $1
  Push $2
  Push $3
  Push $4
  Push $5
  Push $6
  Push $7
  ${If} $LogFolder != ""
    ${GetTime} "" "L" $1 $2 $3 $4 $5 $6 $7
    StrCpy $0 "$3-$2-$1 $5:$6:$7 ${VERSION} $0$\r$\n"
    StrCpy $1 "$LogFolder\install.log"
    ; append only, and a link in the file's place is not followed: the kiosk's account may write in this folder
    System::Call 'kernel32::CreateFileW(w r1, i 4, i 3, p 0, i 4, i 0x200080, p 0) p .r2'
    ${If} $2 P<> -1
      System::Call '*(&v4096) p .r3'
      System::Call 'kernel32::WideCharToMultiByte(i 65001, i 0, w r0, i -1, p r3, i 4096, p 0, p 0) i .r4'
      IntOp $4 $4 - 1
      System::Call 'kernel32::WriteFile(p r2, p r3, i r4, *i .r5, p 0)'
      System::Call 'kernel32::CloseHandle(p r2)'
      System::Free $3
    ${EndIf}
  ${EndIf}
  Pop $7
  Pop $6
  Pop $5
  Pop $4
  Pop $3
  Pop $2
  Pop $1
  Pop $0
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

; Say from now on in the data folder what is done, where it is there.
Function ${UN}OpenLog
  Push $0
  StrCpy $LogFolder "$Data\logs"
  StrCpy $0 $Data
  Call ${UN}LeadsAway
  ${If} $0 = 1
    StrCpy $LogFolder ""
  ${EndIf}
  StrCpy $0 "$Data\logs"
  Call ${UN}LeadsAway
  ${If} $0 = 1
  ${OrIfNot} ${FileExists} "$Data\logs\*.*"
    StrCpy $LogFolder ""
  ${EndIf}
  Pop $0
FunctionEnd
!macroend

!insertmacro LogFunctions ""
!insertmacro LogFunctions "un."

; Who may do what, in the words of Windows (SDDL): the machine and administrators everything; users may read the program.
!define ONLY_ADMINISTRATORS "D:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)"
!define USERS_MAY_READ "D:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)"

; Make the folder $0 with the rights $1, never taking over one that is there: 1 in $0 when it was made.
Function MakeFolder
  Push $2
  Push $3
  System::Call 'advapi32::ConvertStringSecurityDescriptorToSecurityDescriptorW(w r1, i 1, *p .r2, p 0)'
  System::Call '*(i 24, i 0, p r2, i 0, i 0) p .r3'
  System::Call 'kernel32::CreateDirectoryW(w r0, p r3) i .r0'
  System::Free $3
  System::Call 'kernel32::LocalFree(p r2)'
  Pop $3
  Pop $2
FunctionEnd

; The data folder belongs to administrators until the kiosk's account is let in; one that is there stays as it is.
Function PrepareData
  Push $0
  Push $1
  ${GetParent} $Data $0
  CreateDirectory $0
  StrCpy $0 $Data
  StrCpy $1 "${ONLY_ADMINISTRATORS}"
  Call MakeFolder
  StrCpy $0 $Data
  Call LeadsAway
  ${If} $0 = 0
    CreateDirectory "$Data\logs"
  ${EndIf}
  Pop $1
  Pop $0
  Call OpenLog
FunctionEnd
