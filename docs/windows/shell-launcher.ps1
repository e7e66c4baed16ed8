<#
.SYNOPSIS
Gives shell-launcher.xml to Windows without an MDM. -Undo takes Shell Launcher's configuration away again.
.DESCRIPTION
Windows takes it from the SYSTEM account alone. Sysinternals' PsExec opens a window of that account:
    psexec -i -s powershell.exe -ExecutionPolicy Bypass
It counts from the next sign-in on. The Shell Launcher feature is switched on by Windows itself.
#>
param([string] $Xml = (Join-Path $PSScriptRoot 'shell-launcher.xml'), [switch] $Undo)
$ErrorActionPreference = 'Stop'

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
