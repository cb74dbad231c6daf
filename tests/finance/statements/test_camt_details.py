"""What CAMT.053 tells of a line, in the ways in which banks tell it."""

import pytest

from domain.finance.statements import read_statements
from domain.finance.statements.refusals import PartsDoNotAddUp
from tests.finance.statements.made import camt, paid, payment, sheet


def only(entry, version="02", swap=None):
    (statement,) = read_statements(camt(sheet(entry), version=version, swap=swap))
    (line,) = statement.lines
    return line


def _amount(euros, side="DBIT"):
    return f'<Amt Ccy="EUR">{euros}</Amt><CdtDbtInd>{side}</CdtDbtInd>'


def _in_details(euros):
    return f'<AmtDtls><TxAmt><Amt Ccy="EUR">{euros}</Amt></TxAmt></AmtDtls>'


@pytest.mark.parametrize(("version", "told"), [("02", _in_details), ("04", _amount), ("08", _amount)])
def test_a_batch_is_one_line_with_its_parts(version, told):
    bread, milk = paid(-150, name="Bakker"), paid(-100, name="Boer")
    extra = payment(bread, version, told("1.50")) + payment(milk, version, told("1.00"))

    line = only(paid(-250, extra=extra), version)

    assert [(part.cents, part.counterparty) for part in line.parts] == [(-150, "Bakker"), (-100, "Boer")]
    assert (line.cents, line.batch_count, line.counterparty) == (-250, 2, "")


def test_a_part_may_go_the_other_way():
    line = only(
        paid(
            -250, extra=payment(paid(-300), "04", _amount("3.00")) + payment(paid(-300), "04", _amount("0.50", "CRDT"))
        ),
        "04",
    )

    assert [part.cents for part in line.parts] == [-300, 50]


@pytest.mark.parametrize("charges", [
    '<Chrgs><TtlChrgsAndTaxAmt Ccy="EUR">0.50</TtlChrgsAndTaxAmt></Chrgs>',
    '<Chrgs><Rcrd><Amt Ccy="EUR">0.30</Amt></Rcrd><Rcrd><Amt Ccy="EUR">0.20</Amt></Rcrd></Chrgs>',
])  # fmt: skip
def test_what_the_bank_took_for_a_batch_may_stand_beside_its_parts(charges):
    reference = "<AcctSvcrRef>0001</AcctSvcrRef>"
    extra = "".join(payment(paid(-250), "04", _amount(euros)) for euros in ("1.50", "1.00"))

    line = only(paid(-300, extra=extra), "04", swap=(reference, reference + charges))

    assert (line.cents, [part.cents for part in line.parts]) == (-300, [-150, -100])
    with pytest.raises(PartsDoNotAddUp):
        only(paid(-301, extra=extra), "04", swap=(reference, reference + charges))


def test_parts_without_amounts_are_kept_without():
    line = only(paid(-250, extra=payment(paid(-150)) + payment(paid(-100))))

    assert [part.cents for part in line.parts] == [None, None]


def test_a_batch_that_the_bank_does_not_tell_apart_says_how_many_it_was():
    line = only(paid(-250, extra="<Btch><NbOfTxs>17</NbOfTxs></Btch>"))

    assert (line.parts, line.batch_count, line.cents) == ((), 17, -250)


def test_lines_that_are_not_booked_are_counted_and_left_out():
    for status in ("PDNG", "INFO", "FUTR"):
        file = camt(sheet(paid(-250)), swap=("97.50", "100.00")).replace(b"BOOK", status.encode())

        (statement,) = read_statements(file)

        assert (statement.lines, statement.pending, statement.closing) == ((), 1, 10000)


def test_a_line_paid_in_another_currency_says_so_in_its_text():
    told = '<AmtDtls><InstdAmt><Amt Ccy="USD">2.71</Amt></InstdAmt></AmtDtls>'

    line = only(paid(-250, text="Boek", extra=payment(paid(-250, text="Boek"), amount=told)))

    assert (line.cents, line.text) == (-250, "Boek USD 2.71")


