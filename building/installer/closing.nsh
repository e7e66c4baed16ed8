; Closing a running kiosk so that its folder can be replaced, and putting names back when that fails.
;
; Where Shell Launcher starts an ended kiosk again at once, asking it to end is not enough: its two executables are
; renamed away first. From then on until the new program stands, Windows is told what to rename at the next start, so
; that a power cut at any moment leaves the whole old or the whole new program.

Var Where       ; the folder of the program that is closed
Var Running     ; how many processes run from there
Var RunningText ; which
Var RanHere     ; 1: a kiosk ran in this session
Var Closed      ; 1: nothing runs any more

!define PENDING "SYSTEM\CurrentControlSet\Control\Session Manager"
Var PendingKept ; what stood there before, as bytes
Var PendingSize ; how many; after ours were added, in $PendingOurs
Var PendingOurs

; Put right what was interrupted in $Where. Renaming never replaces, so each of these happens only where it is missing:
; the old folder, the old executables beside it, or else the new executables beside the new folder.
!macro EachMending HOW
  !insertmacro ${HOW} "_internal.old" "_internal"
  !insertmacro ${HOW} "_internal\kiosk.exe.old" "kiosk.exe"
  !insertmacro ${HOW} "_internal\kioskw.exe.old" "kioskw.exe"
  !insertmacro ${HOW} "kiosk.exe.old" "kiosk.exe"
  !insertmacro ${HOW} "kioskw.exe.old" "kioskw.exe"
  !insertmacro ${HOW} "_new\kiosk.exe" "kiosk.exe"
  !insertmacro ${HOW} "_new\kioskw.exe" "kioskw.exe"
!macroend
!macro MendNow FROM TO
  Rename "$Where\${FROM}" "$Where\${TO}"
!macroend
!macro MendAtStart FROM TO
  StrCpy $0 "$Where\${FROM}"
  StrCpy $1 "$Where\${TO}"
  System::Call 'kernel32::MoveFileExW(w r0, w r1, i 4) i .r0 ?e'
  Pop $1
  ${If} $0 = 0
    ${Log} "Windows was not told to rename ${FROM} at its next start: fault $1"
  ${EndIf}
!macroend

!macro ClosingFunctions UN
; Which processes run from $Where, whoever's they are: a kiosk, a centre, a command in a window.
Function ${UN}CountRunning
  Push $0
  Push $1
  Push $2
  Push $3
  Push $4
  Push $5
  Push $6
  Push $7
  Push $8
  StrCpy $Running 0
  StrCpy $RunningText ""
  StrLen $8 "$Where\"
  System::Call 'kernel32::CreateToolhelp32Snapshot(i 2, i 0) p .r1'
  System::Call '*(&v568) p .r2'
  System::Call '*$2(i 568)'
  System::Call 'kernel32::Process32FirstW(p r1, p r2) i .r0'
  ${DoWhile} $0 <> 0
    System::Call '*$2(i, i, i .r3)'
    System::Call 'kernel32::OpenProcess(i 0x1000, i 0, i r3) p .r5'
    ${If} $5 P<> 0
      StrCpy $6 ""
      System::Call 'kernel32::QueryFullProcessImageNameW(p r5, i 0, w .r6, *i 1023 r7)'
      System::Call 'kernel32::CloseHandle(p r5)'
      StrCpy $7 $6 $8
      ${GetFileName} $6 $4
      ; the uninstaller started from there waits for nobody
      ${If} $7 == "$Where\"
      ${AndIf} $4 != "uninstall.exe"
        IntOp $Running $Running + 1
        System::Call 'kernel32::ProcessIdToSessionId(i r3, *i .r5)'
        StrCpy $RunningText "$RunningText$\r$\n$4 ($3, $(session) $5)"
        System::Call 'kernel32::GetCurrentProcessId() i .r7'
        System::Call 'kernel32::ProcessIdToSessionId(i r7, *i .r6)'
        StrCpy $7 $4 5
        ${If} $5 = $6
        ${AndIf} $7 == "kiosk"
          StrCpy $RanHere 1
        ${EndIf}
      ${EndIf}
    ${EndIf}
    System::Call 'kernel32::Process32NextW(p r1, p r2) i .r0'
  ${Loop}
  System::Call 'kernel32::CloseHandle(p r1)'
  System::Free $2
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

Function ${UN}Mend
  !insertmacro EachMending MendNow
  ClearErrors
FunctionEnd

