"""Cases as files: a tiny portal in YAML, put into the frame of a content system."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import yaml
from snapshots import HOME, Served, file_text, make_snapshot, make_target

from domain.agencies import DeclaredHost, HostRole, Kind, Target
from domain.captures import CaptureKind, Outcome, Snapshot
from domain.findings import Verdict

FOLDER = Path(__file__).resolve().parent.parent / "cases"
_KEYS = {"why", "expect", "code", "value", "kind", "agency", "family", "now", "portal", "menu", "home", "head", "pages"}
_KEYS |= {"records", "hosts", "subordinates"}
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
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
    def expected(self) -> Verdict:
        return Verdict(self.data["expect"])

    def snapshot(self) -> Snapshot:
        kind = Kind(self.data.get("kind", "district"))
        agency = self.data.get("agency", "Ủy ban nhân dân huyện Bình Minh")
        day = self.data.get("now")
        now = datetime(day.year, day.month, day.day, 3, tzinfo=UTC) if day else datetime(2026, 11, 20, 3, tzinfo=UTC)
        frame = _read(f"_frames/{self.data['family']}.html")
        menu = _menu(
            {"Trang chủ": "/", **self.data.get("menu", {}), **{label: path for label, (path, _) in _NEUTRAL.items()}}
        )
        frame = frame.replace("</head>", f"{self.data.get('head', '')}</head>")
        portal = self.data.get("portal", HOME)
        pages: dict[str, str | Served] = {
            portal: _framed(
                frame, menu, agency, "Trang chủ", self.data.get("home", "<p>Chào mừng bạn đến với cổng.</p>")
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
        return make_snapshot(pages, self._target(kind, agency, portal), now, records=records)

    def _target(self, kind: Kind, agency: str, portal: str) -> Target:
        hosts = tuple(DeclaredHost(host, HostRole(role)) for role, host in self.data.get("hosts", {}).items())
        return replace(make_target(kind, agency, portal, hosts), subordinates=tuple(self.data.get("subordinates", ())))


def _answer(content: Any, frame: str, menu: str, agency: str, path: str) -> str | Served:
    if isinstance(content, Mapping):
        if "file" in content:
            return Served(_file(path), content.get("status", 200), kind=CaptureKind.FILE, mime=content["file"])
        if "search" in content:
            answer = _framed(frame, menu, agency, "Kết quả tìm kiếm", content["content"])
            notes = {"phrase": content["search"], "known_at": content.get("known_at", "")}
            if "form_page" in content:
                notes["form_page"] = content["form_page"]
            return Served(answer, kind=CaptureKind.SEARCH, notes=notes)
        if "content" in content:
            page = _answer(content["content"], frame, menu, agency, path)
            head = tuple((name, str(value)) for name, value in content.get("headers", {}).items())
            kind, notes = CaptureKind(content.get("kind", "page")), content.get("notes", {})
            return Served(str(page), kind=kind, headers=head, notes=notes)
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
    mime = data.get("mime", "application/json" if "json" in data else "text/html")
    head = tuple((name, str(value)) for name, value in data.get("headers", {}).items())
    return Served(
        body,
        data.get("status", 200),
        kind=CaptureKind(data["kind"]),
        mime=mime,
        headers=head,
        notes=data.get("notes", {}),
        outcome=Outcome(data["outcome"]) if "outcome" in data else None,
        requested=data.get("requested", ""),
    )


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
            data = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)
            strange = set(data) - _KEYS
            if strange or not {"why", "expect", "family"} <= set(data):
                raise ValueError(f"{file}: keys {sorted(strange)} are unknown, or why, expect, family are missing")
            yield CaseFile(folder.name, file.stem, data)
