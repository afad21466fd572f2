"""What the site does while Redis or the database is away, or a client is slow, sends too much or guesses."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from unittest import mock

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings as current
from django.contrib.auth.hashers import make_password
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.db import InterfaceError, OperationalError
from django.test import Client
from django.urls import reverse

from config.cache import ANSWERS_WITHIN, ASKED_AGAIN_AFTER, Server
from config.middleware import LARGEST_BODY, MEGABYTE
from events import outbox
from events.management.commands import worker
from events.sprints.tests.factories import SprintFactory
from events.tests.test_killed_worker import database_url
from people.tests.factories import PersonFactory

WAITING = 30  # seconds for what takes a few


@pytest.fixture
def redis_is(settings, monkeypatch):
    """A function that puts Redis at a port of this machine."""
    monkeypatch.setattr(Server, "away_until", 0.0)
    monkeypatch.setattr(Server, "logged_until", 0.0)
    LocMemCache("without Redis", {}).clear()

    def at(port):
        cache = {"BACKEND": "config.cache.RedisOrMemory", "LOCATION": f"redis://127.0.0.1:{port}"}
        settings.CACHES = {"default": cache, "pages": cache | {"KEY_PREFIX": "pages"}}

    return at


@pytest.fixture(params=["refuses", "hangs"])
def redis_that(request, redis_is):
    """Nobody listens, or somebody who never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        if request.param == "hangs":
            redis_is(port)
            yield request.param
            return
    redis_is(port)
    yield request.param


def test_without_redis_the_process_remembers_for_itself(redis_that, caplog):
    began = time.monotonic()
    cache = caches["default"]
    cache.set("a", 1, 60)
    assert (cache.get("a"), cache.incr("a"), cache.add("a", 5), cache.get("b", 7)) == (
        1,
        2,
        False,
        7,
    )
    cache.set_many({"b": 3, "c": 4})
    assert cache.get_many(["a", "b", "none"]) == {"a": 2, "b": 3}
    assert cache.delete("a") is True
    assert time.monotonic() - began < ANSWERS_WITHIN + 1
    assert [record.levelname for record in caplog.records] == ["ERROR"]  # once a minute
    assert "each process remembers for itself" in caplog.text


def test_redis_is_asked_again_after_a_while(redis_that, monkeypatch):
    caches["default"].get("a")
    assert 0 < Server.away_until - time.monotonic() <= ASKED_AGAIN_AFTER
    asked = []
    monkeypatch.setattr("config.cache.RedisCacheClient.get", lambda *args: asked.append(args) or 9)
    assert (caches["default"].get("a"), asked) == (None, [])
    monkeypatch.setattr(Server, "away_until", time.monotonic())
    assert caches["default"].get("a") == 9


@pytest.mark.django_db
def test_without_redis_pages_are_shown_and_kept_and_guesses_are_still_counted(redis_that):
    SprintFactory(slug="soon")
    pages = [Client().get("/sprints/soon/") for _ in range(2)]
    assert [page.status_code for page in pages] == [200, 200]
    guess = {"login": PersonFactory().email, "password": "wrong"}
    answers = [Client().post(reverse("account_login"), guess) for _ in range(12)]
    assert {answer.status_code for answer in answers} <= {200, 429}
    assert "Too many" in answers[-1].content.decode()


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_while_the_database_is_away_pages_say_when_to_come_back(monkeypatch, db, error):
    def away(*args, **kwargs):
        raise error("server closed the connection unexpectedly")

    monkeypatch.setattr("events.page_cache.version", away)
    monkeypatch.setattr("events.pages.views.connection", mock.Mock(cursor=away))
    client = Client(raise_request_exception=False)
    for page in ("/", "/healthz"):
        answer = client.get(page)
        assert (answer.status_code, answer["Retry-After"]) == (503, "30")
        assert "We are back in a moment" in answer.content.decode()
    answer = client.get("/", headers={"Accept": "application/json"})
    assert "We are back in a moment" in json.loads(answer.content)["message"]
    monkeypatch.setattr("events.page_cache.version", lambda scope: 1 / 0)
    assert client.get("/").status_code == 500


