"""Sending text messages: one module for each kind of gateway. docs/sms.md says how to set one up."""
