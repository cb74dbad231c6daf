"""What happens to a roster once it is published: hours, sick calls, swaps, offers, mistakes, and its end."""

from __future__ import annotations

from datetime import date, timedelta

from domain.kernel import Id
from web.demo.board import Board, Slot
from web.demo.cast import Carer, Home
from web.demo.exchange import give_away, offering, swapping, told
from web.demo.stage import Life, Stage, local

_DAY = timedelta(days=1)


def published(stage: Stage, board: Board, home: Home, roster: Id, first: date) -> None:
    """Let the lives of a published roster begin."""
    random, last = stage.random, first + 27 * _DAY
    board.forget(first - 60 * _DAY)
    for n in range(28):
        stage.begin(_day(stage, board, roster, first + n * _DAY), local(first + n * _DAY, "06:00"))
    for _ in range(random.randint(2, 3)):
        day = first + _DAY * random.randint(0, 26)
        stage.begin(
            _sick_call(stage, board, home, roster, day), local(day, "06:05") + timedelta(minutes=random.randint(0, 50))
        )
    for n in range(random.randint(5, 7)):
        day = first + _DAY * (random.randint(-18, 2) if n % 2 else random.randint(3, 24))
        stage.begin(swapping(stage, board, home, roster), stage.daytime(day, 9, 20))
    for n in range(random.randint(3, 4)):
        day = first + _DAY * (random.randint(-16, 1) if n % 2 else random.randint(2, 22))
        stage.begin(offering(stage, board, home, roster), stage.daytime(day, 9, 20))
    stage.begin(_open_taken(stage, board, home, roster), stage.daytime(first - 20 * _DAY, 12, 18))
    stage.begin(_moving(stage, board, home, roster), stage.daytime(first + _DAY * random.randint(2, 12), 13, 15))
    stage.begin(_closing(stage, board, home, roster), stage.daytime(last + 4 * _DAY, 9, 11))


def _day(stage: Stage, board: Board, roster: Id, day: date) -> Life:
    """Each shift of the day is worked, and its hours recorded by who worked it."""
    for slot in sorted((s for s in board.of_roster[roster] if s.day == day), key=lambda s: (s.end, s.id)):
        if stage.random.random() < 0.94:
            ended = local(day, "00:00") + timedelta(minutes=slot.kind.start + slot.kind.minutes)
            soon = ended + timedelta(minutes=stage.random.randint(-3, 12), seconds=stage.random.randint(0, 59))
            later = stage.daytime(ended.date() + _DAY, 9, 20)
            stage.begin(_worked(stage, slot), later if stage.random.random() < 0.15 else soon)
    yield from ()


def _worked(stage: Stage, slot: Slot) -> Life:
    if slot.person:
        record(stage, slot, slot.person.id)
    yield from ()


def record(stage: Stage, slot: Slot, by: Id, *, longer: int | None = None, reason: str = "") -> None:
    """Record the hours of a shift: mostly as planned, sometimes longer."""
    extra = longer if longer is not None else stage.random.choice((0, 0, 0, 0, 0, 0, 15, 15, 30, 45))
    start, end = slot.kind.start, slot.kind.start + slot.kind.minutes + extra
    slot.recorded = stage.act(
        by, stage.house.rosters.record_hours, slot.roster, slot.id,
        start=_clock(start), end=_clock(end), breaks=slot.kind.breaks, reason=reason, about=slot.roster,
    )  # fmt: skip


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


def _sick_call(stage: Stage, board: Board, home: Home, roster: Id, day: date) -> Life:
    """Somebody with a shift today or tomorrow is ill; colleagues take the shifts, or the planner asks around."""
    ill = [s.person for s in board.of_roster[roster] if s.person and s.day in (day, day + _DAY)]
    if not ill:
        return
    carer = stage.random.choice(ill)
    last = day + _DAY * stage.random.choice((0, 1, 1, 2, 3, 6))
    now = int(stage.clock.moment.timestamp()) // 60
    fallen = [s for s in board.of(carer) if s.home is home and day <= s.day <= last and s.start > now]
    by = carer.id if stage.random.random() < 0.6 else home.planner.id
    absence = stage.fresh("absence")
    if not stage.act(
        by, stage.house.rosters.report_absence, home.id, absence=absence, person=carer.id,
        first=day.isoformat(), last=last.isoformat(), kind="sick",
    ):  # fmt: skip
        return
    board.absent[carer.id].append((day, last))
    for slot in fallen:
        board.give(slot, None)
    if last - day >= 3 * _DAY and stage.random.random() < 0.5:
        stage.begin(_better(stage, board, home, carer, absence, (day, last)), stage.daytime(last - _DAY, 9, 12))
    for slot in sorted(fallen, key=lambda s: s.start):
        yield stage.soon(12, 90)
        _fill(stage, board, home, slot, carer)


