"""A readable page of a portal: the record in the archive, and what it holds."""

from dataclasses import dataclass

from domain.captures import Capture
from pages.view import PageView


@dataclass(frozen=True, eq=False, slots=True)
class SitePage:
    """A readable page of the portal: what was archived and what it holds."""

    capture: Capture
    view: PageView

    @property
    def url(self) -> str:
        return self.capture.url

    @property
    def digest(self) -> str:
        return self.capture.digest
