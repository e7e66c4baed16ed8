; Windows accounts: whose session this is, and whether two names mean the same account. Who elevated the installer may be
; somebody else than who sits at the screen.

Var Session     ; the account signed in at this screen; empty when there is none

Function FindSession
  StrCpy $Session ""
  System::Call 'wtsapi32::WTSQuerySessionInformationW(p 0, i -1, i 5, *p .r1, *i .r2) i .r0'
  ${If} $0 <> 0
    System::Call 'kernel32::lstrcpynW(w .r3, p r1, i 250)'
    System::Call 'wtsapi32::WTSFreeMemory(p r1)'
    StrCpy $Session $3
    System::Call 'wtsapi32::WTSQuerySessionInformationW(p 0, i -1, i 7, *p .r1, *i .r2) i .r0'
    ${If} $0 <> 0
      System::Call 'kernel32::lstrcpynW(w .r3, p r1, i 250)'
      System::Call 'wtsapi32::WTSFreeMemory(p r1)'
      ReadEnvStr $4 COMPUTERNAME
      ${If} $Session != ""
      ${AndIf} $3 != ""
      ${AndIf} $3 != $4
        StrCpy $Session "$3\$Session"
      ${EndIf}
    ${EndIf}
  ${EndIf}
  ${If} $Session == ""
    System::Call 'advapi32::GetUserNameW(w .r3, *i 250) i .r0'
    ; deployment tools run as the machine itself, which is no account for a kiosk
    ${If} $3 != "SYSTEM"
      StrCpy $Session $3
    ${EndIf}
  ${EndIf}
FunctionEnd

; The SID of the user account named $0, in $0; empty when there is no such user.
Function SidOf
  Push $1
  Push $2
  Push $3
  Push $4
  Push $5
  StrCpy $1 $0 2
  ${If} $1 == ".\"
    ReadEnvStr $1 COMPUTERNAME
    StrCpy $0 $0 "" 1
    StrCpy $0 "$1$0"
  ${EndIf}
  System::Call '*(&v256) p .r2'
  System::Call 'advapi32::LookupAccountNameW(p 0, w r0, p r2, *i 256, w .r3, *i 256, *i .r4) i .r5'
  StrCpy $0 ""
  ${If} $5 <> 0
  ${AndIf} $4 = 1
    System::Call 'advapi32::ConvertSidToStringSidW(p r2, *p .r3)'
    System::Call 'kernel32::lstrcpynW(w .r0, p r3, i 250)'
    System::Call 'kernel32::LocalFree(p r3)'
  ${EndIf}
  System::Free $2
  Pop $5
  Pop $4
  Pop $3
  Pop $2
  Pop $1
FunctionEnd

; Whether the account named $0 is an administrator's, as far as this computer knows: 1 or 0 in $0. Who sits here and
; could start this is one, and so is who belongs to the administrators by a group of a domain.
Function IsAdministrator
  Push $1
  Push $2
  Push $3
  Push $4
  Push $5
  Push $6
  Push $7
  StrCpy $7 0
  StrCpy $6 $0
  Call SidOf
  StrCpy $2 $0
  System::Call 'advapi32::GetUserNameW(w .r0, *i 250) i .r1'
  Call SidOf
  ${If} $2 == ""
    Goto told
  ${ElseIf} $0 == $2
    StrCpy $7 1
  ${EndIf}
  ; its name without this computer's, as those who list groups want it
  ReadEnvStr $1 COMPUTERNAME
  StrCpy $0 $6 2
  ${If} $0 == ".\"
    StrCpy $6 $6 "" 2
  ${Else}
    StrLen $2 "$1\"
    StrCpy $0 $6 $2
    ${If} $0 == "$1\"
      StrCpy $6 $6 "" $2
    ${EndIf}
  ${EndIf}
  System::Call 'netapi32::NetUserGetInfo(p 0, w r6, i 1, *p .r1) i .r2'
  ${If} $2 = 0
    ; USER_INFO_1: the privilege stands third
    System::Call '*$1(p, p, i, i .r3)'
    System::Call 'netapi32::NetApiBufferFree(p r1)'
    ${If} $3 = 2
      StrCpy $7 1
    ${EndIf}
  ${EndIf}
  ; what the administrators are called here
  System::Call 'advapi32::ConvertStringSidToSidW(w "S-1-5-32-544", *p .r1)'
  System::Call 'advapi32::LookupAccountSidW(p 0, p r1, w .r5, *i 256, w, *i 256, *i)'
  System::Call 'kernel32::LocalFree(p r1)'
  System::Call 'netapi32::NetUserGetLocalGroups(p 0, w r6, i 0, i 1, *p .r1, i -1, *i .r3, *i) i .r2'
  ${If} $2 = 0
    IntOp $3 $3 - 1
    ${For} $4 0 $3
      IntOp $2 $4 * 8
      IntPtrOp $2 $1 + $2
      System::Call '*$2(w .r0)'
      ${If} $0 == $5
        StrCpy $7 1
      ${EndIf}
    ${Next}
    System::Call 'netapi32::NetApiBufferFree(p r1)'
  ${EndIf}
told:
  StrCpy $0 $7
  Pop $7
  Pop $6
  Pop $5
  Pop $4
  Pop $3
  Pop $2
  Pop $1
FunctionEnd

; Whether the kiosk's account is signed in at this screen: 1 or 0 in $0.
Function IsKioskHere
  Push $1
  StrCpy $0 $Account
  Call SidOf
  StrCpy $1 $0
  StrCpy $0 $Session
  Call SidOf
  ${If} $0 != ""
  ${AndIf} $0 == $1
    StrCpy $0 1
  ${Else}
    StrCpy $0 0
  ${EndIf}
  Pop $1
FunctionEnd

; Start the kiosk as who sits at this screen, never with the installer's own rights: with a copy of the shell's token.
Function StartKiosk
  System::Call 'user32::GetShellWindow() p .r0'
  System::Call 'user32::GetWindowThreadProcessId(p r0, *i .r1)'
  System::Call 'kernel32::OpenProcess(i 0x1000, i 0, i r1) p .r2'
  StrCpy $8 0
  ${If} $0 P<> 0
  ${AndIf} $2 P<> 0
    System::Call 'advapi32::OpenProcessToken(p r2, i 2, *p .r3)'
    System::Call 'advapi32::DuplicateTokenEx(p r3, i 0x18B, p 0, i 2, i 1, *p .r4)'
    System::Call '*(i 104, i 0, &v96) p .r5'
    System::Call '*(p 0, p 0, i 0, i 0) p .r6'
    StrCpy $7 '"$INSTDIR\kioskw.exe" run --for-account "$Account"'
    System::Call 'advapi32::CreateProcessWithTokenW(p r4, i 0, p 0, w r7, i 0, p 0, w "$SYSDIR", p r5, p r6) i .r8'
    System::Call 'kernel32::CloseHandle(p r3)'
    System::Call 'kernel32::CloseHandle(p r4)'
    System::Call '*$6(p .r3, p .r4)'
    ${If} $8 <> 0
      System::Call 'kernel32::CloseHandle(p r3)'
      System::Call 'kernel32::CloseHandle(p r4)'
    ${EndIf}
    System::Free $5
    System::Free $6
  ${EndIf}
  ${If} $2 P<> 0
    System::Call 'kernel32::CloseHandle(p r2)'
  ${EndIf}
  ${If} $8 = 0
    ${Log} "the kiosk starts when its account signs in next: it could not be started from here"
  ${Else}
    ${Log} "the kiosk was started"
  ${EndIf}
FunctionEnd
