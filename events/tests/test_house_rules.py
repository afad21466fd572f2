"""What the whole tree keeps to, whoever writes in it."""

import io
import re

from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver

from events.management.commands.draw_lifecycles import document
from tools.environment import ROOT

# Whoever adds a page here opens it to everybody.
PUBLIC = {
    "pages": "home sprints sprint people privacy robots health",
    "sprints": "calendar",
    "registration": "invitation",
    "meetings": "programme day now changes meeting groups group "
    "programme_calendar group_calendar meeting_calendar own_calendar",
    "travel": "supporters",
    "photos": "gallery photo public_file ask_removal",
    "recap": "report figures feed legacy",
    "admin": "login",
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
    assert public == {f"{area}:{name}" for area in PUBLIC for name in PUBLIC[area].split()}


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


def templates_with(pattern):
    """The templates in which this expression is found."""
    return {
        file.relative_to(ROOT / "templates").as_posix()
        for file in (ROOT / "templates").rglob("*.html")
        if re.search(pattern, file.read_text())
    }


def test_no_template_holds_an_inline_script_or_style():
    inline = r"<script(?![^>]*(src=|ld\+json))|<style|\sstyle=|\son[a-z]+=|javascript:"
    assert templates_with(inline) == {"email.html"}  # mail programs know no style sheets


def test_every_include_names_what_it_passes():
    stock = {"admin/base_site.html", "admin/back_office.html"}
    assert templates_with(r"{% include (?![^%]* only %})[^%]*%}") <= stock
