"""When a round ends and when a roster must be known, on the wall and in real hours."""

from __future__ import annotations

from domain.rosters.labour import read_set
from domain.rosters.notice import notices_of, notices_on
from domain.rosters.rounds import RoundDates


def test_a_round_ends_at_midnight_on_the_wall_on_both_sides_of_a_clock_change() -> None:
    spring = RoundDates("2026-03-28", "2026-03-29", "2026-04-02")
    autumn = RoundDates("2026-10-24", "2026-10-25", "2026-10-26")

    assert [spring.ends("wishes"), spring.ends("gaps")] == ["2026-03-28T23:00Z", "2026-03-29T22:00Z"]
    assert [autumn.ends("wishes"), autumn.ends("gaps")] == ["2026-10-24T22:00Z", "2026-10-25T23:00Z"]
    assert spring.at("2026-03-28T22:59Z") == "wishes"
    assert spring.at("2026-03-28T23:00Z") == "gaps"


def test_the_legal_deadline_is_in_real_hours_also_across_a_clock_change() -> None:
    cao, law = notices_on("2026-04-06", "cao-ghz")

    assert (cao.rule, cao.deadline("2026-04-06")) == ("cao-ghz-6:6-ahead", "2026-03-15T22:00Z")  # 23:00 on the wall
    assert (law.rule, law.deadline("2026-04-06")) == ("atw-4:2-2", "2026-03-08T22:00Z")
    assert cao.deadline("2026-03-02") == "2026-02-08T23:00Z"


def test_the_law_alone_asks_four_weeks() -> None:
    assert [(n.rule, n.hours) for n in notices_on("2026-03-02", "atw")] == [("atw-4:2-2", 28 * 24)]


def test_an_old_roster_keeps_the_notice_of_its_day() -> None:
    rule = {"id": "own-notice", "article": "Eigen cao 1", "title": "Bekend", "severity": "warned", "check": "notice"}
    versions = read_set(
        {
            "set": "own",
            "title": "Eigen cao",
            "version": [
                {
                    "valid_from": day, "source": day, "includes": "atw", "without": ["atw-4:2-2"],
                    "rule": [rule | {"ahead_minutes": minutes}],
                }
                for day, minutes in (("2010-01-01", 480 * 60), ("2026-01-01", 504 * 60))
            ],
        }
    )  # fmt: skip

    assert [(n.hours, n.source) for version in versions for n in notices_of(version)] == [
        (480, "2010-01-01"),
        (504, "2026-01-01"),
    ]
