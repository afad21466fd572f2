"""Invented rooms, interest groups and meetings for the coming sprint of the demo."""

JOIN = "https://meet.example.org/"
# Name, kind, chairs, equipment, where, last part of the address to join from afar.
ROOMS = [
    (
        "Press Hall",
        "physical",
        60,
        ["camera", "projector", "step_free"],
        "Ground floor",
        "press-48213",
    ),
    (
        "Type Room",
        "physical",
        20,
        ["camera", "projector", "whiteboard"],
        "First floor, left",
        "type-90377",
    ),
    ("Ink Room", "physical", 12, ["camera", "whiteboard"], "First floor, right", "ink-11846"),
    ("Paper Loft", "physical", 8, ["whiteboard"], "Under the roof, 40 stairs", ""),
    ("Courtyard", "physical", 40, ["step_free"], "Through the glass door", ""),
    ("Online Room", "online", None, [], "", "online-75520"),
]
# Name, purpose, last part of the public channel (without one it is confidential).
GROUPS = [
    ("Parser", "Keeps the grammar small and its error messages friendly.", "parser"),
    ("Standard library", "Prepares what is added to the library, and what leaves it.", "library"),
    ("Release work", "Builds, signs and announces what the others have finished.", "releases"),
    ("Conduct", "Answers reports under the code of conduct.", ""),
]
CHANNEL = "https://forum.example.org/c/"
# Who chairs the groups, and who else is in them.
CHAIRS = {
    "Parser": ["Chiara Example"],
    "Standard library": ["Ines van Invented", "Bo Invented"],
    "Release work": ["Dalia Invented", "Łucja Invented"],
    "Conduct": ["Bo Invented"],
}
MEMBERS = {
    "Parser": ["Ana Invented", "Łucja Invented", "Ömer Invented", "Jun Invented"],
    "Standard library": ["Hana Invented", "Fatou Invented"],
    "Release work": ["Ömer Invented"],
    "Conduct": ["Ines van Invented", "Hana Invented"],
}
# Day (0 is the first, * each), from, until | room | kind | group | who may see it | mode | title
MEETINGS = """
0 09:00 09:30 | Press Hall  | plenary   |                  | public       | hybrid    | Opening
* 09:30 09:45 | Press Hall  | plenary   |                  | participants | hybrid    | Morning round
* 12:30 13:30 | Courtyard   | break     |                  | public       | in_person | Lunch
* 16:00 16:20 | Courtyard   | break     |                  | public       | in_person | Coffee and cake
0 10:00 11:00 | Press Hall  | talk      |                  | public       | hybrid    | Where the parser stands
0 11:00 12:15 | Type Room   | working   | Parser           | public       | hybrid    | Error messages that help
0 14:00 15:30 | Ink Room    | working   | Standard library | public       | hybrid    | What may leave the library
0 14:00 15:00 | Type Room   | working   |                  | participants | hybrid    | First steps for mentees
0 18:30 21:00 |             | social    |                  | participants | in_person | Dinner by the river
1 10:00 11:00 | Type Room   | working   | Parser           | public       | hybrid    | The grammar, line by line
1 10:00 11:00 | Paper Loft  | working   | Conduct          | group        | in_person | Cases of the year
1 11:00 12:00 | Press Hall  | questions |                  | public       | hybrid    | Questions to the core team
1 14:00 15:00 | Online Room | working   | Release work     | public       | remote    | Builders for new platforms
1 14:00 15:30 | Ink Room    | working   | Standard library | public       | hybrid    | Tests that take too long
1 17:00 18:00 | Type Room   | working   |                  | participants | hybrid    | Reviews: the oldest first
2 10:00 10:45 | Press Hall  | talk      |                  | public       | hybrid    | What a fuzzer finds in a week
2 11:00 12:15 | Ink Room    | working   | Release work     | public       | hybrid    | Signing a release
2 11:00 12:00 | Type Room   | working   | Parser           | public       | hybrid    | Soft keywords
2 14:00 15:00 | Paper Loft  | working   |                  | invited      | in_person | Mentors among themselves
2 15:00 15:45 | Courtyard   | social    |                  | public       | in_person | Group photo
2 18:00 20:00 |             | social    |                  | participants | in_person | Walk through the old town
3 10:00 11:30 | Type Room   | working   | Parser           | public       | hybrid    | Parser: the year ahead
3 11:00 12:00 | Ink Room    | working   | Standard library | public       | hybrid    | How the library is documented
3 14:00 15:00 | Online Room | working   | Release work     | public       | remote    | The release calendar
3 14:00 15:30 | Ink Room    | working   |                  | participants | hybrid    | Reviews: the hard ones
4 10:00 11:00 | Type Room   | working   |                  | participants | hybrid    | Names for the next release
4 11:00 12:00 | Press Hall  | plenary   |                  | public       | hybrid    | What we take home
4 15:00 15:45 | Press Hall  | plenary   |                  | public       | hybrid    | Closing
"""
# The first of them leads; what is not named here needs nobody.
PEOPLE = {
    "Opening": {"Olga Example": "chair"},
    "Morning round": {"Pavel Example": "chair"},
    "Where the parser stands": {"Pavel Example": "chair", "Ana Invented": "presenter"},
    "Error messages that help": {"Chiara Example": "chair", "Łucja Invented": "required"},
    "What may leave the library": {"Ines van Invented": "chair", "Hana Invented": "required"},
    "First steps for mentees": {"Fatou Invented": "chair", "Chidi Invented": "required"},
    "The grammar, line by line": {"Chiara Example": "chair", "Ana Invented": "required"},
    "Cases of the year": {"Bo Invented": "chair", "Ines van Invented": "required"},
    "Questions to the core team": {"Łucja Invented": "chair", "Ana Invented": "presenter"},
    "Builders for new platforms": {"Dalia Invented": "chair", "Ömer Invented": "required"},
    "Tests that take too long": {"Bo Invented": "chair"},
    "Reviews: the oldest first": {"Chidi Invented": "chair", "Amal Example": "invited"},
    "What a fuzzer finds in a week": {"Pavel Example": "chair", "Bo Invented": "presenter"},
    "Signing a release": {"Łucja Invented": "chair", "Dalia Invented": "required"},
    "Soft keywords": {"Chiara Example": "chair"},
    "Mentors among themselves": {"Fatou Invented": "chair", "Chidi Invented": "invited"},
    "Parser: the year ahead": {"Chiara Example": "chair", "Ana Invented": "required"},
    "How the library is documented": {"Ines van Invented": "chair", "Ana Invented": "required"},
    "The release calendar": {"Dalia Invented": "chair"},
    "Reviews: the hard ones": {"Chidi Invented": "chair", "Bo Invented": "required"},
    "Names for the next release": {"Łucja Invented": "chair"},
    "What we take home": {"Pavel Example": "chair"},
    "Closing": {"Olga Example": "chair"},
}
SUMMARIES = {
    "Opening": "Who is here, where things are, and what we want to have on Friday.",
    "Where the parser stands": "What changed since the last sprint, and where **help** is welcome.",
    "Questions to the core team": "Ask before, or in the room. Nothing is decided here.",
    "Signing a release": "Keys, who holds them, and what a reader can check.",
}
# Points with their minutes.
AGENDAS = {
    "Error messages that help": [("The ten asked about most", 30), ("Hints: when, when not", 30)],
    "What may leave the library": [("Modules nobody keeps", 45), ("How long a warning stays", 30)],
    "The grammar, line by line": [("Statements", 30), ("Expressions", 30)],
    "Tests that take too long": [("The slowest twenty", 40), ("What may run at night", 30)],
    "Signing a release": [("Keys and who holds them", 30), ("What a reader checks", 30)],
    "Parser: the year ahead": [("What is promised", 30), ("What would be nice", 30), ("Who", 20)],
}
# How many of the participants answer.
ANSWERS = {
    "Where the parser stands": 12,
    "Error messages that help": 6,
    "Questions to the core team": 9,
    "Signing a release": 5,
    "Closing": 10,
}
# Placed although somebody is needed twice: the team has something to solve.
ALL_THE_SAME = {
    "How the library is documented": "Ana wanted both to stand here; she asks which one can move.",
}
# Title, day, from, until, room.
MOVES = [
    ("Soft keywords", 2, "14:00", "15:00", "Type Room"),
    ("Names for the next release", 4, "10:00", "11:00", "Ink Room"),
]
CANCELLED = {"The release calendar": "The calendar was agreed upon in the forum meanwhile."}
# Who asks, group, title, minutes, wishes.
REQUESTS = [
    (
        "Chiara Example",
        "Parser",
        "Error messages, second part",
        60,
        "Thursday or Friday, not before ten. Łucja should be there.",
    ),
    (
        "Bo Invented",
        "Standard library",
        "Warnings, and how to word them",
        45,
        "A whiteboard, please.",
    ),
]
