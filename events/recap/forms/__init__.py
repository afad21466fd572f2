"""What people type about what came of a sprint."""

from events.recap.forms.outcomes import LineForm, OutcomeForm, clean_url
