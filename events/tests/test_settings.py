"""Production's settings: what stops the start, and what each answer carries."""

import os
import re
import subprocess
import sys

import environ
import pytest
from django.core.cache import CacheHandler
from django.core.checks import Tags, run_checks
from django.urls import reverse

from tools.environment import ENVIRONMENT, ROOT

EXAMPLE = (ROOT / ".env.example").read_text()
NAMES = set(re.findall(r"^#?([A-Z0-9_]+)=", EXAMPLE, re.MULTILINE))


SHOWN = "import config.settings as s; print(s.DEBUG, s.ALLOWED_HOSTS)"


def start(script=SHOWN, **environment):
    command = [sys.executable, "-c", script]
    given = {"PATH": os.environ["PATH"], "DATABASE_URL": "sqlite://:memory:", **environment}
    return subprocess.run(  # noqa: S603 -- our own Python
        command, cwd=ROOT, env=given, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("secret", "hosts", "missing"),
    [
        ("", "a.example", "SECRET_KEY"),
        ("   # a long random text", "a.example", "SECRET_KEY"),
        ("secret", "", "ALLOWED_HOSTS"),
    ],
)
def test_a_missing_secret_stops_the_start_with_one_sentence(secret, hosts, missing):
    answer = start(DEBUG="0", SECRET_KEY=secret, ALLOWED_HOSTS=hosts)
    assert answer.returncode == 1
    assert answer.stderr == (
        f"Sprintbook does not start: {missing} is not set (or set DEBUG=1 to try it out).\n"
    )


def test_the_example_of_the_environment_starts_nothing_by_itself(monkeypatch):
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    environ.Env.read_env(ROOT / ".env.example")
    given = {name: os.environ[name] for name in NAMES if name in os.environ}
    assert given == {"SECRET_KEY": "", "ALLOWED_HOSTS": ""}


def test_every_setting_from_the_environment_stands_in_the_example():
    text = (ROOT / "config" / "settings.py").read_text()
    assert set(re.findall(r"(?:env\.\w+|required)\(\s*\"([A-Z0-9_]+)\"", text)) == NAMES


def test_no_setting_of_the_developer_has_a_say_in_tests():
    assert set(ENVIRONMENT) == NAMES


def test_the_cache_of_the_example_has_what_it_needs():
    [url] = re.findall(r"^#CACHE_URL=(.+)$", EXAMPLE, re.MULTILINE)
    cache = CacheHandler({"default": environ.Env.cache_url_config(url)})["default"]
    server = cache._cache.get_client().connection_pool.connection_kwargs  # nothing is sent yet
    assert (server["host"], server["port"], server["db"]) == ("host", 6379, 0)


def test_production_is_warned_of_a_cache_that_processes_do_not_share(settings):
    (warning,) = run_checks(tags=[Tags.caches], include_deployment_checks=True)
    assert warning.id == "config.W001"
    settings.CACHES = {"default": environ.Env.cache_url_config("rediscache://host")}
    assert run_checks(tags=[Tags.caches], include_deployment_checks=True) == []


def test_debug_is_off_unless_the_environment_says_so():
    answer = start(DEBUG="", SECRET_KEY="secret", ALLOWED_HOSTS="a.example,b.example")
    assert answer.stdout == "False ['a.example', 'b.example']\n"


PROVIDERS = """
import os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
django.setup()
from allauth.socialaccount.providers import registry
from django.urls import get_resolver
addresses = [str(one.pattern) for one in get_resolver("allauth.urls").url_patterns]
print(registry.get_class_list() != [], "github/" in addresses, "requests" in sys.modules)
"""


@pytest.mark.parametrize("client_id", ["", "id"])
def test_github_is_offered_and_loaded_only_when_it_is_configured(client_id):
    given = {"GITHUB_CLIENT_ID": client_id, "GITHUB_CLIENT_SECRET": "secret"}
    answer = start(PROVIDERS, DEBUG="1", **given)
    assert answer.stdout == " ".join([str(bool(client_id))] * 3) + "\n", answer.stderr


STRICT = (
    "base-uri 'none'; connect-src 'self'; default-src 'none'; font-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; img-src 'self' data:; script-src 'self'; "
    "style-src 'self'"
)


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/nothing/", "/admin/", "/healthz"])
def test_each_answer_carries_the_strict_headers(client, db, path):
    response = client.get(path, secure=True)
    policy = "; ".join(sorted(response["Content-Security-Policy"].split("; ")))
    assert policy == STRICT
    assert response.headers.items() >= {
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Strict-Transport-Security", "max-age=31536000; includeSubDomains; preload"),
    }


def test_production_redirects_to_https_but_answers_the_health_check(client, db, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/")["Location"] == "https://testserver/"
    assert client.get("/healthz").content == b"ok"


def test_cookies_are_secure_and_hidden_from_scripts(client, db):
    cookie = client.get(reverse("account_login"), secure=True).cookies["csrftoken"]
    assert cookie["secure"]
    assert cookie["samesite"] == "Lax"
