"""The policy of retention: what is kept of an archive, how long, and who is shown pages with people's names.

A policy is data (`retention.yaml` here, or another file of its form). Storage knows requirements by their ids only;
which of them bring pages with names is the policy's word.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from domain.codec import digest_bytes
from storage.errors import StorageError

DEFAULT_POLICY = Path(__file__).parent / "retention.yaml"


class Why(StrEnum):
    """The rule by which a record was dropped."""

    AGE = "age"  # its audit is old, a later one took its place, and no finding rests on it
    EVIDENCE_AGE = "evidence_age"  # findings rested on it, none of them published or contested
    NAMES = "names"  # a page with people's names


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Names(_Strict):
    days: int = Field(ge=0)
    requirements: list[str] = []
    roles: list[str] = []


class Policy(_Strict):
    """A retention policy. `label` names it with the beginning of its digest: another text is another policy."""

    name: str = Field(min_length=1, max_length=60)
    whole_days: int = Field(ge=0)
    evidence_days: int | None = Field(default=None, ge=0)
    names: Names
    digest: str = ""

    @property
    def label(self) -> str:
        return f"{self.name}@{self.digest.removeprefix('sha256:')[:12]}"

    @property
    def earliest(self) -> timedelta:
        """Before this age nothing of an archive is dropped."""
        return timedelta(days=min(self.whole_days, self.names.days))

    def may_see(self, role: str, *, names: bool) -> bool:
        """Whether a role is shown a record; `names`: it is a page with people's names (named_captures)."""
        return not names or role in self.names.roles


@dataclass(frozen=True, slots=True)
class Age:
    """What the policy asks of an audit of some age: a moment per rule; past it the rule applies."""

    whole_until: datetime
    names_until: datetime
    evidence_until: datetime | None  # None: never

    @classmethod
    def of(cls, policy: Policy, started: datetime) -> "Age":
        days = policy.evidence_days
        return cls(
            started + timedelta(days=policy.whole_days),
            started + timedelta(days=policy.names.days),
            None if days is None else started + timedelta(days=max(days, policy.whole_days)),
        )


@cache
def load_policy(path: Path = DEFAULT_POLICY) -> Policy:
    """Raises StorageError in one line for a file that cannot be read or is no policy."""
    try:
        raw = path.read_bytes()
        plain = yaml.safe_load(raw)
        if not isinstance(plain, dict):
            raise StorageError(f"{path}: a policy is a mapping with name, whole_days, evidence_days, names")
        return Policy(**plain, digest=digest_bytes(raw))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise StorageError(f"{path}: {' '.join(str(error).split())[:200]}") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise StorageError(f"{path}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    except TypeError as error:
        raise StorageError(f"{path}: unknown or doubled keys") from error
