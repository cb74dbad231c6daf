"""The demo: plausible to who works in such a home, and the same at each making."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import datetime

import pytest

from domain.kernel import Sealed
from domain.rosters.hours.figures import same_lines
from projections.asks import shift_of
from projections.candidates import candidates
from projections.finance_balances import trial_balance
from projections.finance_reports import reports
from projections.finance_residents import check_residents
from projections.hours import statement
from projections.house import House
from projections.roster_page import periods_of
from projections.rounds import rounds_shown
from projections.shortages import shortages_of
from tests.commands.conftest import UNTIL
from web.commands.demo import ensure_demo

SMALL = ("--teams", 1, "--weeks", 4, "--until", UNTIL, "--json")


def _content(data):
    """Everything in the log, opened."""
    house = House(data)
    try:
        facts = house.workspace.facts(0, 100_000)
        return [
            {
                name: house.vault.open(value) if isinstance(value, Sealed) else value
                for name, value in vars(house.workspace.decode(recorded)).items()
            }
            | {"topic": recorded.topic, "position": recorded.position}
            for recorded in facts
        ]
    finally:
        house.close()


def _told(data):
    """The same, with what is named by a key of this one workspace as the place where it first stood.

    Hashes of what two people looked at are made of sealed boxes; claims, lines of the bank and shops have keyed ids.
    """
    seen: dict[str, str] = {}

    def placed(value):
        if isinstance(value, str):
            return re.sub("[0-9a-f]{64}|[0-9a-f]{32}", lambda found: seen.setdefault(found[0], f"#{len(seen)}"), value)
        if isinstance(value, list):
            return [placed(one) for one in value]
        return value

    return [
        {name: placed(value) for name, value in fact.items()}
        if fact["topic"].startswith(("finance.", "mand"))
        else fact
        for fact in _content(data)
    ]


def _boxes(data):
    with closing(sqlite3.connect(data / "events.db")) as log:
        return {json.loads(row[0])["name"]["box"] for row in log.execute(
            "SELECT state FROM stored_events WHERE topic = 'people.PersonRegistered'"
        )}  # fmt: skip


def test_the_same_seed_tells_the_same_story_under_other_keys(command, tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"

    command("demo", "--data", one, *SMALL)
    command("demo", "--data", other, *SMALL)

    assert _told(one) == _told(other)
    assert not _boxes(one) & _boxes(other)


def test_another_seed_tells_another_story(command, tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"

    command("demo", "--data", one, *SMALL)
    command("demo", "--data", other, *SMALL, "--seed", 7)

    assert _told(one) != _told(other)


def test_today_lies_in_a_published_period_and_people_are_at_work(demo_made):
    house = House(demo_made)
    try:
        with house.now() as views:
            states = Counter(row[0] for row in views.execute("SELECT state FROM rosters_roster"))
            at_work = views.execute(
                "SELECT count(DISTINCT s.team) FROM rosters_shift s JOIN rosters_roster r USING (roster) "
                "WHERE s.start <= '2026-03-04T13:05Z' AND s.end > '2026-03-04T13:05Z' AND r.state = 'published' "
                "AND person IS NOT NULL"
            ).fetchone()[0]
    finally:
        house.close()

    assert states == {"published": 3, "planned": 2}
    assert at_work == 2


def test_each_home_is_in_another_round(command, tmp_path):
    data = tmp_path / "data"
    command("demo", "--data", data, "--weeks", 1, "--until", UNTIL)

    house = House(data)
    try:
        with house.now() as views:
            homes = [row[0] for row in views.execute("SELECT team FROM teams_team")]
            coming = [p for home in homes for p in periods_of(views, home) if p.first > UNTIL]
            at = {
                (p.first, p.state, rounds_shown(views, p.roster).dates.at(f"{UNTIL}Z"), *_joined_in(views, p))
                for p in coming
            }
    finally:
        house.close()

    assert at == {
        ("2026-03-30", "planned", "gaps", "placed", "all wished"),
        ("2026-03-30", "published", "publish", "placed", "all wished"),
        ("2026-04-27", "planned", "wishes", "empty", "half wished"),
    }


def _joined_in(views, period):
    placed = views.execute("SELECT 1 FROM rosters_shift WHERE roster = ? LIMIT 1", (period.roster,)).fetchone()
    members, wished = views.execute(
        "SELECT count(DISTINCT r.person), count(DISTINCT w.person) FROM teams_relation r LEFT JOIN rosters_wish w "
        "ON w.person = r.person AND w.day BETWEEN ? AND ? WHERE r.team = ? AND r.role = 'member' "
        "AND r.until_day IS NULL",
        (period.first, period.last, period.team),
    ).fetchone()
    part = "all" if wished > 0.8 * members else "half" if 0.3 < wished / members < 0.7 else "few"
    return "placed" if placed else "empty", f"{part} wished"


def test_moments_never_run_back_and_end_before_the_last_moment(demo_made):
    moments = [fact["timestamp"] for fact in _content(demo_made)]

    assert moments == sorted(moments)
    assert moments[-1] <= datetime.fromisoformat(f"{UNTIL}+01:00")
    assert {moment.utcoffset().total_seconds() for moment in moments} == {0}


def test_people_do_things_at_human_hours(demo_made):
    by_person = [f for f in _content(demo_made) if f["topic"] in ("rosters.SwapProposed", "rosters.WishMade")]

    assert by_person
    assert all(6 <= fact["timestamp"].hour <= 22 for fact in by_person)


def test_the_three_homes_hold_what_the_pages_are_for(demo_whole):
    data, said = demo_whole

    made = said.json()

    topics = Counter(fact["topic"] for fact in _content(data))
    assert made["teams"] == 3 and 28 <= made["carers"] <= 34
    assert 3_000 <= made["facts"] <= 10_000
    for topic in (
        "rosters.ShiftSwapped", "rosters.SwapEnded", "rosters.ShiftOffered", "rosters.ShiftClaimed",
        "rosters.AbsenceReported", "rosters.ShiftUnassigned", "rosters.HoursRecorded", "rosters.WishMade",
        "rosters.RoundsOpened", "rosters.JokerUsed", "rosters.GapTaken",
        "rosters.ShiftMoved", "rosters.RosterClosed", "people.ActDisowned", "teams.OfficeGiven",
        "rosters.StatementSent", "rosters.BatchSent", "rosters.LeaveGranted", "rosters.LeaveDeclined",
        "rosters.LeaveCredited", "rosters.LeaveEnded",
    ):  # fmt: skip
        assert topics[topic], topic
    assert _stale(data) == []


def _stale(data):
    """The statements of hours that wait and are no longer what they say."""
    house = House(data)
    try:
        with house.now() as views:
            found = views.execute("SELECT statement FROM hours_statement WHERE state <> 'sent'").fetchall()
            waits = [statement(views, row[0]) for row in found]
        assert waits
        return [
            one.id
            for one in waits
            if not same_lines(one.lines, house.hours.source.figures(one.person, one.team, one.month).lines())
        ]
    finally:
        house.close()


def test_one_shortage_waits_for_the_planner(demo_made):
    house = House(demo_made)
    try:
        with house.now() as views:
            teams = [row[0] for row in views.execute("SELECT team FROM teams_team").fetchall()]
            short = [one for team in teams for one in shortages_of(views, team, "2026-03-04T13:05Z")]
    finally:
        house.close()

    assert [one.missing for one in short] == [1]


def test_tonights_open_shifts_have_candidates_to_ask(demo_made):
    house = House(demo_made)
    moment = datetime.fromisoformat(f"{UNTIL}+01:00")
    try:
        with house.now() as views:
            agreed = views.execute("SELECT count(DISTINCT person) FROM rosters_asking").fetchone()[0]
            carers = views.execute("SELECT count(DISTINCT person) FROM rosters_shift").fetchone()[0]
            open_ones = views.execute(
                "SELECT s.roster, s.shift FROM rosters_shift s JOIN rosters_roster r USING (roster) "
                "WHERE s.person IS NULL AND r.state = 'published' AND s.start > '2026-03-04T13:05Z' "
                "AND s.date <= '2026-03-08'"
            ).fetchall()
            found = [candidates(views, shift_of(views, *row), moment).ranked for row in open_ones]
    finally:
        house.close()

    assert 0.4 < agreed / carers < 0.65
    assert found and all(found)


def test_the_rebuilt_tables_are_equal(command, demo_made):
    assert command("rebuild", "--check", "--data", demo_made, "--json").json()["equal"] is True


def test_a_workspace_that_stands_is_never_overwritten(command, demo_copy):
    before = (demo_copy / "events.db").read_bytes()

    said = command("demo", "--data", demo_copy)

    assert said.code == 1 and "there is a workspace" in said.err
    assert (demo_copy / "events.db").read_bytes() == before


def test_one_that_is_broken_off_leaves_nothing(command, tmp_path, monkeypatch):
    import web.demo

    def interrupted(*_: object, **__: object) -> None:
        House(_[0]).close()
        raise KeyboardInterrupt

    monkeypatch.setattr(web.demo, "make_demo", interrupted)
    data = tmp_path / "data"

    command("demo", "--data", data)

    assert list(data.iterdir()) == []


def test_run_makes_it_once_and_knows_it_again(tmp_path, monkeypatch):
    import web.demo

    made, make_demo = [], web.demo.make_demo

    def small(*places, **options):
        made.append(places)
        return make_demo(*places, **options, teams=1, weeks=1)

    monkeypatch.setattr(web.demo, "make_demo", small)
    (tmp_path / "data").mkdir()

    first, again = ensure_demo(tmp_path / "data"), ensure_demo(tmp_path / "data")

    assert (first, again, len(made)) == (True, True, 1)


def test_a_workspace_of_ones_own_is_no_demo(home):
    assert ensure_demo(home.house.workspace.data) is False


@pytest.mark.parametrize("options", [("--teams", 0), ("--weeks", "many"), ("--until", "soon"), ("--seed", -1)])
def test_wrong_options_are_wrong_usage(command, tmp_path, options):
    assert command("demo", "--data", tmp_path / "data", *options).code == 2


def test_the_visitor_can_send_hours_and_decide_on_leave(demo_whole):
    house = House(demo_whole[0])
    try:
        with house.now() as views:
            controllers = [row[0] for row in views.execute(
                "SELECT person FROM teams_relation WHERE role = 'controller' AND until_day IS NULL"
            )]  # fmt: skip
            states = Counter(row[0] for row in views.execute("SELECT state FROM hours_statement"))
            leave = Counter(row[0] for row in views.execute("SELECT state FROM leave_request"))
    finally:
        house.close()

    assert controllers
    assert states["sent"] > 20 and states["approved"] + states["confirmed"] > 5
    assert leave["granted"] > 5 and leave["declined"] > 1 and leave["asked"] == 2


def test_the_controller_finds_a_year_of_books_in_every_home(demo_whole):
    house = House(demo_whole[0])
    try:
        with house.now() as views:
            teams = [row[0] for row in views.execute("SELECT team FROM teams_team")]
            for team in teams:
                closed = [row[0] for row in views.execute(
                    "SELECT period FROM finance_period WHERE team = ? AND state = 'closed' ORDER BY period", (team,)
                )]  # fmt: skip
                balances = trial_balance(views, team, UNTIL[:10])
                by_fund = Counter()
                for one in balances:
                    by_fund[one.fund] += one.cents
                cents = {one.account: one.cents for one in balances}
                late = views.execute("SELECT count(*) FROM finance_entry WHERE team = ? AND late", (team,)).fetchone()
                month = views.execute(
                    "SELECT count(*) FROM finance_entry WHERE team = ? AND period = '2026-03'", (team,)
                ).fetchone()

                assert (closed[0], closed[-1], len(closed)) == ("2025-03", "2026-01", 11)
                assert set(by_fund) >= {"team", "household"} and not any(by_fund.values())
                assert cents["1000"] > 0 and cents["1001"] > 0 and cents["1010"] > 1_000_000 and cents["1600"] < 0
                assert late[0] >= 3 and month[0] >= 1
    finally:
        house.close()


def test_what_a_controller_asks_about_happened_in_every_home(demo_whole):
    facts = _content(demo_whole[0])
    homes = {fact["team"] for fact in facts if fact["topic"] == "finance.BooksBegun"}
    kinds = {(fact["team"], fact["kind"]) for fact in facts if fact["topic"] == "finance.EntryPosted"}
    by_home = Counter(
        (fact["team"], fact["topic"]) for fact in facts if fact["topic"].startswith("finance.") and "team" in fact
    )
    differences = [fact["difference"] for fact in facts if fact["topic"] == "finance.CountSigned"]

    assert len(homes) == 3
    for home in homes:
        for kind in (
            "opening", "memo", "reversal", "reclassification", "carry_forward", "cash", "bank", "claim", "invoice",
            "payment",
        ):  # fmt: skip
            assert (home, kind) in kinds
        assert by_home[home, "finance.EntryReversed"] == 2
        assert by_home[home, "finance.PeriodReopened"] == 1
        assert by_home[home, "finance.EntryDeclined"] == 1
        assert by_home[home, "finance.CountSigned"] >= 11
    assert 3 <= sum(map(bool, differences)) <= 12


def test_nobody_in_the_demo_approves_what_they_proposed(demo_whole):
    asked, waits = {}, set()
    for fact in _content(demo_whole[0]):
        if fact["topic"] == "finance.EntryProposed":
            asked[fact["content"]] = fact["by"]
            waits.add(fact["content"])
        elif fact["topic"] == "finance.EntryApproved":
            assert asked[fact["content"]] != fact["by"]
            waits.discard(fact["content"])

    assert 6 <= len(waits) <= 12


def test_what_a_home_has_for_others_orders_and_pays_is_there_with_something_that_waits(demo_whole):
    house = House(demo_whole[0])
    try:
        with house.now() as views:
            for team in [row[0] for row in views.execute("SELECT team FROM teams_team")]:
                check = check_residents(views, team)
                lines = _states(views, "finance_line", team)
                withdrawn = _states(views, "finance_withdrawal", team)
                claimed = _states(views, "finance_claim", team)
                budgets = views.execute(
                    "SELECT count(*) FROM finance_budget_version WHERE team = ?", (team,)
                ).fetchone()
                issued = {report.period for report in reports(views, team)}

                assert check.owed > 0 and check.difference == 0
                assert lines == {"matched": 4, "split": 1, "explained": 1, "open": 2}, lines
                assert withdrawn["paid"] >= 9 and sum(withdrawn.values()) > withdrawn["paid"], withdrawn
                assert claimed["paid"] >= 3 and claimed["made"] == claimed["declined"] == 1, claimed
                assert budgets[0] == 3
                assert len(issued) == 11
    finally:
        house.close()


def _states(views, table, team):
    return Counter(row[0] for row in views.execute(f"SELECT state FROM {table} WHERE team = ?", (team,)))
