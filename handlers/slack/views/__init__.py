"""What people see in Slack: pure functions of values. No I/O, no clock, no decisions."""
