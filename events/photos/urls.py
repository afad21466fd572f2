"""Addresses of photos."""

from django.urls import path

from events.photos.display import ACTIONS
from events.photos.views import describing, files, gallery, mine, review, sending

app_name = "photos"
PHOTOS = "sprints/<slug:slug>/photos/"
PHOTO = f"{PHOTOS}<uuid:uuid>/"


def action_path(action):
    route = f"{PHOTO}{action.name.replace('_', '-')}/"
    return path(route, review.decide, {"action": action}, name=action.name)


urlpatterns = [
    path("media/<path:name>", files.public_file, name="public_file"),
    path(PHOTOS, gallery.gallery, name="gallery"),
    path(f"{PHOTOS}add/", sending.add, name="add"),
    path(f"{PHOTOS}add/progress/", sending.progress, name="progress"),
    path(f"{PHOTOS}describe/", describing.describe, name="describe"),
    path(f"{PHOTOS}mine/", mine.mine, name="mine"),
    path(f"{PHOTOS}review/", review.review, name="review"),
    path(f"{PHOTOS}leave-out/", review.leave_out, name="leave_out"),
    path(f"{PHOTOS}removals/<int:pk>/grant/", review.grant, name="grant"),
    path(f"{PHOTOS}removals/<int:pk>/decline/", review.decline, name="decline"),
    path(PHOTO, gallery.photo, name="photo"),
    path(f"{PHOTO}file/<str:name>", gallery.file, name="file"),
    path(f"{PHOTO}edit/", describing.edit, name="edit"),
    path(f"{PHOTO}discard/", describing.discard, name="discard"),
    path(f"{PHOTO}tag/", mine.tag, name="tag"),
    path(f"{PHOTO}untag/<int:pk>/", mine.untag, name="untag"),
    path(f"{PHOTO}agree/<int:pk>/", mine.agree, name="agree"),
    path(f"{PHOTO}removal/", gallery.ask_removal, name="ask_removal"),
    *map(action_path, ACTIONS),
    path("people/me/portrait/", mine.portrait, name="portrait"),
    path("people/me/portrait/remove/", mine.remove_portrait, name="remove_portrait"),
]
