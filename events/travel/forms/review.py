"""A reviewer's score, with a sentence for each."""

from django import forms

from events.travel.models import Review

SCORES = [
    (str(score), f"{score} – {sentence}")
    for score, sentence in reversed(list(enumerate(Review.ANCHORS)))
]


class ReviewForm(forms.ModelForm):
    score = forms.TypedChoiceField(
        label="How much would it help the sprint?",
        choices=SCORES,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose a score."},
    )

    class Meta:
        model = Review
        fields = ("score", "note", "final")
        widgets = {"note": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "note": "The team reads it, once they have scored themselves.",
            "final": "You cannot change it afterwards, and you read what the others say.",
        }
        labels = {"final": "This is my final score."}
