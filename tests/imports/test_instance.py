"""The nurse-rostering format: read whole, whatever the order of its sections, and each wrong line named."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from domain.rosters.instance import InstanceUnreadable, read_instance
from tests.imports.conftest import SMALL


def _sections(text):
    return [f"SECTION_{part}" for part in text.split("SECTION_")[1:]]


def _refused(text):
    with pytest.raises(InstanceUnreadable) as refusal:
        read_instance(text if isinstance(text, bytes) else text.encode())
    return refusal.value.sentence()


def test_everything_that_a_file_says_is_read():
    found = read_instance(SMALL.encode())

    assert found.horizon == 14
    assert [(s.id, s.minutes, s.no_next) for s in found.shifts.values()] == [
        ("E", 480, ()), ("D", 480, ("E",)), ("L", 480, ("E", "D")),
    ]  # fmt: skip
    assert found.staff["Q"].max_shifts == {"E": 0, "D": 14, "L": 2}
    assert (found.staff["Q"].max_minutes, found.staff["Q"].min_off, found.staff["Q"].max_weekends) == (2160, 2, 1)
    assert found.days_off == {"A": {0}, "B": {6, 7, 10}}
    assert [(w.staff, w.day, w.shift, w.weight) for w in found.on_requests] == [("B", 0, "D", 1), ("Q", 2, "L", 3)]
    assert [(w.staff, w.day, w.shift, w.weight) for w in found.off_requests] == [("A", 9, "E", 2)]
    assert found.cover == {(0, "E"): 2, (0, "L"): 1, (13, "D"): 1}


@given(some.permutations(_sections(SMALL)))
def test_sections_may_stand_in_any_order(sections):
    assert read_instance("\n".join(sections).encode()) == read_instance(SMALL.encode())


@pytest.mark.parametrize(
    "written",
    [SMALL.replace("\n", "\r\n"), "\ufeff" + SMALL, SMALL.replace(",", " , "), SMALL.replace("SECTION", "section")],
    ids=["windows", "byte order mark", "spaces", "small letters"],
)
def test_other_ways_to_write_it_are_read(written):
    assert read_instance(written.encode()) == read_instance(SMALL.encode())


@pytest.mark.parametrize(
    ("was", "becomes", "line", "says"),
    [
        ("\n14\n", "\nfourteen\n", 3, "het aantal dagen is een heel getal van 1 tot en met 365"),
        ("\n14\n", "\n0\n", 3, "het aantal dagen"),
        ("\n14\n", "\n14\n15\n", 4, "is al gegeven"),
        ("E,480,", "E,30,", 7, "de lengte in minuten"),
        ("E,480,", "EARLY,480,", 7, "1 tot 3 letters of cijfers"),
        ("E,480,", "E", 7, "hier horen 3 velden"),
        ("D,480,E", "D,480,X", 8, "dienst “X” staat niet in SECTION_SHIFTS"),
        ("D,480,E", "E,480,", 8, "dienst E staat er al"),
        ("A,E=14|D=14|L=0,4320,3360,5,2,2,1", "A,E=14", 12, "hier horen 8 velden (ID, MaxShifts"),
        ("A,E=14|D=14|L=0", "A,E:14", 12, "MaxShifts ziet eruit als E=14|L=5"),
        ("A,E=14|D=14|L=0,4320", "A,E=14|D=14|L=0,-1", 12, "MaxTotalMinutes is een heel getal"),
        ("4320,3360,5,2,2,1\nB", "3360,4320,5,2,2,1\nB", 12, "MinTotalMinutes (4320) is meer dan"),
        ("Q,E=0", "A,E=0", 14, "A staat er al"),
        ("A,0", "Z,0", 17, "“Z” staat niet in SECTION_STAFF"),
        ("A,0", "A,14", 17, "de dag is een heel getal van 0 tot en met 13"),
        ("A,0", "A", 17, "een ID en een of meer dagen"),
        ("B,0,D,1", "B,0,D", 21, "hier horen 4 velden (ID, dag, dienst, gewicht)"),
        ("B,0,D,1", "B,0,D,x", 21, "het gewicht is een heel getal"),
        ("A,9,E,2", "B,0,D,2", 25, "een wens van B voor dienst D op dag 0 staat er al"),
        ("0,E,2,100,1", "0,E,two,100,1", 28, "het aantal is een heel getal van 0 tot en met 50"),
        ("0,L,1,100,1", "0,E,1,100,1", 29, "de bezetting van dienst E op dag 0 staat er al"),
        ("SECTION_COVER", "SECTION_COVERS", 27, "“SECTION_COVERS” kennen we niet"),
        ("SECTION_COVER", "SECTION_STAFF", 27, "staat er al op regel 11"),
        ("# made by the tests", "hello", 1, "hier hoort een regel als SECTION_HORIZON"),
    ],
)
def test_a_malformed_line_is_named_with_what_was_expected(was, becomes, line, says):
    assert was in SMALL

    sentence = _refused(SMALL.replace(was, becomes, 1))

    assert f"Regel {line}: " in sentence and says in sentence


def test_every_wrong_line_is_named_not_only_the_first():
    sentence = _refused(SMALL.replace("A,0", "Z,0").replace("A,9,E,2", "A,9,X,2").replace("0,L,1", "0,L,99"))

    assert re.findall(r"Regel (\d+):", sentence) == ["17", "25", "29"]


@pytest.mark.parametrize("section", ["HORIZON", "SHIFTS", "STAFF"])
def test_what_must_be_there_is_missed(section):
    without = "\n".join(part for part in _sections(SMALL) if not part.startswith(f"SECTION_{section}\n"))

    assert _refused(without)


@pytest.mark.parametrize("section", ["DAYS_OFF", "SHIFT_ON_REQUESTS", "SHIFT_OFF_REQUESTS", "COVER"])
def test_what_may_be_left_out_is_not_missed(section):
    without = "\n".join(part for part in _sections(SMALL) if not part.startswith(f"SECTION_{section}\n"))

    assert read_instance(without.encode()).horizon == 14


def test_an_empty_file_is_refused():
    assert "SECTION_HORIZON ontbreekt" in _refused(b"")


def test_a_file_that_is_too_large_is_not_read():
    assert "groter dan 1 MB" in _refused(b"#" * 1_000_001)


def test_what_is_no_text_is_refused_by_line():
    assert "Regel 2: hier staat een teken dat geen UTF-8 is" in _refused(b"SECTION_HORIZON\n\xff\xfe\n")


def test_five_hundred_people_and_no_more():
    staff = "\n".join(f"S{n},,100,0,5,1,1,1" for n in range(501))

    assert "meer dan 500 mensen" in _refused(f"SECTION_HORIZON\n7\nSECTION_SHIFTS\nD,480,\nSECTION_STAFF\n{staff}\n")


@given(some.data())
def test_whatever_is_changed_in_a_file_it_is_read_or_refused_in_a_sentence(data):
    text = list(SMALL.encode())
    for _ in range(data.draw(some.integers(1, 8))):
        at = data.draw(some.integers(0, len(text) - 1))
        how = data.draw(some.sampled_from(("change", "drop", "add", "cut")))
        byte = data.draw(some.one_of(some.sampled_from(b"0123456789,|=\n\r#AEDL"), some.integers(0, 255)))
        if how == "change":
            text[at] = byte
        elif how == "drop" and len(text) > 1:
            del text[at]
        elif how == "add":
            text.insert(at, byte)
        else:
            text = text[: at + 1]

    try:
        read_instance(bytes(text))
    except InstanceUnreadable as refusal:
        assert refusal.sentence().startswith("Dit roosterbestand lezen we niet. ")


@given(some.binary(max_size=300))
def test_whatever_the_bytes_there_is_no_stack_trace(raw):
    try:
        read_instance(raw)
    except InstanceUnreadable as refusal:
        assert refusal.sentence()


@pytest.mark.parametrize(("wrong", "says"), [(51, "En nog 1 regel."), (52, "En nog 2 regels."), (50, None)])
def test_of_many_wrong_lines_the_rest_is_counted(wrong, says):
    lines = "".join(f"Z,{n}\n" for n in range(wrong))

    sentence = _refused(SMALL.replace("SECTION_DAYS_OFF\n", f"SECTION_DAYS_OFF\n{lines}"))

    assert sentence.endswith(says) if says else "En nog" not in sentence
