"""What the team decides about photos, and whom photographers leave out."""

from django.http import Http404


def review(request, slug):
    raise Http404


def leave_out(request, slug):
    raise Http404


def publish(request, slug, uuid):
    raise Http404


def ask(request, slug, uuid):
    raise Http404


def reject(request, slug, uuid):
    raise Http404


def reconsider(request, slug, uuid):
    raise Http404


def hide(request, slug, uuid):
    raise Http404


def show_again(request, slug, uuid):
    raise Http404


def remove(request, slug, uuid):
    raise Http404


def set_cover(request, slug, uuid):
    raise Http404


def take_cover_away(request, slug, uuid):
    raise Http404
