; Running a command of the program without a window, no longer than it may take, and keeping the end of what it said.

Var Command     ; the whole command line, its program in quotes
Var Seconds     ; how long it may take
Var ExitCode    ; what it ended with; "late" or "none" where it did not
Var Said        ; the end of its output, without the code for joining
Var Code        ; the code for joining, while it is needed

!macro ChildFunctions UN
Function ${UN}RunChild
  Push $0
  Push $1
  Push $2
  Push $3
  Push $4
  Push $5
  Push $6
  Push $7
  Push $8
  StrCpy $ExitCode "none"
  StrCpy $Said ""
  ; SECURITY_ATTRIBUTES: what is opened with it is passed on
  System::Call '*(i 24, i 0, p 0, i 1, i 0) p .r1'
  System::Call 'kernel32::CreatePipe(*p .r2, *p .r3, p r1, i 1048576)'
  System::Call 'kernel32::SetHandleInformation(p r2, i 1, i 0)'
  System::Call 'kernel32::CreateFileW(w "NUL", i 0x80000000, i 3, p r1, i 3, i 0, p 0) p .r4'
  ; STARTUPINFOW with the three handles, and hidden
  System::Call '*(i 104, i 0, p 0, p 0, p 0, i 0, i 0, i 0, i 0, i 0, i 0, i 0, i 0x101, i 0, i 0, p 0, p r4, p r3, p r3) p .r5'
  System::Call '*(p 0, p 0, i 0, i 0) p .r6'
  StrCpy $7 $Command
  System::Call 'kernel32::CreateProcessW(p 0, w r7, p 0, p 0, i 1, i 0x08000000, p 0, w "$SYSDIR", p r5, p r6) i .r0'
  System::Call 'kernel32::CloseHandle(p r3)'
  System::Call 'kernel32::CloseHandle(p r4)'
  ${If} $0 <> 0
    System::Call '*$6(p .r3, p .r4)'
    IntOp $8 $Seconds * 1000
    System::Call 'kernel32::WaitForSingleObject(p r3, i r8) i .r0'
    ${If} $0 = 0
      System::Call 'kernel32::GetExitCodeProcess(p r3, *i .r0)'
      StrCpy $ExitCode $0
    ${Else}
      StrCpy $ExitCode "late"
      System::Call 'kernel32::TerminateProcess(p r3, i 1)'
      System::Call 'kernel32::WaitForSingleObject(p r3, i 5000)'
    ${EndIf}
    System::Call 'kernel32::CloseHandle(p r3)'
    System::Call 'kernel32::CloseHandle(p r4)'
    Call ${UN}ReadTail
  ${EndIf}
  System::Call 'kernel32::CloseHandle(p r2)'
  System::Free $6
  System::Free $5
  System::Free $1
  Pop $8
  Pop $7
  Pop $6
  Pop $5
  Pop $4
  Pop $3
  Pop $2
  Pop $1
  Pop $0
FunctionEnd

; The last bytes waiting in the pipe $2 as text. Whoever else holds its other end is not waited for.
Function ${UN}ReadTail
  Push $0
  Push $1
  Push $3
  Push $4
  System::Call '*(&v1024) p .r1'
  ${Do}
    StrCpy $0 0
    System::Call 'kernel32::PeekNamedPipe(p r2, p 0, i 0, p 0, *i .r0, p 0)'
    ${If} $0 = 0
      ${Break}
    ${EndIf}
    IntOp $3 $0 - 900
    ${If} $3 <= 0
    ${OrIf} $3 > 900
      StrCpy $3 900
    ${EndIf}
    System::Call 'kernel32::RtlZeroMemory(p r1, p 1024)'
    System::Call 'kernel32::ReadFile(p r2, p r1, i r3, *i .r4, p 0)'
  ${Loop}
  System::Call 'kernel32::MultiByteToWideChar(i 65001, i 0, p r1, i -1, w .r3, i 1000)'
  System::Free $1
  ${Do}
    StrCpy $1 $3 1 -1
    ${If} $1 == "$\n"
    ${OrIf} $1 == "$\r"
    ${OrIf} $1 == " "
      StrCpy $3 $3 -1
    ${Else}
      ${Break}
    ${EndIf}
  ${Loop}
  StrCpy $Said $3
  ${If} $Code != ""
    StrCpy $0 $Code 5
    StrCpy $1 $Code "" 5
    ${WordReplace} $Said $Code "**********" "+" $Said
    ${WordReplace} $Said "$0-$1" "**********" "+" $Said
  ${EndIf}
  Pop $4
  Pop $3
  Pop $1
  Pop $0
FunctionEnd
!macroend

!insertmacro ChildFunctions ""
!insertmacro ChildFunctions "un."
