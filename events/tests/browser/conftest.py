"""One browser for all tests of this folder, and a watch over every page that it opens."""

import re
import sqlite3
import threading
import time
from contextlib import closing

import pytest
from django.conf import settings as current
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.urls import reverse
from playwright.sync_api import sync_playwright

from events.management.demo import PASSWORD
from events.management.demo.coming import load_coming_sprint
from events.management.demo.history import load_history, load_report_of_2022
from events.tests.browser.addresses import NOT_FOUND
from tools.environment import chromium

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
UPLOADS = "/photos/add/"
SERVING = "process_request_thread"  # in the names that socketserver's threads get
REFUSALS = re.compile("status of (409|413|422|429|502) ")  # which the page itself tells
TELL_OF_VIOLATIONS = """
    document.addEventListener("securitypolicyviolation", (event) => console.error(
        `The policy forbids ${event.violatedDirective}: ${event.blockedURI} ${event.sample}`));
"""


@pytest.fixture(scope="package")
def browser():
    """Chromium. Its driver runs an event loop in this thread, which Django takes for async code."""
    with pytest.MonkeyPatch.context() as environment, sync_playwright() as playwright:
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def plain_http(settings):
    """What DEBUG would allow on http://localhost; all else is production's."""
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    settings.ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http"
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    settings.STAFF_NEEDS_SECOND_FACTOR = False


@pytest.fixture(scope="session")
def rows_of_demo():
    """An empty database that keeps the demo's rows, for loading them takes seconds."""
    with closing(sqlite3.connect(":memory:")) as copy:
        yield copy


@pytest.fixture
def demo(live_server, rows_of_demo):
    """The sprint of 2022 and the demo's coming sprint, with their reports and without photos."""
    connection.ensure_connection()
    if rows_of_demo.execute("SELECT * FROM sqlite_master").fetchone():
        rows_of_demo.backup(connection.connection)
        ContentType.objects.clear_cache()
        return
    load_report_of_2022(load_history())
    load_coming_sprint()
    connection.connection.backup(rows_of_demo)


@pytest.fixture
def open_page(browser, live_server):
    """A function that opens an empty page in a profile of its own.

    It takes the e-mail address of the demo's account that is logged in, if any, and the options of
    Browser.new_context. The test fails if any page logs an error, throws, or is kept from something by its policy.
    """
    complaints = []
    contexts = []

    def open_empty_page(email=None, **options):
        context = browser.new_context(base_url=live_server.url, reduced_motion="reduce", **options)
        contexts.append(context)
        context.set_default_timeout(10_000)
        context.add_init_script(TELL_OF_VIOLATIONS)
        context.on("console", lambda message: complaints.extend(complaint(message)))
        context.on("weberror", lambda error: complaints.append(f"{error.page.url}: {error.error}"))
        if email:
            context.add_cookies([session_cookie(email, live_server.url)])
        return context.new_page()

    yield open_empty_page
    for context in contexts:
        context.close()
    wait_for_last_answers()
    assert not complaints, "\n".join(complaints)


def wait_for_last_answers():
    """Let the live server finish what a closed page still asked for, before settings and data go.

    A thread serves a connection until Chromium closes it; one that stays longer fails the test.
    """
    deadline = time.monotonic() + 10
    while serving := [t.name for t in threading.enumerate() if SERVING in t.name]:
        assert time.monotonic() < deadline, f"Still served after its page was closed: {serving}"
        time.sleep(0.01)


def complaint(message):
    """What a message in the console complains of: nothing or one line."""
    address = message.location["url"]
    is_asked_for = address.endswith(NOT_FOUND) and "404" in message.text
    is_refused = address.endswith(UPLOADS) and bool(REFUSALS.search(message.text))
    if message.type in ("error", "warning") and not (is_asked_for or is_refused):
        yield f"{address or message.page.url}: {message.text}"


def session_cookie(email, url):
    """The cookie of an account of the demo that has logged in and just confirmed its password."""
    client = Client()
    client.post(reverse("account_login"), {"login": email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    name = current.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}
