"""Makes the builders beside this file importable from the test folders below."""
