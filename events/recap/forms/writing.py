"""The report as a form: its head, and two fields a block."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.text import slugify

from events.admin_base import is_key
from events.lifecycle import version_of
from events.photos.models import Photo
from events.recap.display import BLOCKS, Block
from events.recap.models import Report
from events.recap.workflow.reports import HEAD, NONE_YET

LONGEST_BLOCK = 20_000
ROWS = 4
OUT_OF_DATE = "This form is out of date. Please open it again."


def with_our_line_ends(text: str) -> str:
    """A browser sends CR LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def version_of_text(text: str) -> str:
    """The same whatever a browser makes of line ends.

    Everything else counts: an empty line or two spaces more mean something in Markdown.
    """
    return version_of(with_our_line_ends(text).strip())


def text_field(label: str, initial: str, rows: int, help_text: str = "") -> forms.CharField:
    shown: dict[str, Any] = {"label": label, "initial": initial, "help_text": help_text}
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(required=False, max_length=LONGEST_BLOCK, widget=area, **shown)


@dataclass(frozen=True)
class BlockFields:
    """One block as the editor shows it."""

    block: Block
    text: forms.BoundField
    more: forms.BoundField
    computed: forms.BoundField
    is_detached: bool

    @property
    def is_computed(self) -> bool:
        return self.block.compute is not None


def clean_seen(form: forms.BaseForm) -> int:
    """The revision that the form showed; a forged one is no version that anybody saw."""
    if not is_key(form.cleaned_data["seen"]):
        raise forms.ValidationError(OUT_OF_DATE)
    return int(form.cleaned_data["seen"])


class TakeBackForm(forms.Form):
    why = forms.CharField(max_length=400)


class PublishForm(forms.Form):
    """`seen`: the revision that stood in the editor when somebody decided to publish it."""

    seen = forms.CharField(required=False)
    clean_seen = clean_seen


class ReportForm(forms.ModelForm):
    """`computed`: the text of each block as the data give it now, with the names of all.

    A block stays computed as long as its text is what the form showed as computed.
    """

    theirs: Sequence[str] = ()  # what was saved meanwhile otherwise than in this form
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    tags = forms.CharField(required=False, max_length=400, help_text="Separated by commas.")
    clean_seen = clean_seen

    class Meta:
        model = Report
        fields = HEAD

    def __init__(self, data=None, *, instance: Report, computed: dict[str, str]) -> None:
        super().__init__(data, instance=instance)
        self.computed = computed
        # What the last save wrote is on the instance; the form's cleaning changes it.
        self.words = dict(instance.blocks)
        self.initial["tags"] = ", ".join(instance.tags)
        self.initial["seen"] = str(NONE_YET if instance.pk is None else instance.revision)
        photos = Photo.objects.published().filter(sprint=instance.sprint)
        self.fields["cover"].queryset = photos.in_order()  # type: ignore[attr-defined]
        self.fields["cover"].empty_label = "The sprint’s cover"  # type: ignore[attr-defined]
        for block in BLOCKS:
            self._add_fields(block)

    def _add_fields(self, block: Block) -> None:
        words, computed = self.words.get(block.name, {}), self.computed[block.name]
        text = words.get("text", computed)
        rows = min(max(ROWS, text.count("\n") + 2), 16)
        label = block.heading or block.name.capitalize()
        self.fields[f"text-{block.name}"] = text_field(label, text, rows, block.explanation)
        self.fields[f"more-{block.name}"] = text_field("Beside it", words.get("more", ""), 2)
        self.fields[f"computed-{block.name}"] = forms.CharField(
            required=False, initial=version_of_text(computed), widget=forms.HiddenInput
        )

    def clean_tags(self) -> list[str]:
        parts = (part.strip() for part in self.cleaned_data["tags"].split(","))
        return list(dict.fromkeys(part for part in parts if part))

    def clean_slug(self) -> str:
        return slugify(self.cleaned_data["slug"])

    def head(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in HEAD}

    def blocks(self) -> dict[str, dict[str, str]]:
        """What was written by hand, in the shape in which the report keeps it."""
        written: dict[str, dict[str, str]] = {}
        for block in BLOCKS:
            text = self._typed("text", block).strip()
            more = self._typed("more", block).strip()
            words = {"more": more} if more else {}
            if version_of_text(text) not in (
                self._typed("computed", block),
                version_of_text(self.computed[block.name]),
            ):
                words["text"] = text
            if words:
                written[block.name] = words
        return written

    def written(self) -> dict[str, Any]:
        return {"head": self.head(), "blocks": self.blocks(), "seen": self.cleaned_data["seen"]}

    def differences(self, current: Report) -> list[str]:
        """What somebody else saved otherwise than it was typed here, by the labels of its fields."""
        typed, head = self.blocks(), self.head()
        heads = [name for name in HEAD if getattr(current, name) != head[name]]
        changed = [
            f"text-{block.name}"
            for block in BLOCKS
            if typed.get(block.name) != current.blocks.get(block.name)
        ]
        return [str(self[name].label) for name in (*heads, *changed)]

    def _typed(self, kind: str, block: Block) -> str:
        return with_our_line_ends(self.cleaned_data.get(f"{kind}-{block.name}", ""))

    def block_fields(self) -> list[BlockFields]:
        return [
            BlockFields(
                block,
                self[f"text-{block.name}"],
                self[f"more-{block.name}"],
                self[f"computed-{block.name}"],
                block.compute is not None and "text" in self.words.get(block.name, {}),
            )
            for block in BLOCKS
        ]
