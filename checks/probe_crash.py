"""A crash of ours made into something that can be shown, repeated and looked up: no addresses, paths or messages."""

import hashlib
import traceback

_OURS = ("checks.", "pages.", "domain.")


class ProbeCrashError(Exception):
    """A probe failed. `id` is the same for the same fault at the same place, in every process."""

    def __init__(self, probe: str, kind: str, place: str) -> None:
        self.probe = probe
        self.kind = kind
        self.place = place
        self.id = hashlib.sha256(f"{kind}@{place}".encode()).hexdigest()[:8]
        super().__init__(f"{probe}: {kind} at {place} ({self.id})")


def crash_of(probe: str, error: Exception) -> ProbeCrashError:
    """The place is the innermost function of ours that the failure passed through."""
    place = probe
    for frame, line in traceback.walk_tb(error.__traceback__):
        module = str(frame.f_globals.get("__name__", ""))
        if module.startswith(_OURS) and module != "checks.rules":
            place = f"{module}.{frame.f_code.co_name}:{line}"
    return ProbeCrashError(probe, type(error).__name__, place)
