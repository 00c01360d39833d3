"""Notices: digests without flood, sent once, over a real mail server and a real webhook on loopback."""

import hashlib
import hmac
import json
import socket
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mail_and_hooks import Hook, MailServer, mail_server, webhook
from nights_world import REQUIREMENTS, World, all_met, local, settings, target

from domain.captures import Ending
from domain.findings import Verdict
from domain.nights import Change, Notice
from domain.work import Run, RunState
from scheduler.nights_settings import Mail, Notices, Subscriber
from scheduler.notices import Tidings, digests
from scheduler.notices_send import Courier, mail_message
from storage import run_notices
from storage.database import Database
from storage.engine import writing
from storage.query import run_query

NOW = local("2026-11-28 22:00")
RUN = Run("2026-11-28-all", "all", local("2026-11-28 20:00"), local("2026-11-29 06:00"), RunState.PUBLISHED)
Make = Callable[..., World]


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with mail_server() as running:
        yield running


@pytest.fixture
def hook() -> Iterator[Hook]:
    with webhook() as running:
        yield running


def mail_of(server: MailServer, *subscribers: dict[str, Any], **more: Any) -> dict[str, Any]:
    sender = {"host": "127.0.0.1", "port": server.port, "security": "none", "sender": "kiemtra@audit.vn"}
    return {"mail": sender, "subscribers": list(subscribers), "timeout_seconds": 2, **more}


def waiting(database: Database, subscriber: str = "ops", **more: Any) -> None:
    notice = Notice(subscriber, RUN.id, "digest", "Đợt kiểm tra / run", "Nội dung\n.\n..x\n", {"run": RUN.id}, **more)
    with writing(database.engine) as connection:
        run_notices.insert_notices(connection, [notice], NOW)


def courier(database: Database, notices: dict[str, Any], now: Callable[[], datetime] = lambda: NOW) -> Courier:
    return Courier(database, Notices.model_validate(notices), {"SECRET": "s3cret"}, now)


def states(database: Database) -> list[tuple[str, int, str]]:
    return [tuple(row) for row in run_query(database, "SELECT state, attempts, error FROM notices ORDER BY id").rows]


def test_a_mail_arrives_whole_and_once(database: Database, mail: MailServer) -> None:
    waiting(database)
    sender = courier(database, mail_of(mail, {"name": "ops", "mail": "a@b.vn"}))
    assert (sender.deliver(), sender.deliver()) == (1, 0)
    (message,) = mail.messages
    assert message["Subject"] == "Đợt kiểm tra / run"
    assert message.get_content().replace("\r\n", "\n") == "Nội dung\n.\n..x\n"
    assert mail.recipients == ["a@b.vn"]
    assert states(database) == [("sent", 1, "")]


def test_a_webhook_is_signed_and_not_led_elsewhere(database: Database, hook: Hook) -> None:
    waiting(database)
    told = {"name": "ops", "webhook": hook.url, "secret_variable": "SECRET"}
    assert courier(database, {"subscribers": [told]}).deliver() == 1
    assert json.loads(hook.bodies[0]) == {"subject": "Đợt kiểm tra / run", "topic": "digest", "run": RUN.id}
    signed = hmac.new(b"s3cret", hook.bodies[0], hashlib.sha256).hexdigest()
    assert hook.headers[0]["X-Portal-Audit-Signature"] == f"sha256={signed}"
    with writing(database.engine) as connection:
        connection.exec_driver_sql("UPDATE notices SET state = 'waiting'")
    hook.answers = [302]
    assert courier(database, {"subscribers": [told]}).deliver() == 0
    assert hook.paths == ["/hook", "/hook"]
    assert states(database)[0][::2] == ("failed", "HTTP 302")


