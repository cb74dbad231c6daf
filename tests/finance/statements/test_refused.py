"""What is no proper statement is refused by name, with its row, and in words."""

import pytest

from domain.finance.statements import bounds, camt, read_statements, refusals
from tests.finance.statements.made import camt as made_camt
from tests.finance.statements.made import mt940, paid, payment, sheet

ONE = sheet(paid(-250))
CAMT_REFUSED = {
    ("camt.053.001.02", "camt.052.001.02"): refusals.WrongKindOfStatement,
    ("camt.053.001.02", "camt.054.001.02"): refusals.WrongKindOfStatement,
    ("camt.053.001.02", "camt.053.001.09"): refusals.UnknownVersion,
    ("camt.053.001.02", "camt.053.001.01"): refusals.UnknownVersion,
    ("urn:iso:std:iso:20022:tech:xsd:camt", "urn:other:camt"): refusals.NotAStatement,
    ("</Document>", ""): refusals.StatementBroken,
    ("2.50", "2.50&euro;"): refusals.StatementBroken,
    ("2.50", "2.505"): refusals.AmountTooFine,
    ("2.50", "2.50001"): refusals.AmountTooFine,
    ("2.50", "2.500001"): refusals.LineAmountUnreadable,
    ("2.50", "2,50"): refusals.LineAmountUnreadable,
    ("2.50", "+2.50"): refusals.LineAmountUnreadable,
    ("2.50", "2.5e1"): refusals.LineAmountUnreadable,
    ("2.50", "٢.50"): refusals.LineAmountUnreadable,
    ("2.50", ""): refusals.LineAmountUnreadable,
    ("2.50", "99999999999999.00"): refusals.LineAmountUnreadable,
    ("2.50", "-2.50"): refusals.AmountNegative,
    ('<Amt Ccy="EUR">2.50</Amt>', ""): refusals.LineAmountUnreadable,
    ('Ccy="EUR">2.50', 'Ccy="USD">2.50'): refusals.ForeignCurrency,
    ('Ccy="EUR">2.50', ">2.50"): refusals.ForeignCurrency,
    ('Ccy="EUR">97.50', 'Ccy="SEK">97.50'): refusals.ForeignCurrency,
    ("<Ccy>EUR</Ccy>", "<Ccy>USD</Ccy>"): refusals.AccountNotInEuro,
    ("<IBAN>NL91ABNA0417164300</IBAN>", ""): refusals.AccountMissing,
    ("<Cd>OPBD</Cd>", "<Cd>OPAV</Cd>"): refusals.OpeningMissing,
    ("<Cd>CLBD</Cd>", "<Cd>CLAV</Cd>"): refusals.ClosingMissing,
    ("<Cd>CLBD</Cd>", "<Cd>ITBD</Cd>"): refusals.StatementUnfinished,
    ("<Cd>OPBD</Cd>", "<Cd>ITBD</Cd>"): refusals.StatementUnbegun,
    ("97.50", "97.51"): refusals.BalanceWrong,
    ("<Sts>BOOK</Sts>", ""): refusals.StatusUnknown,
    ("<Sts>BOOK</Sts>", "<Sts>DONE</Sts>"): refusals.StatusUnknown,
    ("<CdtDbtInd>DBIT</CdtDbtInd>", ""): refusals.SideMissing,
    ("<ValDt><Dt>2026-03-02", "<ValDt><Dt>2026-02-30"): refusals.LineDateUnreadable,
    ("<BookgDt><Dt>2026-03-02", "<BookgDt><Dt>02-03-2026"): refusals.LineDateUnreadable,
    ("<Dt><Dt>2026-03-01", "<Dt><Dt>2026-03-03"): refusals.PeriodBackwards,
    ("<GrpHdr>", "<Ntry><Sts>BOOK</Sts></Ntry><GrpHdr>"): refusals.StatementStrange,
}
MT940_REFUSED = {
    (":20:STATEMENT", "STATEMENT"): refusals.NotAStatement,
    (":60F:C260301EUR100,00\r\n", ""): refusals.StatementStrange,
    (":62F:C260302EUR97,50\r\n", ""): refusals.ClosingMissing,
    (":62F:", ":62M:"): refusals.StatementUnfinished,
    (":60F:", ":60M:"): refusals.StatementUnbegun,
    ("EUR97,50", "EUR97,51"): refusals.BalanceWrong,
    ("EUR97,50", "USD97,50"): refusals.ForeignCurrency,
    ("EUR97,50", "97,50"): refusals.BalanceUnreadable,
    ("C260302EUR", "C260230EUR"): refusals.LineDateUnreadable,
    ("D2,50", "D2,505"): refusals.AmountTooFine,
    ("D2,50", "D2.50"): refusals.LineAmountUnreadable,
    ("D2,50", "D250"): refusals.LineAmountUnreadable,
    ("D2,50", "D-2,50"): refusals.AmountNegative,
    ("D2,50", "X2,50"): refusals.LineUnreadable,
    ("2603020302D", "2613020302D"): refusals.LineDateUnreadable,
    ("2603020302D", "2603021302D"): refusals.LineDateUnreadable,
    (":25:NL91ABNA0417164300", ":25:"): refusals.AccountMissing,
    (":25:NL91ABNA0417164300", ":25:NL91ABNA0417164300USD"): refusals.AccountNotInEuro,
    (":60F:C260301", ":60F:C260303"): refusals.PeriodBackwards,
    (":60F:C260301EUR100,00", ":34F:EUR0,00"): refusals.WrongKindOfStatement,
}


