"""The worker: what is asked is taken up, also after it was killed; one works at a time; stopping offers the best."""

from __future__ import annotations

import os
import signal
from typing import Any

import pytest

from domain.kernel import OPERATOR, id_of
from projections.proposals import alternatives_of, proposals_for, searching
from tests.harness.looked import greedy, look
from web.proposal_notes import Note, Notes
from web.proposal_starter import Starter
from web.proposal_worker import MOST_TRIES, Worker, work

PROPOSAL = id_of("proposal", "1")


@pytest.fixture
def asked(lindehof: Any) -> Any:
    """Anna asked for what the roster lacks: one late shift a day for four weeks."""
    ask(lindehof)
    return lindehof


def ask(home: Any, proposal: str = PROPOSAL, **more: Any) -> None:
    """Anna asks."""
    with home.by(home.anna):
        home.house.proposing.ask_proposal(home.roster, proposal=proposal, seen=1, **more)


def stop(home: Any) -> None:
    """Anna stops it."""
    with home.by(home.anna):
        home.house.proposing.stop_proposal(home.roster, PROPOSAL)


def state(home: Any) -> tuple[str, str]:
    """How the proposal stands."""
    with home.house.now() as views:
        found = proposals_for(views, home.roster)[0]
    return found.state, found.status


def offers(home: Any) -> Any:
    """What was offered."""
    with home.house.now() as views:
        return alternatives_of(views, PROPOSAL)


def killed(*_: Any) -> Any:
    """A worker that is gone in the middle of its search."""
    raise SystemExit


def test_what_was_asked_is_offered_and_nothing_is_written_in_the_roster(asked: Any) -> None:
    assert Worker(asked.house, look).step()

    assert state(asked) == ("offered", "done")
    first, second = offers(asked)
    assert len(first.shifts) == 28 and {p.kind for p in first.shifts} == {"L"}
    assert first.shifts != second.shifts
    assert asked.standing().shifts == {}
    assert not Worker(asked.house, look).step()


def test_the_offer_says_that_it_was_made_for_whoever_asked(asked: Any) -> None:
    Worker(asked.house, look).step()

    fact = asked.house.workspace.decode(asked.house.workspace.fact_at(asked.house.workspace.position()))

    assert (fact.by, fact.role, fact.on_behalf_of) == (OPERATOR, "operator", asked.anna)
    assert fact.cause.startswith("fact:")


def test_a_worker_that_was_killed_leaves_nothing_and_the_next_takes_it_up(asked: Any) -> None:
    before = asked.house.workspace.position()

    with pytest.raises(SystemExit):
        Worker(asked.house, killed).step()

    assert asked.house.workspace.position() == before and state(asked) == ("asked", "")
    assert Worker(asked.house, look).step() and state(asked) == ("offered", "done")


def test_what_breaks_every_worker_is_given_up(asked: Any) -> None:
    for _ in range(MOST_TRIES):
        with pytest.raises(SystemExit):
            Worker(asked.house, killed).step()

    Worker(asked.house, killed).step()

    assert state(asked) == ("failed", "crashed")


def test_what_a_broken_worker_had_found_is_offered_when_it_is_given_up(asked: Any) -> None:
    def found_and_killed(problem: Any, *rest: Any) -> Any:
        look(problem, *rest)
        raise SystemExit

    for _ in range(MOST_TRIES):
        with pytest.raises(SystemExit):
            Worker(asked.house, found_and_killed).step()

    Worker(asked.house, killed).step()

    assert state(asked) == ("offered", "crashed") and len(offers(asked)) == 1


def test_who_stops_gets_the_best_until_then(asked: Any) -> None:
    def stopped_meanwhile(problem: Any, what: str, seconds: float, told: Any, wants_stop: Any) -> Any:
        assert not wants_stop()
        stop(asked)
        worker._seen = (0.0, -1, False)
        return look(problem, what, seconds, told, wants_stop)

    worker = Worker(asked.house, stopped_meanwhile)
    worker.step()

    assert state(asked) == ("offered", "stopped") and len(offers(asked)) == 1


def test_what_was_stopped_while_nobody_worked_is_offered_from_the_note(asked: Any) -> None:
    def found_and_killed(problem: Any, *rest: Any) -> Any:
        look(problem, *rest)
        raise SystemExit

    with pytest.raises(SystemExit):
        Worker(asked.house, found_and_killed).step()
    stop(asked)

    Worker(asked.house, killed).step()

    assert state(asked) == ("offered", "stopped")


