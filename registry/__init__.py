"""targets.yaml: the agencies and their portals, the one file an operator edits."""
