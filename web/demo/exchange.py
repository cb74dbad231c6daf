"""How carers of the demo hand shifts to each other: swaps, offers, claims, and a tablet left signed in."""

from __future__ import annotations

from datetime import timedelta

from domain.kernel import Id
from web.demo.board import Board, Slot
from web.demo.cast import Carer, Home
from web.demo.stage import Life, Stage

_DAY = timedelta(days=1)


def told(stage: Stage, home: Home, carer: Carer) -> None:
    """Most people look within a day or so at what changed for them."""
    if stage.random.random() < 0.7:
        at = stage.daytime(stage.today() + _DAY * stage.random.randint(0, 1), 7, 21)
        stage.begin(looking(stage, home, carer), max(at, stage.soon(20, 60)))


def looking(stage: Stage, home: Home, carer: Carer) -> Life:
    """Somebody sees the changes up to now."""
    stage.act(carer.id, stage.house.rosters.see_changes, home.id, until=stage.position)
    yield from ()


def give_away(stage: Stage, board: Board, slot: Slot, taker: Carer) -> bool:
    """Somebody takes an open or offered shift."""
    done = stage.act(taker.id, stage.house.rosters.claim_shift, slot.roster, slot.id)
    if done:
        giver = slot.person
        board.give(slot, taker)
        if giver:
            told(stage, slot.home, giver)
    return done


def to_come(stage: Stage, board: Board, roster: Id, *, hours: int = 20) -> list[Slot]:
    """Shifts of a roster with somebody on them that begin later than in some hours."""
    moment = int(stage.clock.moment.timestamp()) // 60 + hours * 60
    return [s for s in board.of_roster[roster] if s.person and s.start > moment and not s.swapping]


def swapping(stage: Stage, board: Board, home: Home, roster: Id) -> Life:
    """Somebody asks a colleague to swap; mostly they agree the same day."""
    pair = fitting_pair(stage, board, roster)
    if not pair:
        return
    giving, wanting = pair
    asker, asked = giving.person, wanting.person
    swap = stage.fresh("swap")
    rosters = stage.house.rosters
    assert asker and asked
    if not stage.act(asker.id, rosters.propose_swap, roster, swap=swap, giving=giving.id, wanting=wanting.id):
        return
    giving.swapping = wanting.swapping = True
    yield max(stage.soon(25, 600), stage.daytime(stage.today(), 12, 21))
    giving.swapping = wanting.swapping = False
    if giving.person is not asker or wanting.person is not asked:
        return
    mood = stage.random.random()
    if mood < 0.72:
        if stage.act(asked.id, rosters.swap_shift, roster, swap):
            board.give(giving, asked)
            board.give(wanting, asker)
            told(stage, home, asker)
    elif mood < 0.92:
        stage.act(asked.id, rosters.end_swap, roster, swap, reason="Dan kan ik niet", about=roster)
    else:
        stage.act(asker.id, rosters.end_swap, roster, swap)


def fitting_pair(stage: Stage, board: Board, roster: Id) -> tuple[Slot, Slot] | None:
    """Two shifts of two carers that both could work instead of their own."""
    slots = to_come(stage, board, roster)
    stage.random.shuffle(slots)
    for giving in slots[:12]:
        for wanting in slots:
            one, other = giving.person, wanting.person
            if one is None or other is None or one is other or giving.day == wanting.day:
                continue
            if board.fits(one, wanting, without=giving) and board.fits(other, giving, without=wanting):
                return giving, wanting
    return None


def offering(stage: Stage, board: Board, home: Home, roster: Id) -> Life:
    """Somebody offers a shift; a colleague takes it, or it is kept. Now and then it was not them at the tablet."""
    slots = to_come(stage, board, roster)
    if not slots:
        return
    slot = stage.random.choice(slots)
    owner = slot.person
    if owner is None or not stage.act(owner.id, stage.house.rosters.offer_shift, roster, slot.id):
        return
    slot.offered, slot.swapping = True, True
    if stage.random.random() < 0.12:
        yield from _disowning(stage, roster, slot, owner, stage.position)
        return
    yield max(stage.soon(90, 1500), stage.daytime(stage.today() + _DAY, 8, 20))
    slot.swapping = False
    if slot.person is not owner:
        return
    fitting = board.candidates(home.working(), slot, but=owner)
    if fitting and stage.random.random() < 0.75:
        give_away(stage, board, slot, fitting[0])
    elif stage.act(owner.id, stage.house.rosters.withdraw_offer, roster, slot.id):
        slot.offered = False


def _disowning(stage: Stage, roster: Id, slot: Slot, owner: Carer, position: int) -> Life:
    """The offer stands in somebody's name, but a colleague was at the shared tablet."""
    yield max(stage.soon(300, 900), stage.daytime(stage.today() + _DAY, 8, 10))
    slot.swapping = False
    stage.act(
        owner.id, stage.house.people.disown_act, position,
        reason="Dat was ik niet, de tablet lag in de huiskamer", about=owner.id,
    )  # fmt: skip
    yield stage.soon(1, 3)
    if slot.person is owner and stage.act(owner.id, stage.house.rosters.withdraw_offer, roster, slot.id):
        slot.offered = False
