"""MT940 as each bank speaks it."""

import pytest

from domain.finance.statements import read_statements


def message(*lines, account="NL91ABNA0417164300", opening="C260301EUR100,00", closing="C260302EUR97,50", end="\r\n"):
    frame = [":20:X", f":25:{account}", ":28C:26061/1", f":60F:{opening}", *lines, f":62F:{closing}"]
    return end.join(frame).encode()


def only(*lines, **more):
    (statement,) = read_statements(message(*lines, **more))
    (line,) = statement.lines
    return line


def test_abn_amro_with_slashes():
    line = only(
        ":61:2603020302D2,50N426NONREF",
        ":86:/TRTP/SEPA OVERBOEKING/IBAN/NL20INGB0001234567/BIC/INGBNL2A/NAME/B",
        "AKKER SMIT/REMI/FACTUUR 26 VAN MAART/EREF/NOTPROVIDED",
    )

    assert (line.counterparty, line.counterparty_iban) == ("BAKKER SMIT", "NL20INGB0001234567")
    assert (line.text, line.end_to_end, line.code) == ("FACTUUR 26 VAN MAART", "", "N426")


def test_abn_amro_with_labels():
    line = only(
        ":61:2603020302D2,50N426NONREF",
        ":86:SEPA OVERBOEKING                 IBAN: NL20INGB0001234567",
        "BIC: INGBNL2A                    NAAM: BAKKER SMIT",
        "OMSCHRIJVING: FACTUUR 26         KENMERK: K-1",
    )

    assert (line.counterparty, line.counterparty_iban) == ("BAKKER SMIT", "NL20INGB0001234567")
    assert (line.text, line.end_to_end) == ("FACTUUR 26", "K-1")


def test_abn_amro_without_structure():
    line = only(":61:2602280302D2,50N426NONREF", ":86:BEA   NR:XXX1234   28.02.26/12.54 BAKKER SMIT,PAS999")

    assert (line.booked_on, line.value_on) == ("2026-03-02", "2026-02-28")
    assert line.text == "BEA NR:XXX1234 28.02.26/12.54 BAKKER SMIT,PAS999"


def _folded_by_ing(said):
    """ING counts the tag of the first line among its 65 signs."""
    return [f":86:{said[:61]}", *(said[place : place + 65] for place in range(61, len(said), 65))]


@pytest.mark.parametrize("city", ["", "D", "DE", "DEL", "DELF", "DELFT"])
@pytest.mark.parametrize("reference", ["500411584454", "5" * 33, "5" * 60])
def test_ing_in_the_envelope_of_swift(city, reference):
    said = (
        f"/EREF/{reference}//MARF/1.15791632//CSID/NL93ZZZ332656790051//CNTP/NL20INGB0001234567/INGBNL2A"
        f"/Bakkerij Smit en Zonen BV/{city}//REMI/USTD//Factuurnummer 26 van maart/"
    )
    lines = [":61:2603020302D2,50NTRFEREF//26061000000001", "/TRCD/00100/", *_folded_by_ing(said)]
    told = message(*lines, account="NL91ABNA0417164300EUR")
    before = b"{1:F01INGBNL2ABXXX0000000000}\r\n{2:I940INGBNL2AXXXN}\r\n{4:\r\n"
    after = b"\r\n:64:C260302EUR97,50\r\n:65:C260303EUR97,50\r\n:86:/SUM/1/0/2,50/0,00/\r\n-}{5:{CHK:123}}\r\n"

    (statement,) = read_statements(before + told + after)

    line = statement.lines[0]
    assert statement.account == "NL91ABNA0417164300"
    assert (line.reference, line.end_to_end) == ("26061000000001", reference)
    assert (line.counterparty, line.counterparty_iban) == ("Bakkerij Smit en Zonen BV", "NL20INGB0001234567")
    assert line.text == "Factuurnummer 26 van maart"


def test_rabobank_with_the_other_account_below_the_line():
    line = only(
        ":61:260302D000000000002,50N102EREF            ",
        "NL20INGB0001234567",
        ":86:/EREF/02-03-2026 12:00 0030000987654321/BENM//NAME/CONTRA ACCOUN",
        "T HOLDER/REMI/Brood/ISDT/2026-03-02",
        account="NL71RABO0123456789 EUR",
    )

    assert (line.counterparty, line.counterparty_iban) == ("CONTRA ACCOUNT HOLDER", "NL20INGB0001234567")
    assert (line.text, line.end_to_end) == ("Brood", "02-03-2026 12:00 0030000987654321")


