"""Probes: each sees one kind of thing. Listed in checks.probes.listing, called by name from a requirement's rule."""