def test_how_far_it_is_stands_beside_the_log_and_goes_away(asked: Any) -> None:
    seen: list[Note] = []

    def watched(problem: Any, what: str, seconds: float, told: Any, wants_stop: Any) -> Any:
        found = look(problem, what, seconds, told, wants_stop)
        seen.append(Notes(asked.house.workspace.data).read(PROPOSAL))
        return found

    Worker(asked.house, watched).step()

    assert (seen[0].tries, seen[0].filled, seen[0].open) == (1, 28, 0) and seen[0].best
    assert Notes(asked.house.workspace.data).read(PROPOSAL) == Note()


def test_a_note_that_cannot_be_read_is_no_note(asked: Any) -> None:
    notes = Notes(asked.house.workspace.data)
    notes.write(PROPOSAL, Note(tries=1))
    (notes.folder / f"{PROPOSAL}.json").write_text('{"tries": ')

    assert notes.read(PROPOSAL) == Note()


def test_a_search_that_finds_nothing_says_so(asked: Any) -> None:
    Worker(asked.house, lambda *_: []).step()

    assert state(asked) == ("failed", "nothing")


def test_what_was_filled_meanwhile_needs_no_proposal(asked: Any) -> None:
    with asked.by(asked.anna):
        for weekday in range(7):
            asked.house.rosters.set_weekday_demand(asked.team, code="L", weekday=weekday, least=0)

    Worker(asked.house, look).step()

    assert state(asked) == ("failed", "filled")


def test_a_roster_that_was_closed_meanwhile_gets_no_proposal(asked: Any) -> None:
    def closed_meanwhile(problem: Any, *rest: Any) -> Any:
        asked.publish()
        with asked.by(asked.anna):
            asked.house.rosters.close_roster(asked.roster)
        return [greedy(problem)]

    Worker(asked.house, closed_meanwhile).step()

    assert state(asked) == ("failed", "closed")


def test_one_works_at_a_time_in_a_workspace(asked: Any) -> None:
    with Notes(asked.house.workspace.data).alone() as alone:
        assert alone
        work(asked.house, look)

    assert state(asked) == ("asked", "")
    work(asked.house, look)
    assert state(asked) == ("offered", "done")


def test_who_works_does_all_that_was_asked_the_oldest_first(asked: Any) -> None:
    other = asked.second_team()
    roster = asked.draft(other)
    with asked.by(asked.yara):
        asked.house.proposing.ask_proposal(roster, proposal=id_of("other"), seen=1)
    order: list[str] = []

    def noted(problem: Any, *rest: Any) -> Any:
        order.append(problem.team)
        return look(problem, *rest)

    work(asked.house, noted)

    assert order == [asked.team, other]
    with asked.house.now() as views:
        assert searching(views) == []


def test_no_process_is_started_when_nothing_was_asked(lindehof: Any) -> None:
    assert Starter(lindehof.house).start_if_asked() is None


def test_no_process_is_started_while_somebody_works(asked: Any) -> None:
    with Notes(asked.house.workspace.data).alone():
        assert Starter(asked.house).start_if_asked() is None


def test_a_process_that_was_killed_is_replaced(asked: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    starter = Starter(asked.house)
    begun = starter.start_if_asked()
    assert begun is not None and starter.start_if_asked() is begun
    os.kill(begun.pid, signal.SIGKILL)
    begun.wait()

    again = starter.start_if_asked()

    assert again is not None and again.pid != begun.pid
    again.kill()
    again.wait()


def test_a_process_that_could_not_work_is_not_started_again_at_once(
    asked: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.proposal_starter.sys.executable", "/bin/false")
    starter = Starter(asked.house)
    begun = starter.start_if_asked()
    assert begun is not None and begun.wait() == 1

    assert starter.start_if_asked() is None


def test_the_process_itself_does_the_work_and_ends(lindehof: Any) -> None:
    ask(lindehof, seconds=1)

    begun = Starter(lindehof.house).start_if_asked()

    assert begun is not None and begun.wait() == 0
    # by the clock of the machine these shifts may be past; then there is nothing to fill
    assert state(lindehof) in {("failed", "filled"), ("offered", "done")}
