"""What may not be done with a roster, each rule by its name."""

from domain.rosters.refusals.asking import *  # noqa: F403
from domain.rosters.refusals.judging import *  # noqa: F403
from domain.rosters.refusals.rostering import *  # noqa: F403
from domain.rosters.refusals.rounds import *  # noqa: F403
