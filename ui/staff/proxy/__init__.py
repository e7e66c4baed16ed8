"""Khai hộ: one page on which a member of staff declares for somebody."""
