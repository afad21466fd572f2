"""Addresses of what came of a sprint."""

from django.urls import path, re_path

from events.recap import views

app_name = "recap"
SPRINT = "sprints/<slug:slug>/"
OUTCOMES = f"{SPRINT}outcomes/"
REPORT = f"{SPRINT}report/"
urlpatterns = [
    path(OUTCOMES, views.outcomes, name="outcomes"),
    path(f"{OUTCOMES}<int:pk>/edit/", views.edit_outcome, name="edit_outcome"),
    path(f"{OUTCOMES}<int:pk>/remove/", views.remove_outcome, name="remove_outcome"),
    path(f"{OUTCOMES}<int:pk>/leave/", views.leave_outcome, name="leave_outcome"),
    path(f"{OUTCOMES}<int:pk>/agree/", views.agree_to_outcome, name="agree_to_outcome"),
    path(f"{OUTCOMES}<int:pk>/disagree/", views.disagree_to_outcome, name="disagree_to_outcome"),
    path(REPORT, views.report, name="report"),
    path(f"{REPORT}edit/", views.edit, name="edit"),
    path(f"{REPORT}preview/", views.preview, name="preview"),
    path(f"{REPORT}attach/<slug:block>/", views.attach, name="attach"),
    path(f"{REPORT}publish/", views.publish, name="publish"),
    path(f"{REPORT}take-back/", views.take_back, name="take_back"),
    path(f"{REPORT}export/", views.export, name="export"),
    path(f"{SPRINT}figures.json", views.figures, name="figures"),
    path("reports/feed/", views.feed, name="feed"),
    # No page of ours ends like this; what reports of the past were called.
    re_path(r"^(?P<path>.+\.html?)$", views.legacy, name="legacy"),
]
