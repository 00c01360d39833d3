"""The register of agencies and portals: reading targets.yaml, finding faults in it, importing sheets into it."""