def test_what_was_not_taken_now_is_tried_again_a_bounded_number_of_times(database: Database, hook: Hook) -> None:
    moment = [NOW]
    hook.answers = [503, 429, 500, 500]
    waiting(database)
    told = {"subscribers": [{"name": "ops", "webhook": hook.url}], "retry_minutes": [1, 5, 15]}
    sender = courier(database, told, lambda: moment[0])
    for minutes, attempts in ((0, 1), (0, 1), (1, 2), (4, 2), (1, 3), (15, 4), (600, 4)):
        moment[0] += timedelta(minutes=minutes)
        assert sender.deliver() == 0
        assert len(hook.bodies) == attempts
    assert states(database) == [("failed", 4, "HTTP 500")]
    assert len({headers["Idempotency-Key"] for headers in hook.headers}) == 1


def test_what_is_refused_for_good_is_not_tried_again(database: Database, mail: MailServer) -> None:
    mail.answers = {"RCPT": ["550 no such user"]}
    waiting(database)
    sender = courier(database, mail_of(mail, {"name": "ops", "mail": "a@b.vn"}))
    assert sender.deliver() == 0
    assert states(database) == [("failed", 1, "recipient refused: SMTP 550")]


@pytest.mark.parametrize("answer", ["421 later", "451 greylisted"])
def test_a_server_that_asks_for_patience_gets_it(database: Database, mail: MailServer, answer: str) -> None:
    mail.answers = {"RCPT": [answer]}
    waiting(database)
    moment = [NOW]
    sender = courier(database, mail_of(mail, {"name": "ops", "mail": "a@b.vn"}), lambda: moment[0])
    assert sender.deliver() == 0
    assert states(database)[0][0] == "waiting"
    moment[0] += timedelta(minutes=1)
    assert sender.deliver() == 1
    assert len(mail.raw) == 1


def test_a_server_that_says_nothing_costs_its_time_limit(database: Database, mail: MailServer) -> None:
    mail.silent = True
    waiting(database)
    sender = courier(database, mail_of(mail, {"name": "ops", "mail": "a@b.vn"}, timeout_seconds=0.3))
    assert sender.deliver() == 0
    assert states(database)[0][0] == "waiting"


def test_nobody_there_is_tried_again(database: Database) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    waiting(database)
    assert courier(database, {"subscribers": [{"name": "ops", "webhook": f"http://127.0.0.1:{port}/"}]}).deliver() == 0
    assert states(database)[0][0] == "waiting"


