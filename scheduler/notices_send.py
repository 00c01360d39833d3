"""Sending notices: by mail and by webhook, each with a time limit, each tried again a bounded number of times."""

import hashlib
import hmac
import json
import smtplib
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

import structlog

from domain.clock import utc_now
from domain.harmless import one_line
from domain.nights import Notice, NoticeState
from scheduler.nights_settings import Mail, Notices, Subscriber
from storage import run_notices
from storage.database import Database
from storage.engine import reading, writing

_AT_ONCE = 50
_TOO_MANY = 429
_log = structlog.get_logger(__name__)


class RefusedError(Exception):
    """It will never be taken: wrong address, wrong password, a message that is refused for good."""


class NotNowError(Exception):
    """It was not taken now: no connection, a time-out, a server that asks for patience."""


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A message goes where the operator said, nowhere else."""

    def redirect_request(self, *_: Any) -> None:
        return None


class Courier:
    """Sends what is due, one message after the other. A message that was handed over is never sent again."""

    def __init__(
        self,
        database: Database,
        settings: Notices,
        environment: Mapping[str, str],
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._engine = database.engine
        self._settings = settings
        self._environment = environment
        self._now = now

    def give_up_unsure(self) -> int:
        """At start: messages that another process was sending when it died."""
        with writing(self._engine) as connection:
            return run_notices.give_up_unsure(connection)

    def deliver(self) -> int:
        """How many were sent."""
        with reading(self._engine) as connection:
            due = run_notices.due_notices(connection, self._now(), _AT_ONCE)
        return sum(self._deliver(notice) for notice in due)

    def _deliver(self, notice: Notice) -> bool:
        with writing(self._engine) as connection:
            if not run_notices.begin_sending(connection, notice):
                return False
        try:
            self._send(notice)
        except RefusedError as error:
            self._settle(notice, NoticeState.FAILED, error=str(error))
        except NotNowError as error:
            waits = self._settings.retry_minutes
            if notice.attempts < len(waits):
                due = self._now() + timedelta(minutes=waits[notice.attempts])
                self._settle(notice, NoticeState.WAITING, error=str(error), due=due)
            else:
                self._settle(notice, NoticeState.FAILED, error=str(error))
        else:
            self._settle(notice, NoticeState.SENT, error="")
            return True
        return False

    def _settle(self, notice: Notice, state: NoticeState, **more: Any) -> None:
        now = self._now()
        with writing(self._engine) as connection:
            run_notices.settle(connection, notice, state, now, **more)
        _log.info("notice", run=notice.run, subscriber=notice.subscriber, state=state.value, error=more.get("error"))

    def _send(self, notice: Notice) -> None:
        subscriber = next((each for each in self._settings.subscribers if each.name == notice.subscriber), None)
        if subscriber is None:
            raise RefusedError("no subscriber has this name any more")
        if subscriber.webhook is not None:
            post(subscriber, notice, self._secret(subscriber.secret_variable), self._settings.timeout_seconds)
        elif self._settings.mail is not None:
            mail = self._settings.mail
            message = mail_message(mail, subscriber, notice, self._now())
            send_mail(mail, message, self._secret(mail.password_variable), self._settings.timeout_seconds)

    def _secret(self, variable: str) -> str:
        if variable and variable not in self._environment:
            raise RefusedError(f"the environment has no {variable}")
        return self._environment.get(variable, "")


def mail_message(mail: Mail, subscriber: Subscriber, notice: Notice, now: datetime) -> EmailMessage:
    """Plain text. The id is the notice's own, so that a receiver knows a message that comes twice."""
    message = EmailMessage()
    message["From"] = mail.sender
    message["To"] = subscriber.mail or ""
    message["Subject"] = one_line(notice.subject, 150)
    message["Date"] = format_datetime(now.astimezone(UTC))
    message["Message-ID"] = f"<notice-{notice.id}-{_id(notice)[:16]}@{mail.sender.partition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(notice.text)
    return message


def send_mail(mail: Mail, message: EmailMessage, password: str, timeout: float) -> None:
    """Raises RefusedError or NotNowError."""
    try:
        with _connect(mail, timeout) as server:
            if mail.user:
                server.login(mail.user, password)
            server.send_message(message)
    except smtplib.SMTPResponseException as error:
        said = f"SMTP {error.smtp_code}"
        raise (RefusedError(said) if error.smtp_code >= 500 else NotNowError(said)) from error
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        said = f"recipient refused: SMTP {codes[0]}"
        raise (RefusedError(said) if min(codes) >= 500 else NotNowError(said)) from error
    except smtplib.SMTPNotSupportedError as error:
        raise RefusedError(one_line(str(error))) from error
    except (smtplib.SMTPException, OSError) as error:
        raise NotNowError(one_line(f"{type(error).__name__}: {error}")) from error


def post(subscriber: Subscriber, notice: Notice, secret: str, timeout: float) -> None:
    """Raises RefusedError or NotNowError."""
    body = json.dumps(
        {"subject": notice.subject, "topic": notice.topic, **notice.data}, ensure_ascii=False, sort_keys=True
    ).encode()
    headers = {"Content-Type": "application/json", "User-Agent": "portal-audit", "Idempotency-Key": _id(notice)}
    if secret:
        headers["X-Portal-Audit-Signature"] = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    request = urllib.request.Request(  # noqa: S310 - the settings allow http and https only
        subscriber.webhook or "", body, headers, method="POST"
    )
    try:
        with urllib.request.build_opener(_NoRedirects).open(request, timeout=timeout) as answer:
            answer.read(1024)
    except urllib.error.HTTPError as error:
        error.close()
        passing = error.code >= 500 or error.code == _TOO_MANY
        raise (NotNowError if passing else RefusedError)(f"HTTP {error.code}") from error
    except OSError as error:
        raise NotNowError(one_line(f"{type(error).__name__}: {error}")) from error


def _connect(mail: Mail, timeout: float) -> smtplib.SMTP:
    if mail.security == "tls":
        return smtplib.SMTP_SSL(mail.host, mail.port, timeout=timeout, context=ssl.create_default_context())
    server = smtplib.SMTP(mail.host, mail.port, timeout=timeout)
    if mail.security == "starttls":
        try:
            server.starttls(context=ssl.create_default_context())
        except (smtplib.SMTPException, OSError):
            server.close()
            raise
    return server


def _id(notice: Notice) -> str:
    return hashlib.sha256(f"{notice.subscriber}|{notice.run}|{notice.topic}".encode()).hexdigest()[:32]
