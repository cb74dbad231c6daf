"""One person's stretches, shifts, rests and hours, and which of them belong to the period that is judged."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

from domain.rosters.labour.rule import Terms
from domain.rosters.labour.work import DAY, Shift, Work, day_of, overlap, shifts_of

FAR = 4 * 366 * DAY
"""Nobody worked before the first shift that is known, nor will after the last: rests there are longer than any rule."""


Window = tuple[int, int]
Badness = tuple[int, int]
"""How severe (0 is refused, as in SEVERITIES), and how bad, less is worse."""


_IN_ORDER = (9, 0)


class Hours:
    """Net minutes in any window, of stretches that do not overlap."""

    def __init__(self, items: Sequence[Work]) -> None:
        self.items = items
        self.starts = [item.start for item in items]
        self.ends = [item.end for item in items]
        self._sums = [0]
        for item in items:
            self._sums.append(self._sums[-1] + item.net)

    @property
    def total(self) -> int:
        """Of all of them."""
        return self._sums[-1]

    def within(self, since: int, until: int) -> int:
        """Of a stretch that lies partly in the window the smaller of the shared and the net minutes."""
        low, high = bisect_right(self.ends, since), bisect_left(self.starts, until)
        if low >= high:
            return 0
        total = self._sums[high] - self._sums[low]
        for place in {low, high - 1}:
            item = self.items[place]
            total -= max(0, item.net - overlap(item.start, item.end, since, until))
        return total

    def shares(self, since: int, until: int) -> bool:
        """Whether anything lies in the window."""
        return bisect_right(self.ends, since) < bisect_left(self.starts, until)


class Timeline:
    """What the rules look at."""

    def __init__(
        self, works: Iterable[Work], terms: Terms, since: int, until: int, *, contract: int | None = None,
        published: int | None = None,
    ) -> None:  # fmt: skip
        ordered = sorted(works, key=lambda work: work.start)
        self.terms, self.contract, self.published = terms, contract, published
        self.since, self.until = since, until
        self.works = [work for work in ordered if work.kind in ("work", "sleep")]
        self.on_calls = [work for work in ordered if work.kind == "on_call"]
        self.hours = Hours([work for work in ordered if work.kind != "on_call"])
        self.working = Hours(self.works)
        self.calling = Hours(self.on_calls)
        self.sleeping = Hours([work for work in self.works if work.kind == "sleep"])
        self.shifts = shifts_of(
            self.works, rest=terms.shift_rest, night=terms.night, more=terms.night_more_than, late=terms.late_night
        )
        self._starts = [shift.start for shift in self.shifts]
        self._ends = [shift.end for shift in self.shifts]
        self.mine = [work for work in ordered if since <= work.start < until]
        self._mine_hours = Hours([work for work in self.mine if work.kind != "on_call"])
        self._mine_calls = Hours([work for work in self.mine if work.kind == "on_call"])
        self.windows: dict[str, dict[Window, Badness]] = {}
        """Of each rule that looks at windows all that are not in order, the chosen ones and the others."""
        self.stood: Mapping[str, Mapping[Window, Badness]] = {}
        """What stood before a change: a window that is no worse than it was is not told."""

    @cached_property
    def nights(self) -> list[Shift]:
        """The night shifts."""
        return [shift for shift in self.shifts if shift.night]

    @cached_property
    def gaps(self) -> list[tuple[int, int]]:
        """Every time without work, from long before the first shift until long after the last."""
        return gaps_between(self.works)

    def touches(self, since: int, until: int) -> bool:
        """Whether something of the period that is judged lies in the window."""
        return self._mine_hours.shares(since, until) or self._mine_calls.shares(since, until)

    def owns(self, shift: Shift | None) -> bool:
        """Whether a stretch of the shift begins in the period that is judged."""
        return shift is not None and any(self.since <= work.start < self.until for work in shift.works)

    def around(self, minutes: int) -> range:
        """The places of the shifts that lie no further than this from the period's own."""
        if not self.mine:
            return range(0)
        low = bisect_right(self._ends, self.mine[0].start - minutes)
        return range(low, bisect_left(self._starts, max(work.end for work in self.mine) + minutes))

    def own_shifts(self) -> list[Shift]:
        """Those in which something of the period lies."""
        return [self.shifts[place] for place in self.around(0) if self.owns(self.shifts[place])]

    def next(self, place: int) -> Shift | None:
        """The shift after the one at a place."""
        return self.shifts[place + 1] if place + 1 < len(self.shifts) else None

    def reach(self, window: int) -> tuple[int, int]:
        """The first and the last start of a window that can touch the period."""
        if not self.mine:
            return 0, -1
        return self.mine[0].start - window + 1, max(work.end for work in self.mine) - 1

    def news(
        self, rule: str, found: Sequence[tuple[int, int, int]], severity: int = 0
    ) -> Sequence[tuple[int, int, int]]:
        """Of windows (badness, since, until) those that are not known to have stood so before; all are kept."""
        kept = self.windows.setdefault(rule, {}) if found else {}
        for badness, since, until in found:
            kept[since, until] = min((severity, -badness), kept.get((since, until), (severity, 0)))
        stood = self.stood.get(rule)
        if not stood:
            return found
        return [w for w in found if (severity, -w[0]) < stood.get((w[1], w[2]), _IN_ORDER)]

    def days(self, works: Iterable[Work]) -> set[int]:
        """The local days on which any minute of these is worked."""
        return {day for work in works for day in _days(work)}


@lru_cache(16384)
def _days(work: Work) -> range:
    return range(day_of(work.start), day_of(work.end - 1) + 1)


def gaps_between(items: Sequence[Work]) -> list[tuple[int, int]]:
    """The times between stretches, endless ones included; stretches may overlap."""
    if not items:
        return []
    gaps, end = [(items[0].start - FAR, items[0].start)], items[0].end
    for item in items[1:]:
        if item.start > end:
            gaps.append((end, item.start))
        end = max(end, item.end)
    return [*gaps, (end, end + FAR)]


def cut(gaps: Sequence[tuple[int, int]], since: int, until: int) -> list[tuple[int, int]]:
    """What of the gaps lies in a window."""
    low = bisect_right(gaps, since, key=lambda gap: gap[1])
    high = bisect_left(gaps, until, key=lambda gap: gap[0])
    return [(max(a, since), min(b, until)) for a, b in gaps[low:high]]
