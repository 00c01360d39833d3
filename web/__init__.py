"""What `portal-audit serve` answers."""
