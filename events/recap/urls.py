"""Addresses of what came of a sprint."""

from django.urls import path, re_path

from events.recap.views import outcomes, report

app_name = "recap"
SPRINT = "sprints/<slug:slug>/"
OUTCOMES = f"{SPRINT}outcomes/"
REPORT = f"{SPRINT}report/"
urlpatterns = [
    path(OUTCOMES, outcomes.outcomes, name="outcomes"),
    path(f"{OUTCOMES}<int:pk>/edit/", outcomes.edit_outcome, name="edit_outcome"),
    path(f"{OUTCOMES}<int:pk>/remove/", outcomes.remove_outcome, name="remove_outcome"),
    path(f"{OUTCOMES}<int:pk>/leave/", outcomes.leave_outcome, name="leave_outcome"),
    path(f"{OUTCOMES}<int:pk>/agree/", outcomes.agree_to_outcome, name="agree_to_outcome"),
    path(f"{OUTCOMES}<int:pk>/disagree/", outcomes.disagree_to_outcome, name="disagree_to_outcome"),
    path(REPORT, report.report, name="report"),
    path(f"{REPORT}edit/", report.edit, name="edit"),
    path(f"{REPORT}preview/", report.preview, name="preview"),
    path(f"{REPORT}attach/<slug:block>/", report.attach, name="attach"),
    path(f"{REPORT}publish/", report.publish, name="publish"),
    path(f"{REPORT}take-back/", report.take_back, name="take_back"),
    path(f"{REPORT}export/", report.export, name="export"),
    path(f"{SPRINT}figures.json", report.figures, name="figures"),
    path("reports/feed/", report.feed, name="feed"),
    # No page of ours ends like this; what reports of the past were called.
    re_path(r"^(?P<path>.+\.html?)$", report.legacy, name="legacy"),
]
