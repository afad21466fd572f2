"""`manage.py draw_lifecycles`: docs/lifecycles.md, printed from the STEPS of each model."""

from django.apps import apps
from django.core.management.base import BaseCommand

from events.lifecycle import Staged

HEAD = """# Lifecycles

Printed by `manage.py draw_lifecycles` from the `STEPS` of each model; a test compares.
A step is a function in the area's `workflow.py`; each leaves one Transition row.
"""


def draw(model: type[Staged]) -> str:
    """One model's states as a Mermaid diagram, in the order in which the model names them."""
    states = list(model.STEPS)
    lines = [f"    [*] --> {states[0]}"]
    for state, following in model.STEPS.items():
        lines += [f"    {state} --> {to}" for to in sorted(following, key=states.index) or ["[*]"]]
    title = str(model._meta.verbose_name).capitalize()
    return "\n".join([f"## {title}", "", "```mermaid", "stateDiagram-v2", *lines, "```", ""])


def document() -> str:
    models = [model for model in apps.get_models() if issubclass(model, Staged)]
    drawings = [draw(model) for model in sorted(models, key=lambda model: model.__name__)]
    return "\n".join([HEAD, *drawings])


class Command(BaseCommand):
    help = "Print docs/lifecycles.md."

    def handle(self, **options):
        self.stdout.write(document(), ending="")
