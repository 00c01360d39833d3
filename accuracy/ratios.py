"""A share with its counts and its 95 % interval."""

from dataclasses import dataclass
from math import sqrt

_Z = 1.959963984540054  # 97.5 % of the normal distribution lies below


@dataclass(frozen=True, slots=True)
class Ratio:
    """`right` of `of`. Nothing of nothing is no share."""

    right: int = 0
    of: int = 0

    @property
    def share(self) -> float | None:
        return self.right / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95 % interval: honest for few rows and for shares near 0 and 1."""
        if not self.of:
            return None
        share, square = self.right / self.of, _Z * _Z
        middle = share + square / (2 * self.of)
        half = _Z * sqrt(share * (1 - share) / self.of + square / (4 * self.of * self.of))
        whole = 1 + square / self.of
        return max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole)

    def __add__(self, other: "Ratio") -> "Ratio":
        return Ratio(self.right + other.right, self.of + other.of)

    def below(self, other: "Ratio") -> bool:
        """Is this share smaller, exactly? False where one of them is none."""
        return bool(self.of and other.of) and self.right * other.of < other.right * self.of
