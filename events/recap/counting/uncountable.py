"""The one refusal of counting."""


class Uncountable(Exception):  # noqa: N818 -- an answer, not a fault
    """Nothing can be counted, with the sentence for the person at the terminal."""
