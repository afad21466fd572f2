"""Addresses of pages over several areas."""

from django.urls import path

from events.pages import views

app_name = "pages"
urlpatterns = [
    path("", views.home, name="home"),
    path("sprints/", views.sprints, name="sprints"),
    path("sprints/<slug:slug>/", views.sprint, name="sprint"),
    path("sprints/<slug:slug>/people/", views.people, name="people"),
    path("people/me/", views.mine, name="mine"),
    path("people/me/edit/", views.edit_profile, name="edit_profile"),
    path("people/me/neighbours/", views.show_neighbours, name="show_neighbours"),
    path("people/me/export/", views.export, name="export"),
    path("people/me/delete/", views.delete_account, name="delete_account"),
    path("privacy/", views.privacy, name="privacy"),
    path("robots.txt", views.robots, name="robots"),
    path("healthz", views.health, name="health"),
]
