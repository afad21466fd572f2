"""Who is on a photo."""

from typing import Any

from django import forms
from django.db.models import Q

from events.photos import rules
from events.photos.models import Photo
from people.models import Person


class TagForm(forms.Form):
    """Offers whoever may be named; taken is oneself as well, for an answer in words."""

    def __init__(self, data: Any = None, *, photo: Photo, by: Person) -> None:
        super().__init__(data)
        offered = rules.whom_to_name(by, photo)
        person = forms.ModelChoiceField(
            Person.objects.filter(Q(pk__in=offered.values("person")) | Q(pk=by.pk)),
            label="Name somebody on it",
            error_messages={
                "required": "Please choose whom you mean.",
                "invalid_choice": "Please choose somebody from the list.",
            },
        )
        if data is None:
            named = photo.tags.values("person")
            rows = offered.exclude(person__in=named).values_list("person", "person__name")
            person.choices = [("", "Choose a participant"), *rows]
        self.fields["person"] = person

    @property
    def refusal(self) -> str:
        """Why nobody can be named by what was sent."""
        return " ".join(map(str, self.errors.get("person", [])))
