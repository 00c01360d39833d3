"""What is drawn from one file, and how far it is read."""

from dataclasses import dataclass
from enum import StrEnum

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of one file is read. Sizes in bytes, times in seconds."""

    size: int = 12 * MIB  # of the file
    pages: int = 60
    characters: int = 400_000  # of the text, all pages together
    unpacked: int = 80 * MIB  # of a packed file, all parts together
    parts: int = 4000  # of a packed file
    rows: int = 5000  # of one sheet
    columns: int = 64
    seconds: float = 10.0
    memory: int = 768 * MIB  # address space of the child


class FileKind(StrEnum):
    """What a file is by its own bytes, whatever it is called."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"
    ODP = "odp"
    RTF = "rtf"
    DOC = "doc"
    XLS = "xls"
    PPT = "ppt"
    TEXT = "text"
    CSV = "csv"
    HTML = "html"
    PICTURE = "picture"
    ZIP = "zip"
    ENCRYPTED = "encrypted"
    UNKNOWN = "unknown"


class Fault(StrEnum):
    """Why nothing, or not all, could be read. Never a verdict."""

    NONE = ""
    UNSUPPORTED = "unsupported"  # no reader for this kind of file
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    TOO_BIG = "too_big"  # in bytes, unpacked or not, or in memory
    TIMEOUT = "timeout"
    DIED = "died"  # the child went down over it


@dataclass(frozen=True, slots=True)
class Page:
    """A page, sheet or slide as a reader hands it on. `pictured`: it shows a picture and next to no text."""

    text: str
    pictured: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """The text of one file. `scan`: pictures of pages, without text; `cut`: it goes on beyond the bounds;
    `legacy`: written in the encoding of an old Vietnamese font (TCVN3, VNI), and left so."""

    kind: FileKind
    pages: tuple[str, ...] = ()
    scan: bool = False
    cut: bool = False
    legacy: bool = False
    tool: str = ""  # name and version of what read it
    fault: Fault = Fault.NONE
    error: str = ""  # one line on the fault


class UnreadableError(Exception):
    """The file cannot be read, and why."""

    def __init__(self, fault: Fault, error: str = "") -> None:
        super().__init__(error or fault.value)
        self.fault = fault
        self.error = error
