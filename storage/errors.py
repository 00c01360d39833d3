"""How the database reports that it cannot do something: one line, ready for a screen."""


class StorageError(Exception):
    """The database cannot be opened, is from a newer program, or refuses a question."""
