"""Bodies packed with gzip: sitemap files ending in .gz, whose packing no header announces."""

import zlib

_GZIP = b"\x1f\x8b"


def unpacked(body: bytes, limit: int) -> bytes:
    """The body, unpacked up to `limit` bytes where it is gzip; nothing where the packing is broken."""
    if not body.startswith(_GZIP):
        return body
    try:
        return zlib.decompressobj(wbits=31).decompress(body, limit)
    except zlib.error:
        return b""
