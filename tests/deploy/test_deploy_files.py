"""The units and the compose file: well-formed, hardened, and about commands and files that there are."""

import configparser
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("portal-audit*"))
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
#: docs/judging.md 12: the processes, and the options that every command takes.
PROCESSES = ("schedule", "worker", "serve")
OPTIONS = {"--database", "--archive", "--targets", "--host", "--port"}


class _Unit(configparser.RawConfigParser):
    """Keys may stand several times, and keep their letters."""

    def __init__(self) -> None:
        super().__init__(strict=False, interpolation=None)

    def optionxform(self, optionstr: str) -> str:
        return optionstr


def _service(path: Path) -> Any:
    unit = _Unit()
    unit.read_string(path.read_text(encoding="utf-8"))
    return unit["Service"]


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_services_are_hardened_and_bounded(path: Path) -> None:
    service = _service(path)
    assert service["NoNewPrivileges"] == "yes"
    assert service["ProtectSystem"] == "strict"
    assert service["ProtectHome"] == "yes"
    assert service["CapabilityBoundingSet"] == ""
    assert service["User"] == "portal-audit"
    assert "MemoryMax" in service
    assert {"TimeoutStopSec", "TimeoutStartSec"} & set(service)
    assert "PORTAL_AUDIT_DATABASE" not in service["ExecStart"]  # everybody can read a command line


def _command(words: list[str]) -> None:
    assert words[0] in PROCESSES
    assert {word for word in words if word.startswith("--")} <= OPTIONS


def test_units_start_the_three_processes_and_stop_them_gently() -> None:
    started = {}
    for path in SERVICES:
        service = _service(path)
        program, *words = service["ExecStart"].split()
        if program.endswith("/portal-audit"):
            _command(words)
            started[words[0]] = path.name
            assert (service["KillMode"], service["KillSignal"]) == ("mixed", "SIGTERM")
            assert service["Restart"] == "on-failure"
    assert set(started) == set(PROCESSES)
    assert started["worker"].endswith("@.service")  # as many as the machine bears
    given = re.findall(r"^(\w+)=", (DEPLOY / "systemd" / "environment.example").read_text(), re.MULTILINE)
    asked = {name for path in SERVICES for name in re.findall(r"\$\{(\w+)\}", path.read_text())}
    assert asked <= set(given)
    assert "PORTAL_AUDIT_DATABASE" in given


def test_systemd_itself_takes_the_units(tmp_path: Path) -> None:
    """systemd-analyze, where it is: with programs that there are in place of those that are installed."""
    program = shutil.which("systemd-analyze")
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8")
        assert text.startswith("[Unit]")
        (tmp_path / unit.name).write_text(re.sub(r"/opt/portal-audit/bin/\S+", "/bin/true", text), encoding="utf-8")
    if program is None:
        return
    names = [str(tmp_path / unit.name.replace("@.", "@1.")) for unit in UNITS]
    (tmp_path / "portal-audit-worker@1.service").write_text((tmp_path / "portal-audit-worker@.service").read_text())
    ran = subprocess.run([program, "verify", "--man=no", *names], capture_output=True, text=True, check=False)
    told = [line for line in ran.stderr.splitlines() if "portal-audit" in line]
    assert told == []


def _compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return found


def test_the_compose_file_holds_the_database_the_clock_the_workers_and_the_web() -> None:
    compose = _compose()
    services = compose["services"]
    assert set(services) == {"database", "schedule", "worker", "web"}
    for name, service in services.items():
        assert "mem_limit" in service, name
        assert "stop_grace_period" in service, name
        assert service["restart"] == "unless-stopped"
        assert ":latest" not in service["image"]
        for port in service.get("ports", []):
            assert port.startswith("127.0.0.1:"), "nothing is opened to the network by itself"
        for volume in service["volumes"]:
            source = volume.split(":")[0]
            assert source in compose["volumes"] or source.startswith(("$", ".")), volume
        if name != "database":
            _command([str(word) for word in service["command"]])
            assert service["read_only"] is True
            assert service["cap_drop"] == ["ALL"]
            assert "no-new-privileges:true" in service["security_opt"]
            assert service["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert "healthcheck" in services["database"]
    assert "container_name" not in services["worker"]  # or there could be only one
    assert (DEPLOY / services["schedule"]["build"]["dockerfile"]).exists() or (
        ROOT / services["schedule"]["build"]["dockerfile"]
    ).exists()


def test_what_the_compose_file_asks_for_is_there() -> None:
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    given = set(re.findall(r"^(\w+)=", (DEPLOY / "compose.env.example").read_text(), re.MULTILINE))
    assert set(re.findall(r"\$\{(\w+)", text)) <= given
    for option in _compose()["services"]["worker"]["security_opt"]:
        if option.startswith("seccomp:"):
            profile = json.loads((DEPLOY / option.partition(":")[2]).read_text())
            denied = {name for rule in profile["syscalls"] for name in rule["names"]}
            assert {"mount", "ptrace", "bpf", "kexec_load"} <= denied
            assert not {"clone", "unshare", "chroot"} & denied  # what the browser's sandbox is made of


def test_the_image_copies_what_is_there_and_does_not_run_as_root() -> None:
    lines = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").splitlines()
    copied = [line.split()[1:-1] for line in lines if line.startswith("COPY ")]
    assert all((ROOT / name).exists() for names in copied for name in names)
    assert any(line.startswith("USER ") and line.split()[1] != "root" for line in lines)
    assert not any(":latest" in line for line in lines if line.startswith("FROM "))
