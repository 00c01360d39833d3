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
    controls: frozenset[str]


@dataclass(frozen=True, slots=True)
class Splits:
    tuned: frozenset[str]
    controls: frozenset[str]

    def of(self, portal: str) -> Split:
        return Split.TUNED if portal in self.tuned else Split.UNSEEN


@cache
def load_splits() -> Splits:
    text = files("accuracy").joinpath("data", "splits.yaml").read_text("utf-8")
    read = _File.model_validate(yaml.safe_load(text))
    return Splits(read.tuned, read.controls)
