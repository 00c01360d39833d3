"""How often the checker is right: portals with labels, audited and compared, figure by figure."""
