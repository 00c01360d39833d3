"""Starting a crawl process: its own process group, a bare environment, pipes for frames."""

import subprocess
import sys
from typing import IO

from domain.child_process import bare_environment

#: What a crawl needs of the caller's environment. No proxy variables: the guard must see every connection itself.
_KEPT = ("SSL_CERT_FILE", "SSL_CERT_DIR", "RES_OPTIONS")


def start_crawl(errors: int | IO[bytes] | None = None, nice: int = 0) -> "subprocess.Popen[bytes]":
    """A crawl process that waits for frames on its standard input (see crawler.protocol).

    It leaves when its standard input ends, and the kernel kills it with the thread that started it
    (PR_SET_PDEATHSIG counts threads, not processes): start it from a thread that lives as long as the crawl.
    `errors` takes its standard error; by default it is the caller's. `nice`: how far it stands back for others' work.
    """
    return subprocess.Popen(  # noqa: S603  (our own program and a number)
        [sys.executable, "-P", "-m", "crawler.process", str(nice)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        env=bare_environment(*_KEPT) | {"NO_PROXY": "*"},
        start_new_session=True,
    )
