"""The checkpoint (điểm kiểm dịch): what is registered, how a kiosk joins one, and what the centre may set."""