@pytest.mark.parametrize("cents", [250, -250])
def test_a_reversal_keeps_its_direction_and_names_the_other_party(cents):
    line = only(paid(cents, reversal=True))

    assert (line.cents, line.reversal, line.counterparty) == (cents, True, "Bakker Smit")


@pytest.mark.parametrize("cents", [250, -250])
@pytest.mark.parametrize("reversal", [True, False])
def test_without_an_account_the_other_party_is_known_by_its_side(cents, reversal):
    line = only(paid(cents, iban="", reversal=reversal))

    assert (line.counterparty, line.counterparty_iban) == ("Bakker Smit", "")


def test_ones_own_name_is_never_the_other_party():
    own = "<RltdPties><Cdtr><Nm>Bakker Smit</Nm></Cdtr>\n<CdtrAcct><Id><IBAN>NL20INGB0001234567</IBAN>"
    line = only(paid(-250), swap=(own, own.replace("NL20INGB0001234567", "NL91ABNA0417164300")))

    assert (line.counterparty, line.counterparty_iban) == ("", "")


def test_a_structured_reference_is_told_in_the_text():
    structured = "<RmtInf><Strd><CdtrRefInf><Ref>4654654654654654</Ref></CdtrRefInf></Strd></RmtInf>"

    line = only(paid(-250), swap=("<RmtInf><Ustrd>Brood van deze week</Ustrd></RmtInf>", structured))

    assert line.text == "4654654654654654"


def test_a_missing_value_date_is_the_booking_day_and_the_other_way_round():
    value = only(paid(-250), swap=("<ValDt><Dt>2026-03-02</Dt></ValDt>", ""))
    booked = only(paid(-250), swap=("<BookgDt><Dt>2026-03-02</Dt></BookgDt>", ""))

    assert (value.value_on, booked.booked_on) == ("2026-03-02", "2026-03-02")


@pytest.mark.parametrize("written", ["2026-03-02+01:00", "2026-03-02Z"])
def test_a_day_may_have_a_zone(written):
    line = only(paid(-250), swap=("<BookgDt><Dt>2026-03-02", f"<BookgDt><Dt>{written}"))

    assert line.booked_on == "2026-03-02"


def test_the_code_is_of_the_domain_or_of_the_bank():
    code = "<Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn>"

    assert only(paid(-250)).code == "PMNT-RCDT-ESCT"
    assert only(paid(-250), swap=(code, "<Prtry><Cd>544</Cd></Prtry>")).code == "544"


def test_an_account_may_be_a_number_and_the_opening_the_last_closing():
    file = camt(sheet(paid(-250)), swap=("<IBAN>NL91ABNA0417164300</IBAN>", "<Othr><Id>41.71.64.300</Id></Othr>"))

    (statement,) = read_statements(file.replace(b"OPBD", b"PRCD"))

    assert (statement.account, statement.opening) == ("41.71.64.300", 10000)


def test_pages_of_one_statement_are_one():
    first = camt(sheet(paid(-250))).decode().replace("CLBD", "ITBD")
    second = camt(sheet(paid(-250), opening=9750, opening_on="2026-03-02")).decode().replace("OPBD", "ITBD")
    stated = second[second.index("<Stmt>") : second.index("</BkToCstmrStmt>")]

    (statement,) = read_statements(first.replace("</BkToCstmrStmt>", stated + "</BkToCstmrStmt>").encode())

    assert ([line.cents for line in statement.lines], statement.closing) == ([-250, -250], 9500)


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "ISO-8859-1", "windows-1252"])
def test_any_encoding_that_banks_use_is_read(encoding):
    (statement,) = read_statements(camt(sheet(paid(-250, name="Café Müller")), encoding=encoding))

    assert statement.lines[0].counterparty == "Café Müller"


def test_a_declaration_over_some_rows_does_not_move_the_rows():
    file = camt(sheet(paid(-250)), swap=("<?xml version", "<?xml\n\nversion"))

    (statement,) = read_statements(file)

    assert file.decode().splitlines()[statement.lines[0].row - 1] == "<Ntry>"