@pytest.mark.parametrize("mark", ["?", ">"])
def test_numbered_pieces(mark):
    said = "116?00ONLINE?20EREF+E-1?21SVWZ+Factuur ?2226?30INGBNL2A?31NL20INGB0001234567?32Bakker ?33Smit?34997"

    line = only(":61:2603020302D2,50NTRFNONREF", f":86:{said.replace('?', mark)}")

    assert (line.counterparty, line.counterparty_iban) == ("Bakker Smit", "NL20INGB0001234567")
    assert (line.text, line.end_to_end) == ("Factuur 26", "E-1")


def test_the_descriptions_of_ns():
    line = only(":61:2603020302DR2,50S051", ":NS:01Brood van", "02deze week", "15Bakker Smit", "191000")

    assert (line.text, line.cents, line.code) == ("Brood van deze week Bakker Smit", -250, "S051")


@pytest.mark.parametrize(("mark", "cents"), [("D", -250), ("DR", -250), ("RC", -250), ("RCR", -250)])
def test_what_goes_out(mark, cents):
    line = only(f":61:2603020302{mark}2,50NTRFNONREF")

    assert (line.cents, line.reversal) == (cents, mark.startswith("RC"))


@pytest.mark.parametrize("mark", ["C", "CR", "RD", "RDR"])
def test_what_comes_in(mark):
    line = only(f":61:2603020302{mark}2,5NTRFNONREF", closing="C260302EUR102,50")

    assert (line.cents, line.reversal) == (250, mark.startswith("RD"))


@pytest.mark.parametrize(
    ("value", "entry", "booked"),
    [("251231", "0102", "2026-01-02"), ("260102", "1231", "2025-12-31"), ("240301", "0229", "2024-02-29")],
)
def test_the_booking_day_is_the_one_nearest_to_the_value_date(value, entry, booked):
    line = only(f":61:{value}{entry}D2,50NTRFNONREF", opening="C231231EUR100,00")

    assert line.booked_on == booked


@pytest.mark.parametrize("amount", ["2,50", "2,5", "02,50", "2,50000"])
def test_an_amount_may_have_fewer_or_more_digits(amount):
    assert only(f":61:260302D{amount}NTRFNONREF").cents == -250


def test_whole_euros_end_with_the_comma():
    assert only(":61:260302D2,NTRFNONREF", closing="C260302EUR98,").cents == -200


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_any_end_of_line_will_do_and_the_trailer_may_be_missing(end):
    line = only(":61:2603020302D2,50NTRFNONREF", ":86:Brood", end=end)

    assert (line.row, line.text) == (5, "Brood")


def test_old_western_signs_are_read():
    file = message(":61:2603020302D2,50NTRFNONREF", ":86:Café").decode().encode("cp1252")

    assert read_statements(file)[0].lines[0].text == "Café"


def test_a_line_without_reference_or_description():
    line = only(":61:260302D2,50")

    assert (line.cents, line.text, line.reference, line.end_to_end, line.code) == (-250, "", "", "", "")


def test_a_description_may_begin_a_line_with_what_looks_like_a_tag():
    line = only(":61:260302D2,50NTRFNONREF", ":86:Betreft", ":12: brood", "- en melk")

    assert line.text == "Betreft :12: brood - en melk"


def test_a_statement_without_lines():
    (statement,) = read_statements(message(closing="C260302EUR100,00"))

    assert (statement.lines, statement.opening, statement.closing) == ((), 10000, 10000)


def test_a_negative_balance():
    (statement,) = read_statements(
        message(":61:260302D2,50NTRFNONREF", opening="D260301EUR1,00", closing="D260302EUR3,50")
    )

    assert (statement.opening, statement.closing) == (-100, -350)


def test_pages_of_one_statement_are_one():
    first = message(":61:260302D1,00NTRFNONREF", closing="C260302EUR99,00").replace(b":62F:", b":62M:")
    last = message(":61:260302D1,00NTRFNONREF", opening="C260302EUR99,00", closing="C260302EUR98,00")

    (statement,) = read_statements(first + b"\r\n-\r\n" + last.replace(b":60F:", b":60M:"))

    assert [line.cents for line in statement.lines] == [-100, -100]
    assert (statement.opening, statement.closing) == (10000, 9800)
