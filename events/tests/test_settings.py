"""Production's settings: what stops the start, and what each answer carries."""

import os
import re
import subprocess
import sys

import environ
import pytest
from django.urls import reverse

from tools.environment import ROOT


def start(**environment):
    command = [sys.executable, "-c", "import config.settings as s; print(s.DEBUG, s.ALLOWED_HOSTS)"]
    given = {"PATH": os.environ["PATH"], "DATABASE_URL": "sqlite://:memory:", **environment}
    return subprocess.run(  # noqa: S603 -- our own Python
        command, cwd=ROOT, env=given, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"DEBUG": "0", "SECRET_KEY": "", "ALLOWED_HOSTS": "x.example"}, "SECRET_KEY"),
        ({"DEBUG": "0", "SECRET_KEY": "secret", "ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS"),
    ],
)
def test_a_missing_secret_stops_the_start_with_one_sentence(given, missing):
    answer = start(**given)
    assert answer.returncode == 1
    assert answer.stderr == (
        f"Sprintbook does not start: {missing} is not set (or set DEBUG=1 to try it out).\n"
    )


def test_the_example_of_the_environment_starts_nothing_by_itself(monkeypatch):
    names = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    for name in names:
        monkeypatch.delenv(name, raising=False)
    environ.Env.read_env(ROOT / ".env.example")
    given = {name: os.environ[name] for name in names if name in os.environ}
    assert given == {"SECRET_KEY": "", "ALLOWED_HOSTS": ""}


def test_a_comment_is_no_secret():
    answer = start(DEBUG="0", SECRET_KEY="   # a long random text", ALLOWED_HOSTS="a.example")
    assert answer.stderr.startswith("Sprintbook does not start: SECRET_KEY is not set")


def test_every_setting_from_the_environment_stands_in_the_example():
    text = (ROOT / "config" / "settings.py").read_text()
    names = set(re.findall(r"(?:env\.\w+|required)\(\s*\"([A-Z_]+)\"", text))
    assert names == set(
        re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    )


def test_debug_is_off_unless_the_environment_says_so():
    answer = start(DEBUG="", SECRET_KEY="secret", ALLOWED_HOSTS="a.example,b.example")
    assert answer.stdout == "False ['a.example', 'b.example']\n"


def test_github_is_offered_only_when_it_is_configured(client, db, settings):
    assert "GitHub" not in client.get(reverse("account_login")).content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {
        "github": {"APPS": [{"client_id": "id", "secret": "secret"}]}
    }
    assert "GitHub" in client.get(reverse("account_login")).content.decode()


STRICT = (
    "base-uri 'none'; connect-src 'self'; default-src 'none'; font-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; img-src 'self' data:; script-src 'self'; "
    "style-src 'self'"
)


@pytest.mark.parametrize(
    "path", ["/", "/accounts/login/", "/nothing/", "/admin/login/", "/healthz"]
)
def test_each_answer_carries_the_strict_headers(client, db, path):
    response = client.get(path, secure=True)
    policy = "; ".join(sorted(response["Content-Security-Policy"].split("; ")))
    assert {
        "policy": policy,
        "type": response["X-Content-Type-Options"],
        "frame": response["X-Frame-Options"],
        "referrer": response["Referrer-Policy"],
        "transport": response["Strict-Transport-Security"],
    } == {
        "policy": STRICT,
        "type": "nosniff",
        "frame": "DENY",
        "referrer": "same-origin",
        "transport": "max-age=31536000; includeSubDomains; preload",
    }


def test_production_redirects_to_https_but_answers_the_health_check(client, db, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/")["Location"] == "https://testserver/"
    assert client.get("/healthz").content == b"ok"


def test_cookies_are_secure_and_hidden_from_scripts(client, db):
    cookie = client.get(reverse("account_login"), secure=True).cookies["csrftoken"]
    assert cookie["secure"]
    assert cookie["samesite"] == "Lax"
