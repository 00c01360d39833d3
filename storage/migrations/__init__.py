"""The database's versions, applied when it is opened."""

#: The newest revision in `versions/`.
HEAD = "0006"