def test_a_worker_waits_for_the_database_longer_and_longer(monkeypatch):
    answers = [OperationalError("away")] * 6 + [InterfaceError("closed"), None]
    waited = []

    def run(command, **options):
        answer = answers.pop(0)
        if answer:
            raise answer

    monkeypatch.setattr(worker.db_worker.Command, "handle", run)
    monkeypatch.setattr(worker.time, "sleep", waited.append)
    worker.Command().handle()
    assert waited == [1, 2, 5, 10, 30, 30, 30]


def post(address, length, **headers):
    """A POST that says how long it is, and of which nothing is sent."""
    return Client().generic(
        "POST",
        address,
        "",
        "multipart/form-data; boundary=x",
        headers=headers,
        CONTENT_LENGTH=length,
    )


@pytest.mark.django_db
def test_too_large_a_body_is_refused_before_it_is_read():
    sign_in = reverse("account_login")
    answer = post(sign_in, str(400 * MEGABYTE))
    assert answer.status_code == 413
    assert "25 MB are the most that this page takes." in answer.content.decode()
    answer = post(sign_in, str(LARGEST_BODY + 1), Accept="application/json")
    assert (answer.status_code, list(answer.json())) == (413, ["message"])
    for odd in ("-1", "1e9", "²"):
        assert post(sign_in, odd).status_code in (400, 413)


@pytest.mark.django_db
def test_the_form_of_all_photos_takes_as_many_as_it_says(client_of):
    add = reverse("photos:add", args=[SprintFactory().slug])
    most = current.PHOTOS["files_at_once"] * current.PHOTOS["most_bytes"]
    assert post(add, str(most)).status_code != 413
    assert post(add, str(2 * most)).status_code == 413


@pytest.mark.django_db(transaction=True)
def test_clients_that_trickle_their_headers_stop_nobody():
    with socket.create_server(("127.0.0.1", 0)) as door:
        command = [sys.executable, "-m", "gunicorn", "config.wsgi", f"--bind=fd://{door.fileno()}"]
        given = {"DATABASE_URL": database_url(), "WEB_CONCURRENCY": "1"}
        server = subprocess.Popen(  # noqa: S603 -- our own program
            command, cwd=current.BASE_DIR, env=os.environ | given, pass_fds=[door.fileno()]
        )
        address = door.getsockname()
        try:
            with contextlib.ExitStack() as sockets:
                for _ in range(4):
                    slow = sockets.enter_context(socket.create_connection(address, WAITING))
                    slow.sendall(b"GET /healthz HTTP/1.1\r\nHost: local")
                quick = sockets.enter_context(socket.create_connection(address, WAITING))
                quick.sendall(
                    b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                )
                quick.settimeout(WAITING)
                assert quick.recv(100).startswith(b"HTTP/1.1 200")
        finally:
            server.terminate()
            server.wait(WAITING)


@pytest.mark.django_db
def test_guesses_count_for_the_account_whatever_host_and_address_they_name():
    guess = {"login": PersonFactory().email, "password": "wrong"}
    for port in range(12):
        headers = {"Host": f"localhost:{8000 + port}"}
        client = Client(REMOTE_ADDR=f"192.0.2.{port}")
        said = client.post(reverse("account_login"), guess, headers=headers).content.decode()
    assert "Too many" in said


@pytest.mark.django_db
def test_no_page_of_the_back_office_shows_secrets_or_sessions_of_accounts(client_of, open_door):
    root = client_of(PersonFactory(is_superuser=True))
    for app in ("mfa/authenticator", "usersessions/usersession", "socialaccount/socialtoken"):
        assert root.get(f"/admin/{app}/?q=x").status_code == 404


@pytest.mark.django_db
def test_an_email_says_that_nobody_wrote_it_and_is_numbered_in_the_name_of_the_site(
    mailoutbox, settings, django_capture_on_commit_callbacks
):
    settings.SITE_URL = "https://sprints.example.org"
    with django_capture_on_commit_callbacks(execute=True):
        outbox.send_text("ann@example.org", "Hello", "Dear Ann")
    message = mailoutbox[0].message()
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].endswith("@sprints.example.org>")


@pytest.mark.django_db
def test_an_address_is_changed_only_by_somebody_who_has_just_said_who_they_are(client_of):
    thief = client_of(PersonFactory(password=make_password("four brown horses")))
    answer = thief.post(reverse("account_email"), {"action_add": "", "email": "thief@example.org"})
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert not EmailAddress.objects.filter(email="thief@example.org").exists()
