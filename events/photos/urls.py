"""Addresses of photos."""

from django.urls import path

from events.photos import views

app_name = "photos"
PHOTOS = "sprints/<slug:slug>/photos/"
PHOTO = f"{PHOTOS}<uuid:uuid>/"
urlpatterns = [
    path("media/<path:name>", views.public_file, name="public_file"),
    path(PHOTOS, views.gallery, name="gallery"),
    path(f"{PHOTOS}add/", views.add, name="add"),
    path(f"{PHOTOS}add/progress/", views.progress, name="progress"),
    path(f"{PHOTOS}describe/", views.describe, name="describe"),
    path(f"{PHOTOS}mine/", views.mine, name="mine"),
    path(f"{PHOTOS}review/", views.review, name="review"),
    path(f"{PHOTOS}leave-out/", views.leave_out, name="leave_out"),
    path(f"{PHOTOS}removals/<int:pk>/grant/", views.grant, name="grant"),
    path(f"{PHOTOS}removals/<int:pk>/decline/", views.decline, name="decline"),
    path(PHOTO, views.photo, name="photo"),
    path(f"{PHOTO}file/<str:name>", views.file, name="file"),
    path(f"{PHOTO}edit/", views.edit, name="edit"),
    path(f"{PHOTO}discard/", views.discard, name="discard"),
    path(f"{PHOTO}tag/", views.tag, name="tag"),
    path(f"{PHOTO}untag/<int:pk>/", views.untag, name="untag"),
    path(f"{PHOTO}agree/<int:pk>/", views.agree, name="agree"),
    path(f"{PHOTO}removal/", views.ask_removal, name="ask_removal"),
    path(f"{PHOTO}publish/", views.publish, name="publish"),
    path(f"{PHOTO}ask/", views.ask, name="ask"),
    path(f"{PHOTO}reject/", views.reject, name="reject"),
    path(f"{PHOTO}reconsider/", views.reconsider, name="reconsider"),
    path(f"{PHOTO}hide/", views.hide, name="hide"),
    path(f"{PHOTO}show-again/", views.show_again, name="show_again"),
    path(f"{PHOTO}remove/", views.remove, name="remove"),
    path(f"{PHOTO}set-cover/", views.set_cover, name="set_cover"),
    path(f"{PHOTO}take-cover-away/", views.take_cover_away, name="take_cover_away"),
    path("people/me/portrait/", views.portrait, name="portrait"),
    path("people/me/portrait/remove/", views.remove_portrait, name="remove_portrait"),
]
