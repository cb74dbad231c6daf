"""Minutes per band, against a count of each minute by itself."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import holidays
from hypothesis import example, given, settings
from hypothesis import strategies as st

from domain.rosters.hours.ort import all_rules, ort_minutes, ort_spans, read_rules, rules_on

LOCAL = ZoneInfo("Europe/Amsterdam")
GHZ = all_rules()[0]
CHANGES = ("2026-03-28", "2026-10-24", "2027-03-27", "2024-10-26")


def naive(start: datetime, minutes: int, away: int) -> dict[str, int]:
    """Every minute by itself: the wall clock, the weekday, the holidays, the reference's sentence."""
    before = (minutes - away) // 2
    found: dict[str, int] = {}
    for n in range(minutes):
        if before <= n < before + away:
            continue
        local = (start + timedelta(minutes=n)).astimezone(LOCAL)
        hour, weekday = local.hour, local.weekday()
        band = None
        if weekday == 6 or local.date() in holidays.country_holidays("NL", years=local.year):
            band = "ort60"
        elif (local.month, local.day) in ((12, 24), (12, 31)) and hour >= 18:
            band = "ort60"
        elif weekday == 5:
            band = "ort49" if hour < 6 or hour >= 22 else "ort38" if hour < 8 or hour >= 12 else None
        elif hour < 6 or hour >= 22:
            band = "ort44"
        elif hour < 7 or hour >= 20:
            band = "ort22"
        if band:
            found[band] = found.get(band, 0) + 1
    return found


def text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%MZ")


days = st.one_of(
    st.sampled_from([date.fromisoformat(day) for day in (*CHANGES, "2026-12-24", "2026-12-31", "2026-04-26")]),
    st.dates(date(2024, 1, 1), date(2028, 12, 31)),
)


@settings(deadline=None, max_examples=120)
@given(days, st.integers(0, 1439), st.integers(1, 1500), st.integers(0, 120))
@example(date(2026, 3, 28), 22 * 60, 420, 0)
@example(date(2026, 10, 24), 21 * 60, 540, 45)
@example(date(2026, 12, 24), 14 * 60, 495, 30)
def test_the_bands_are_those_of_a_count_minute_by_minute(day: date, begin: int, minutes: int, away: int) -> None:
    start = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=begin)
    away = min(away, minutes)

    counted = ort_minutes(text(start), text(start + timedelta(minutes=minutes)), away, GHZ)

    assert counted == naive(start, minutes, away)


@settings(deadline=None, max_examples=60)
@given(days, st.integers(0, 1439), st.integers(1, 1500), st.integers(0, 120))
def test_the_spans_are_the_whole_interval_in_order(day: date, begin: int, minutes: int, away: int) -> None:
    start = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=begin)
    end = start + timedelta(minutes=minutes)

    spans = ort_spans(text(start), text(end), min(away, minutes), GHZ)

    edges = [text(start), *(span.end for span in spans)]
    assert [span.start for span in spans] == edges[:-1]
    assert edges[-1] == text(end)


def test_a_night_across_the_clock_change_pays_the_hours_that_there_were() -> None:
    spring = ort_minutes("2026-03-28T22:00Z", "2026-03-29T05:00Z", 0, GHZ)
    autumn = ort_minutes("2026-10-24T21:00Z", "2026-10-25T06:00Z", 0, GHZ)

    assert spring == {"ort49": 60, "ort60": 360}
    assert autumn == {"ort49": 60, "ort60": 480}


def test_a_band_inside_the_hour_that_occurs_twice_counts_twice() -> None:
    given = {"code": "x", "percent": 1, "days": ["sun"], "times": [["02:30", "03:00"]]}
    (rules,) = read_rules(
        {"rules": [{"id": "x", "valid_from": date(2000, 1, 1), "source": "", "without_ort": [], "bands": [given],
                    "wage_codes": {}}]}
    )  # fmt: skip

    assert ort_minutes("2026-10-24T22:00Z", "2026-10-25T06:00Z", 0, rules) == {"x": 60}
    assert ort_minutes("2026-03-28T22:00Z", "2026-03-29T06:00Z", 0, rules) == {}


def test_the_break_lies_in_the_middle() -> None:
    spans = ort_spans("2026-03-05T06:00Z", "2026-03-05T14:15Z", 30, GHZ)

    assert [(span.start[11:16], span.end[11:16]) for span in spans if span.band == "break"] == [("09:52", "10:22")]


def test_the_rules_say_where_they_come_from() -> None:
    rules = rules_on("2026-03-01")

    assert rules.id == "cao-ghz" and "Gehandicaptenzorg" in rules.source
    assert set(rules.band_codes()) <= rules.wage_codes.keys()
