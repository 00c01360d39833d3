"""Reads a corpus that an auditor made: corpus.yaml with its label file, or a folder of served copies with labels alone.

The layout is explained in docs/labels.md.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from accuracy.corpus import Corpus, Portal, SavedPages, Split, StoredArchive
from accuracy.corpus_faults import CorpusError, fault
from accuracy.kind_of_pages import kind_by_title
from accuracy.label_files import read_labels
from checks.data_files import DataFaults, Document, faults_of, read_document
from checks.load_catalogue import load_catalogue
from domain.agencies import Agency, Kind, parse_kind
from registry.addresses import portal_address

CORPUS_FILE = "corpus.yaml"
_LABEL_FILES = ("labels.csv", "labels.tsv")


def _kind(text: str) -> str:
    return parse_kind(text).value


def _address(text: str) -> str:
    return portal_address(text)


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class PortalEntry(_Shape):
    """One portal of corpus.yaml. Paths are relative to the file."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$")]
    kind: Annotated[str, AfterValidator(_kind)]
    name: str = ""
    platform: str = "unknown"
    pages: str = ""
    archive: str = ""
    address: Annotated[str, AfterValidator(_address)] | None = None
    captured: date | None = None
    split: Split = Split.UNSEEN
    control: bool = False


class CorpusFile(_Shape):
    """corpus.yaml"""

    labels: str = ""
    portals: list[PortalEntry] = Field(min_length=1)


def read_corpus(path: Path, kinds: Mapping[str, str], names: Mapping[str, str], tell: Callable[[str], None]) -> Corpus:
    """`kinds` and `names`: by portal, for a folder without corpus.yaml; `tell` hears what was read from titles instead.

    Raises CorpusError.
    """
    file = path / CORPUS_FILE if path.is_dir() else path
    if path.is_dir() and not file.is_file():
        return _bare_folder(path, kinds, names, tell)
    for given in sorted({*kinds, *names}):
        raise CorpusError([fault(file, 1, f"say the kind and name of {given} here, not on the command line")])
    document = _document(file)
    read = _fit(document)
    _refuse([str(each) for each in _entry_faults(file.parent, read, document)])
    labels_file = file.parent / read.labels if read.labels else _label_file(file.parent)
    return _corpus(file, [_portal(file.parent, entry) for entry in read.portals], labels_file)


def _document(file: Path) -> Document:
    try:
        document = read_document(str(file), file.read_text("utf-8"))
    except OSError as error:
        what = f"cannot be read ({error.strerror}): name demo, a folder with {CORPUS_FILE}, or such a file"
        raise CorpusError([fault(file, 1, what)]) from error
    except UnicodeDecodeError as error:
        raise CorpusError([fault(file, 1, "is not UTF-8")]) from error
    _refuse([str(each) for each in document.faults])
    return document


def _fit(document: Document) -> CorpusFile:
    try:
        return CorpusFile.model_validate(document.data)
    except ValidationError as error:
        raise CorpusError(str(DataFaults(faults_of(error, document, CorpusFile))).splitlines()) from error


def _refuse(faults: list[str]) -> None:
    if faults:
        raise CorpusError(faults)


def _entry_faults(folder: Path, read: CorpusFile, document: Document) -> Iterator[object]:
    seen: set[str] = set()
    for at, entry in enumerate(read.portals):
        where = ("portals", at)
        if entry.id in seen:
            yield document.fault((*where, "id"), f"{entry.id} stands twice")
        seen.add(entry.id)
        if bool(entry.pages) == bool(entry.archive):
            yield document.fault(where, "needs either pages (a folder) or archive (a WARC file)")
        elif entry.pages and not (folder / entry.pages).is_dir():
            yield document.fault((*where, "pages"), f"there is no folder {entry.pages}")
        elif entry.archive and not (folder / entry.archive).is_file():
            yield document.fault((*where, "archive"), f"there is no file {entry.archive}")


def _portal(folder: Path, entry: PortalEntry) -> Portal:
    saved = SavedPages(folder / entry.pages, entry.captured)
    return Portal(
        entry.id,
        Agency(entry.id, entry.name, Kind(entry.kind)),
        entry.platform,
        StoredArchive(folder / entry.archive) if entry.archive else saved,
        entry.split,
        entry.control,
        entry.address or "",
    )


def _bare_folder(
    folder: Path, kinds: Mapping[str, str], names: Mapping[str, str], tell: Callable[[str], None]
) -> Corpus:
    """Copies in folders beside a label file; what corpus.yaml would say is said on the command line."""
    file = _label_file(folder)
    ids = dict.fromkeys(label.portal for label in read_labels(file, _requirements()))
    _refuse([f"--kind, --name: {folder} has no portal {given}" for given in sorted({*kinds, *names} - set(ids))])
    portals = []
    for portal in ids:
        if not (folder / portal).is_dir():
            raise CorpusError([fault(file, 1, f"there is no folder {portal} with the pages of the portal {portal}")])
        agency = Agency(portal, names.get(portal, ""), _bare_kind(folder, portal, kinds, tell))
        portals.append(Portal(portal, agency, "unknown", SavedPages(folder / portal)))
    return _corpus(file.parent, portals, file)


def _bare_kind(folder: Path, portal: str, kinds: Mapping[str, str], tell: Callable[[str], None]) -> Kind:
    if portal in kinds:
        try:
            return parse_kind(kinds[portal])
        except ValueError as error:
            raise CorpusError([f"--kind {portal}: {error}"]) from error
    found = kind_by_title(folder / portal / "index.html")
    if found is None:
        what = f"say what {portal} is: --kind {portal}=KIND, or write {CORPUS_FILE}"
        raise CorpusError([fault(folder, 1, what)])
    tell(f"{portal}: {found.value}, by its title; --kind {portal}=KIND says otherwise")
    return found


def _label_file(folder: Path) -> Path:
    found = next((folder / name for name in _LABEL_FILES if (folder / name).is_file()), None)
    if found is None:
        raise CorpusError([fault(folder, 1, f"holds no {' and no '.join((CORPUS_FILE, *_LABEL_FILES))}")])
    return found


def _corpus(named: Path, portals: list[Portal], labels_file: Path) -> Corpus:
    labels = read_labels(labels_file, _requirements())
    known = {portal.id for portal in portals}
    _refuse(
        [
            fault(labels_file, 1, f"labels of {strange}, which {named} does not name: add it there or drop its labels")
            for strange in sorted({label.portal for label in labels} - known)
        ]
    )
    name = named.parent.name if named.name == CORPUS_FILE else named.stem
    return Corpus(name, tuple(portals), labels)


def _requirements() -> frozenset[str]:
    return frozenset(row.id for row in load_catalogue().requirements)
