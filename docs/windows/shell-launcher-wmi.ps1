#Requires -RunAsAdministrator
#Requires -PSEdition Desktop
<#
.SYNOPSIS
The same as shell-launcher.xml through WMI, which an administrator may. -Undo takes it away again.
.DESCRIPTION
The installer's own autostart is taken away, else two kiosks would start; -Undo puts it back.
For Windows PowerShell 5.1. Use one of the two ways on a PC, not both. Where it says that there is no such class, the
feature was only just switched on: restart the PC and run it again.
.EXAMPLE
powershell -ExecutionPolicy Bypass -File shell-launcher-wmi.ps1 -Account kiosk
#>
param([string] $Account = 'kiosk', [switch] $Undo)
$ErrorActionPreference = 'Stop'
$run, $value = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Run', 'Checkpoint Kiosk'
$folder = Join-Path $env:ProgramFiles 'Checkpoint Kiosk supervision'   # only administrators may write there
$note = Join-Path $folder 'start at sign-in, before.txt'

function Switch-Autostart {
    if ($Undo -and (Test-Path $note)) {
        if ((Get-ItemProperty 'HKLM:\SOFTWARE\Checkpoint Kiosk' -ErrorAction Ignore).InstallFolder) {
            Set-ItemProperty $run $value (Get-Content -Encoding UTF8 $note)
            'The installer''s own start at sign-in is back.'
        }
        Remove-Item $note
    }
    $start = (Get-ItemProperty $run).$value
    if ($start -and -not $Undo) {
        New-Item -ItemType Directory -Force $folder | Out-Null
        Set-Content -Encoding UTF8 $note $start
        Remove-ItemProperty $run $value
        'The installer''s own start at sign-in is taken away, else two would start. -Undo puts it back.'
    }
}

$restart, $nothing = 0, 3                               # 1 restarts the PC, 2 shuts it down

if (-not $Undo) {
    Enable-WindowsOptionalFeature -Online -All -NoRestart -FeatureName Client-EmbeddedShellLauncher | Out-Null
}
$launcher = [wmiclass] '\\localhost\root\standardcimv2\embedded:WESL_UserSetting'
$sid = ([Security.Principal.NTAccount] $Account).Translate([Security.Principal.SecurityIdentifier]).Value
if ($Undo) {
    $launcher.SetEnabled($false) | Out-Null
    $launcher.RemoveCustomShell($sid) | Out-Null
    Switch-Autostart
    return
}
$program = Join-Path (Get-ItemProperty 'HKLM:\SOFTWARE\Checkpoint Kiosk').InstallFolder 'kioskw.exe'
$launcher.SetDefaultShell('explorer.exe', $restart) | Out-Null     # else everybody else gets a command prompt
$launcher.SetCustomShell($sid, "$program run", [int[]] (0, 70), [int[]] ($nothing, $restart), $restart) | Out-Null
$launcher.SetEnabled($true) | Out-Null
Switch-Autostart
Get-CimInstance -Namespace 'root\standardcimv2\embedded' -ClassName WESL_UserSetting |
    Select-Object -Property 'Sid', 'Shell', 'DefaultAction'
