"""The rounds that run, as Vandaag tells them: those that ask something, and those that ask nothing of who looks."""

from __future__ import annotations

from flask import g

from domain.kernel import Id
from web.dates import clock, day_month, day_short
from web.rounds_view import Asked, running, to_rounds
from web.say import say as _
from web.today_shapes import Ask, Do


def rounds_asked(team: Id) -> list[Ask]:
    """The rounds that wait for who looks."""
    return [_ask(asked) for asked in running(team) if asked.waits]


def rounds_beside(team: Id) -> list[Ask]:
    """The rounds that run and ask nothing, with what was given; in the past all that ran then."""
    return [_ask(asked) for asked in running(team) if g.at is not None or not asked.waits]


def _ask(asked: Asked) -> Ask:
    day = day_month(asked.period.first)
    titles = {
        "wishes": _("Wensen voor het rooster vanaf {day}"),
        "gaps": _("Gaten in het rooster vanaf {day}"),
        "publish": _("Het rooster vanaf {day} publiceren"),
    }
    words = {"wishes": _("Geef wensen"), "gaps": _("Neem een gat"), "publish": _("Maak af")}
    title = titles[asked.name].format(day=day)
    word = words[asked.name] if asked.waits and g.at is None else _("Bekijk")
    to = to_rounds(asked.period.roster)
    return Ask(title, f"{asked.says} {until(asked)}", (Do(to, word, posts=False, about=title),))


def until(asked: Asked) -> str:
    """Tot en met zo 8, nog 4 dagen; of a roster to publish, or that is late, until when it must be known."""
    if asked.name not in ("wishes", "gaps") or asked.left.late:
        says = _("Bekend voor {day} {time} ({article}), {left}.")
        return says.format(
            article=asked.rule.article, day=day_month(asked.deadline), time=clock(asked.deadline), left=asked.left.says
        )
    left = asked.ends.says if asked.ends else ""
    return _("Tot en met {day}, {left}.").format(day=day_short(asked.until), left=left)
