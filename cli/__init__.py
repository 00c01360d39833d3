"""The command line: the contract scripts depend on."""
