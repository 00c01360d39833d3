"""When and in which order: the use case audit_agency, and what runs it."""
