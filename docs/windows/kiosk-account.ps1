#Requires -RunAsAdministrator
<#
.SYNOPSIS
Makes the account that the kiosk runs in: local, a standard user, nothing else. -Undo takes it away.
.EXAMPLE
powershell -ExecutionPolicy Bypass -File kiosk-account.ps1 -Name kiosk
.EXAMPLE
powershell -ExecutionPolicy Bypass -File kiosk-account.ps1 -Name kiosk -Undo

Its files go with it: see to exported lists first.
#>
param(
    [ValidateLength(1, 20)] [string] $Name = 'kiosk',
    [switch] $Undo
)
$ErrorActionPreference = 'Stop'

if ($Undo) {
    $sid = (Get-LocalUser -Name $Name).SID.Value
    # The profile goes too: exported lists lie in its documents. It must be signed out, or Windows refuses.
    Get-CimInstance Win32_UserProfile -Filter "SID='$sid'" | Remove-CimInstance
    Remove-LocalUser -Name $Name
    return
}

$password = Read-Host -AsSecureString "Password for $Name (long; nobody types it again but you, once, in Autologon)"
New-LocalUser -Name $Name -Password $password -PasswordNeverExpires -UserMayNotChangePassword -AccountNeverExpires `
    -Description 'The checkpoint kiosk. Never an administrator.' | Out-Null
# By its number, because the group has another name in other languages of Windows.
Add-LocalGroupMember -SID 'S-1-5-32-545' -Member $Name
