"""What organizers type: participants, entered by hand or changed, and people to invite."""

from email.utils import parseaddr
from typing import Any

from django import forms
from django.core.validators import validate_email

from events.registration import rules, workflow
from events.registration.forms.participant import days_to_choose, set_choices
from events.registration.models import Registration
from events.sprints.models import Mode, Sprint
from events.sprints.rules import lies_ahead
from people.models import NAME_LENGTH, Person
from people.names import validate_visible

State = Sprint.State


class ParticipantForm(forms.ModelForm):
    """For organizers: what the team keeps of a participant."""

    roles = forms.MultipleChoiceField(
        choices=Registration.Role.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Registration
        fields: tuple[str, ...] = ("roles", "attended", "listed")


class EnterForm(ParticipantForm):
    """`by` is whoever enters them, `refused` why that has just failed; the page says so."""

    by: Person
    refused = ""

    new_name = forms.CharField(
        label="Or a new name",
        required=False,
        max_length=NAME_LENGTH,
        validators=[validate_visible],
        help_text="For somebody who has no record here yet and no account.",
    )
    days = forms.MultipleChoiceField(
        label="Days in person",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Whoever comes to a sprint that is announced comes on one day at least.",
    )
    why = forms.CharField(
        label="Reason",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Needed where no place is free, or somebody waits for it. Kept in the history.",
    )

    class Meta(ParticipantForm.Meta):
        fields = ("sprint", "person", "mode", "days", "roles", "attended", "listed")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].required = False
        sprints: Any = self.fields["sprint"]
        living = sprints.queryset.exclude(state__in=(State.FINISHED, State.CANCELLED))
        by_sprint = [
            (sprint.name, days_to_choose(sprint))
            for sprint in living.order_by("starts_on", "pk")
            if lies_ahead(sprint)
        ]
        set_choices(self.fields["days"], by_sprint)

    def clean(self):
        super().clean()
        if self.errors:
            return
        typed = self.cleaned_data
        if bool(typed["person"]) == bool(typed["new_name"]):
            self.add_error("person", "Choose a person or type a new name, one of the two.")
            return
        if typed["mode"] == Mode.REMOTE:
            typed["days"] = []
        wanted = Registration(
            sprint=typed["sprint"],
            person=typed["person"] or Person(name=typed["new_name"]),
            mode=typed["mode"],
            days=typed["days"],
        )
        refusal = workflow.refusal_to_entry(wanted, by=self.by, why=typed["why"])
        if sentence := refusal or self.refused:
            self.add_error(None, sentence)
        if rules.knows_too_early(wanted.sprint, typed["attended"]):
            self.add_error("attended", rules.TOO_EARLY)


class InvitationsForm(forms.Form):
    """People to invite, pasted line by line."""

    MOST = 500

    people = forms.CharField(
        label="People",
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="One a line: Name &lt;address&gt;, or the address alone.",
        max_length=60_000,
    )
    message = forms.CharField(
        label="A word from you",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2000,
        help_text="Stands in each email.",
    )

    def clean_people(self) -> list[tuple[str, str]]:
        """Pairs of name and address, each address once; every other line gets a sentence."""
        people: dict[str, str] = {}
        wrong = []
        lines = [line.strip() for line in self.cleaned_data["people"].splitlines() if line.strip()]
        for line in lines:
            name, email = parseaddr(line)
            try:
                validate_email(email)
                validate_visible(name)
            except forms.ValidationError:
                wrong.append(f"“{line[:80]}” is not a name and an address.")
            else:
                people.setdefault(email.lower(), name[:NAME_LENGTH])
        if len(lines) > self.MOST:
            wrong.append(f"That is more than {self.MOST} people at once.")
        if wrong:
            raise forms.ValidationError(wrong)
        return [(name, email) for email, name in people.items()]
