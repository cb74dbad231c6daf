"""Each rule at its boundary: just allowed, just refused, used up, across the clock changes and across periods."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.rosters.labour import Work, rules_at
from tests.rosters.labour.agenda import agenda, judged, severities, shift


def series(first: str, count: int, clock: str, hours: float, *, every: int = 1, kind: str = "work") -> list[Work]:
    days = (date.fromisoformat(first) + timedelta(days=every * n) for n in range(count))
    return [shift(day.isoformat(), clock, hours, kind) for day in days]


@pytest.mark.parametrize(
    ("works", "expected"),
    [
        ("02-03 12:00 8 | 03-03 07:00 8", []),
        ("02-03 12:01 8 | 03-03 07:00 8", ["noted"]),
        ("02-03 15:00 8 | 03-03 07:00 8", ["noted"]),
        ("02-03 15:01 8 | 03-03 07:00 8", ["refused"]),
        ("02-03 15:00 8 | 03-03 07:00 8 | 05-03 15:00 8 | 06-03 07:00 8", ["noted", "refused"]),
        ("02-03 15:00 8 | 03-03 07:00 8 | 09-03 15:00 8 | 10-03 07:00 8", ["noted", "noted"]),
        ("02-03 15:00 8 | 03-03 07:00 8 | 09-03 14:59 8 | 10-03 06:59 8", ["noted", "refused"]),
    ],
)
def test_daily_rest_is_11_hours_and_once_a_week_8(works: str, expected: list[str]) -> None:
    assert severities(works, "atw-5:3-2") == expected


def test_the_cao_allows_a_second_short_rest_of_10_hours() -> None:
    with_ten = "02-03 15:00 8 | 03-03 07:00 8 | 05-03 13:00 8 | 06-03 07:00 8"
    with_nine = "02-03 15:00 8 | 03-03 07:00 8 | 05-03 13:01 8 | 06-03 07:00 8"

    assert severities(with_ten, "atw-5:3-2", "cao-ghz") == ["noted", "noted"]
    assert severities(with_nine, "atw-5:3-2", "cao-ghz") == ["noted", "refused"]
    assert severities(with_ten, "atw-5:3-2", "atw") == ["noted", "refused"]


def test_a_short_rest_tells_how_often_it_was_used_and_is_left() -> None:
    first, second = judged("02-03 15:00 8 | 03-03 07:00 8 | 05-03 15:00 8 | 06-03 07:00 8", "atw-5:3-2")

    assert (first.exceptions_used, first.exceptions_left) == (1, 0)
    assert (second.value, second.limit, second.exceptions_used, second.exceptions_left) == (480, 660, 1, 0)
    assert second.text == (
        "Te weinig rust: tussen 05-03-2026 23:00 en 06-03-2026 07:00 zit 8 uur. Nodig is 11 uur rust."
    )


def test_the_rest_over_the_clock_changes_is_counted_in_real_hours() -> None:
    summer = "28-03 15:00 8 | 29-03 09:59 4"
    winter = "24-10 15:00 8 | 25-10 09:00 4"

    assert [one.value for one in judged(summer, "atw-5:3-2")] == [599]
    assert judged(winter, "atw-5:3-2") == []
    assert [one.value for one in judged("24-10 15:00 8 | 25-10 08:59 4", "atw-5:3-2")] == [659]


def test_a_short_rest_before_the_period_counts_and_gives_no_verdict_itself() -> None:
    works = "26-02 15:00 8 | 27-02 07:00 8 | 03-03 15:00 8 | 04-03 07:00 8"

    found = judged(works, "atw-5:3-2", first="2026-03-02")

    assert [(one.severity, one.exceptions_used) for one in found] == [("refused", 1)]


@pytest.mark.parametrize(
    ("hours", "breaks", "expected"),
    [
        (5.5, 0, []),
        (5.75, 15, []),
        (6, 29, ["refused"]),
        (6, 30, []),
        (10.5, 30, []),
        (11, 44, ["refused"]),
        (11, 45, []),
    ],
)  # fmt: skip
def test_breaks_are_30_minutes_over_5_and_a_half_hours_and_45_over_10(
    hours: float, breaks: int, expected: list[str]
) -> None:
    assert severities([shift("2026-03-02", "08:00", hours, "work", breaks)], "atw-5:4-2") == expected


def test_weekly_rest_is_36_hours_from_each_shift_or_72_in_two_weeks() -> None:
    six = [*series("2026-03-02", 5, "07:00", 8), shift("2026-03-07", "11:00", 8)]
    again = [*series("2026-03-09", 5, "07:00", 8), shift("2026-03-14", "11:00", 8), shift("2026-03-16", "07:00", 8)]
    later = [*six[:-1], shift("2026-03-07", "11:01", 8)]

    assert severities([*six, *again], "atw-5:5-2") == []
    assert severities([*later, *again], "atw-5:5-2") == ["refused"]
    assert severities(later + again[:1], "atw-5:5-2") == ["noted"]


def test_sundays_are_free_13_times_in_52_weeks() -> None:
    sundays = series("2026-01-04", 39, "09:00", 6, every=7)
    one_more = [*sundays, shift("2026-12-27", "00:00", 1)]
    saturday_night = [*sundays, shift("2026-12-26", "20:00", 4)]

    assert severities(sundays, "atw-5:6-3") == []
    assert severities(saturday_night, "atw-5:6-3") == []
    (found,) = judged(one_more, "atw-5:6-3")
    assert (found.severity, found.value, found.limit) == ("refused", 12, 13)


def test_a_year_has_22_free_weekends_by_the_cao() -> None:
    saturdays = series("2026-01-03", 30, "09:00", 6, every=7)

    assert severities(saturdays, "cao-ghz-b2-weekends", "cao-ghz") == []
    assert severities([*saturdays, shift("2026-11-08", "09:00", 6)], "cao-ghz-b2-weekends", "cao-ghz") == ["warned"]


def test_a_shift_is_12_hours_at_most_net_and_10_by_the_cao() -> None:
    assert severities([shift("2026-03-02", "07:00", 12.75, "work", 45)], "atw-5:7-2a") == []
    assert severities([shift("2026-03-02", "07:00", 12.75, "work", 44)], "atw-5:7-2a") == ["refused"]
    assert severities("02-03 07:00 10", "cao-ghz-b2-shift", "cao-ghz") == []
    assert severities("02-03 07:00 10.25", "cao-ghz-b2-shift", "cao-ghz") == ["warned"]


def test_a_rest_of_less_than_8_hours_makes_two_parts_one_shift() -> None:
    assert severities("02-03 07:00 6 | 02-03 20:59 6.5", "atw-5:7-2a") == ["refused"]
    assert severities("02-03 07:00 6 | 02-03 21:00 6.5", "atw-5:7-2a") == []
    assert severities("02-03 07:00 4 | 02-03 16:00 4", "cao-ghz-6:6-split", "cao-ghz") == ["warned"]


def test_hours_a_week_over_4_and_over_16_weeks() -> None:
    weeks = [work for n in range(16) for work in series(f"{date(2026, 1, 5) + timedelta(weeks=n)}", 4, "07:00", 12)]
    extra = [shift("2026-04-24", "07:00", 0.25)]

    assert severities(weeks, "atw-5:7-2c") == []
    assert severities(weeks + extra, "atw-5:7-2c") == ["refused"]
    assert severities(series("2026-03-02", 5, "07:00", 12), "atw-5:7-2b") == []
    assert severities([*series("2026-03-02", 5, "07:00", 12), shift("2026-03-07", "09:00", 0.25)], "atw-5:7-2b") == [
        "refused"
    ]
    four = [work for n in range(4) for work in series(f"{date(2026, 3, 2) + timedelta(weeks=n)}", 5, "07:00", 11)]
    assert severities(four, "atw-5:7-3") == []
    assert severities([*four, shift("2026-03-28", "09:00", 0.25)], "atw-5:7-3") == ["refused"]


def test_hours_of_absence_count_and_break_no_rest() -> None:
    ill = [*series("2026-03-02", 5, "07:00", 12), shift("2026-03-08", "09:00", 8, "absence")]

    assert severities(ill, "atw-5:7-2b") == ["refused"]
    assert severities([shift("2026-03-02", "15:00", 8), shift("2026-03-03", "07:00", 8, "absence")], "atw-5:3-2") == []


def test_more_than_an_hour_between_0_and_6_is_a_night_of_10_hours_at_most() -> None:
    assert severities("02-03 14:00 11", "atw-5:8-1") == []
    (night,) = judged("02-03 14:30 11", "atw-5:8-1")
    assert (night.severity, night.value, night.exceptions_used, night.exceptions_left) == ("noted", 660, 1, 4)
    assert severities("02-03 20:00 12.25", "atw-5:8-1") == ["refused"]
    assert severities("02-03 20:00 10", "atw-5:8-1") == []


def test_the_night_of_the_clock_change_has_its_real_hours() -> None:
    (found,) = judged("24-10 22:00 10.25", "atw-5:8-1")

    assert found.value == 615
    assert severities("28-03 21:00 10", "atw-5:8-1") == []


def test_five_long_nights_in_14_days_and_22_in_a_year() -> None:
    five = series("2026-03-02", 5, "20:00", 11, every=2)
    spread = series("2026-01-05", 23, "20:00", 11, every=7)

    assert severities(five, "atw-5:8-1") == ["noted"] * 5
    assert severities([*five, shift("2026-03-12", "20:00", 11)], "atw-5:8-1") == ["noted"] * 5 + ["refused"]
    assert severities([*five, shift("2026-03-16", "20:00", 11)], "atw-5:8-1") == ["noted"] * 6
    assert severities(spread, "atw-5:8-1") == ["noted"] * 22 + ["refused"]


def test_rest_after_a_night_is_14_hours_once_8_and_12_after_a_long_one() -> None:
    assert severities("02-03 23:00 8 | 03-03 21:00 6", "atw-5:8-4") == []
    assert severities("02-03 23:00 8 | 03-03 20:59 6", "atw-5:8-4") == ["noted"]
    assert severities("02-03 18:00 8 | 03-03 13:30 6", "atw-5:8-4") == []
    assert severities("02-03 18:00 8.25 | 03-03 13:30 6", "atw-5:8-4") == ["noted"]
    twice = "02-03 23:00 8 | 03-03 20:00 6 | 05-03 23:00 8 | 06-03 20:00 2"
    assert severities(twice, "atw-5:8-4")[-1] == "refused"
    assert severities("02-03 20:00 11 | 03-03 19:00 4", "atw-5:8-3") == []
    assert severities("02-03 20:00 11 | 03-03 18:59 4", "atw-5:8-3") == ["refused"]


def test_three_nights_in_a_row_want_46_hours() -> None:
    nights = "02-03 23:00 8 | 03-03 23:00 8 | 04-03 23:00 8"

    assert severities(f"{nights} | 07-03 05:00 6", "atw-5:8-5") == []
    assert severities(f"{nights} | 07-03 04:59 0.5", "atw-5:8-5") == ["refused"]
    assert severities(f"{nights} | 05-03 23:00 8", "atw-5:8-5") == []
    assert severities("02-03 23:00 8 | 03-03 23:00 8 | 05-03 15:00 8", "atw-5:8-5") == []


def test_seven_shifts_in_a_row_when_one_is_a_night() -> None:
    seven = [*series("2026-03-02", 6, "15:00", 8), shift("2026-03-08", "23:00", 8)]

    assert severities(seven, "atw-5:8-6") == []
    assert severities([shift("2026-03-01", "15:00", 8), *seven], "atw-5:8-6") == ["refused"]
    assert severities(series("2026-03-02", 8, "15:00", 8), "atw-5:8-6") == []


def test_36_late_nights_in_16_weeks_and_40_hours_with_16() -> None:
    nights = series("2026-01-05", 36, "23:00", 8, every=3)

    assert severities(nights, "atw-5:8-8") == []
    assert severities([*nights, shift("2026-04-23", "23:00", 8)], "atw-5:8-8") == ["refused"]
    weeks = [work for n in range(16) for work in series(f"{date(2026, 1, 6) + timedelta(weeks=n)}", 4, "08:00", 9)]
    with_nights = [*weeks, *series("2026-01-10", 16, "20:00", 6, every=7)]
    assert severities(with_nights, "atw-5:8-2") == ["refused"]
    assert severities(with_nights[:-1], "atw-5:8-2") == []


def test_on_call_keeps_its_distance_from_nights() -> None:
    night = "03-03 23:00 8"

    assert severities(f"03-03 10:00 2 on_call | {night} | 04-03 21:00 2 on_call", "atw-5:9-3") == []
    assert severities(f"03-03 10:00 2.25 on_call | {night}", "atw-5:9-3") == ["refused"]
    assert severities(f"{night} | 04-03 20:59 2 on_call", "atw-5:9-3") == ["refused"]


def test_on_call_14_times_in_28_days_and_13_hours_of_work_beside_it() -> None:
    fourteen = series("2026-03-02", 14, "00:00", 24, kind="on_call")

    assert severities(fourteen, "atw-5:9-2a") == []
    again = [*fourteen, *series("2026-03-29", 1, "00:00", 22, kind="on_call")]
    assert severities(again, "atw-5:9-2a") == ["refused"]
    assert severities("02-03 00:00 24 on_call | 02-03 06:00 12 | 02-03 19:00 1", "atw-5:9-4") == []
    assert severities("02-03 00:00 24 on_call | 02-03 06:00 12 | 02-03 19:00 1.25", "atw-5:9-4") == ["refused"]


def test_28_days_with_on_call_have_twice_48_hours_off() -> None:
    weekdays = [work for n in range(4) for work in series(f"{date(2026, 3, 2) + timedelta(weeks=n)}", 5, "09:00", 8)]
    calls = series("2026-03-07", 2, "09:00", 36, every=7, kind="on_call")

    assert severities([*weekdays, *calls], "atw-5:9-2b") == []
    third = series("2026-03-21", 1, "09:00", 36, kind="on_call")
    assert severities([*weekdays, *calls, *third], "atw-5:9-2b") == ["refused"]


def test_a_sleep_shift_with_its_neighbours_is_one_shift_of_24_hours() -> None:
    chain = "02-03 15:00 7 | 02-03 22:00 9 sleep | 03-03 07:00 8"

    assert severities(chain, "atb-1:1") == []
    assert severities("02-03 14:45 7.25 | 02-03 22:00 9 sleep | 03-03 07:00 8", "atb-1:1") == ["refused"]
    assert severities(chain, "atw-5:7-2a") == severities(chain, "atw-5:3-2") == severities(chain, "atw-5:8-1") == []


def test_rest_around_a_sleep_shift_is_11_hours_once_10_and_once_8() -> None:
    sleep = "02-03 22:00 9 sleep"

    assert severities(f"{sleep} | 03-03 18:00 3", "atb-4.8:1-3c") == []
    assert severities(f"02-03 06:00 8 | {sleep} | 03-03 17:00 3", "atb-4.8:1-3c") == ["noted", "noted"]
    assert severities(f"02-03 06:00 8 | {sleep} | 03-03 16:59 3", "atb-4.8:1-3c") == ["noted", "refused"]
    assert severities(f"{sleep} | 03-03 08:00 3", "atb-4.8:1-3c") == ["refused"]


def test_a_week_with_sleep_shifts_has_24_and_six_times_11_hours_of_rest() -> None:
    chains = series("2026-03-02", 3, "09:00", 24, every=2, kind="sleep")
    nights = series("2026-03-02", 7, "21:00", 12, kind="sleep")

    assert severities(chains, "atb-4.8:1-3d") == []
    (found,) = judged(nights, "atb-4.8:1-3d")
    assert (found.severity, found.limit) == ("refused", 5400)


def test_52_sleep_shifts_in_26_weeks() -> None:
    sleeps = series("2026-01-05", 26, "22:00", 9, every=7, kind="sleep")
    more = series("2026-01-08", 26, "22:00", 9, every=7, kind="sleep")

    assert severities([*sleeps, *more], "atb-4.8:1-3a") == []
    assert severities([*sleeps, *more, shift("2026-06-28", "22:00", 9, "sleep")], "atb-4.8:1-3a") == ["refused"]


def test_pregnancy_and_notice_are_judged_when_they_are_told() -> None:
    long, night = [shift("2026-03-02", "07:00", 10.25)], "02-03 23:00 8"

    assert severities(long, "atw-4:5-4a") == []
    assert severities(long, "atw-4:5-4a", pregnant=True) == ["refused"]
    assert severities(night, "atw-4:5-5", pregnant=True) == ["warned"]
    start = agenda(night)[0].start
    assert severities(night, "atw-4:2-2", published=start - 28 * 1440) == []
    assert severities(night, "atw-4:2-2", published=start - 28 * 1440 + 1) == ["warned"]
    assert severities(night, "cao-ghz-6:6-ahead", "cao-ghz", published=start - 21 * 1440) == []


def test_hours_of_a_year_by_the_contract() -> None:
    weeks = [work for n in range(40) for work in series(f"{date(2026, 1, 5) + timedelta(weeks=n)}", 2, "08:00", 12)]

    assert severities(weeks, "cao-ghz-6:1", "cao-ghz", contract=36 * 60) == []
    assert severities(weeks, "cao-ghz-6:1", "cao-ghz", contract=18 * 60) == ["warned"]


def test_every_rule_has_its_place_in_a_set() -> None:
    assert {"atw-5:3-2", "atb-4.8:1-3c"} <= {rule.id for rule in rules_at("atw", "2026-03-02").rules}
