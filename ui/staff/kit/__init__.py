"""The controls of the desk: buttons, fields, chips, dialogs. All drawn here; nothing looks like the system's own."""
