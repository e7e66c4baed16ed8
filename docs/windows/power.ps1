#Requires -RunAsAdministrator
<#
.SYNOPSIS
A power plan that never sleeps and never cuts a USB device off. -Undo goes back to Balanced and deletes it.
.DESCRIPTION
The plan is a copy of the one in use, so that no plan of the PC is changed. Fast startup goes with hibernation:
a PC that was shut down then starts anew, with its devices.
#>
param([switch] $Undo)
$plan = 'c1f0a8de-5d0b-4a53-9d0c-6b1f5f1a7e21'        # ours, invented for this script
$usb, $suspend = '2a737441-1930-4402-8d77-b2bebba308a3', '48e6b7a6-50f5-4782-a5d4-53bb8f07e226'

if ($Undo) {
    powercfg /setactive SCHEME_BALANCED
    powercfg /delete $plan
    powercfg /hibernate on
    return
}

if (-not (powercfg /list | Select-String $plan)) {
    $inUse = [regex]::Match((powercfg /getactivescheme), '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}').Value
    powercfg /duplicatescheme $inUse $plan
    powercfg /changename $plan 'Kiosk' 'Never sleeps'
}
powercfg /setactive $plan
foreach ($what in 'monitor', 'disk', 'standby', 'hibernate') {
    powercfg /change "$what-timeout-ac" 0
    powercfg /change "$what-timeout-dc" 0
}
foreach ($set in '/setacvalueindex', '/setdcvalueindex') {
    powercfg $set $plan $usb $suspend 0                 # USB selective suspend: off
    powercfg $set $plan SUB_BUTTONS PBUTTONACTION 0     # the power button, pressed shortly: nothing
}
powercfg /setactive $plan                               # again: values count from here on
powercfg /hibernate off
