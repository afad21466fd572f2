"""The report of 2022, from its facts: what was published then comes out again, in words of ours."""

import json
import re

import pytest
import yaml
from django.core.management import call_command
from django.db import transaction

from events.management.demo.history import load_history, load_report_of_2022
from events.photos.tests.factories import PhotoFactory
from events.recap import display, exports
from events.recap.models import Report

pytestmark = pytest.mark.django_db

NAMES = """Brandt Bucher; Brett Cannon (Microsoft); Ned Deily; Martin Demello (Google); C.A.M. Gerlach;
Larry Hastings; Dustin Ingram (Google); Ken Jin; Hugo van Kemenade; Senthil Kumaran;
Łukasz Langa; Carl Meyer (Meta); Joannah Nanjekye; Lysandros Nikolaou; Benjamin Peterson;
Guido van Rossum (Microsoft); Pablo Galindo Salgado (Bloomberg); Yury Selivanov (EdgeDB);
Mariatta (Google); Mark Shannon (Microsoft); Eric Smith; Gregory P. Smith (Google);
Eric Snow (Microsoft); Barry Warsaw (Microsoft); Alex Waygood; Frank Wierzbicki;
Thomas Wouters (Google); Jelle Zijlstra (Quora)""".replace("\n", " ").split("; ")


@pytest.fixture(scope="module")
def sprint_2022(django_db_setup, django_db_blocker):
    """Loaded once: each test runs within this transaction, in one of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        sprint = load_history()
        PhotoFactory(sprint=sprint)  # a drawing in place of the group photo, which is no number
        load_report_of_2022(sprint)
        yield sprint
        transaction.set_rollback(True)


@pytest.fixture
def report(sprint_2022, db):
    return Report.objects.get(sprint=sprint_2022)


@pytest.fixture
def content(report):
    return display.content_of(report)


@pytest.fixture
def text(content):
    return {section.name: section.markdown for section in content.sections}


def test_people_and_sponsors_stand_in_the_posts_order(text):
    assert "hosted by Google. Google and Python Software Foundation were" in text["opening"]
    years = "in person from 2016 to 2019 and in 2022, and from afar in 2020 and 2021."
    assert text["series"].endswith(years)
    sentence, *entries = text["participants"].split("\n-   ")
    assert sentence.startswith("28 in-person participants from 8 countries on 3 continents, ")
    assert entries == NAMES
    assert sum(entry.endswith(")") for entry in entries) == 14


def test_the_numbers_are_those_of_the_post(content):
    values = {figure.name: figure.value for figure in content.figures}
    assert values.items() >= {
        ("days", 5),
        ("participants-in-person", 28),
        ("groups", 5),
        ("talks", 2),
        ("question-sessions", 1),
        ("proposals", 2),
        ("reported-commits-to-active-branches-from-37-to-312", 344),
        ("reported-commits-to-main", 157),
        ("reported-countries", 8),
        ("reported-continents", 3),
        ("days-to-publication", 17),
    }
    assert all(figure.method for figure in content.figures)
    assert {figure.name for figure in content.figures if not figure.source} == {
        "days", "participants-in-person", "groups", "talks", "question-sessions", "outcomes",
        "proposals", "days-to-publication",
    }  # fmt: skip
    assert {figure.source for figure in content.figures if figure.name.startswith("reported")} == {
        "report of the sprint, 24 October 2022"
    }


def test_what_came_about_is_credited(text):
    assert text["proposals"].split("\n") == [
        "-   [PEP 699](<https://peps.python.org/pep-0699/>): authored at the sprint, "
        "by Ken Jin and C.A.M. Gerlach",
        "-   [PEP 688](<https://peps.python.org/pep-0688/>): rewritten, by Jelle Zijlstra",
    ]
    address = "https://discuss.python.org/t/vote-to-promote-alex-waygood/19690"
    nomination = f"[Nomination of a core developer](<{address}>)"
    assert text["votes"] == f"-   Alex Waygood: {nomination}, unanimous"
    assert text["gifts"] == "Google gave FIDO2 security keys to the core developers at the sprint."
    assert text["thanks"] == "Special thanks to Greg for making the event happen."
    assert "(in progress)" in text["highlights"]
    assert "by Carl Meyer" in text["highlights"].split("further into the future")[1]
    groups = "Five interest groups met: Documentation, Core workflow, asyncio, Code of conduct and"
    assert groups in text["sessions"]
    assert text["sessions"].endswith("C API.\n\nMost of their meetings were hybrid.")
    assert text["commits"] == (
        "Commits to the repository during the week, as reported: 344 commits to active branches "
        "from 3.7 to 3.12 and 157 commits to main."
    )
    assert "report does not say" not in " ".join(text.values())


def test_the_front_matter_has_the_posts_keys_and_values(report, content):
    assert (len(content.description), content.description[-3:]) == (160, "...")
    post = exports.index_md(report, content)
    head = post.split("---\n")[1]
    values = {
        "title": "Python Core Development Sprint 2022: 3.11 and beyond!",
        "publishDate": "2022-10-24",
        "updatedDate": "2022-10-24",
        "author": "Łukasz Langa",
        "description": content.description,
        "tags": [],
        "published": True,
        "legacyUrl": "/2022/10/python-core-development-sprint-2022-311.html",
    }
    assert yaml.safe_load(head) == values
    assert re.findall(r"^(\w+):", head, re.MULTILINE) == list(values)
    assert "publishDate: '2022-10-24'\n" in head
    assert "\r" not in post


def test_page_figures_and_earlier_address_are_public(client, report, content):
    page = client.get("/sprints/python-core-2022/report/").content.decode()
    assert "By Łukasz Langa" in page
    assert all(name.split(" (")[0] in page for name in NAMES)
    figures = json.loads(client.get("/sprints/python-core-2022/figures.json").content)
    assert figures["published_on"] == "2022-10-24"
    assert len(figures["figures"]) == len(content.figures)
    answer = client.get("/2022/10/python-core-development-sprint-2022-311.html")
    assert (answer.status_code, answer["Location"]) == (301, "/sprints/python-core-2022/report/")
    assert client.get("/2022/10/another.html").status_code == 404


def test_the_command_writes_the_archive(report, tmp_path, capsys):
    file = tmp_path / "post.zip"
    call_command("export_report", "python-core-2022", "--to", str(file))
    content = display.content_of(report)
    assert file.read_bytes() == exports.archive(report, content)
    assert "content/posts/python-core-development-sprint-2022-311" in capsys.readouterr().out
