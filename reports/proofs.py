"""Evidence beside the archived record it points into and a picture of it, where these are at hand."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.captures import Capture
from domain.findings import Evidence, LocatorType
from reports.pictures import Pictures, View

_PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Proof:
    """A piece of evidence with the archived record it points into and a picture of it, where these are at hand."""

    evidence: Evidence
    record: Capture | None
    picture: View | None = None

    @property
    def address(self) -> str:
        """Where a reader looks it up; a PDF opens at the page (RFC 8118, section 3)."""
        place = self.evidence.locator
        if self.record is None or self.record.mime != _PDF or place.type is not LocatorType.PAGE or not place.value:
            return self.evidence.url
        return f"{self.evidence.url}#page={place.value}"


@dataclass(frozen=True, slots=True)
class Records:
    """The archive as far as it is at hand: records by digest, pictures by evidence."""

    captures: Mapping[str, Capture]
    pictures: Pictures

    def proof(self, requirement: str, seen: Evidence) -> Proof:
        return Proof(seen, self.captures.get(seen.digest), self.pictures.of(requirement, seen))

    def proof_of_service(self, seen: Evidence) -> Proof:
        """Services are many: their proof is told without pictures."""
        return Proof(seen, self.captures.get(seen.digest))
