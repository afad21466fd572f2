"""Register of every area's models, where Django looks for them."""

import events.lifecycle
import events.meetings.models
import events.outbox
import events.photos.models
import events.recap.models
import events.registration.models
import events.sprints.models
import events.travel.models
import events.versions

__all__: list[str] = []
