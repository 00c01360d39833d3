"""Packed files (Office Open XML, OpenDocument): looked through before anything is unpacked, then part by part."""

import io
import re
import zipfile

from lxml import etree

from extraction.drawn import Bounds, Fault, UnreadableError

_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCRYPTED = 0x1


class Package:
    """A zip archive whose parts are read within bounds. Raises UnreadableError for a bomb, a broken or a locked one."""

    def __init__(self, data: bytes, bounds: Bounds) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise UnreadableError(Fault.BROKEN, str(error)) from error
        parts = self._zip.infolist()
        if len(parts) > bounds.parts or sum(part.file_size for part in parts) > bounds.unpacked:
            raise UnreadableError(Fault.TOO_BIG, f"{len(parts)} parts, {sum(part.file_size for part in parts)} bytes")
        if any(part.flag_bits & _ENCRYPTED for part in parts):
            raise UnreadableError(Fault.ENCRYPTED)
        self.names = tuple(part.filename for part in parts)

    def part(self, name: str) -> bytes:
        """One part; never more than the archive declared, which was looked at."""
        try:
            return self._zip.read(name)
        except (KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
            raise UnreadableError(Fault.BROKEN, f"{name}: {error}") from error

    def xml(self, name: str) -> etree._Element:
        return parse_xml(self.part(name), name)


def parse_xml(data: bytes, name: str) -> etree._Element:
    """A part's XML. No Office program writes a DTD: a part with one is refused, so that no entity can grow."""
    _refuse_type(data, name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(Fault.BROKEN, f"{name}: {error}") from error


def refuse_types(package: Package) -> None:
    """Looks for document types where a library will read the XML itself."""
    for name in package.names:
        if name.endswith((".xml", ".rels")):
            _refuse_type(package.part(name), name)


def _refuse_type(data: bytes, name: str) -> None:
    """A type may stand behind a comment of any length, and in two bytes a letter; elsewhere `<!` is written `&lt;!`."""
    if _DTD.search(data.replace(b"\0", b"")):
        raise UnreadableError(Fault.BROKEN, f"{name}: has a document type")
