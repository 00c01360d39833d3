"""The crawl: polite, bounded, safe. Knows no law, no database."""
