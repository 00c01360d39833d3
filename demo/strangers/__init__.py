"""The exams: portals written as strangers would, each with markup and wording of its own.

They share nothing with the other made-up portals but the server, the files and the calendar, and are no part of the
default demo run: `accuracy` asks for them by `stranger_portals`.
"""

from demo.strangers.book import Book, load_book, stranger_ids
from demo.strangers.portal import StrangerPortal, build_stranger, stranger_portals

__all__ = ["Book", "StrangerPortal", "build_stranger", "load_book", "stranger_ids", "stranger_portals"]
