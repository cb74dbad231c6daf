"""What the visitor finds: the last day before the curtain, with something that asks for everybody."""

from __future__ import annotations

from datetime import timedelta

from domain.kernel import Id
from web.demo.board import Board, Slot
from web.demo.cast import Home
from web.demo.exchange import looking, to_come
from web.demo.stage import Life, Stage, local

_DAY = timedelta(days=1)


def curtain(stage: Stage, board: Board, home: Home, roster: Id) -> Life:
    """In the present roster: a shift on offer, swaps that wait for the planner and others, a sick call; last of all."""
    rosters = stage.house.rosters
    for slot in _of_others(stage, board, home, roster)[:1]:
        if slot.person and stage.act(slot.person.id, rosters.offer_shift, roster, slot.id):
            slot.offered = slot.swapping = True
    yield stage.soon(20, 70)
    asked = 0
    for giving, wanting in _pairs(stage, board, roster):
        if asked == 2 or giving.swapping or wanting.swapping or giving.person is None:
            continue
        if (wanting.person is home.planner) is (asked == 1):
            continue
        done = stage.act(
            giving.person.id, rosters.propose_swap, roster,
            swap=stage.fresh("swap"), giving=giving.id, wanting=wanting.id,
        )  # fmt: skip
        if done:
            giving.swapping = wanting.swapping = True
            asked += 1
            yield stage.soon(10, 60)
    yield from _ill(stage, board, home, roster)


def _of_others(stage: Stage, board: Board, home: Home, roster: Id) -> list[Slot]:
    slots = [s for s in to_come(stage, board, roster, hours=48) if s.person is not home.planner]
    stage.random.shuffle(slots)
    return slots


def _pairs(stage: Stage, board: Board, roster: Id) -> list[tuple[Slot, Slot]]:
    """Swaps that fit; those with the planner's shifts, and those without."""
    slots = [s for s in to_come(stage, board, roster, hours=40) if not s.offered][:45]
    found = []
    for giving in slots:
        for wanting in slots:
            one, other = giving.person, wanting.person
            if one is None or other is None or one is other or giving.day == wanting.day:
                continue
            if board.fits(one, wanting, without=giving) and board.fits(other, giving, without=wanting):
                found.append((giving, wanting))
    return found


def _ill(stage: Stage, board: Board, home: Home, roster: Id) -> Life:
    """Somebody who would work the day after tomorrow is ill, and nobody has taken the shift yet."""
    tomorrow = stage.today() + _DAY
    slots = [s for s in to_come(stage, board, roster, hours=12) if s.day > tomorrow and s.person is not home.planner]
    if not slots:
        return
    carer = min(slots, key=lambda s: (s.start, s.id)).person
    assert carer
    last = tomorrow + 2 * _DAY
    if stage.act(
        home.planner.id, stage.house.rosters.report_absence, home.id, absence=stage.fresh("absence"), person=carer.id,
        first=tomorrow.isoformat(), last=last.isoformat(), kind="sick",
    ):  # fmt: skip
        board.absent[carer.id].append((tomorrow, last))
        for slot in [s for s in board.of(carer) if s.home is home and tomorrow <= s.day <= last]:
            board.give(slot, None)
    yield from ()


def last_looks(stage: Stage, home: Home) -> Life:
    """In the days before, everybody looked what had changed."""
    for carer in home.carers:
        stage.begin(looking(stage, home, carer), stage.daytime(stage.today() + _DAY * stage.random.randint(0, 2)))
    yield from ()


def people_change(stage: Stage, home: Home) -> Life:
    """In the course of months: another contract, a diploma, another name."""
    people, planner = stage.house.people, home.planner.id
    carer, learner, bride = home.carers[-2], home.carers[-1], home.carers[4]
    yield stage.daytime(stage.today() + 17 * _DAY, 10, 15)
    carer.hours += 4
    monday = stage.today() + _DAY * (7 - stage.today().weekday())
    stage.act(
        planner, people.agree_contract,
        carer.id, since=monday.isoformat(), minutes_per_week=carer.minutes_per_week, team=home.id,
        reason="Wil na de zomer graag meer uren", about=carer.id,
    )  # fmt: skip
    yield stage.daytime(stage.today() + 9 * _DAY, 10, 15)
    for code in ("medicatie", "bhv"):
        if code not in learner.competences:
            stage.act(planner, people.grant_competence, learner.id, code=code, since=_today(stage), team=home.id)
            learner.competences += (code,)
    yield stage.daytime(stage.today() + 12 * _DAY, 10, 15)
    bride.name = f"{bride.name}-de Vries"
    stage.act(planner, people.rename_person, bride.id, name=bride.name, team=home.id)
    if home.relatives:
        yield local(stage.today() + _DAY, "11:15")
        stage.act(planner, stage.house.staffing.leave_team, home.id, person=home.relatives[-1].id, until=_today(stage))


def _today(stage: Stage) -> str:
    return stage.today().isoformat()
