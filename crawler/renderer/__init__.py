"""The browser: one process that shows pages as visitors see them, and reaches the network through our proxy only."""
