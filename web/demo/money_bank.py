"""The bank account for outings in the demo: its statements come in as CAMT.053, and each line finds its account."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from xml.sax.saxutils import escape

from domain.finance.ledger import Line
from domain.finance.statements import identities, read_statements
from domain.kernel import AMSTERDAM, Id
from web.demo.money_books import Books
from web.demo.stage import Life, local

_DAY = timedelta(days=1)
ACCOUNT = "1011"
_FIRST = (
    (60_000, "Stichting Drie Hoeken Zorg", "Geld voor uitjes"),
    (-4_750, "Kinderboerderij De Veldhoeve", "Entree groep"),
    (-3_120, "Zwembad De Golf", "Zwemmen met begeleiding"),
)  # fmt: skip
_SECOND = (
    (-8_990, "Speelwinkel De Vlieger", "Spellen en cadeaus"), (-4_750, "Kinderboerderij De Veldhoeve", "Entree groep"),
    (4_750, "Kinderboerderij De Veldhoeve", "Terugbetaald, gesloten wegens storm"),
)  # fmt: skip
_LAST = ((-2_640, "Pannenkoekenhuis De Hoeve", "Pinbetaling 118"), (-1_875, "Regiotaxi", "Ritten februari"))

Booked = Sequence[tuple[int, str, str]]


def begin(books: Books, number: int) -> None:
    """Let three statements come in: two are worked out, the last one waits for whoever looks."""
    last = books.stage.until.astimezone(AMSTERDAM).date()
    books.stage.begin(_kept(books, number, last), local(last - 75 * _DAY, "10:40"))


def iban(number: int) -> str:
    """A number that the check digits allow, of an account that nobody has."""
    plain = f"{1_234_560 + number:010d}"
    check = 98 - int("".join(str(int(sign, 36)) for sign in f"DEMO{plain}NL00")) % 97
    return f"NL{check:02d}DEMO{plain}"


def _kept(books: Books, number: int, last: date) -> Life:
    stage, bank, team = books.stage, books.stage.house.bank, books.home.id
    stage.act(books.keeper, bank.link_account, team, account=ACCOUNT, iban=iban(number))
    held, before, opening = bank.linked(team, iban(number)), last - 77 * _DAY, 0
    for ago, booked in ((61, _FIRST), (33, _SECOND), (1, _LAST)):
        day = last - ago * _DAY
        yield local(day, "08:40")
        data = camt(iban(number), opening, before, day - _DAY, booked)
        file = stage.house.blobs.keep(held, data)
        stage.act(books.keeper, bank.import_statement, team, bank=held, file=file)
        opening, before = opening + sum(cents for cents, _, _ in booked), day - _DAY
        if booked is not _LAST:
            yield stage.soon(10, 30)
            _worked_out(books, identities(*read_statements(data), account=held), first=booked is _FIRST)


def _worked_out(books: Books, lines: Sequence[Id], *, first: bool) -> None:
    """Lines are matched, one is split, and one that took another back is explained; the rule does what it knows."""
    act, bank, keeper = books.stage.act, books.stage.house.bank, books.keeper
    one, other, third = lines
    if first:
        act(keeper, bank.match_line, one, account="8000")
        act(keeper, bank.match_line, other, account="4390")
        act(keeper, bank.make_rule, other, rule=books.stage.fresh("rule"))
        act(keeper, bank.match_line, third, account="4390")
        return
    act(keeper, bank.split_line, one, parts=(Line("4350", -5_990), Line("4390", -3_000)))
    act(keeper, bank.explain_line, third, why="De boerderij was dicht: het geld kwam terug.", account="4390")


def camt(number: str, opening: int, before: date, day: date, booked: Booked) -> bytes:
    """A statement of one day, as a bank sends it."""
    closing = opening + sum(cents for cents, _, _ in booked)
    entries = "".join(_entry(n, day, *one) for n, one in enumerate(booked))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>\n'
        f"<GrpHdr><MsgId>{day:%Y%m%d}</MsgId><CreDtTm>{day}T23:30:00</CreDtTm></GrpHdr>\n"
        f"<Stmt><Id>{day:%Y%m%d}</Id><Acct><Id><IBAN>{number}</IBAN></Id><Ccy>EUR</Ccy></Acct>\n"
        f"{_balance('OPBD', opening, before)}{_balance('CLBD', closing, day)}{entries}"
        "</Stmt></BkToCstmrStmt></Document>\n"
    ).encode()


def _entry(number: int, day: date, cents: int, name: str, text: str) -> str:
    party = "Dbtr" if cents > 0 else "Cdtr"
    return (
        f"<Ntry>{_amount(cents)}<Sts>BOOK</Sts><BookgDt><Dt>{day}</Dt></BookgDt><ValDt><Dt>{day}</Dt></ValDt>"
        f"<AcctSvcrRef>{day:%Y%m%d}{number:03d}</AcctSvcrRef>"
        "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>"
        f"<NtryDtls><TxDtls><RltdPties><{party}><Nm>{escape(name)}</Nm></{party}></RltdPties>"
        f"<RmtInf><Ustrd>{escape(text)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>\n"
    )


def _balance(code: str, cents: int, day: date) -> str:
    return f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>{_amount(cents)}<Dt><Dt>{day}</Dt></Dt></Bal>\n"


def _amount(cents: int) -> str:
    side = "DBIT" if cents < 0 else "CRDT"
    return f'<Amt Ccy="EUR">{abs(cents) // 100}.{abs(cents) % 100:02d}</Amt><CdtDbtInd>{side}</CdtDbtInd>'
