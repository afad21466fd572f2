"""What the whole tree keeps to, whoever writes in it."""

import io
import re

from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver

from events.management.commands.draw_lifecycles import document
from tools.environment import ROOT

# Whoever adds a page here opens it to everybody.
PUBLIC = {
    "pages:home",
    "pages:sprints",
    "pages:sprint",
    "pages:people",
    "pages:privacy",
    "pages:robots",
    "pages:health",
    "sprints:calendar",
    "meetings:programme_calendar",
    "meetings:group_calendar",
    "meetings:meeting_calendar",
    "meetings:own_calendar",
    "registration:invitation",
    "meetings:programme",
    "meetings:day",
    "meetings:now",
    "meetings:changes",
    "meetings:meeting",
    "meetings:groups",
    "meetings:group",
    "travel:supporters",
    "recap:report",
    "recap:figures",
    "recap:feed",
    "recap:legacy",
    "photos:ask_removal",
    "photos:public_file",
    "photos:gallery",
    "photos:photo",
}
# allauth decides about these itself; each asks for a log-in where one is needed.
ACCOUNTS = "accounts/"


def patterns(resolver, prefix="", namespace=""):
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from patterns(entry, route, inner)
        elif isinstance(entry, URLPattern):
            yield route, f"{namespace}{entry.name}", entry.callback


def python_files():
    for folder in ("config", "events", "people"):
        for file in (ROOT / folder).rglob("*.py"):
            if "migrations" not in file.parts:
                yield file


def test_every_page_wants_a_log_in_unless_it_is_on_the_list():
    public = {
        name
        for route, name, view in patterns(get_resolver())
        if not getattr(view, "login_required", True) and not route.startswith(ACCOUNTS)
    }
    assert public - {"admin:login", "admin:jsi18n"} == PUBLIC


def test_every_area_with_models_or_admin_pages_is_registered():
    for kind in ("models", "admin"):
        register = (ROOT / "events" / f"{kind}.py").read_text()
        folder = ROOT / "events"
        found = [*folder.glob(f"*/{kind}.py"), *folder.glob(f"*/{kind}/__init__.py")]
        areas = sorted(file.relative_to(folder).parts[0] for file in found)
        assert [area for area in areas if f"import events.{area}.{kind}" not in register] == []


def test_only_the_lifecycle_assigns_a_state():
    assigns = re.compile(r"\.state\s*=[^=]|update\([^)]*\bstate=")
    found = [
        file.relative_to(ROOT).as_posix()
        for file in python_files()
        if "tests" not in file.parts and assigns.search(file.read_text())
    ]
    assert found == ["events/lifecycle.py"]


def test_the_drawn_lifecycles_are_those_of_the_code():
    assert (ROOT / "docs" / "lifecycles.md").read_text() == document()
    printed = io.StringIO()
    call_command("draw_lifecycles", stdout=printed)
    assert printed.getvalue() == document()


def test_an_exception_from_a_checker_has_a_code_and_a_reason():
    comment = re.compile(r"#\s*noqa(?!: [A-Z]+\d+ -- \w)|pragma: no cover(?! -- \w)")
    found = [
        f"{file.relative_to(ROOT)}: {line.strip()}"
        for file in python_files()
        for line in file.read_text().splitlines()
        if comment.search(line) and file.name != "test_house_rules.py"
    ]
    assert found == []


def test_no_template_holds_an_inline_script_or_style():
    inline = re.compile(r"<script(?![^>]*(src=|ld\+json))|<style|\sstyle=|\son[a-z]+=|javascript:")
    found = [
        file.relative_to(ROOT).as_posix()
        for file in (ROOT / "templates").rglob("*.html")
        if inline.search(file.read_text())
    ]
    assert found == ["templates/email.html"]  # mail programs know no style sheets


def test_every_include_names_what_it_passes():
    include = re.compile(r"{% include (?![^%]* only %})[^%]*%}")
    stock = ("templates/admin/base_site.html", "templates/admin/back_office.html")
    found = [
        file.relative_to(ROOT).as_posix()
        for file in (ROOT / "templates").rglob("*.html")
        if include.search(file.read_text()) and not file.as_posix().endswith(stock)
    ]
    assert found == []
