"""Fixtures for every test: production's settings without its waiting and its files."""

import pytest
from django.apps import apps
from django.conf import settings as current
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.db import connection
from django.test import Client, override_settings

from tools.environment import chromium


def pytest_collection_modifyitems(config, items):
    """Races are for both databases; leave out what this one or this machine cannot show."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker and marker.kwargs.get("transaction") and not item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.both)
    if connection.vendor != "postgresql":
        left_out = [item for item in items if item.get_closest_marker("postgresql")]
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)
    if chromium() is None:
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason="Chromium was not found."))


@pytest.fixture(scope="session", autouse=True)
def production_without_waiting(tmp_path_factory):
    """Change for the whole run what would only cost time; a live server sees it, too."""
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        SECURE_SSL_REDIRECT=False,  # the test client and the live server speak plain HTTP
        MEDIA_ROOT=tmp_path_factory.mktemp("media"),
        STORAGES=current.STORAGES
        | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}},
        WHITENOISE_AUTOREFRESH=True,  # else it warns that nobody has run collectstatic
    ):
        yield


@pytest.fixture(autouse=True)
def fresh_media_and_cache(settings, tmp_path):
    """No test sees what another has uploaded or kept."""
    settings.MEDIA_ROOT = tmp_path / "media"
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture
def django_assert_num_queries(db, django_assert_num_queries):
    """Count the same after any other test: Django remembers content types that it has read."""
    ContentType.objects.get_for_models(*apps.get_models())
    return django_assert_num_queries


@pytest.fixture
def client_of():
    """A function that gives a client in which the person is logged in."""

    def log_in(person):
        client = Client()
        client.force_login(person)
        return client

    return log_in


@pytest.fixture
def open_door(settings):
    """The back office opens without a second factor."""
    settings.STAFF_NEEDS_SECOND_FACTOR = False
