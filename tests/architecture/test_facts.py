"""Every fact says what it is, and whatever a service writes is a declared command."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from domain.kernel import declared_actions
from domain.kernel.command import Service
from domain.policies import Staffing
from tests.golden.samples import known
from web.reference.events import sentence_of

DOMAIN = Path(__file__).resolve().parents[2] / "domain"
_BASES = ("Fact", "FirstFact", "Event")
"""`Aggregate.Event` is the library's base of one aggregate's facts."""


def _fact_classes(source: str) -> Iterator[ast.ClassDef]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef) and any(isinstance(b, ast.Name) and b.id in _BASES for b in node.bases):
            yield node


def _assigned(node: ast.ClassDef) -> set[str]:
    targets = (target for part in node.body if isinstance(part, ast.Assign) for target in part.targets)
    return {target.id for target in targets if isinstance(target, ast.Name)}


def _silent(source: str) -> list[str]:
    """Facts without a docstring or a TOPIC."""
    return [
        node.name
        for node in _fact_classes(source)
        if node.name not in _BASES and not (ast.get_docstring(node) and "TOPIC" in _assigned(node))
    ]


def _services() -> list[type[Service]]:
    found, waiting = [], [Service]
    while waiting:
        cls = waiting.pop()
        waiting += cls.__subclasses__()
        found.append(cls)
    return [cls for cls in found if cls.__module__.startswith("domain.")]


def _writers(source: str) -> Iterator[tuple[str, bool]]:
    """Public methods that save, with whether they are marked as a command."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and _saves(node):
            marks = {d.func.id for d in node.decorator_list if isinstance(d, ast.Call) and isinstance(d.func, ast.Name)}
            yield node.name, "command" in marks


def _saves(node: ast.FunctionDef) -> bool:
    calls = (part.func for part in ast.walk(node) if isinstance(part, ast.Call))
    return any(
        isinstance(call, ast.Attribute)
        and call.attr == "save"
        and isinstance(call.value, ast.Attribute)
        and call.value.attr == "workspace"
        for call in calls
    )


def _sources() -> Iterator[tuple[Path, str]]:
    return ((path, path.read_text(encoding="utf-8")) for path in sorted(DOMAIN.rglob("*.py")))


def test_every_fact_has_a_docstring_and_a_topic():
    assert {str(path): names for path, source in _sources() if (names := _silent(source))} == {}


def test_a_fact_without_them_turns_it_red():
    assert _silent('class ShiftSwapped(Fact):\n    """Swapped."""\n') == ["ShiftSwapped"]
    assert _silent("class ShiftSwapped(Fact):\n    TOPIC = 'x'\n") == ["ShiftSwapped"]
    assert _silent("class ShiftSwapped(Fact):\n    '''Swapped.'''\n    TOPIC = 'x'\n") == []


def test_every_fact_that_is_written_is_one_that_the_program_knows():
    written = {node.name for _, source in _sources() for node in _fact_classes(source)} - set(_BASES)

    assert written == {fact.__name__ for fact in known().values()}


def test_a_topic_is_its_slice_and_its_name():
    for topic, fact in known().items():
        assert topic == f"{fact.__module__.split('.')[1]}.{fact.__name__}"
        assert sentence_of(fact).endswith(".")


def test_whatever_a_service_writes_is_a_command():
    writers = [writer for _, source in _sources() for writer in _writers(source)]

    assert [name for name, marked in writers if not marked] == []
    assert len(writers) > 30


def test_a_writing_method_that_is_no_command_turns_it_red():
    source = "class People(Service):\n    def rename(self):\n        self.workspace.save(person)\n"

    assert list(_writers(source)) == [("rename", False)]


def test_every_command_does_a_declared_action():
    commands = [
        method
        for service in {*_services(), Staffing}
        for method in vars(service).values()
        if getattr(method, "action", None)
    ]

    assert len(commands) > 30
    assert {method.action for method in commands} <= declared_actions().keys()
    assert all(method.__doc__ for method in commands)
