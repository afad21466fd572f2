"""The Python core sprint of 2022, with the facts of its published report and nothing else."""

import datetime
from typing import Any

SOURCE = "report of the sprint, 24 October 2022"
SOURCE_URL = "https://blog.python.org/2022/10/python-core-development-sprint-2022-311.html"

SERIES = {
    "name": "Python core sprint",
    "slug": "python-core",
    "about": "The core team works together for a week, away from any conference.",
    "decision_policy": (
        "Nothing about the language is decided in the room. Meetings help to reach a consensus, "
        "which goes on in public: issues for every change, a proposal for a large one."
    ),
    "family_thanks": "And thanks to the families, who let the participants go for a week.",
}
CHANNELS = [
    ("discuss.python.org", "https://discuss.python.org/"),
    ("Mailing lists", "https://www.python.org/community/lists/"),
    ("Issues on GitHub", "https://github.com/python/cpython/issues"),
    ("Python enhancement proposals", "https://peps.python.org/"),
]
EARLIER_YEARS = [
    (2016, "in_person"),
    (2017, "in_person"),
    (2018, "in_person"),
    (2019, "in_person"),
    (2020, "remote"),
    (2021, "remote"),
]
SPRINT = {
    "name": "Python Core Development Sprint 2022",
    "slug": "python-core-2022",
    "tagline": "3.11 and beyond!",
    "starts_on": datetime.date(2022, 10, 3),
    "ends_on": datetime.date(2022, 10, 7),
    "mode": "in_person",
    "city": "Sunnyvale",
    "country": "US",
    "time_zone": "America/Los_Angeles",
    "participants_shown_to": "everybody",
}
SPONSORS = [("Google", "host"), ("Google", "main"), ("Python Software Foundation", "main")]
FIGURES = [
    ("in-person participants", 28),
    ("countries", 8),
    ("continents", 3),
    ("commits to active branches from 3.7 to 3.12", 344),
    ("commits to main", 157),
]
# Name and the organization that financed the attendance, in the report's order.
PARTICIPANTS = [
    ("Brandt Bucher", ""),
    ("Brett Cannon", "Microsoft"),
    ("Ned Deily", ""),
    ("Martin Demello", "Google"),
    ("C.A.M. Gerlach", ""),
    ("Larry Hastings", ""),
    ("Dustin Ingram", "Google"),
    ("Ken Jin", ""),
    ("Hugo van Kemenade", ""),
    ("Senthil Kumaran", ""),
    ("Łukasz Langa", ""),
    ("Carl Meyer", "Meta"),
    ("Joannah Nanjekye", ""),
    ("Lysandros Nikolaou", ""),
    ("Benjamin Peterson", ""),
    ("Guido van Rossum", "Microsoft"),
    ("Pablo Galindo Salgado", "Bloomberg"),
    ("Yury Selivanov", "EdgeDB"),
    ("Mariatta", "Google"),
    ("Mark Shannon", "Microsoft"),
    ("Eric Smith", ""),
    ("Gregory P. Smith", "Google"),
    ("Eric Snow", "Microsoft"),
    ("Barry Warsaw", "Microsoft"),
    ("Alex Waygood", ""),
    ("Frank Wierzbicki", ""),
    ("Thomas Wouters", "Google"),
    ("Jelle Zijlstra", "Quora"),
]
# The report has her between Selivanov and Shannon, which no rule gives. "Sh" is an aid to sorting.
SORTED_AS = {"Mariatta": "Sh"}
CALLED = {"Gregory P. Smith": "Greg"}
ROLES = {"Alex Waygood": ["triager", "mentee"]}
THANKS = [("Gregory P. Smith", "for making the event happen")]
# Interest groups that met.
GROUPS = ["Documentation", "Core workflow", "asyncio", "Code of conduct", "C API"]
CONFIDENTIAL = "Code of conduct"
GROUPS_GO_ON = "https://discuss.python.org/"
GROUPS_NOTE = "Most meetings of the interest groups were hybrid; the report does not say which."
# Kind, title, who presented, summary.
SESSIONS = [
    (
        "questions",
        "Questions to the Steering Council",
        "",
        "About mentoring on the core team, about proposals that were still undecided, such as "
        "PEP 649, and about where the C API goes.",
    ),
    ("talk", "Performance improvements in Python 3.11", "Ken Jin", ""),
    ("talk", "Sigstore for Python releases", "Dustin Ingram", ""),
]
# Kind, title, who is credited, the rest. Titles and stories are in our own words.
OUTCOMES: list[tuple[str, str, list[str], dict[str, Any]]] = [
    (
        "fix",
        "A crash of 3.11 that only large asynchronous test runs showed",
        [],
        {"url": "https://github.com/python/cpython/pull/97996"},
    ),
    ("feature", "Parsing f-strings with the grammar", [], {"progress": "in_progress"}),
    (
        "proposal",
        "PEP 699",
        ["Ken Jin", "C.A.M. Gerlach"],
        {"url": "https://peps.python.org/pep-0699/", "story": "authored at the sprint"},
    ),
    (
        "proposal",
        "PEP 688",
        ["Jelle Zijlstra"],
        {"url": "https://peps.python.org/pep-0688/", "story": "rewritten"},
    ),
    (
        "feature",
        "Dict watchers, and callbacks when a type is modified",
        ["Carl Meyer"],
        {"url": "https://github.com/python/cpython/pull/97875", "looks_further": True},
    ),
    (
        "vote",
        "Nomination of a core developer",
        [],
        {
            "nominee": "Alex Waygood",
            "result": "unanimous",
            "url": "https://discuss.python.org/t/vote-to-promote-alex-waygood/19690",
        },
    ),
]
GIFT = ("Google", "FIDO2 security keys", "the core developers at the sprint")
REPORT = {
    "author": "Łukasz Langa",
    "slug": "python-core-development-sprint-2022-311",
    "legacy_path": "/2022/10/python-core-development-sprint-2022-311.html",
}
REPORT_BLOCKS = {"sessions": {"more": "Most of their meetings were hybrid."}}
REPORT_PUBLISHED_ON = datetime.date(2022, 10, 24)
