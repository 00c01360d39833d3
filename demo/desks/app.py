"""A desk as a single-page app: one empty shell for all places, lists and services as terse JSON."""

import json
from pathlib import Path
from typing import Any

from demo.desks.desk import Desk, Query, always
from demo.desks.services import Service
from demo.wire import Response

_JSON = (("Content-Type", "application/json; charset=utf-8"), ("Cache-Control", "no-cache"))
_SCRIPT = (("Content-Type", "application/javascript; charset=utf-8"),)
_CLIENT = Path(__file__).parent / "templates" / "app" / "main.js"


def add_app(desk: Desk) -> None:
    """The shell, its script, and what the script asks for."""
    data = desk.data
    desk.shell = always(desk.show, "shell", data.title)
    desk.routes["/static/js/main.7d1c.js"] = always(Response, 200, _SCRIPT, _CLIENT.read_bytes(), True)
    desk.routes["/api/dvc"] = lambda query: _listed(desk, query)
    for service in desk.services:
        desk.routes[f"/api/dvc/{service.number}"] = always(_one, desk, service)
    for number, name in enumerate(data.tests, start=901):
        desk.routes[f"/api/dvc/{number}"] = always(_test, number, name)
    desk.routes["/api/lv"] = always(_fields, desk)
    desk.routes["/api/hs-moi"] = always(_newest_dossiers, desk)
    for page in data.pages:
        if page.path.startswith("/api/trang/"):
            desk.routes[page.path] = always(_place, desk, page.title, page.html)


def _json(value: Any) -> Response:
    return Response(200, _JSON, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), True)


def _listed(desk: Desk, query: Query) -> Response:
    size, turn = _number(query.get("size"), desk.data.page_size), _number(query.get("page"), 0)
    wanted = query.get("lv", "")
    rows = [_row(service) for service in desk.services]
    rows += [_test_row(number, name) for number, name in enumerate(desk.data.tests, start=901)]
    rows = [row for row in rows if not wanted or str(row["lv"]) == wanted]
    size = min(max(size, 1), 50)
    return _json({"p": turn, "s": size, "t": len(rows), "d": rows[turn * size : (turn + 1) * size]})


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdigit() else otherwise


def _row(service: Service) -> dict[str, Any]:
    """One service in the list: name, code, level, field, unit."""
    level = service.case.claim
    return {
        "i": service.number,
        "n": service.name,
        "c": service.code if service.code_in_list else "",
        "lv": int(level) if level.isdigit() else None,
        "f": service.field.title,
        "u": service.field.agency,
        "cap": service.field.level,
        "hot": service.number % 9 == 0,
    }


def _test_row(number: int, name: str) -> dict[str, Any]:
    return {
        "i": number,
        "n": name,
        "c": "TEST",
        "lv": 4,
        "f": "Lĩnh vực test",
        "u": "Đơn vị test",
        "cap": "Cấp Bộ",
        "hot": False,
    }


def _one(desk: Desk, service: Service) -> Response:
    """A service in full; of those with an entry also how it has been used this year."""
    data = desk.data
    used = service.number * 37 % 900 + 12
    body = {
        **_row(service),
        "c": service.code,
        "tt": [{"k": data.labels[key], "v": text} for key, text in service.facts.items()],
        "bm": [{"t": file.label, "u": desk.form(service, file.name)} for file in service.forms],
        "nop": desk.entry(service),
        "tk": {"luot": used * 6, "nhan": used, "xong": used - 9, "dung": f"{97 - service.number % 5},{used % 10}%"}
        if service.case.claim in ("3", "4")
        else None,
    }
    return _json(body)


def _test(number: int, name: str) -> Response:
    return _json({**_test_row(number, name), "tt": [], "bm": [], "nop": "", "tk": None})


def _fields(desk: Desk) -> Response:
    return _json([_field(desk, number) for number in range(len(desk.data.fields))])


def _field(desk: Desk, number: int) -> dict[str, Any]:
    field = desk.data.fields[number]
    count = sum(service.field is field for service in desk.services)
    return {"i": number + 1, "n": field.title, "c": f"LV{number + 1:02d}", "sl": count}


def _newest_dossiers(desk: Desk) -> Response:
    """What was handed in last: codes of dossiers, which are none of services."""
    day = desk.days.back(1)
    dossiers = [
        {
            "c": f"000.00.17.G29-{day:%y%m%d}-{7 * n:04d}",
            "n": f"Hồ sơ của ông/bà {letter}***",
            "lv": 4,
            "tt": "Đang xử lý" if n % 2 else "Đã trả kết quả",
        }
        for n, letter in enumerate("HLTPK", start=1)
    ]
    return _json(dossiers)


def _place(desk: Desk, title: str, html: str) -> Response:
    return _json({"td": title, "nd": desk.days.fill(html)})
