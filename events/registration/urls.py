"""Addresses of the area registration."""

from django.urls import path

from events.registration import views

app_name = "registration"
urlpatterns = [
    path("sprints/<slug:slug>/register/", views.register, name="register"),
    path("sprints/<slug:slug>/invitation/<str:token>/", views.invitation, name="invitation"),
    path("sprints/<slug:slug>/me/", views.mine, name="mine"),
    path("sprints/<slug:slug>/me/edit/", views.edit, name="edit"),
    path("sprints/<slug:slug>/me/visibility/", views.visibility, name="visibility"),
    path("sprints/<slug:slug>/me/accept/", views.accept, name="accept"),
    path("sprints/<slug:slug>/me/refuse/", views.refuse, name="refuse"),
    path("sprints/<slug:slug>/me/cancel/", views.cancel, name="cancel"),
    path("sprints/<slug:slug>/me/mode/", views.change_mode, name="change_mode"),
]
