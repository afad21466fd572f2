"""What came of a sprint, told by those who did it."""

from django.http import Http404


def outcomes(request, slug):
    raise Http404


def edit_outcome(request, slug, pk):
    raise Http404


def remove_outcome(request, slug, pk):
    raise Http404
