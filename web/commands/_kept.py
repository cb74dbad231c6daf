"""Facts about residents' money, for whoever reads the log: kept from who may not see it, and else a look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from web.commands._house import looked, relations_of

if TYPE_CHECKING:
    from domain.kernel import Id
    from projections.house import House


def kept_from(house: House, person: str | None, first: int, last: int, subject: Id | None) -> frozenset[int]:
    """The positions that are not for whoever reads; of the residents whom the others tell of, a look is written first.

    The operator, who can read every file of the machine, reads all of it, and is written down too.
    """
    from domain.finance.residents import SEE, SEE_OWN
    from domain.kernel import may, today
    from projections.access import relative_of

    relations, day = relations_of(house, person), today().isoformat()
    about = "" if subject is None else " AND position IN (SELECT position FROM trail_concern WHERE subject = :subject)"
    given = {"first": first, "last": last, "subject": subject}
    with house.now() as views:
        own = {relations.person, *relative_of(views, relations.person, day)}
        marked = views.execute(
            f"SELECT position, subject FROM trail_kept WHERE position BETWEEN :first AND :last{about}", given
        ).fetchall()
        told_of = views.execute(
            f"SELECT position, person, team FROM trail_kept_of WHERE position BETWEEN :first AND :last{about}", given
        ).fetchall()
    roles = {team: may(relations, SEE, team, day) for _, team in marked}
    seen = {position for position, whom in marked if roles[whom] or whom in own}
    looks: dict[Id, tuple[str, str]] = {}
    for position, resident, team in told_of:
        if position in seen:
            role = roles.get(team)
            looks[resident] = (SEE, role.role) if role else (SEE_OWN, "resident")  # type: ignore[union-attr]
    for resident, (action, as_role) in sorted(looks.items()):
        looked(house, relations.person, as_role, [resident], action)
    return frozenset(position for position, _ in marked) - seen