def test_a_sender_that_dies_while_sending_sends_nothing_twice(
    database: Database, mail: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed after the server took it, before we could write that down."""
    waiting(database)
    sender = courier(database, mail_of(mail, {"name": "ops", "mail": "a@b.vn"}))
    with monkeypatch.context() as patch:
        patch.setattr("scheduler.notices_send.Courier._settle", lambda *_, **__: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            sender.deliver()
    assert len(mail.raw) == 1
    after = courier(database, mail_of(mail, {"name": "ops", "mail": "a@b.vn"}))
    assert after.give_up_unsure() == 1
    assert after.deliver() == 0
    assert len(mail.raw) == 1
    assert states(database)[0][0] == "unsure"


def test_a_subscriber_who_left_and_a_secret_that_is_missing_are_said(database: Database, hook: Hook) -> None:
    waiting(database, "gone")
    waiting(database)
    told = {"subscribers": [{"name": "ops", "webhook": hook.url, "secret_variable": "OTHER"}]}
    assert courier(database, told).deliver() == 0
    assert [error for _, _, error in states(database)] == [
        "no subscriber has this name any more",
        "the environment has no OTHER",
    ]


# --- what is told ---------------------------------------------------------------------------------------------------


@pytest.fixture
def make(database: Database) -> Iterator[Make]:
    made: list[World] = []

    def build(*subscribers: dict[str, Any], **more: Any) -> World:
        notices = {"dead_after_nights": 2, "subscribers": list(subscribers)}
        chosen = settings(notices=notices, quorum_nights=1, **more)
        made.append(World(database, chosen, [target(each) for each in "abcd"]))
        return made[-1]

    yield build
    for world in made:
        world.close()


OPS = {"name": "ops", "webhook": "http://127.0.0.1:1/", "events": ["gate", "dead", "regression"]}


def told(world: World) -> list[tuple[str, str, dict[str, Any]]]:
    rows = world.ask("SELECT run_id, subscriber, data FROM notices ORDER BY id")
    return [(run[8:10], subscriber, json.loads(data)) for run, subscriber, data in rows]


def night(world: World, day: int, silent: str = "", worse: str = "") -> None:
    def visit(job: Any) -> Any:
        agency = job.order.agency
        if agency in silent:
            return Ending.UNREACHABLE
        return {**all_met(job), REQUIREMENTS[0]: Verdict.NOT_MET if agency in worse else Verdict.MET}

    world.at(f"2026-12-{day:02d} 20:00").work(visit)
    world.at(f"2026-12-{day:02d} 22:00")


def test_a_dead_portal_is_told_once_until_it_recovers(make: Make) -> None:
    world = make(OPS)
    for day in range(1, 11):
        night(world, day, silent="a" if day in (2, 3, 4, 5, 7, 8, 9) else "")
    events = [(day, data["dead"], data["recovered"]) for day, _, data in told(world)]
    assert events == [("03", ["a"], []), ("06", [], ["a"]), ("08", ["a"], []), ("10", [], ["a"])]


def test_one_message_per_subscriber_and_run_with_what_he_asked_for(make: Make) -> None:
    world = make(
        OPS,
        {"name": "only-b", "webhook": "http://127.0.0.1:1/", "events": ["regression", "dead"], "agencies": ["b"]},
        {"name": "all", "webhook": "http://127.0.0.1:1/", "events": ["finished"]},
    )
    night(world, 1)
    night(world, 2, worse="bc")
    found = [(day, name, [change["agency"] for change in data["regressions"]]) for day, name, data in told(world)]
    assert found == [("01", "all", []), ("02", "ops", ["b", "c"]), ("02", "only-b", ["b"]), ("02", "all", [])]


def test_a_held_night_alarms_with_its_gates(make: Make) -> None:
    world = make(OPS, gates={"reached": {"at_least": 0.9}})
    night(world, 1)
    night(world, 2, silent="abcd")
    ((day, _, data),) = told(world)
    assert (day, data["state"]) == ("02", "held")
    assert [gate for gate in data["gates"] if gate["verdict"] == "failed"] == [
        {"gate": "reached", "value": 0.0, "limit": 0.9, "verdict": "failed"}
    ]
    (text,) = world.ask("SELECT text FROM notices")[0]
    assert "- reached: 0 < 0.9" in text


def test_a_missed_night_alarms_too(make: Make) -> None:
    world = make(OPS)
    night(world, 1)
    world.at("2026-12-03 12:00")
    ((day, _, data),) = told(world)
    assert (day, data["state"], data["mark"]) == ("02", "held", "missed")


@given(st.text(max_size=400), st.text(max_size=60))
def test_hostile_names_do_not_reach_headers_or_lines(name: str, requirement: str) -> None:
    change = Change("a", requirement, Verdict.MET, Verdict.NOT_MET)
    tidings = Tidings(RUN, name, {}, changes=[change], dead=["a"], names={"a": name + "\r\nBcc: x@y.vn"})
    (notice,) = digests(tidings, [Subscriber(name="x", mail="a@b.vn")])
    sender = Mail(host="h", sender="k@a.vn")
    message = mail_message(sender, Subscriber(name="x", mail="a@b.vn"), notice, NOW)
    written = message.as_bytes()
    head = written.partition(b"\n\n")[0]
    assert b"Bcc" not in head
    assert len(notice.subject) <= 150
    assert "\nBcc" not in notice.text
    assert not set("\x00\x1b\u202e\r") & set(notice.text)


def test_a_flood_is_cut() -> None:
    changes = [Change(f"a{number}", "r", Verdict.MET, Verdict.NOT_MET) for number in range(5000)]
    (notice,) = digests(Tidings(RUN, "", {}, changes=changes), [Subscriber(name="x", mail="a@b.vn")])
    assert len(notice.text) < 20_000
    assert "+4900" in notice.text
    assert len(notice.data["regressions"]) == 100
