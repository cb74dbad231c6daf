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


_NONE = Hours(())


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
        self.working = Hours(self.works)
        plain = len(self.works) == len(ordered)
        self.hours = self.working if plain else Hours([work for work in ordered if work.kind != "on_call"])
        self.calling = Hours(self.on_calls) if self.on_calls else _NONE
        sleeping = [work for work in self.works if work.kind == "sleep"]
        self.sleeping = Hours(sleeping) if sleeping else _NONE
        self.shifts = shifts_of(
            self.works, rest=terms.shift_rest, night=terms.night, more=terms.night_more_than, late=terms.late_night
        )
        self._starts = [shift.start for shift in self.shifts]
        self._ends = [shift.end for shift in self.shifts]
        self.mine = [work for work in ordered if since <= work.start < until]
        self.last = max([work.end for work in self.mine], default=since)
        """When the last stretch of the period ends."""
        calls = [work for work in self.mine if work.kind == "on_call"]
        self._mine_calls = Hours(calls) if calls else _NONE
        self._mine_hours = Hours([work for work in self.mine if work.kind != "on_call"] if calls else self.mine)
        self.nights = [shift for shift in self.shifts if shift.night]
        self.gaps = gaps_between(self.works)
        """Every time without work, from long before the first shift until long after the last."""
        self.windows: dict[str, dict[Window, Badness]] = {}
        """Of each rule that looks at windows all that are not in order, the chosen ones and the others."""
        self.stood: Mapping[str, Mapping[Window, Badness]] = {}
        """What stood before a change: a window that is no worse than it was is not told."""

    def touches(self, since: int, until: int) -> bool:
        """Whether something of the period that is judged lies in the window."""
        if len(self.mine) == 1:  # one cell is judged
            return self.mine[0].start < until and since < self.mine[0].end
        return self._mine_hours.shares(since, until) or self._mine_calls.shares(since, until)

    def owns(self, shift: Shift | None) -> bool:
        """Whether a stretch of the shift begins in the period that is judged."""
        return shift is not None and any(self.since <= work.start < self.until for work in shift.works)

    def around(self, minutes: int) -> range:
        """The places of the shifts that lie no further than this from the period's own."""
        if not self.mine:
            return range(0)
        low = bisect_right(self._ends, self.mine[0].start - minutes)
        return range(low, bisect_left(self._starts, self.last + minutes))

    @cached_property
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
        return self.mine[0].start - window + 1, self.last - 1

    def starting(self, window: int) -> list[Shift]:
        """The shifts with which a window begins that can touch the period."""
        first, last = self.reach(window)
        return self.shifts[bisect_left(self._starts, first) : bisect_right(self._starts, last)]

    def longest_rest(self, since: int, until: int, enough: int) -> int:
        """The longest rest in a window; or the first one that is enough."""
        longest, gaps = 0, self.gaps
        for place in range(first_gap(gaps, since), len(gaps)):
            begin, end = gaps[place]
            if begin >= until:
                break
            length = (end if end < until else until) - (begin if begin > since else since)
            if length > longest:
                if length >= enough:
                    return length
                longest = length
        return longest

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


def cut(gaps: list[tuple[int, int]], since: int, until: int) -> list[tuple[int, int]]:
    """What of the gaps lies in a window."""
    found = gaps[first_gap(gaps, since) : bisect_left(gaps, (until,))]
    if found and found[0][0] < since:
        found = [(since, found[0][1]), *found[1:]]
    if found and found[-1][1] > until:
        found = [*found[:-1], (found[-1][0], until)]
    return found


def first_gap(gaps: Sequence[tuple[int, int]], since: int) -> int:
    """The place of the first gap of which something lies after an instant."""
    place = bisect_left(gaps, (since,))
    return place - 1 if place and gaps[place - 1][1] > since else place
