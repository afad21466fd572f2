"""Pictures that people send: refused in words, or developed into files that are ours alone."""

from events.photos.images.process import Developed, developed
from events.photos.images.recipes import CARD, LOGO, PHOTO, PORTRAIT, Recipe
from events.photos.images.signature import Unusable, refuse_at_sight
