"""Which sprints have told what came of them."""

from events.recap.models import Report


def outcomes_told() -> dict[int, int]:
    """How many outcomes each published report tells, by the sprint's key; one query for all."""
    rows = Report.objects.published().values_list("sprint", "frozen__figures")
    return {
        sprint: next((one["value"] for one in figures if one["name"] == "outcomes"), 0)
        for sprint, figures in rows
    }
