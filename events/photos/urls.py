"""Addresses of photos."""

from django.urls import path

from events.photos.views import (
    describing,
    files,
    gallery,
    mine,
    portrait,
    removals,
    review,
    sending,
)

app_name = "photos"
PHOTOS = "sprints/<slug:slug>/photos/"
PHOTO = f"{PHOTOS}<uuid:uuid>/"
urlpatterns = [
    path("media/<path:name>", files.public_file, name="public_file"),
    path(PHOTOS, gallery.gallery, name="gallery"),
    path(f"{PHOTOS}add/", sending.add, name="add"),
    path(f"{PHOTOS}add/progress/", sending.progress, name="progress"),
    path(f"{PHOTOS}describe/", describing.describe, name="describe"),
    path(f"{PHOTOS}mine/", mine.mine, name="mine"),
    path(f"{PHOTOS}review/", review.review, name="review"),
    path(f"{PHOTOS}leave-out/", review.leave_out, name="leave_out"),
    path(f"{PHOTOS}removals/<int:pk>/grant/", removals.grant, name="grant"),
    path(f"{PHOTOS}removals/<int:pk>/decline/", removals.decline, name="decline"),
    path(PHOTO, gallery.photo, name="photo"),
    path(f"{PHOTO}file/<str:name>", gallery.file, name="file"),
    path(f"{PHOTO}edit/", describing.edit, name="edit"),
    path(f"{PHOTO}discard/", describing.discard, name="discard"),
    path(f"{PHOTO}tag/", mine.tag, name="tag"),
    path(f"{PHOTO}untag/<int:pk>/", mine.untag, name="untag"),
    path(f"{PHOTO}agree/<int:pk>/", mine.agree, name="agree"),
    path(f"{PHOTO}removal/", removals.ask_removal, name="ask_removal"),
    path(f"{PHOTO}publish/", review.publish, name="publish"),
    path(f"{PHOTO}ask/", review.ask, name="ask"),
    path(f"{PHOTO}reject/", review.reject, name="reject"),
    path(f"{PHOTO}reconsider/", review.reconsider, name="reconsider"),
    path(f"{PHOTO}hide/", review.hide, name="hide"),
    path(f"{PHOTO}show-again/", review.show_again, name="show_again"),
    path(f"{PHOTO}remove/", review.remove, name="remove"),
    path(f"{PHOTO}set-cover/", review.set_cover, name="set_cover"),
    path(f"{PHOTO}take-cover-away/", review.take_cover_away, name="take_cover_away"),
    path("people/me/portrait/", portrait.portrait, name="portrait"),
    path("people/me/portrait/remove/", portrait.remove_portrait, name="remove_portrait"),
]
