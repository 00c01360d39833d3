"""Cases as files: a tiny portal in YAML, put into the frame of a content system."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import yaml
from case_visits import Visits, read_visits
from snapshots import HOME, Served, file_text, make_snapshot, make_target

from domain.agencies import Kind, Target
from domain.captures import CaptureKind, Outcome, Snapshot
from domain.findings import Verdict

FOLDER = Path(__file__).resolve().parent.parent / "cases"
_KEYS = {"why", "expect", "code", "value", "kind", "agency", "family", "now", "portal", "menu", "home", "head", "pages"}
_KEYS |= {"records", "visits"}
_NEUTRAL = {
    "Thư viện ảnh": ("/thu-vien-anh", "Bộ sưu tập ảnh phong cảnh bốn mùa do bạn đọc gửi về trong các cuộc thi ảnh."),
    "Thời tiết": ("/thoi-tiet", "Dự báo trời nắng, chiều tối có mưa rào rải rác, gió nhẹ, nhiệt độ từ 22 đến 31 độ."),
    "Góc bạn đọc": ("/goc-ban-doc", "Bạn đọc gửi thơ, truyện ngắn và những dòng cảm nghĩ về quê hương về đây nhé."),
    "Trang liên kết": (
        "/trang-lien-ket",
        "Các địa chỉ hữu ích cho người đi đường: trạm xăng, bến xe, nhà nghỉ dọc quốc lộ.",
    ),
}


@dataclass(frozen=True)
class CaseFile:
    """One case as it stands in its file."""

    requirement: str
    name: str
    data: Mapping[str, Any]

    @property
    def family(self) -> str:
        """Its markup; a case of visits has none."""
        return str(self.data.get("family", ""))

    @property
    def visits(self) -> Visits | None:
        """The nights of a case that is judged over a period."""
        nights = self.data.get("visits")
        return read_visits(nights["own"], nights["others"]) if nights is not None else None

    @property
    def target(self) -> Target:
        kind, agency = self.data.get("kind", "district"), self.data.get("agency", "Ủy ban nhân dân huyện Bình Minh")
        return make_target(Kind(kind), agency, self.data.get("portal", HOME))

    @property
    def expected(self) -> Verdict:
        return Verdict(self.data["expect"])

    def snapshot(self) -> Snapshot:
        agency = self.target.agency.name
        day = self.data.get("now")
        now = datetime(day.year, day.month, day.day, 3, tzinfo=UTC) if day else datetime(2026, 11, 20, 3, tzinfo=UTC)
        frame = _read(f"_frames/{self.data['family']}.html")
        menu = _menu(
            {"Trang chủ": "/", **self.data.get("menu", {}), **{label: path for label, (path, _) in _NEUTRAL.items()}}
        )
        frame = frame.replace("</head>", f"{self.data.get('head', '')}</head>")
        portal = self.target.portal
        pages: dict[str, str | Served] = {
            portal: _answer(
                self.data.get("home", "<p>Chào mừng bạn đến với cổng.</p>"), frame, menu, agency, "Trang chủ"
            )
        }
        for label, (path, text) in _NEUTRAL.items():
            pages[path] = _framed(frame, menu, agency, label, f"<p>{text}</p>")
        records: list[tuple[str, Served]] = [(each["url"], _record(each)) for each in self.data.get("records", ())]
        for path, content in self.data.get("pages", {}).items():
            pages[path] = _answer(content, frame, menu, agency, path)
            if isinstance(content, Mapping) and ("text" in content or "scan" in content):
                texts = content.get("text", [])
                text = file_text([texts] if isinstance(texts, str) else texts, _file(path), scan="scan" in content)
                records.append((path, text))
        return make_snapshot(pages, self.target, now, records=records)


def _answer(content: Any, frame: str, menu: str, agency: str, path: str) -> str | Served:
    if isinstance(content, Mapping):
        if "file" in content:
            return Served(_file(path), content.get("status", 200), kind=CaptureKind.FILE, mime=content["file"])
        if "search" in content:
            answer = _framed(frame, menu, agency, "Kết quả tìm kiếm", content["content"])
            notes = {"phrase": content["search"], "known_at": content.get("known_at", "")}
            return Served(answer, kind=CaptureKind.SEARCH, notes=notes)
        if "content" in content:
            page = _answer(content["content"], frame, menu, agency, path)
            return Served(str(page), **_wire(content, "page"))
        return Served("<html><body>Không tìm thấy</body></html>", status=content["status"])
    text = _read(f"_content/{content[1:]}") if content.startswith("@") else content
    if text.lstrip().lower().startswith(("<html", "<!doctype")):
        return text
    return _framed(frame, menu, agency, path.strip("/").replace("-", " "), text)


def _file(path: str) -> str:
    """A file's body: all that tests need is that two files differ."""
    return f"%PDF-1.4 {path}"


def _record(data: Mapping[str, Any]) -> Served:
    """A further record: an observation as `json`, anything else as `body`."""
    body = json.dumps(data["json"], ensure_ascii=False) if "json" in data else str(data.get("body", ""))
    return Served(body, **_wire({"mime": "application/json", **data} if "json" in data else data, data["kind"]))


def _wire(data: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """How an answer came, beside its body. A failure (`outcome: tls_error`) has no status."""
    outcome = Outcome(data["outcome"]) if "outcome" in data else None
    return {
        "status": data.get("status", 200 if outcome in (None, Outcome.OK, Outcome.HTTP_ERROR) else None),
        "kind": CaptureKind(data.get("kind", kind)),
        "mime": data.get("mime", "text/html"),
        "headers": tuple((name, str(value)) for name, value in data.get("headers", {}).items()),
        "notes": data.get("notes", {}),
        "outcome": outcome,
        "requested": data.get("requested", ""),
        "redirects": tuple(data.get("redirects", ())),
        "error": data.get("error", ""),
        "charset": data.get("charset", "utf-8"),
        "encoding": data.get("encoding", "utf-8"),
    }


def _framed(frame: str, menu: str, agency: str, title: str, content: str) -> str:
    page = frame.replace("{{menu}}", menu).replace("{{content}}", content).replace("{{title}}", escape(title))
    return page.replace("{{agency}}", escape(agency)).replace("{{AGENCY}}", escape(agency.upper()))


def _menu(entries: Mapping[str, Any]) -> str:
    parts = []
    for label, target in entries.items():
        if isinstance(target, Mapping):
            parts.append(f'<li><a href="#">{escape(label)}</a><ul>{_menu(target)}</ul></li>')
        else:
            parts.append(f'<li><a href="{escape(target)}">{escape(label)}</a></li>')
    return "".join(parts)


@cache
def _read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def find_cases() -> Iterator[CaseFile]:
    """All cases in the order of their names. A file with an unknown key is refused."""
    for folder in sorted(entry for entry in FOLDER.iterdir() if entry.is_dir() and not entry.name.startswith("_")):
        for file in sorted(folder.glob("*.yaml")):
            data = yaml.safe_load(file.read_text(encoding="utf-8"))
            strange = set(data) - _KEYS
            if strange or not {"why", "expect"} <= set(data) or not {"family", "visits"} & set(data):
                raise ValueError(f"{file}: keys {sorted(strange)} are unknown, or why, expect, family are missing")
            yield CaseFile(folder.name, file.stem, data)
