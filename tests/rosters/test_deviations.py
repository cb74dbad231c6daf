"""What a person agrees to, and asks: only for themselves, and only where the law or the cao lets them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.kernel import Id, NotThere, Refusal, id_of
from domain.rosters import Booking, ShiftKind, refusals
from domain.rosters.agreeing import MOST_TOLD
from domain.rosters.deviations import DeviationGone, DeviationUnreadable, NobodyDeviates, ReasonMissing, TooManyTold
from domain.rosters.labour import Consent, check, rules_at
from domain.rosters.lawful import Decided, Employment, absence_of, brings, over, work_of
from domain.rosters.rule_sets import read_rules
from projections.deviations import deviations_of, protections_of
from tests.harness.home import Home
from tests.rosters.labour.test_own_sets import HOUSE

SPLIT = "cao-ghz-6:6-split"
D1 = id_of("deviation", "1")


def agree(
    home: Home, person: Id, rule: str = SPLIT, first: str = "2026-03-02", last: str = "2026-03-29", **more: str
) -> None:
    with home.by(person):
        home.house.rosters.agree_to_deviation(
            id_of("deviation", more.get("number", "1")),
            rule=rule,
            first=first,
            last=last,
            why=more.get("why", "Komt mij uit"),
        )


def booking(day: str, start: str, end: str, *, shift: str = "a", minutes: int = 240) -> Booking:
    return Booking(shift, f"{day}T{start}Z", f"{day}T{end}Z", "D", day, minutes, False, "r", "t")


MORNING, EVENING = booking("2026-03-05", "07:00", "11:00"), booking("2026-03-05", "15:00", "19:00", shift="b")


def severities(who: Employment, rule: str = SPLIT) -> list[tuple[str, str | None]]:
    found = brings([MORNING], EVENING, who)
    return [(v.severity, v.consent.deviation if v.consent else None) for v in found if v.rule == rule]


def test_a_split_shift_is_noted_with_the_consent_of_its_day() -> None:
    consent = Consent("d", SPLIT, "2026-03-05", "2026-03-05")

    assert severities(Employment()) == [("warned", None)]
    assert severities(Employment(consents=(consent,))) == [("noted", "d")]
    assert severities(Employment(consents=(Consent("d", SPLIT, "2026-03-06", "2026-03-09"),))) == [("warned", None)]
    assert severities(Employment(consents=(Consent("d", "atw-5:3-2", "2026-03-05", "2026-03-05"),))) == [
        ("warned", None)
    ]


def test_the_list_of_a_period_says_the_same_as_the_cell() -> None:
    consent = Consent("d", SPLIT, "2026-03-05", "2026-03-05")

    (found,) = [
        v
        for v in over([MORNING, EVENING], "2026-03-02", "2026-03-29", Employment(consents=(consent,)))
        if v.rule == SPLIT
    ]

    assert (found.severity, found.consent) == ("noted", consent)


def test_who_agreed_works_60_hours_a_week_with_sleep_shifts_and_no_more() -> None:
    rule = "atb-4.8:1-3b"
    consent = Consent("d", rule, "2026-01-05", "2026-07-05")

    def told(hours: float) -> set[str]:
        booked = []
        for week in range(26):
            monday = date(2026, 1, 5) + timedelta(weeks=week)
            for day in range(5):
                at = (monday + timedelta(days=day)).isoformat()
                booked.append(
                    Booking(f"{week}{day}", f"{at}T00:00Z", f"{at}T13:00Z", "S", at, round(hours * 12), True, "r", "t")
                )
        who = Employment(consents=(consent,))
        return {v.severity for v in over(booked, "2026-06-29", "2026-07-05", who) if v.rule == rule}

    assert told(48) == set()
    assert told(49) == {"noted"}
    assert told(60) == {"noted"}
    assert told(60.5) == {"refused"}


def test_only_the_person_agrees_with_a_reason_and_for_a_rule_that_lets_one(home: Home, bram: Id) -> None:
    agree(home, bram)

    with pytest.raises(NobodyDeviates) as refusal:
        agree(home, bram, "atw-5:3-2", number="2")
    with pytest.raises(ReasonMissing):
        agree(home, bram, number="3", why=" ")
    with pytest.raises(NotThere):
        agree(home, bram, "atw-9:9", number="4")
    with pytest.raises(DeviationUnreadable):
        agree(home, bram, "atb-4.8:1-3b", "2026-03-02", "2026-08-31", number="5")
    with pytest.raises(DeviationUnreadable):
        agree(home, bram, first="2026-02-01", last="2026-02-05", number="6")

    assert "ATW artikel 5:3 lid 2" in refusal.value.sentence()
    with home.house.now() as views:
        (held,) = deviations_of(views, bram)
    assert (held.rule, held.first, held.last) == (SPLIT, "2026-03-02", "2026-03-29")
    assert home.house.vault.open_packed(held.why) == "Komt mij uit"


def test_one_agrees_for_a_shift_of_one_s_own(home: Home, bram: Id, fenna: Id) -> None:
    own, hers = home.plan(bram, "04", "V"), home.plan(fenna, "04", "V")
    asked = {"rule": SPLIT, "first": "2026-03-04", "last": "2026-03-04", "why": "Komt mij uit"}

    with home.by(bram):
        for shift in (hers, id_of("no shift")):
            with pytest.raises(NotThere):
                home.house.rosters.agree_to_deviation(D1, shift=shift, **asked)
        home.house.rosters.agree_to_deviation(D1, shift=own, **asked)

    with home.house.now() as views:
        assert [held.shift for held in deviations_of(views, bram)] == [own]


def test_a_consent_is_taken_back_for_what_is_to_come(home: Home, bram: Id) -> None:
    agree(home, bram)
    home.clock.advance(timedelta(days=35))  # 9 March

    with home.by(bram):
        home.house.rosters.withdraw_deviation(D1)

    (held,) = home.agenda(bram).consents()
    assert (held.first, held.last) == ("2026-03-02", "2026-03-08")
    with home.by(bram), pytest.raises(DeviationGone):
        home.house.rosters.withdraw_deviation(D1)
    with home.by(home.person("fenna")), pytest.raises(DeviationGone):
        home.house.rosters.withdraw_deviation(D1)


def test_a_consent_that_had_not_begun_is_gone_when_it_is_taken_back(home: Home, bram: Id) -> None:
    agree(home, bram)
    with home.by(bram):
        home.house.rosters.withdraw_deviation(D1)

    assert home.agenda(bram).consents() == ()


def protect(home: Home, person: Id, *tells: Id) -> None:
    with home.by(person):
        home.house.rosters.ask_protection(id_of("protection"), first="2026-02-15", last="2026-08-01", tells=list(tells))


def test_nobody_is_told_why_and_who_is_protected_decides_for_herself(home: Home, fenna: Id) -> None:
    before = rules_at("cao-ghz", "2026-03-02").rule("atw-4:5-5")
    assert before and before.severity == "warned"
    kind = "N12"
    with home.by(home.person("anna")):
        home.house.rosters.define_kind(home.team, kind=ShiftKind(kind, "D", 7 * 60, 690, 30), name="Lang")
    home.plan(None, "05", kind)
    protect(home, fenna)

    with pytest.raises(refusals.ProtectedByAgreement) as refusal:
        home.plan(fenna, "05", kind)
    with home.by(fenna):
        home.house.rosters.take_shift(home.roster, shift=id_of("own"), date="2026-03-05", kind=kind)

    assert "zwanger" not in refusal.value.sentence()
    assert any(f["person"] == fenna for f in home.standing().shifts.values())


def test_how_many_may_know_is_bounded_before_any_of_them_is_looked_up(home: Home, bram: Id) -> None:
    many = [id_of("somebody", str(n)) for n in range(MOST_TOLD + 1)]

    with pytest.raises(TooManyTold) as refusal:
        protect(home, bram, *many)

    assert refusal.value.field == "tells" and str(MOST_TOLD) in refusal.value.sentence()
    protect(home, bram, *[home.person("fenna")] * (MOST_TOLD + 1))


def test_who_may_know_reads_the_article(home: Home, fenna: Id, anna: Id) -> None:
    with home.by(anna):
        home.house.rosters.define_kind(home.team, kind=ShiftKind("X", "D", 7 * 60, 690, 30), name="Lang")
    protect(home, fenna, anna)

    with pytest.raises(Refusal) as refusal:
        home.plan(fenna, "05", "X")

    assert "Hoogstens mag 10 uur" in str(refusal.value)
    with home.house.now() as views:
        assert protections_of(views, fenna)[0].tells == (anna,)


def test_a_week_of_leave_counts_as_the_contract_says() -> None:
    who = Employment(contracts=(("2026-01-01", 1921),), absent=(("2026-03-02", "2026-03-08"),))

    assert sum(work.net for work in absence_of([], who)) == 1921


def test_leave_with_too_many_hours_around_it_is_refused_and_without_a_contract_it_is_not() -> None:
    booked = []
    for day in ("02", "03", "04", "05"):
        at = f"2026-03-{day}"
        booked.append(Booking(day, f"{at}T06:00Z", f"{at}T18:00Z", "D", at, 700, False, "r", "t"))
    away = (("2026-03-06", "2026-03-08"),)

    def found(contracts: tuple[tuple[str, int], ...]) -> list[str]:
        who = Employment(contracts=contracts, absent=away)
        return [v.rule for v in over(booked, "2026-03-02", "2026-03-08", who) if v.rule == "atw-5:7-2b"]

    assert found((("2026-01-01", 36 * 60),)) == ["atw-5:7-2b"]
    assert found(()) == []


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 27), st.sampled_from([7, 15, 23])), max_size=20),
    st.integers(0, 27),
    st.integers(0, 6),
)
def test_hours_of_absence_never_overlap_work_nor_pass_the_contract(
    shifts: list[tuple[int, int]], first: int, days: int
) -> None:
    booked, end = [], ""
    for number, (day, hour) in enumerate(sorted(set(shifts))):
        at = date(2026, 3, 16) + timedelta(days=day)  # over the change to summer time
        start = f"{at}T{hour - 1:02}:00Z"
        until = f"{at + timedelta(days=hour == 23)}T{(hour + 7) % 24:02}:00Z"
        if start >= end:
            booked.append(Booking(str(number), start, until, "D", at.isoformat(), 480, False, "r", "t"))
            end = until
    begin = date(2026, 3, 16) + timedelta(days=first)
    who = Employment(
        contracts=(("2026-01-01", 2160),), absent=((begin.isoformat(), (begin + timedelta(days=days)).isoformat()),)
    )
    works = [work_of(one) for one in booked]

    away = absence_of(works, who)

    assert sum(one.net for one in away) <= 2160
    for one in away:
        assert 0 < one.net <= one.end - one.start
        assert all(work.end <= one.start or one.end <= work.start for work in works)


def test_a_period_over_two_versions_is_judged_by_the_rules_of_each_day() -> None:
    own = Decided("v", "2026-03-16", read_rules(HOUSE + "shorter_minutes = []\n", "2026-03-16"))
    booked = []
    for day in ("03", "17"):
        booked += [booking(f"2026-03-{day}", "06:00", "14:00", shift=day, minutes=480)]
        after = f"2026-03-{int(day) + 1:02}"
        booked += [booking(after, "01:30", "09:00", shift=after, minutes=450)]

    found = [v for v in over(booked, "2026-03-02", "2026-03-29", Employment(decided=(own,))) if v.rule == "atw-5:3-2"]

    assert [(v.limit, v.severity) for v in found] == [(720, "refused")]
    works = [work_of(one) for one in booked]
    assert not [
        v
        for v in check(works, rules_at("cao-ghz", "2026-03-02"), date(2026, 3, 2), date(2026, 3, 29))
        if v.rule == "atw-5:3-2"
    ]


def test_who_is_protected_and_asked_for_a_swap_has_it_when_the_other_agrees(home: Home, fenna: Id, bram: Id) -> None:
    with home.by(home.person("anna")):
        home.house.rosters.define_kind(home.team, kind=ShiftKind("X", "D", 7 * 60, 690, 30), name="Lang")
    mine, theirs = home.plan(fenna, "05", "V"), home.plan(bram, "09", "X")
    protect(home, fenna)
    swap = id_of("swap")

    with home.by(fenna):
        home.house.rosters.propose_swap(home.roster, swap=swap, giving=mine, wanting=theirs)
    with home.by(bram):
        home.house.rosters.swap_shift(home.roster, swap)

    assert (home.who(theirs), home.who(mine)) == (fenna, bram)
