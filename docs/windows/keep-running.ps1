<#
.SYNOPSIS
For Windows Pro: starts the kiosk when its account signs in, and again when it fell over. -Undo takes that away.
.DESCRIPTION
Instead of the installer's own autostart: it takes that away, else two kiosks would start. -Undo puts it back. Registers
a task that runs this same script with -Loop in the account's session, from a folder that only administrators may write
to.
.EXAMPLE
powershell -ExecutionPolicy Bypass -File keep-running.ps1 -Account kiosk
#>
param([string] $Account = 'kiosk', [switch] $Loop, [switch] $Undo)
$ErrorActionPreference = 'Stop'
$task, $folder = 'Checkpoint kiosk', (Join-Path $env:ProgramFiles 'Checkpoint Kiosk supervision')
$kept = Join-Path $folder 'keep-running.ps1'
$run, $value = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Run', 'Checkpoint Kiosk'
$note = Join-Path $folder 'start at sign-in, before.txt'

if ($Loop) {
    $program = Join-Path (Get-ItemProperty 'HKLM:\SOFTWARE\Checkpoint Kiosk').InstallFolder 'kioskw.exe'
    while ($true) {
        $began = Get-Date
        if (Test-Path $program) {
            $code = 1
            try {
                $run = Start-Process $program -ArgumentList 'run' -PassThru
                $null = $run.Handle                     # else Windows forgets the exit code
                $run.WaitForExit()
                $code = $run.ExitCode
            } catch { }                                 # half of it is there: an upgrade copies files
            # 0: it was asked to end. But an upgrade takes the program away before it asks: then go on.
            if ($code -eq 0 -and (Test-Path $program)) { exit 0 }
        }
        # At once after hours of work; slowly if it cannot start, or while an upgrade copies files.
        $short = ((Get-Date) - $began).TotalSeconds -lt 60
        Start-Sleep -Seconds $(if ($short -or -not (Test-Path $program)) { 30 } else { 2 })
    }
}

if ($Undo) {
    Unregister-ScheduledTask -TaskName $task -Confirm:$false
    Remove-Item $kept
    if (Test-Path $note) {
        if ((Get-ItemProperty 'HKLM:\SOFTWARE\Checkpoint Kiosk' -ErrorAction Ignore).InstallFolder) {
            Set-ItemProperty $run $value (Get-Content -Encoding UTF8 $note)
            'The installer''s own start at sign-in is back.'
        }
        Remove-Item $note
    }
    return
}
$user = if ($Account -like '*\*') { $Account } else { "$env:COMPUTERNAME\$Account" }
New-Item -ItemType Directory -Force $folder | Out-Null
Copy-Item $PSCommandPath $kept
$settings = @{
    Action    = New-ScheduledTaskAction -Execute 'powershell.exe' `
        -Argument "-NoProfile -WindowStyle Hidden -ExecutionPolicy Bypass -File `"$kept`" -Loop"
    Trigger   = New-ScheduledTaskTrigger -AtLogOn -User $user
    Principal = New-ScheduledTaskPrincipal -UserId $user -LogonType Interactive -RunLevel Limited
    # Without these: stopped after three days, not started on battery, and slower than other programs (priority 7).
    Settings  = New-ScheduledTaskSettingsSet -ExecutionTimeLimit ([TimeSpan]::Zero) -AllowStartIfOnBatteries `
        -DontStopIfGoingOnBatteries -MultipleInstances IgnoreNew -Priority 5
}
Register-ScheduledTask -TaskName $task @settings | Out-Null
$start = (Get-ItemProperty $run).$value
if ($start) {
    Set-Content -Encoding UTF8 $note $start
    Remove-ItemProperty $run $value
    'The installer''s own start at sign-in is taken away, else two would start. -Undo puts it back.'
}
