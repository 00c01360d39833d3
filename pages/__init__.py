"""Bytes to PageView: a page parsed once, used by the crawl for links and by the checks for everything."""
