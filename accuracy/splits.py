"""Which made-up portals were tuned on, and which are controls: data, so that nobody has to remember."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict

from accuracy.corpus import Split


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    tuned: frozenset[str]
    third_exam: frozenset[str]
    controls: frozenset[str]


@dataclass(frozen=True, slots=True)
class Splits:
    tuned: frozenset[str]
    third_exam: frozenset[str]
    controls: frozenset[str]

    def of(self, portal: str) -> Split:
        """Tuned on is tuned on, whichever exam a portal came from."""
        if portal in self.tuned:
            return Split.TUNED
        return Split.THIRD_EXAM if portal in self.third_exam else Split.UNSEEN


@cache
def load_splits() -> Splits:
    text = files("accuracy").joinpath("data", "splits.yaml").read_text("utf-8")
    read = _File.model_validate(yaml.safe_load(text))
    return Splits(read.tuned, read.third_exam, read.controls)
