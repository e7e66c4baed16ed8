; One line of UTF-8 after the other, in Windows' own folder of logs: only administrators write there, and so no other
; account can put a link in the file's way. Never what joins a checkpoint.

Var Data        ; the data folder

!define LOG_FOLDER "$WINDIR\Logs"
!define LOG_FILE "${LOG_FOLDER}\checkpoint-kiosk-setup.log"

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
  ${GetTime} "" "L" $1 $2 $3 $4 $5 $6 $7
  StrCpy $0 "$3-$2-$1 $5:$6:$7 ${VERSION} $0$\r$\n"
  System::Call 'kernel32::CreateDirectoryW(w "${LOG_FOLDER}", p 0)'
  System::Call 'kernel32::CreateFileW(w "${LOG_FILE}", i 4, i 3, p 0, i 4, i 0x80, p 0) p .r2'
  ${If} $2 P<> -1
    System::Call '*(&v4096) p .r3'
    System::Call 'kernel32::WideCharToMultiByte(i 65001, i 0, w r0, i -1, p r3, i 4096, p 0, p 0) i .r4'
    IntOp $4 $4 - 1
    System::Call 'kernel32::WriteFile(p r2, p r3, i r4, *i .r5, p 0)'
    System::Call 'kernel32::CloseHandle(p r2)'
    System::Free $3
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
!macroend

!insertmacro LogFunctions ""
!insertmacro LogFunctions "un."

; Who may do what, in the words of Windows (SDDL): the machine and administrators everything; users may read the program.
!define ONLY_ADMINISTRATORS "D:P(A;;GA;;;SY)(A;;GA;;;BA)"
!define USERS_MAY_READ "D:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)"

; Make what is missing above the folder $0, with the rights $1: what it would inherit of a drive's root lets every user
; rename it, and put another in its place.
Function MakeParents
  Push $0
  Push $2
  ${GetParent} $0 $2
  StrLen $0 $2
  ${If} $0 > 2
  ${AndIfNot} ${FileExists} "$2\*.*"
    StrCpy $0 $2
    Call MakeParents
    Call MakeFolder
  ${EndIf}
  Pop $2
  Pop $0
FunctionEnd

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
