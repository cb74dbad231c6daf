"""What cannot be before anything is tried: more slots at one moment than there are people who may work them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.kernel import Id
from domain.rosters.engine.team.answer import Wanting
from domain.rosters.engine.team.judge import Judge
from domain.rosters.engine.team.problem import Problem, Slot


def wanting(problem: Problem) -> list[Wanting]:
    """Moments that want too much: every slot that lies over it may have somebody, and yet not all of them at once.

    People and slots are matched, so two shifts that only one and the same carer may work are found as well. Who keeps
    a slot, or works elsewhere, over a moment is not there for another.
    """
    judge = Judge(problem)
    free = [slot for slot in problem.slots if not problem.stays(slot) and slot.nature != "on_call"]
    may = {slot.id: _may(judge, slot) for slot in free}
    found: list[Wanting] = []
    for there in _moments(judge, free):
        short = _short(there, may)
        if short is not None and short not in found:
            found.append(short)
    return found


def _may(judge: Judge, slot: Slot) -> set[Id]:
    """Who may work a slot as far as the team, the person and what they have for sure at that moment go."""
    work = judge.works[slot.id]
    return {
        carer.id
        for carer in judge.problem.carers
        if not any(said.forbids for said in judge.of[carer.id].alone(slot.id))
        and not any(
            other.start < work.end and work.start < other.end and other.kind in ("work", "sleep")
            for other in judge.of[carer.id].standing
        )
    }


def _moments(judge: Judge, slots: Sequence[Slot]) -> Iterator[list[Id]]:
    """The slots that lie over each moment at which one begins: at no other moment is there more."""
    for start in sorted({judge.works[slot.id].start for slot in slots}):
        yield sorted(s.id for s in slots if judge.works[s.id].start <= start < judge.works[s.id].end)


def _short(slots: Sequence[Id], may: dict[Id, set[Id]]) -> Wanting | None:
    """Slots of which fewer people than there are slots may work any (Hall); None when everybody can be matched."""
    holder: dict[Id, Id] = {}
    for slot in slots:
        seen: set[Id] = set()
        if not _match(slot, may, holder, seen):
            wanted = {slot, *(one for carer, one in holder.items() if carer in seen)}
            return Wanting(tuple(sorted(wanted)), len({carer for one in wanted for carer in may[one]}))
    return None


def _match(slot: Id, may: dict[Id, set[Id]], holder: dict[Id, Id], seen: set[Id]) -> bool:
    for carer in sorted(may[slot] - seen):
        seen.add(carer)
        if carer not in holder or _match(holder[carer], may, holder, seen):
            holder[carer] = slot
            return True
    return False
