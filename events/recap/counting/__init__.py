"""How many commits a repository received in the days of a sprint: pure questions to git.

What counts and how git is run: each number comes with the method by which anybody can check it.
"""

from events.recap.counting.commits import BranchCount, Counted, count
from events.recap.counting.sources import repository
from events.recap.counting.uncountable import Uncountable
from events.recap.counting.window import Window
