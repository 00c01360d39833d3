"""Finished archives on their way from this machine's spool to the store."""

from collections.abc import Collection
from dataclasses import dataclass

from storage.archive.errors import ArchiveError
from storage.archive.store import ArchiveStore


@dataclass(frozen=True, slots=True)
class Handed:
    """`waiting`: archives of finished audits that are still here; `fault`: why, in one line."""

    archives: int = 0
    waiting: int = 0
    fault: str = ""


def hand_over(store: ArchiveStore, finished: Collection[str]) -> Handed:
    """Moves the archives named in `finished` (of audits that are stored) from the spool into the store.

    An archive leaves the spool when the store gave it back alike. The first fault ends the run: what waits is read
    from the spool, and the next run goes on. Whoever runs this twice at once does no harm.
    """
    if not store.remote:
        return Handed()
    waiting = [name for name in store.spooled() if name in finished]
    for done, name in enumerate(waiting):
        try:
            store.put(store.folder / name, name)
        except FileNotFoundError:
            continue  # another one was faster
        except (ArchiveError, OSError) as error:
            return Handed(done, len(waiting) - done, str(error))
        (store.folder / name).unlink(missing_ok=True)
    return Handed(len(waiting))
