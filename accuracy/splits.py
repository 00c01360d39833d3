"""Which made-up portals were tuned on, which are controls and which belong to an exam: data, so that nobody has to
remember."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict

from accuracy.corpus import Exam, Split


class _Exam(BaseModel):
    model_config = ConfigDict(extra="forbid")

    looked_at: bool
    portals: frozenset[str]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    tuned: frozenset[str]
    exams: dict[str, _Exam]
    controls: frozenset[str]


@dataclass(frozen=True, slots=True)
class Splits:
    """`exams`: the portals of each, in the order of the file."""

    tuned: frozenset[str]
    exams: Mapping[Exam, frozenset[str]]
    controls: frozenset[str]

    def of(self, portal: str) -> Split:
        return Split.TUNED if portal in self.tuned else Split.UNSEEN

    def exam_of(self, portal: str) -> Exam | None:
        """Tuned on is tuned on, whichever exam a portal came from."""
        if portal in self.tuned:
            return None
        return next((exam for exam, portals in self.exams.items() if portal in portals), None)


@cache
def load_splits() -> Splits:
    text = files("accuracy").joinpath("data", "splits.yaml").read_text("utf-8")
    read = _File.model_validate(yaml.safe_load(text))
    exams = {Exam(name, exam.looked_at): exam.portals for name, exam in read.exams.items()}
    return Splits(read.tuned, exams, read.controls)
