#Requires -RunAsAdministrator
<#
.SYNOPSIS
What Windows shall leave alone on a kiosk: swipes, toasts, restarts. -Undo puts back what was there before.
.DESCRIPTION
Without -Account: the settings of the PC. With it: those of the kiosk's account, which has signed in once before.
They count from the next restart or sign-in on. What each one does stands in docs/windows-lockdown.md.
.EXAMPLE
powershell -ExecutionPolicy Bypass -File settings.ps1
.EXAMPLE
powershell -ExecutionPolicy Bypass -File settings.ps1 -Account kiosk
#>
param([string] $Account, [switch] $Undo)
$ErrorActionPreference = 'Stop'
$policies = 'SOFTWARE\Policies\Microsoft\Windows'
$windows = 'SOFTWARE\Microsoft\Windows\CurrentVersion'
$consent = "$windows\CapabilityAccessManager\ConsentStore\webcam"

# Each line: key, name, value. Numbers are DWORD, text is REG_SZ.
$ofPc = @(
    @("$policies\EdgeUI", 'AllowEdgeSwipe', 0),
    @('SOFTWARE\Policies\Microsoft\Dsh', 'AllowNewsAndInterests', 0),              # widgets of Windows 11
    @("$policies\Windows Feeds", 'EnableFeeds', 0),                                # news of Windows 10
    @("$policies\Windows Search", 'AllowCortana', 0),                              # Windows 10
    @("$policies\System", 'DisableLockScreenAppNotifications', 1),
    @("$policies\OOBE", 'DisablePrivacyExperience', 1),                            # questions at a first sign-in
    @("$windows\Policies\System", 'HideFastUserSwitching', 1),                     # one session, one camera
    @("$windows\Policies\System", 'shutdownwithoutlogon', 0),                      # no power button before sign-in
    @('SOFTWARE\Microsoft\Windows\Windows Error Reporting', 'DontShowUI', 1),      # no dialog that holds a crash up
    @($consent, 'Value', 'Allow'),
    @("$policies\WindowsUpdate", 'SetActiveHours', 1),
    @("$policies\WindowsUpdate", 'ActiveHoursStart', 5),                           # no restart from 5 to 23 o'clock;
    @("$policies\WindowsUpdate", 'ActiveHoursEnd', 23),                            # 18 hours are the most
    @("$policies\WindowsUpdate", 'DeferFeatureUpdates', 1),
    @("$policies\WindowsUpdate", 'DeferFeatureUpdatesPeriodInDays', 365),
    @("$policies\WindowsUpdate", 'SetUpdateNotificationLevel', 1),
    @("$policies\WindowsUpdate", 'UpdateNotificationLevel', 2)                     # no notices, of restarts neither
)
$ofAccount = @(
    @("$policies\CurrentVersion\PushNotifications", 'NoToastApplicationNotification', 1),
    @("$policies\Explorer", 'DisableNotificationCenter', 1),
    @("$windows\UserProfileEngagement", 'ScoobeSystemSettingEnabled', 0),          # "finish setting up your PC"
    @("$windows\Policies\System", 'DisableTaskMgr', 1),
    @("$windows\Policies\System", 'DisableLockWorkstation', 1),
    @("$windows\Policies\System", 'DisableChangePassword', 1),
    @("$windows\Policies\Explorer", 'NoWinKeys', 1),
    @("$windows\Policies\Explorer", 'NoClose', 1),                                # no shutting down after Ctrl Alt Del
    @('SOFTWARE\Microsoft\Wisp\Touch', 'TouchMode_hold', 0),                       # press and hold is no right click
    @('Control Panel\Cursors', 'ContactVisualization', 0),                         # no circles under the finger
    @('Control Panel\Cursors', 'GestureVisualization', 0),
    @('SOFTWARE\Microsoft\TabletTip\1.7', 'TouchKeyboardTapInvoke', 0),            # Windows 11
    @('SOFTWARE\Microsoft\TabletTip\1.7', 'EnableDesktopModeAutoInvoke', 0),       # Windows 10
    @('SOFTWARE\Microsoft\TabletTip\1.7', 'TipbandDesiredVisibility', 0),
    @('Control Panel\Accessibility\StickyKeys', 'Flags', '506'),                   # no dialog after five Shifts, which
    @('Control Panel\Accessibility\Keyboard Response', 'Flags', '122'),            # a scanner that types may send
    @('Control Panel\Accessibility\ToggleKeys', 'Flags', '58'),
    @('Control Panel\Desktop', 'ScreenSaveActive', '0'),
    @($consent, 'Value', 'Allow'),
    @("$consent\NonPackaged", 'Value', 'Allow')                                    # desktop programs
)

# A folder that only administrators may write to: what lies there is written into the registry by -Undo.
$folder = Join-Path $env:ProgramFiles 'Checkpoint Kiosk supervision'
$notes = Join-Path $folder "settings before, $(if ($Account) { $Account -replace '\\', ' ' } else { 'this PC' }).json"
$hive, $loaded = [Microsoft.Win32.Registry]::LocalMachine, $null
if ($Account) {
    $sid = ([Security.Principal.NTAccount] $Account).Translate([Security.Principal.SecurityIdentifier]).Value
    if (-not (Test-Path "Registry::HKEY_USERS\$sid")) {                            # signed out: open its file
        $profiles = 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList'
        $file = Join-Path (Get-ItemProperty "$profiles\$sid").ProfileImagePath 'NTUSER.DAT'
        reg.exe load "HKU\$sid" $file | Out-Null
        if ($LASTEXITCODE) { throw "The settings of $Account cannot be opened. Has it signed in once?" }
        $loaded = "HKU\$sid"
    }
    $hive = [Microsoft.Win32.Registry]::Users.OpenSubKey($sid, $true)
}

function Set-One($path, $name, $value) {
    $key = $hive.CreateSubKey($path)
    if ($null -eq $value) { $key.DeleteValue($name, $false) } else {
        $key.SetValue($name, $value, $(if ($value -is [string]) { 'String' } else { 'DWord' }))
    }
    $key.Close()
}

function Get-One($path, $name) {
    $key = $hive.OpenSubKey($path)
    if ($key) { $key.GetValue($name); $key.Close() }
}

try {
    if ($Undo) {
        foreach ($was in (Get-Content -Raw $notes | ConvertFrom-Json)) { Set-One $was.path $was.name $was.value }
        Remove-Item $notes
    } else {
        $lines = if ($Account) { $ofAccount } else { $ofPc }
        if (-not (Test-Path $notes)) {                                             # a second run keeps the first notes
            New-Item -ItemType Directory -Force $folder | Out-Null
            $before = foreach ($line in $lines) {
                @{ path = $line[0]; name = $line[1]; value = Get-One $line[0] $line[1] }
            }
            ConvertTo-Json @($before) | Set-Content $notes
        }
        foreach ($line in $lines) { Set-One $line[0] $line[1] $line[2] }
    }
} finally {
    if ($Account) { $hive.Close() }
    if ($loaded) { [GC]::Collect(); [GC]::WaitForPendingFinalizers(); reg.exe unload $loaded | Out-Null }
}
