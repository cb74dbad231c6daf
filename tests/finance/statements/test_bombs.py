"""Files made to hurt are refused early, with little memory."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest

from domain.finance.statements import read_statements, refusals
from tests.finance.statements.made import camt, mt940, paid, sheet

ONE = camt(sheet(paid(-250)))
LAUGHS = '<!DOCTYPE lolz [<!ENTITY a "lol">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
DEFINITIONS = {
    "billion laughs": LAUGHS + "]>",
    "quadratic": f'<!DOCTYPE q [<!ENTITY a "{"x" * 50_000}">]>',
    "external entity": '<!DOCTYPE e [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "external definitions": '<!DOCTYPE e SYSTEM "http://127.0.0.1:9/e.dtd">',
    "parameter entity": '<!DOCTYPE e [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]>',
    "empty": "<!DOCTYPE Document>",
}
MOST_MEMORY = 150_000_000


def _memory(name):
    status = Path("/proc/self/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith(name))) * 1024


def _refused(data, *kinds):
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins again here
    before = _memory("VmRSS")

    with pytest.raises(kinds):
        read_statements(data)

    assert _memory("VmHWM") - before < MOST_MEMORY


@pytest.mark.parametrize("definition", DEFINITIONS)
@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16"])
def test_a_file_with_definitions_of_its_own_is_refused(definition, encoding):
    text = ONE.decode().replace("<Document", DEFINITIONS[definition] + "<Document").replace("Bakker", "&a;")

    _refused(text.replace("UTF-8", encoding).encode(encoding), refusals.StatementHasDTD)


def test_a_strange_namespace_is_no_statement():
    _refused(ONE.replace(b"urn:iso", b"{ {4: }urn:iso"), refusals.NotAStatement, refusals.StatementBroken)


def test_an_entity_without_a_definition_is_refused():
    _refused(ONE.replace(b"Bakker", b"&a;"), refusals.StatementBroken)


def test_elements_nested_deep_are_refused():
    _refused(
        ONE.replace(b"<GrpHdr>", b"<GrpHdr>" + b"<a>" * 500_000), refusals.StatementStrange, refusals.StatementBroken
    )
    _refused(ONE.replace(b"<GrpHdr>", b"<GrpHdr>" + b"<a>" * 40 + b"</a>" * 40), refusals.StatementStrange)


def test_a_million_small_elements_are_refused():
    _refused(ONE.replace(b"<GrpHdr>", b"<b/>" * 1_000_000 + b"<GrpHdr>"), refusals.StatementStrange)


def test_a_batch_without_end_is_refused():
    _refused(ONE.replace(b"<TxDtls>", b"<TxDtls/>" * 400_000 + b"<TxDtls>"), refusals.StatementStrange)


def test_a_huge_attribute_or_text_is_refused():
    _refused(ONE.replace(b'Ccy="EUR"', b'Ccy="' + b"E" * 11_000_000 + b'"', 1), refusals.StatementStrange)
    _refused(ONE.replace(b"Bakker", b"B" * 11_000_000), refusals.StatementStrange)


def test_a_long_description_is_cut():
    file = camt(sheet(paid(-250, text="woord " * 50_000)))

    line = read_statements(file)[0].lines[0]

    assert len(line.text) == 1000 and line.text.endswith("…")


def test_a_million_rows_of_description_take_no_long_time():
    file = mt940(sheet(paid(-250))).replace(b"\r\n:62F", b"\r\n" + b"x\r\n" * 300_000 + b":62F")

    assert len(read_statements(file)[0].lines[0].end_to_end) == 70


def test_signs_that_look_like_an_envelope_over_and_over_take_no_long_time():
    good = mt940(sheet(paid(-250)))

    assert read_statements(b"{1:F01" * 50_000 + b"\r\n" + b"{1:{a}{b}" * 50_000 + b"x\r\n" + good)
    assert read_statements(good.replace(b":86:", b":86:116?00a" + b"?20x" * 500_000))
    assert read_statements(good.replace(b":86:", b":86:" + b"/NAME" * 500_000))


def _zip(*files, how=ZIP_DEFLATED):
    held = BytesIO()
    with ZipFile(held, "w", how) as packed:
        for name, data in files:
            packed.writestr(name, data)
    return held.getvalue()


def test_a_zip_that_unpacks_to_too_much_is_refused():
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as packed, packed.open("b.xml", "w") as file:
        for _ in range(250):
            file.write(b" " * 1_000_000)

    _refused(held.getvalue(), refusals.StatementTooLarge)
    _refused(_zip(*((f"{place}.xml", ONE + b"<!---->" * 1_300_000) for place in range(3))), refusals.StatementTooLarge)


def test_a_zip_of_many_files_or_of_other_files_is_refused():
    _refused(_zip(*((f"{place}.xml", b"") for place in range(500))), refusals.ZipFull)
    _refused(_zip(*((f"{place}.xml", b"") for place in range(5000))), refusals.ZipFull)
    _refused(_zip(("a.xml", ONE), ("leesmij.txt", b"hallo")), refusals.ZipHoldsOther)
    _refused(_zip(("in.zip", _zip(("a.xml", ONE)))), refusals.ZipHoldsOther)
    _refused(_zip(), refusals.NotAStatement)


def test_a_zip_that_is_cut_locked_or_packed_otherwise_is_refused():
    good = _zip(("a.xml", ONE))
    locked = bytearray(good)
    locked[6] |= 1
    locked[good.rindex(b"PK\x01\x02") + 8] |= 1

    _refused(good[:-30], refusals.ZipBroken)
    _refused(bytes(locked), refusals.ZipLocked)
    _refused(_zip(("a.xml", ONE), how=ZIP_BZIP2), refusals.ZipBroken)


def test_a_zip_of_days_is_read_in_the_order_of_days_and_a_day_twice_counts_once():
    first = sheet(paid(-250))
    second = sheet(paid(100, "2026-03-03"), opening=9750, opening_on="2026-03-02", closing_on="2026-03-03")

    found = read_statements(_zip(("b.xml", camt(second)), ("a.xml", camt(first)), ("again.xml", camt(first))))

    assert [(one.file, one.closing) for one in found] == [("a.xml", 9750), ("b.xml", 9850)]


def test_a_refusal_in_a_zip_names_the_file():
    wrong = camt(sheet(paid(-250)), swap=("97.50", "97.00"))

    with pytest.raises(refusals.BalanceWrong) as refusal:
        read_statements(_zip(("maart.xml", wrong)))

    assert "regel maart.xml:5 klopt niet" in refusal.value.sentence()