def _better(stage: Stage, board: Board, home: Home, carer: Carer, absence: Id, days: tuple[date, date]) -> Life:
    if stage.act(carer.id, stage.house.rosters.withdraw_absence, home.id, absence=absence, person=carer.id):
        board.absent[carer.id].remove(days)
    yield from ()


def _fill(stage: Stage, board: Board, home: Home, slot: Slot, ill: Carer) -> None:
    fitting = board.candidates(home.working(), slot, but=ill)
    if slot.person or not fitting or stage.random.random() < 0.12:
        return
    taker = fitting[stage.random.randint(0, min(2, len(fitting) - 1))]
    rosters = stage.house.rosters
    if stage.random.random() < 0.6:
        done = stage.act(taker.id, rosters.claim_shift, slot.roster, slot.id)
    else:
        first_name = ill.name.split()[0]
        done = stage.act(
            home.planner.id, rosters.assign_shift, slot.roster, slot.id, person=taker.id, instead_of=None,
            reason=f"Valt in voor {first_name}", about=ill.id,
        )  # fmt: skip
        told(stage, home, taker)
    if done:
        board.give(slot, taker)


def _open_taken(stage: Stage, board: Board, home: Home, roster: Id) -> Life:
    """Open shifts are taken by and by."""
    for slot in [s for s in board.of_roster[roster] if not s.person]:
        fitting = board.candidates(home.working(), slot)
        if fitting and stage.random.random() < 0.7 and not slot.person:
            give_away(stage, board, slot, fitting[0])
            yield stage.daytime(stage.today() + _DAY * stage.random.randint(0, 2), 10, 21)


def _moving(stage: Stage, board: Board, home: Home, roster: Id) -> Life:
    """The planner lets an early shift begin later for once: an outing, a visit to the hospital."""
    soon = stage.today() + 4 * _DAY
    for slot in board.of_roster[roster]:
        free = not any(s.day == soon and s is not slot for s in board.of(slot.person)) if slot.person else False
        if slot.day == soon and slot.kind.code == "V" and slot.person and free:
            why = stage.random.choice(("Uitje naar de kinderboerderij", "Mee naar het ziekenhuis met een bewoner"))
            stage.act(
                home.planner.id, stage.house.rosters.move_shift,
                roster, slot.id, date=slot.day.isoformat(), kind="D", reason=why, about=roster,
            )  # fmt: skip
            with stage.house.now() as views:
                row = views.execute("SELECT kind FROM rosters_shift WHERE shift = ?", (slot.id,)).fetchone()
            if row["kind"] == "D":
                board.move(slot, "D")
                told(stage, home, slot.person)
            return
    yield from ()


def _closing(stage: Stage, board: Board, home: Home, roster: Id) -> Life:
    """The planner fills in forgotten hours and closes; once, a closed period is opened for a correction."""
    planner, rosters = home.planner.id, stage.house.rosters
    worked = [slot for slot in board.of_roster[roster] if slot.person]
    for slot in worked:
        if not slot.recorded:
            record(stage, slot, planner, longer=0, reason="Vergeten in te vullen, nagevraagd")
            yield stage.soon(1, 2)
    stage.act(planner, rosters.close_roster, roster)
    if stage.random.random() < 0.5 and worked:
        yield stage.daytime(stage.today() + 3 * _DAY, 14, 16)
        stage.act(planner, rosters.reopen_roster, roster, reason="Avonddienst liep langer door", about=roster)
        record(stage, stage.random.choice(worked), planner, longer=60, reason="Liep langer door: huisarts kwam laat")
        yield stage.soon(2, 5)
        stage.act(planner, rosters.close_roster, roster)
    board.of_roster.pop(roster, None)
