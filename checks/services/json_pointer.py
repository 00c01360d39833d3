"""Steps of JSON pointers (RFC 6901)."""


def escaped(key: str) -> str:
    """A key as one step of a pointer."""
    return str(key).replace("~", "~0").replace("/", "~1")
