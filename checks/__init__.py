"""The law as data, probes that observe, rules that judge. No network, no database, no clock."""
