"""What pages show of photos, put together and formatted once."""

from events.photos.display.gallery import gallery, gallery_links
from events.photos.display.mine import own_groups, own_names, own_photos, waiting_and_agreed
from events.photos.display.photo import (
    Image,
    cover,
    day_in_words,
    image_of,
    may_add_own_name,
    named_in_words,
    names_on,
    neighbours,
    own_tag,
    picture_of,
    state_in_words,
    with_covers,
)
from events.photos.display.removals import open_requests, own_requests, request_row
from events.photos.display.review import (
    ACTIONS,
    TABS,
    PhotoAction,
    actions_for,
    numbers_in_words,
    review,
    reviewed,
    to_leave_out,
)
