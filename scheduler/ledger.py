"""What a worker tells of the run that its jobs belong to. It keeps no run itself."""

from datetime import datetime
from typing import Protocol

from domain.work import Cause, Standing


class Ledger(Protocol):
    """The rows of a run: where every agency stands in it. Only called for jobs of a run (`run` is never "").

    Every call may come twice, after a worker died between two steps: the second changes nothing. Raises StorageError.
    """

    def closes(self, run: str) -> datetime | None:
        """When the run's window ends, in UTC: crawls still running then end with what they have. None: no limit."""
        ...

    def begun(self, run: str, agency: str, audit: str, attempt: int) -> None:
        """An audit of this agency is being begun: it stands `running`."""
        ...

    def ended(self, run: str, agency: str, standing: Standing, audit: str, cause: Cause | None) -> None:
        """`audited`, `given_up` or `not_reached` for good, or `waiting` for another attempt. `audit`: the latest
        audit that was finished, "" where none was in all attempts. `cause`: why it was tried again or given up."""
        ...
