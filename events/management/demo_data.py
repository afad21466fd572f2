"""Invented people and organizations for the coming sprint of the demo."""

PASSWORD = "sprintbook"  # noqa: S105 -- of accounts that exist only while DEBUG is on
# Address before the @, name, team role or "", mode of participation or "".
ACCOUNTS = [
    ("organizer", "Olga Example", "organizer", "in_person"),
    ("programme", "Pavel Example", "programme", "in_person"),
    ("desk", "Dagny Example", "desk", ""),
    ("chair", "Chiara Example", "", "in_person"),
    ("manager", "Mara Example", "travel_manager", "remote"),
    ("reviewer", "Ravi Example", "reviewer", "remote"),
    ("treasurer", "Tove Example", "treasurer", ""),
    ("photographer", "Fumiko Example", "photographer", "in_person"),
    ("attendee", "Amal Example", "", "in_person"),
    ("waiting", "Wanda Example", "", "in_person"),
    ("newcomer", "Noa Example", "", ""),
]
WHAT_TO_TRY = {
    "organizer": "back office: dashboard, steps, team, programme, copying a sprint",
    "programme": "back office: the programme, requests to place, a conflict to solve",
    "manager": "help with travel: the board, two decisions to release, the funds",
    "reviewer": "help with travel: applications to review, a question that waits",
    "treasurer": "help with travel: every application with its private note; funds and ledger",
    "photographer": "photos: what waits for the team, a removal to decide; help with travel",
    "desk": "the desk's page: who takes part, and what they need",
    "chair": "the parser group: its meetings, people and agendas, asking for a slot",
    "attendee": "my registration: change, cancel, other way; an offer of travel money; my photos",
    "waiting": "on the waiting list, from afar meanwhile",
    "newcomer": "not registered yet: the form, the queue",
    "admin": "superuser: the whole back office",
}
# Name, mode, who may read the name, roles, organization.
PARTICIPANTS = [
    ("Ana Invented", "in_person", "everybody", ["core_developer"], "Lantern Works"),
    ("Bo Invented", "in_person", "everybody", ["core_developer"], ""),
    ("Chidi Invented", "in_person", "everybody", ["triager"], "Blue Kettle"),
    ("Dalia Invented", "remote", "everybody", ["core_developer"], ""),
    ("Émile Invented", "in_person", "participants", ["guest"], ""),
    ("Fatou Invented", "in_person", "everybody", ["mentee"], "Lantern Works"),
    ("Goran Invented", "in_person", "nobody", [], ""),
    ("Hana Invented", "remote", "everybody", ["triager"], ""),
    ("Ines van Invented", "in_person", "everybody", ["core_developer"], "Blue Kettle"),
    ("Jun Invented", "in_person", "", [], ""),
    ("Łucja Invented", "in_person", "everybody", ["core_developer"], "Open Quill Foundation"),
    ("Ömer Invented", "remote", "everybody", ["core_developer"], ""),
    ("Kofi Invented", "in_person", "everybody", ["triager"], ""),
    ("Mei Invented", "in_person", "everybody", ["core_developer"], ""),
    ("Nils Invented", "in_person", "everybody", ["core_developer"], ""),
    ("Pilar Invented", "in_person", "everybody", ["guest"], ""),
    ("Quentin Invented", "in_person", "everybody", ["triager"], "Paper Boat"),
    ("Rosa Invented", "in_person", "participants", ["guest"], ""),
    ("Sefa Invented", "in_person", "everybody", ["core_developer"], ""),
]
# What some of them write under "What you need", by name.
NEEDS = {
    "Amal Example": {"diet": "vegetarian", "tshirt": "L"},
    "Ana Invented": {"diet": "vegan", "tshirt": "M"},
    "Bo Invented": {"allergies": "hazelnuts", "tshirt": "XL"},
    "Chidi Invented": {"emergency_name": "Ada Invented", "emergency_phone": "+420 000 000 000"},
    "Fatou Invented": {"diet": "Vegan", "tshirt": "S", "note": "I arrive late on Monday."},
    "Goran Invented": {"accessibility": "a way without stairs", "tshirt": "M"},
    "Hana Invented": {"tshirt": "M"},
}
SERIES = {
    "name": "Quill core sprint",
    "slug": "quill-core",
    "about": "Quill is an invented project, here to show what a coming sprint looks like.",
    "decision_policy": "Whatever is discussed in a room is decided in a public channel afterwards.",
    "family_thanks": "Thanks to everybody who keeps a home running meanwhile.",
}
SPRINT = {
    "slug": "demo",
    "tagline": "A week for the next release",
    "description": (
        "We meet to **finish the parser**, to clear the review queue, and to plan the year.\n\n"
        "- Come in person if you can, from afar if you like.\n"
        "- Mornings are for work, afternoons for the interest groups.\n"
    ),
    "mode": "hybrid",
    "venue_name": "The Old Print Shop",
    "address": "1 Invented Square",
    "city": "Prague",
    "country": "CZ",
    "time_zone": "Europe/Prague",
    "arrival": "The door is on the side of the courtyard. Ring at *Sprint*.",
    "registration_mode": "open",
    "capacity_in_person": 21,
    "capacity_remote": 60,
    "participants_shown_to": "everybody",
    "conduct_url": "https://example.org/conduct",
    "conduct_version": "2.1",
    "contact_email": "organizer@example.org",
}
SPONSORS = [
    ("Blue Kettle", "host", ["venue", "meals"]),
    ("Open Quill Foundation", "main", ["cash", "travel"]),
    ("Lantern Works", "main", ["cash"]),
    ("Paper Boat", "supporting", ["hardware"]),
]

WHY_IT_MATTERS = (
    "For a year the parser was discussed in threads. A week at one table is worth many of those."
)
