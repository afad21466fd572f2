"""What pages show of photos, put together and formatted once."""

from events.photos.display.doors import Doors, OwnName, doors, own_name
from events.photos.display.gallery import Gallery, gallery
from events.photos.display.mine import (
    names_in_words,
    own_groups,
    own_names,
    own_photos,
    own_requests,
)
from events.photos.display.page import Place, day_in_words, place, standing
from events.photos.display.removals import asked, open_requests
from events.photos.display.review import (
    VERBS,
    numbers_in_words,
    review,
    reviewed,
    to_leave_out,
    verbs_of,
)
from events.photos.display.showing import Shown, cover, picture_of, shown, with_covers
from events.photos.display.tags import named_in_words, names_on
