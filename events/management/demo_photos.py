"""Photos of the demo: drawn, of a visit that the team made to the house beforehand."""

from typing import NamedTuple

CREDIT, LICENCE = "Sprintbook’s demo", "cc-by-4.0"


class Drawing(NamedTuple):
    """`sender` is an account; `fate` the function of the loader that takes it where it is to be."""

    scene: str
    size: tuple[int, int]
    sender: str
    fate: str
    caption: str = ""
    alt_text: str = ""


DRAWINGS = [
    Drawing(
        "group",
        (1800, 1200),
        "photographer",
        "cover",
        "The visit in spring: everybody in the courtyard of the Old Print Shop.",
        "Drawing of 24 people in bright clothes, in three rows before a house with round windows.",
    ),
    Drawing(
        "roofs",
        (2400, 640),
        "photographer",
        "published",
        "From the attic, where the quiet room will be.",
        "Drawing of a long row of houses with red roofs, and two church towers behind it.",
    ),
    Drawing(
        "board",
        (1600, 1200),
        "organizer",
        "published",
        "The week as it was first planned.",
        "Drawing of a white board with yellow, blue and green notes in four columns.",
    ),
    Drawing(
        "stairs",
        (1000, 1500),
        "photographer",
        "published",
        "There is a lift, too: behind the door on the left.",
        "Drawing of a staircase with two people on it, one in red and one in orange.",
    ),
    Drawing(
        "cups",
        (1200, 1200),
        "photographer",
        "published",
        "The kitchen has cups for sixty.",
        "Drawing of sixteen cups of coffee from above, four of them empty.",
    ),
    Drawing(
        "window",
        (480, 360),
        "attendee",
        "published",
        "A seat by the window.",
        "Drawing of a desk lamp in front of a wide window.",
    ),
    Drawing(
        "tables",
        (1600, 1067),
        "chair",
        "pending",
        "Trying out the round tables.",
        "Drawing of three round tables from above, with six people at each.",
    ),
    Drawing(
        "board",
        (1200, 900),
        "organizer",
        "pending",
        "What is left to be arranged.",
        "Drawing of a white board with ten notes under four headings.",
    ),
    Drawing(
        "group",
        (1200, 800),
        "attendee",
        "pending",
        "Waiting for the door to be opened.",
        "Drawing of people in three rows, seen from across the courtyard.",
    ),
    Drawing(
        "stairs",
        (800, 1200),
        "attendee",
        "questioned",
        "",
        "Drawing of two people on the stairs, seen from below.",
    ),
    Drawing("cups", (800, 800), "attendee", "undescribed"),
    Drawing(
        "window",
        (400, 520),
        "attendee",
        "rejected",
        "My lamp.",
        "Drawing of an orange lamp on a brown desk.",
    ),
    Drawing(
        "tables",
        (1200, 1200),
        "attendee",
        "hidden",
        "Lunch.",
        "Drawing of people at three round tables, from above.",
    ),
]
HALF = Drawing("roofs", (1600, 500), "attendee", "failed")
QUESTION = "Do the two on the stairs know of this photo?"
WHY_NOT = "This one is too dark. The other one with the window is lovely."
WHO_ASKS = "Ana Invented"
MESSAGE = "I am the one at the table on the left. Please take it down."
# Scene of the first drawing, who is named on it by the photographer, and who has agreed since.
TAGS = [
    ("group", "organizer"),
    ("group", "photographer"),
    ("stairs", "attendee"),
    ("cups", "attendee"),
]
AGREED = ("cups", "attendee")
# What some chose about photos when they registered; everybody else wants to be asked.
CONSENTS = {
    "Ana Invented": "no",
    "Goran Invented": "no",
    "Olga Example": "yes",
    "Fumiko Example": "yes",
    "Chiara Example": "yes",
    "Hana Invented": "yes",
    "Kofi Invented": "yes",
}
NAMED = {"Olga Example", "Fumiko Example", "Amal Example", "Kofi Invented"}
PLACEHOLDER = Drawing(
    "placeholder",
    (1600, 1067),
    "",
    "cover",
    "A placeholder: the photo is in the published report.",
    "A green card with the words: The group photo of 2022 is not kept here. Sprintbook’s demo.",
)
