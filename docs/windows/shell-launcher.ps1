<#
.SYNOPSIS
Gives shell-launcher.xml to Windows without an MDM. -Undo takes Shell Launcher's configuration away again.
.DESCRIPTION
Windows takes it from the SYSTEM account alone. Sysinternals' PsExec opens a window of that account:
    psexec -i -s powershell.exe -ExecutionPolicy Bypass
The installer's own autostart is taken away, else two kiosks would start; -Undo puts it back.
It counts from the next sign-in on. The Shell Launcher feature is switched on by Windows itself.
#>
param([string] $Xml = (Join-Path $PSScriptRoot 'shell-launcher.xml'), [switch] $Undo)
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

if (-not [Security.Principal.WindowsIdentity]::GetCurrent().IsSystem) {
    throw 'Run this as SYSTEM: psexec -i -s powershell.exe -ExecutionPolicy Bypass'
}
$bridge = Get-CimInstance -Namespace 'root\cimv2\mdm\dmmap' -ClassName 'MDM_AssignedAccess'
if ($Undo) {
    $bridge.ShellLauncher = $null
} else {
    $bridge.ShellLauncher = [Net.WebUtility]::HtmlEncode((Get-Content -Raw -Encoding UTF8 $Xml))
}
# What Windows dislikes about it stands in the event log Microsoft-Windows-AssignedAccess/Admin.
Set-CimInstance -CimInstance $bridge
Switch-Autostart
