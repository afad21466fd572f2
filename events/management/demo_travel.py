"""Invented funds and applications for help with travel to the coming sprint of the demo."""

from typing import Any

POLICY = (
    "We help with the **way to the sprint, a bed and a visa**; the cheapest sensible way is enough.\n"
    "\n"
    "- Please ask for what you need. Whoever pays a part makes room for somebody else.\n"
    "- We pay afterwards, against receipts, or book for you where the offer says so.\n"
    "- Hardware and food are not paid.\n"
)
# Organization, what it gives, and the columns of the fund.
FUNDS: list[tuple[str, int, dict[str, Any]]] = [
    (
        "Open Quill Foundation",
        3000,
        {
            "name": "Quill travel grants",
            "shown_publicly": True,
            "amount_public": True,
            "blurb": "For whoever could not come without it.",
            "payment_instructions": "The foundation pays by bank transfer within two weeks.",
        },
    ),
    (
        "Lantern Works",
        3000,
        {
            "name": "Lantern tickets",
            "shown_publicly": True,
            "categories": ["transport"],
            "blurb": "Tickets for trains, and for planes where no train goes.",
            "payment_instructions": "Lantern Works pays by bank transfer, once a month.",
        },
    ),
    (
        "Blue Kettle",
        900,
        {
            "name": "Blue Kettle rooms",
            "categories": ["lodging"],
            "payment_instructions": "Blue Kettle books a room next to the venue and pays for it. "
            "Write your nights to rooms@example.org; pay nothing yourself.",
        },
    ),
]
# Reviews beside the account; a travel manager decides, and gives no score.
OTHER_REVIEWER = "Dalia Invented"
# Name | city, country | need | does the employer pay | own part | least | scores | costs
# The first score is that of the other reviewer, the second that of the account.
APPLICATIONS = """
Chiara Example    | Bologna, IT  | inconvenient    | none           | 0   |      |     | transport 190
Jun Invented      | Osaka, JP    | sacrifice       | none           | 300 |      |     | transport 1080; lodging 420
Chidi Invented    | Lagos, NG    | could_not_come  | partial        | 170 | 900  | 5   | transport 840; visa 110; lodging 420
Goran Invented    | Zagreb, HR   | sacrifice       | not_applicable | 80  |      | 4   | transport 140; lodging 420; other 120 ticket for my helper
Sefa Invented     | İzmir, TR    | could_not_come  | none           | 50  | 600  | 4 5 | transport 340; visa 90; lodging 420
Émile Invented    | Lyon, FR     | inconvenient    | asked          | 100 |      | 3   | transport 180; lodging 420
Mei Invented      | Taipei, TW   | could_not_come  | not_applicable | 270 | 1100 | 4 3 | transport 1150; lodging 420
Nils Invented     | Tromsø, NO   | sacrifice       | none           | 110 |      | 4 4 | transport 390; lodging 420
Pilar Invented    | Prague, CZ   | not_about_money | none           | 0   |      | 1 2 | local 60; other 200 food
Amal Example      | Lisbon, PT   | could_not_come  | none           | 70  | 400  | 5 4 | transport 310; lodging 420; local 40
Bo Invented       | Accra, GH    | could_not_come  | none           | 90  | 1000 | 5 5 | transport 780; visa 90; lodging 420
Fatou Invented    | Dakar, SN    | could_not_come  | partial        | 0   | 900  | 5 4 | transport 690; visa 90; lodging 420
Kofi Invented     | Warsaw, PL   | sacrifice       | not_applicable | 80  |      | 4 4 | transport 160; lodging 420
Łucja Invented    | Kraków, PL   | inconvenient    | asked          | 40  |      | 3 4 | transport 120; lodging 420
Quentin Invented  | Montréal, CA | sacrifice       | none           | 240 |      | 4 3 | transport 820; lodging 420
Ana Invented      | Tallinn, EE  | inconvenient    | asked          | 50  |      |     | transport 230; lodging 420
Rosa Invented     | Vienna, AT   | not_about_money | none           | 0   |      | 1 1 | transport 60; other 900 a new laptop
Ines van Invented | Ghent, BE    | sacrifice       | partial        | 100 |      | 4 4 | transport 220; care 300 for two children
"""
REASONS = {
    "Jun Invented": "Error messages in Japanese: I have translated half of them.",
    "Chidi Invented": "The review queue. I have triaged 200 reports this year.",
    "Goran Invented": "Nobody has yet tried the installer with a screen reader. I do, daily.",
    "Sefa Invented": "The **builders**: two of them stand in my cellar.",
    "Émile Invented": "To see whether our school can use Quill.",
    "Mei Invented": "The fuzzer: it has found forty things, and I want to mend ten of them.",
    "Nils Invented": "Dates and time zones in the library.",
    "Pilar Invented": "I live here and help at the door.",
    "Amal Example": "My first patch for the parser, with Chiara.",
    "Bo Invented": "The library: what may leave it, and how it is tested.",
    "Fatou Invented": "I am mentored by Ana, and we have never met.",
    "Kofi Invented": "The grammar's documentation.",
    "Łucja Invented": "Signing the release, which takes two people in one room.",
    "Quentin Invented": "Soft keywords.",
    "Ana Invented": "The parser, all week.",
    "Rosa Invented": "I would like to look around.",
    "Ines van Invented": "The library's oldest modules.",
}
PRIVATE_NOTES = {
    "Goran Invented": "I use a wheelchair; a helper travels with me.",
    "Ines van Invented": "I bring the children up alone.",
}
NEED_A_VISA = ["Chidi Invented", "Sefa Invented", "Bo Invented", "Fatou Invented"]
NAMED_IN_PUBLIC = ["Amal Example", "Bo Invented", "Fatou Invented"]
# Whose application the reviewer stays out of, and why.
CONFLICTS = {"Goran Invented": "We share a flat."}
# What the reviewer asks; where there is an answer, it is given.
QUESTIONS = {
    "Émile Invented": ("Which part of the sprint do you want to be there for?", ""),
    "Sefa Invented": (
        "Could you take the night train from Budapest?",
        "Not with the visa that I get: it is for one entry, by plane.",
    ),
}
# What the treasurer writes, for the team alone.
NOTES = {"Sefa Invented": "The embassy's fee went up to 90 this spring; the amount is right."}
# By name: a word to the person, then from which fund, how much, and how.
OFFERS = {
    "Amal Example": (
        "We look forward to your patch.",
        [("Quill travel grants", 280, "reimburse"), ("Blue Kettle rooms", 420, "direct")],
    ),
    "Bo Invented": (
        "Please book soon, tickets get dearer.",
        [("Lantern tickets", 780, "reimburse"), ("Quill travel grants", 420, "reimburse")],
    ),
    "Fatou Invented": (
        "",
        [("Lantern tickets", 690, "reimburse"), ("Quill travel grants", 300, "reimburse")],
    ),
    "Kofi Invented": ("", [("Quill travel grants", 500, "reimburse")]),
    "Łucja Invented": (
        "A part, so that others can come, too.",
        [("Quill travel grants", 200, "reimburse")],
    ),
    "Quentin Invented": ("", [("Lantern tickets", 820, "reimburse")]),
    "Ines van Invented": ("", [("Quill travel grants", 420, "reimburse")]),
    "Nils Invented": (
        "The room is next to the venue.",
        [("Lantern tickets", 390, "reimburse"), ("Blue Kettle rooms", 310, "direct")],
    ),
}
NOES = {
    "Mei Invented": "waitlist",
    "Rosa Invented": "decline",
    "Pilar Invented": "decline",
}
NOT_RELEASED = ["Nils Invented", "Pilar Invented"]
ACCEPTED = ["Bo Invented", "Fatou Invented", "Kofi Invented", "Ines van Invented"]
REFUSED = ["Łucja Invented"]
EXPIRED = ["Quentin Invented"]
CANCELLED = {"Ines van Invented": "My sister cannot take the children after all."}
WITHDRAWN = {"Ana Invented": "Lantern Works pays for me now. Please give it to somebody else."}
