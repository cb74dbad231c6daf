"""What makes a line of a statement the same line in another file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from domain.finance.statements.accounts import account_key
from domain.finance.statements.statement import Statement
from domain.kernel import Id, id_of


def identities(*statements: Statement, account: str | None = None, after: Collection[Id] = ()) -> tuple[Id, ...]:
    """A key for each line, in order, over all the statements given: those of one account from one file.

    The same for the MT940 and the CAMT of a day, whatever the order of the lines, the texts and the references: the
    account, booking day, value date, cents, and which of several equal ones it is on that booking day. Statements hold
    whole booking days (a file that ends on an interim balance is refused), so a day counts the same in every file that
    holds it, and overlap and re-import bring no new key.

    A bank may close a day in two files. The second then opens where the books stand; give `after`, the keys that the
    account has, and its lines get the places that are still free. `account` replaces the statement's own number.
    """
    seen: Counter[tuple[str, str, str, int]] = Counter()
    found = []
    for statement in statements:
        own = account_key(statement.account if account is None else account)
        for line in statement.lines:
            what = (own, line.booked_on, line.value_on, line.cents)
            key = _key(what, seen[what])
            while key in after:
                seen[what] += 1
                key = _key(what, seen[what])
            seen[what] += 1
            found.append(key)
    return tuple(found)


def _key(what: tuple[str, str, str, int], place: int) -> Id:
    account, booked_on, value_on, cents = what
    return id_of("finance.bank_line", account, booked_on, value_on, str(cents), str(place))
