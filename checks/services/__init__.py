"""The list of an agency's procedures and online services: found, read, its levels observed, its claims held to it."""