; What Windows renames at its next start, as bytes at $0, their number in $1 (0: nothing).
Function ${UN}ReadPending
  StrCpy $1 0
  StrCpy $0 0
  System::Call 'advapi32::RegGetValueW(p -2147483646, w "${PENDING}", w "PendingFileRenameOperations", i 0x1000FFFF, p 0, p 0, *i .r1) i .r2'
  ${If} $2 <> 0
  ${OrIf} $1 = 0
    StrCpy $1 0
    Return
  ${EndIf}
  System::Alloc $1
  Pop $0
  System::Call 'advapi32::RegGetValueW(p -2147483646, w "${PENDING}", w "PendingFileRenameOperations", i 0x1000FFFF, p 0, p r0, *i r1r1) i .r2'
FunctionEnd

Function ${UN}MendAtNextStart
  Push $0
  Push $1
  Push $2
  Call ${UN}ReadPending
  StrCpy $PendingKept $0
  StrCpy $PendingSize $1
  !insertmacro EachMending MendAtStart
  ; on the disk before the first name changes
  System::Call 'advapi32::RegFlushKey(p -2147483646) i .r0'
  ${If} $0 <> 0
    ${Log} "the registry could not be brought to the disk: fault $0"
  ${EndIf}
  Call ${UN}ReadPending
  System::Free $0
  StrCpy $PendingOurs $1
  Pop $2
  Pop $1
  Pop $0
FunctionEnd

; All is whole again: nothing is left for Windows to do, unless somebody else added to it meanwhile (ours do no harm).
Function ${UN}ForgetNextStart
  Push $0
  Push $1
  Push $2
  Push $3
  ${If} $PendingOurs > 0
    Call ${UN}ReadPending
    System::Free $0
    ${If} $1 = $PendingOurs
      ${If} $PendingSize = 0
        SetRegView 64
        DeleteRegValue HKLM "${PENDING}" "PendingFileRenameOperations"
      ${Else}
        System::Call 'advapi32::RegOpenKeyExW(p -2147483646, w "${PENDING}", i 0, i 0x0102, *p .r3)'
        System::Call 'advapi32::RegSetValueExW(p r3, w "PendingFileRenameOperations", i 0, i 7, p $PendingKept, i $PendingSize)'
        System::Call 'advapi32::RegCloseKey(p r3)'
      ${EndIf}
    ${EndIf}
    System::Free $PendingKept
    StrCpy $PendingOurs 0
  ${EndIf}
  Pop $3
  Pop $2
  Pop $1
  Pop $0
FunctionEnd

; Close what runs from $Where: executables away, ask, wait, look. 1 in $Closed when the folder is free.
Function ${UN}CloseOnce
  Push $0
  StrCpy $Closed 0
  Call ${UN}CountRunning
  ${Log} "$Running processes run from $Where"
  Call ${UN}MendAtNextStart
  ${If} ${FileExists} "$Where\kiosk.exe"
    Delete "$Where\kiosk.exe.old"
    Rename "$Where\kiosk.exe" "$Where\kiosk.exe.old"
  ${EndIf}
  ${If} ${FileExists} "$Where\kioskw.exe"
    Delete "$Where\kioskw.exe.old"
    Rename "$Where\kioskw.exe" "$Where\kioskw.exe.old"
  ${EndIf}
  ${If} ${FileExists} "$Where\kiosk.exe.old"
    StrCpy $Command '"$Where\kiosk.exe.old" stop --folder "$KnownData" --within 30'
    StrCpy $Seconds 60
    Call ${UN}RunChild
    ${Log} "stop ended with $ExitCode: $Said"
  ${EndIf}
  ; a process that was asked may still be ending: ten seconds more
  StrCpy $0 0
  ${Do}
    Call ${UN}CountRunning
    ${If} $Running = 0
    ${OrIf} $0 >= 40
      ${Break}
    ${EndIf}
    Sleep 250
    IntOp $0 $0 + 1
  ${Loop}
  ${If} $Running = 0
    StrCpy $Closed 1
    ; Windows renames no folder in which a file is open, whoever holds it
    ${If} ${FileExists} "$Where\_internal\*.*"
      ClearErrors
      Rename "$Where\_internal" "$Where\_internal.old"
      ${If} ${Errors}
        StrCpy $Closed 0
      ${Else}
        Rename "$Where\_internal.old" "$Where\_internal"
      ${EndIf}
    ${EndIf}
  ${EndIf}
  ${If} $Closed = 0
    ${Log} "still in use: $RunningText"
    ; names as they were; what is unpacked stays for another try
    Call ${UN}Mend
    Call ${UN}ForgetNextStart
  ${EndIf}
  Pop $0
FunctionEnd
!macroend

!insertmacro ClosingFunctions ""
!insertmacro ClosingFunctions "un."
