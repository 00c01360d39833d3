"""Twelve thousand portals: the register of every district and commune loads while a person waits."""

import time
from pathlib import Path

from registry.import_sheet import import_sheet
from registry.load import load_targets

ROWS = 12_000


def test_twelve_thousand_communes(tmp_path: Path) -> None:
    own = tmp_path / "targets.yaml"
    own.write_text(
        "agencies:\n"
        + "".join(
            f"  p{n}:\n    name: Tỉnh {n}\n    kind: province\n    portal: https://p{n}.gov.vn\n" for n in range(34)
        )
    )
    lines = [
        f"UBND xã {n},Xã,Tỉnh {n % 34},https://xa{n}.p{n % 34}.gov.vn,https://dichvucong.p{n % 34}.gov.vn"
        for n in range(ROWS)
    ]
    sheet = tmp_path / "xa.csv"
    sheet.write_text("\n".join(["Tên cơ quan,Loại,Cơ quan cấp trên,Cổng TTĐT,Cổng dịch vụ công", *lines]))
    result = import_sheet(sheet, own)
    assert (result.faults, len(result.added)) == ((), ROWS)
    begun = time.process_time()
    registry = load_targets(own)
    seconds = time.process_time() - begun
    assert len(registry) == ROWS + 34
    assert seconds < 5, f"loading took {seconds:.1f} s of processor time"
    begun = time.process_time()
    assert all(registry.by_url(f"https://xa{n}.p{n % 34}.gov.vn/x") is not None for n in range(0, ROWS, 10))
    assert time.process_time() - begun < 2
