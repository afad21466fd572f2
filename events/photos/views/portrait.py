"""The own portrait."""

from django.http import Http404


def portrait(request):
    raise Http404


def remove_portrait(request):
    raise Http404
