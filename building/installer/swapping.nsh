; Putting the unpacked program in the place of the old one, with nothing but renaming.

!define TRIES 20 ; a quarter of a second each: a virus scanner may hold a new file for a moment

; Rename FROM to TO within $Where, trying again for a while; then on to FAILED.
!macro MoveWithin FROM TO FAILED
  StrCpy $0 0
  ${Do}
    ClearErrors
    Rename "$Where\${FROM}" "$Where\${TO}"
    ${IfNot} ${Errors}
      ${Break}
    ${EndIf}
    IntOp $0 $0 + 1
    ${If} $0 > ${TRIES}
      Goto ${FAILED}
    ${EndIf}
    Sleep 250
  ${Loop}
!macroend

; The same where there is something to rename.
!macro MoveOld FROM TO FAILED
  ${If} ${FileExists} "$Where\${FROM}"
    !insertmacro MoveWithin "${FROM}" "${TO}" ${FAILED}
  ${EndIf}
!macroend

; A file that nothing depends on: the new one takes the old one's place in one step, so that one of them is always there.
!macro Renew FILE
  StrCpy $0 "$Where\_new\${FILE}"
  StrCpy $2 "$Where\${FILE}"
  System::Call 'kernel32::MoveFileExW(w r0, w r2, i 1) i .r0 ?e'
  Pop $2
  ${If} $0 = 0
    ${Log} "${FILE} is not renewed: fault $2"
  ${EndIf}
!macroend

; Bring what was written to the disk that holds $Where. Renaming is noted in NTFS's journal and outlives a power cut, what
; the files hold is not: a whole name could be left with nothing behind it.
Function FlushDisk
  Push $0
  Push $1
  Push $2
  StrCpy $0 "\\.\$Where" 6
  System::Call 'kernel32::CreateFileW(w r0, i 0x40000000, i 3, p 0, i 3, i 0, p 0) p .r1 ?e'
  Pop $2
  ${If} $1 P<> -1
    System::Call 'kernel32::FlushFileBuffers(p r1) i .r0 ?e'
    Pop $2
    ${If} $0 <> 0
      StrCpy $2 0
    ${EndIf}
    System::Call 'kernel32::CloseHandle(p r1)'
  ${EndIf}
  ${If} $2 <> 0
    ${Log} "what was written could not be brought to the disk: fault $2"
  ${EndIf}
  Pop $2
  Pop $1
  Pop $0
FunctionEnd

; Leftovers of a run that was interrupted: what is missing is put back, what is half there goes.
Function Tidy
  Call Mend
  RMDir /r "$Where\_new"
  RMDir /r "$Where\_internal.old"
  Delete "$Where\kiosk.exe.old"
  Delete "$Where\kioskw.exe.old"
  ClearErrors
FunctionEnd

; Names as they were, and nothing half unpacked.
Function PutBack
  RMDir /r "$Where\_new"
  Call Mend
  Call ForgetNextStart
FunctionEnd

; Swap in $Where: 1 in $1 when the new program stands, 0 when the old one does again.
Function Swap
  ; The old executables go into the old folder, so that they can only come back together.
  ${If} ${FileExists} "$Where\_internal\*.*"
    Delete "$Where\_internal\kiosk.exe.old"
    Delete "$Where\_internal\kioskw.exe.old"
    !insertmacro MoveOld "kiosk.exe.old" "_internal\kiosk.exe.old" failed
    !insertmacro MoveOld "kioskw.exe.old" "_internal\kioskw.exe.old" failed
    !insertmacro MoveWithin "_internal" "_internal.old" failed
  ${EndIf}
  !insertmacro MoveWithin "_new\_internal" "_internal" failed
  !insertmacro MoveWithin "_new\kiosk.exe" "kiosk.exe" undo
  !insertmacro MoveWithin "_new\kioskw.exe" "kioskw.exe" undo
  !insertmacro Renew "LICENCES.txt"
  !insertmacro Renew "LICENSE.txt"
  !insertmacro Renew "uninstall.exe"
  ; the names as well, before the old program is gone for good
  Call FlushDisk
  RMDir /r "$Where\_internal.old"
  Delete "$Where\kiosk.exe.old"
  Delete "$Where\kioskw.exe.old"
  RMDir "$Where\_new"
  Call ForgetNextStart
  ClearErrors
  StrCpy $1 1
  Return
undo:
  ; back by the way it came
  Rename "$Where\kiosk.exe" "$Where\_new\kiosk.exe"
  Rename "$Where\_internal" "$Where\_new\_internal"
failed:
  Call PutBack
  StrCpy $1 0
FunctionEnd

!macro RemovingFunctions UN
; The entries of the Start menu, in whichever language they were made.
Function ${UN}RemoveShortcuts
  Push $0
  ${For} $0 0 1
    ${If} $0 = 0
      StrCpy $1 "${MENU_VI}"
    ${Else}
      StrCpy $1 "${MENU_EN}"
    ${EndIf}
    Delete "$SMPROGRAMS\$1\$1.lnk"
    Delete "$SMPROGRAMS\$1\${SETUP_VI}.lnk"
    Delete "$SMPROGRAMS\$1\${SETUP_EN}.lnk"
    Delete "$SMPROGRAMS\$1\${TRY_VI}.lnk"
    Delete "$SMPROGRAMS\$1\${TRY_EN}.lnk"
    Delete "$SMPROGRAMS\$1\${LICENCES_VI}.lnk"
    Delete "$SMPROGRAMS\$1\${LICENCES_EN}.lnk"
    RMDir "$SMPROGRAMS\$1"
  ${Next}
  Pop $0
FunctionEnd
!macroend

!insertmacro RemovingFunctions ""
!insertmacro RemovingFunctions "un."
