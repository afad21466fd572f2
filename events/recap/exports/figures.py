"""Every number of a report with how it came about, for machines."""

from dataclasses import asdict
from typing import Any

from django.conf import settings

from events.recap.display import Content
from events.recap.models import Report


def figures_of(report: Report, content: Content) -> dict[str, Any]:
    """Plain values for JSON; days as ISO 8601."""
    return {
        "sprint": report.sprint.name,
        "report": settings.SITE_URL + report.get_absolute_url(),
        "published_on": report.published_on,
        "updated_on": report.updated_on,
        "figures": [asdict(figure) for figure in content.figures],
    }
