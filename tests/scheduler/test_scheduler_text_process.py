"""The extraction process and its keeper: files that hang or kill it cost themselves, and it never outlives us."""

import json
import os
import resource
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.renderer.process_tree import lives
from demo.files import docx, pdf
from extraction.drawn import MIB, Bounds, Fault, FileKind
from scheduler.text_process import TextProcess

ROOT = Path(__file__).resolve().parents[2]
URL = "http://binhminh.gov.vn/tep/a"
WORD = docx("QUYẾT ĐỊNH", ("Điều 1.",))


@pytest.fixture
def texts() -> Iterator[TextProcess]:
    process = TextProcess(Bounds())
    yield process
    process.close()


@pytest.fixture
def impatient() -> Iterator[TextProcess]:
    """For files that never end."""
    process = TextProcess(Bounds(seconds=1.0))
    yield process
    process.close()


def is_gone(pid: int, seconds: float = 5.0) -> bool:
    limit = time.monotonic() + seconds
    while lives(pid) and time.monotonic() < limit:
        time.sleep(0.02)
    return not lives(pid)


def test_one_process_reads_all_files(texts: TextProcess) -> None:
    assert texts.pid == 0  # none before the first file
    first, pid = texts.draw(WORD, URL), texts.pid
    second = texts.draw(pdf("THÔNG BÁO", ("Nghỉ lễ.",)), URL)
    assert (first.kind, first.pages) == (FileKind.DOCX, ("QUYẾT ĐỊNH\nĐiều 1.",))
    assert (second.kind, second.pages) == (FileKind.PDF, ("THÔNG BÁO\nNghỉ lễ.",))
    assert texts.pid == pid


def test_a_process_with_nothing_to_do_goes_and_comes_back(texts: TextProcess) -> None:
    for _ in range(20):  # resting is no start that counts
        texts.draw(WORD, URL)
        pid = texts.pid
        texts.rest()
        assert texts.pid == 0
        assert is_gone(pid)
    assert texts.draw(WORD, URL).fault is Fault.NONE


def test_a_process_that_hangs_is_killed_and_the_next_file_is_read(impatient: TextProcess) -> None:
    impatient.draw(WORD, URL)
    hung = impatient.pid
    os.kill(hung, signal.SIGSTOP)
    begun = time.monotonic()
    told = impatient.draw(WORD, URL)
    assert told.fault is Fault.TIMEOUT
    assert time.monotonic() - begun < 10.0
    assert is_gone(hung)
    assert impatient.draw(WORD, URL).pages
    assert impatient.pid != hung


def test_a_process_that_hangs_before_it_takes_the_file_is_killed_too(impatient: TextProcess) -> None:
    impatient.draw(WORD, URL)
    os.kill(impatient.pid, signal.SIGSTOP)
    assert impatient.draw(b"%PDF-" + b"0" * (8 * MIB), URL).fault is Fault.TIMEOUT


def test_a_process_that_dies_costs_a_file(texts: TextProcess) -> None:
    texts.draw(WORD, URL)
    os.kill(texts.pid, signal.SIGSEGV)
    assert texts.draw(WORD, URL).fault is Fault.DIED
    assert texts.draw(WORD, URL).fault is Fault.NONE


def test_a_portal_whose_files_all_kill_it_is_given_up(texts: TextProcess) -> None:
    told = []
    for _ in range(20):
        told.append(texts.draw(WORD, URL))
        if texts.pid:
            os.kill(texts.pid, signal.SIGKILL)
        told.append(texts.draw(WORD, URL))
    assert told[-1].fault is Fault.DIED
    assert "too many" in told[-1].error
    assert texts.pid == 0


def test_stop_ends_what_is_being_read_and_begins_nothing(texts: TextProcess) -> None:
    texts.draw(WORD, URL)
    pid = texts.pid
    texts.stop()
    assert is_gone(pid)
    assert texts.draw(WORD, URL).fault is Fault.DIED
    assert "stopped" in texts.draw(WORD, URL).error


def test_limits_hold_in_the_child(texts: TextProcess) -> None:
    texts.draw(WORD, URL)
    limits = resource.prlimit(texts.pid, resource.RLIMIT_AS)
    assert limits == (Bounds().memory, Bounds().memory)
    assert resource.prlimit(texts.pid, resource.RLIMIT_FSIZE) == (0, 0)
    assert os.getsid(texts.pid) == texts.pid  # a group of its own


def test_memory_that_grows_without_end_is_refused_by_the_kernel(tmp_path: Path) -> None:
    code = (
        "from extraction.drawn import Bounds\nfrom extraction.process import confine\n"
        "confine(Bounds(memory=300 * 1024 * 1024))\n"
        "try:\n    x = bytearray(400 * 1024 * 1024)\nexcept MemoryError:\n    print('refused')\n"
        "try:\n    open('grown', 'wb', buffering=0).write(b'x')\nexcept OSError as error:\n    print(error.strerror)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        timeout=60,
    )
    assert done.stdout.split("\n")[:2] == ["refused", "File too large"], done.stderr


def test_a_pdf_that_unpacks_beyond_all_bounds_costs_itself() -> None:
    """Its one page holds half a gigabyte of drawing, in as many bytes as a letter has."""
    packer = zlib.compressobj(9)
    piece = b"0 0 m 1 1 l S " * 75_000
    content = b"".join(packer.compress(piece) for _ in range(500)) + packer.flush()
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    parts = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        page,
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream" % (len(content), content),
    )
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%b\nendobj\n" % (n, part) for n, part in enumerate(parts, 1))
    body += b"trailer << /Size 5 /Root 1 0 R >>\n%%EOF\n"
    texts = TextProcess(Bounds(seconds=3.0, memory=300 * MIB))
    begun = time.monotonic()
    told = texts.draw(body, URL)
    assert told.pages in ((), ("",)), told.fault
    assert time.monotonic() - begun < 10.0
    assert texts.draw(WORD, URL).pages
    texts.close()


def test_no_child_outlives_a_killed_worker(tmp_path: Path) -> None:
    code = (
        "import json, os, time\nfrom scheduler.text_process import TextProcess\n"
        "texts = TextProcess()\ntexts.draw(b'xin chao', 'http://x.vn/a')\n"
        "print(json.dumps(texts.pid), flush=True)\ntime.sleep(60)\n"
    )
    worker = subprocess.Popen(
        [sys.executable, "-c", code], env={"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True, cwd=tmp_path
    )
    assert worker.stdout is not None
    child = json.loads(worker.stdout.readline())
    os.kill(child, signal.SIGSTOP)  # it cannot see that its line is closed
    worker.kill()
    worker.wait()
    assert is_gone(child)
