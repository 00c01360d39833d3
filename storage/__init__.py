"""SQL and the archive. Knows no Scrapy and no law."""