@pytest.mark.parametrize(("was", "becomes"), CAMT_REFUSED)
def test_a_camt_that_is_not_right_is_refused_by_name(was, becomes):
    file = made_camt(ONE, swap=(was, becomes))

    with pytest.raises(CAMT_REFUSED[was, becomes]) as refusal:
        read_statements(file)

    assert refusal.value.field == "file" and "{" not in refusal.value.sentence()


@pytest.mark.parametrize(("was", "becomes"), MT940_REFUSED)
def test_an_mt940_that_is_not_right_is_refused_by_name(was, becomes):
    file = mt940(ONE, swap=(was, becomes))

    with pytest.raises(MT940_REFUSED[was, becomes]) as refusal:
        read_statements(file)

    assert refusal.value.field == "file" and "{" not in refusal.value.sentence()


@pytest.mark.parametrize(
    "data", [b"", b"\n", b"hallo", b"{}", b"\0\0\0\0", b"%PDF-1.7", b"date;amount\n1;2\n", b"<", b"\xff\xfe"]
)
def test_another_file_is_no_statement(data):
    with pytest.raises((refusals.NotAStatement, refusals.StatementBroken)):
        read_statements(data)


def test_five_decimals_that_are_whole_cents_are_read():
    statement = read_statements(made_camt(ONE, swap=("2.50", "2.50000")))[0]

    assert statement.lines[0].cents == -250


def test_the_refusal_of_a_fine_amount_names_its_row_and_what_stands_there():
    file = made_camt(ONE, swap=("2.50", "2.50400"))

    with pytest.raises(refusals.AmountTooFine) as refusal:
        read_statements(file)

    row = (
        file.decode()
        .splitlines()
        .index(
            '<Amt Ccy="EUR">2.50400</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts>'
            "<BookgDt><Dt>2026-03-02</Dt></BookgDt><ValDt><Dt>2026-03-02</Dt></ValDt>"
        )
        + 1
    )
    assert refusal.value.details == {"row": row, "amount": "2.50400"}


def test_a_wrong_balance_is_named_with_its_figures():
    with pytest.raises(refusals.BalanceWrong) as refusal:
        read_statements(mt940(ONE, swap=("EUR97,50", "EUR90,00")))

    said = refusal.value.sentence().replace("\N{NO-BREAK SPACE}", " ")
    assert "beginsaldo € 100,00 en regels € −2,50 geven samen € 97,50" in said
    assert "eindsaldo is € 90,00. Het verschil is € −7,50" in said


@pytest.mark.parametrize("written", [made_camt, mt940])
def test_a_gap_between_two_statements_is_named(written):
    next_day = sheet(paid(100, "2026-03-03"), opening=9000, opening_on="2026-03-02", closing_on="2026-03-03")

    with pytest.raises(refusals.StatementGap) as refusal:
        read_statements(written(ONE, next_day))

    assert (
        "€\N{NO-BREAK SPACE}97,50" in refusal.value.sentence()
        and "€\N{NO-BREAK SPACE}90,00" in refusal.value.sentence()
    )


def test_statements_that_go_back_in_time_are_refused():
    earlier = sheet(opening=9750, opening_on="2026-02-26", closing_on="2026-02-27")

    with pytest.raises(refusals.StatementsOutOfOrder):
        read_statements(made_camt(ONE, earlier))


def test_parts_of_a_batch_that_do_not_add_up_are_named():
    amounts = [f'<Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd>' for amount in ("1.00", "1.49")]
    batch = paid(-250, extra="".join(payment(paid(-250), amount=amount) for amount in amounts))

    with pytest.raises(refusals.PartsDoNotAddUp) as refusal:
        read_statements(made_camt(sheet(batch), version="04"))

    assert "€\N{NO-BREAK SPACE}−2,49" in refusal.value.sentence()


def test_a_file_in_another_encoding_than_it_says_is_refused_with_the_row():
    file = made_camt(sheet(paid(-250, name="Café")), encoding="ISO-8859-1").replace(b"ISO-8859-1", b"UTF-8")

    with pytest.raises(refusals.WrongEncoding) as refusal:
        read_statements(file)

    assert refusal.value.details["row"] == file[: file.index(b"\xe9")].count(b"\n") + 1


@pytest.mark.parametrize("encoding", ["UTF-7", "IBM037", "x-none", "rot13"])
def test_an_encoding_that_no_bank_uses_is_refused(encoding):
    with pytest.raises(refusals.WrongEncoding):
        read_statements(made_camt(ONE).replace(b"UTF-8", encoding.encode()))


def test_too_many_bytes_or_lines_are_refused(monkeypatch):
    with pytest.raises(refusals.StatementTooLarge) as refusal:
        read_statements(b" " * (bounds.MOST_BYTES + 1))
    assert "20 MB" in refusal.value.sentence()

    monkeypatch.setattr(camt, "MOST_LINES", 2)
    with pytest.raises(refusals.TooManyLines):
        read_statements(made_camt(sheet(paid(-1), paid(-1), paid(-1))))
