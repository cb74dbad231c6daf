"""`run` serves until it is told to stop, and lets the last request finish; shown with a stand-in for the app."""

import os
import re
import signal
import subprocess
import sys
import textwrap
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
STAND_IN = """
    import os, sys, time, types
    import web
    from domain.kernel import Refusal
    from web.cli import main

    class Damaged(Refusal):
        '''Het logboek is beschadigd. Zet de reservekopie terug.'''

    def create_app(data, database, *, demo):
        if 'worker refuses' in sys.argv: raise Damaged
        def app(environ, start_response):
            if environ['PATH_INFO'] == '/slow':
                (data / 'slow').touch()
                while not (data / 'go').exists(): time.sleep(0.01)
            start_response('200 OK', [('Content-Type', 'text/plain')])
            return [f'{os.getpid()} {demo=} {data.name}'.encode()]
        app.extensions = dict.fromkeys(('checkpoints', 'proposals'), types.SimpleNamespace(follow=lambda: None))
        return app

    class House:
        def __init__(self, data, database):
            if 'log is damaged' in sys.argv: raise Damaged
        def close(self): pass

    def ensure_demo(data, database):
        print('demo made', file=sys.stderr)
        return True

    web.create_app = create_app
    sys.modules['projections.house'] = types.SimpleNamespace(House=House)
    sys.modules['web.commands.demo'] = types.SimpleNamespace(ensure_demo=ensure_demo)
    main(['run', '--port', '0', *sys.argv[2:]])
"""


class Served:
    """A running `run`, and what it says."""

    def __init__(self, data: Path, trouble: str, *arguments: str) -> None:
        self.data = data
        command = [sys.executable, "-c", textwrap.dedent(STAND_IN), trouble, "--data", str(data), *arguments]
        environment = {**os.environ, "DRIEHOEK_DEBUG": ""}
        self.process = subprocess.Popen(
            command, cwd=PROJECT, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True
        )
        self.watchdog = threading.Timer(60, self.kill)
        self.watchdog.start()
        self.said: list[str] = []
        self.address = ""
        for line in self.process.stderr or ():
            self.said.append(line)
            if found := re.search(r"http://\S+", line):
                self.address = found.group()
                break

    def get(self, path: str = "/") -> str:
        with urllib.request.urlopen(self.address + path, timeout=30) as answer:
            return str(answer.read().decode())

    def kill(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def end(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        # a worker that is told while it is being forked hears nothing, and is ended after gunicorn's 30 seconds
        return self.process.wait(timeout=90)


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[object]:
    started: list[Served] = []

    def start(*arguments: str, trouble: str = "none") -> Served:
        started.append(Served(tmp_path / "my data", trouble, *arguments))
        return started[-1]

    yield start
    for served in started:
        served.watchdog.cancel()
        served.kill()
        if served.process.stderr:
            served.process.stderr.close()


def test_an_empty_folder_gets_the_demo_and_then_the_address(serve):
    served = serve()

    assert served.said[0] == "demo made\n"
    assert re.fullmatch(r"driehoek is open on http://127\.0\.0\.1:\d+\n", served.said[1])
    assert served.get().endswith(" demo=True my data")


def test_the_demo_offers_its_people_to_this_machine_only(serve):
    served = serve("--host", "0.0.0.0")

    assert served.get().endswith(" demo=False my data")


def test_empty_means_no_demo(serve):
    served = serve("--empty")

    assert served.said[0].startswith("driehoek is open on")
    assert served.get().endswith(" demo=False my data")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_when_told_and_leaves_no_process(serve, number):
    served = serve()
    worker = int(served.get().split()[0])

    assert worker != served.process.pid
    assert served.end(number) == 0
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


def test_the_last_request_finishes_before_it_stops(serve):
    served = serve("--workers", "1")
    answers: list[str] = []
    asking = threading.Thread(target=lambda: answers.append(served.get("/slow")))
    asking.start()
    while not (served.data / "slow").exists():
        assert served.process.poll() is None
        threading.Event().wait(0.01)

    served.process.send_signal(signal.SIGTERM)
    threading.Event().wait(0.2)
    (served.data / "go").touch()

    asking.join(timeout=30)
    assert served.process.wait(timeout=30) == 0
    assert answers and answers[0].endswith("my data")


def test_a_damaged_log_stops_the_start_with_its_sentence(serve):
    served = serve(trouble="log is damaged")

    assert served.process.wait(timeout=30) == 1
    assert served.said[1:] == ["driehoek: Het logboek is beschadigd. Zet de reservekopie terug.\n"]


def test_a_refusal_in_a_worker_ends_the_server_and_is_not_tried_for_ever(serve):
    served = serve(trouble="worker refuses")
    rest = served.process.stderr.read()

    assert served.process.wait(timeout=30) != 0
    assert "driehoek: Het logboek is beschadigd. Zet de reservekopie terug." in rest
    assert "Traceback" not in rest
