"""Areas are connected when Django starts, whoever imports what, and in no other way."""

import subprocess
import sys

from tools.environment import ROOT

WITHOUT_BACK_OFFICE = """
import sys
import django
import tools.environment
from django.conf import settings

settings.INSTALLED_APPS = [
    "django.contrib.admin.apps.SimpleAdminConfig" if "BackOffice" in app else app
    for app in settings.INSTALLED_APPS]
"""
WITHDRAWS_CONSENT = """
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command

settings.MEDIA_ROOT = sys.argv[1]
settings.MIGRATION_MODULES = dict.fromkeys(
    ("events", "people", "account", "mfa", "socialaccount", "django_tasks_database"))
django.setup()
call_command("migrate", run_syncdb=True, verbosity=0)

from events.photos.models import Photo
from events.photos.tests.factories import PhotoTagFactory
from events.registration import workflow
from events.registration.tests.factories import RegistrationFactory

shown = RegistrationFactory(photo_consent="yes")
photo = PhotoTagFactory(person=shown.person, photo__sprint=shown.sprint,
                        photo__state=Photo.State.PUBLISHED).photo
for name in photo.file_names:
    storages["public"].save(f"{photo.folder}/{name}", ContentFile(b"a picture"))
workflow.choose_visibility(
    shown, by=shown.person, listed="nobody", photo_consent="no", photo_name_consent=False)
print(Photo.objects.get(pk=photo.pk).state)
"""
IMPORTS_CHANGE_NOTHING = """
import importlib, pkgutil
django.setup()
import config, events, people

OURS = ("config", "events", "people")

def contents(namespace):
    return {name: tuple(map(id, value)) if isinstance(value, (list, dict, set)) else id(value)
            for name, value in vars(namespace).items() if not name.startswith("__")}

def state():
    found = {}
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] in OURS:
            found[name] = {key: value for key, value in contents(module).items()
                           if f"{name}.{key}" not in sys.modules}
            found |= {(name, key): contents(value) for key, value in vars(module).items()
                      if isinstance(value, type) and value.__module__ == name}
    return found

AREAS = ("sprints", "registration", "meetings", "travel", "photos", "recap", "pages")
# From the ground up: what an area changes below itself would show.
for package in ("people", *(f"events.{area}" for area in AREAS), "events", "config"):
    before = state()
    path = importlib.import_module(package).__path__
    for found in pkgutil.walk_packages(path, f"{package}."):
        if not {"tests", "migrations", "wsgi", "asgi"} & set(found.name.split(".")):
            importlib.import_module(found.name)
    after = state()
    changed = [name for name, values in before.items()
               if after[name] != values and package not in (name if isinstance(name, str) else name[0])]
    if changed:
        print(package, "changes", changed)
"""


def run(program: str, *arguments: str) -> str:
    answer = subprocess.run(  # noqa: S603 -- this Python, with a program of ours
        [sys.executable, "-c", f"{WITHOUT_BACK_OFFICE}{program}", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={"DJANGO_SETTINGS_MODULE": "config.settings", "TEST_DATABASE_URL": "sqlite://:memory:"},
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


def test_a_withdrawn_photo_consent_takes_photos_down_without_the_back_office(tmp_path):
    assert run(WITHDRAWS_CONSENT, str(tmp_path)) == "pending\n"


def test_no_module_changes_another_when_it_is_imported():
    assert run(IMPORTS_CHANGE_NOTHING) == ""
