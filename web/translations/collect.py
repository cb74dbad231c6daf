"""Every sentence that can appear on a page: in templates, in the web's code, and as the docstring of a refusal."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir

import domain
import projections
import web
from domain.kernel import Refusal
from domain.rosters.labour.sets import DATA, known_sets

KEYWORDS = DEFAULT_KEYWORDS | {"_l": None, "_n": (1, 2), "lazy_gettext": None, "lazy_ngettext": (1, 2)}
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
NOT_PAGES = ("web.commands", "web.cli", "web.server", "web.demo", "web.translations")
"""The command line speaks English of itself, and the demo is data."""


def sentences() -> Catalog:
    """The sentences as they are in the code now, without a translation."""
    catalogue = Catalog(fuzzy=False)
    root = Path(web.__file__).parent
    options = {"**.html": {"silent": "false"}}
    for file, _, message, _, _ in extract_from_dir(root, METHODS, options, KEYWORDS, directory_filter=_has_pages):
        catalogue.add(message, locations=[(f"web/{file}", 0)])
    for refusal in refusals():
        catalogue.add(refusal.template(), locations=[(refusal.__module__.replace(".", "/") + ".py", 0)])
    for title in shipped_titles():
        catalogue.add(title, locations=[("domain/rosters/labour/data", 0)])
    for file, text in _given_to_refusals():
        catalogue.add(text, locations=[(file, 0)])
    return catalogue


def refusals() -> list[type[Refusal]]:
    """Every refusal that there is; all modules are loaded to find them."""
    for package in (domain, projections, web):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.startswith(NOT_PAGES):
                importlib.import_module(module.name)
    return sorted(_below(Refusal), key=lambda kind: (kind.__module__, kind.__qualname__))


def shipped_titles() -> list[str]:
    """What the sets of rules that come with the project, and their rules, are called."""
    found = set()
    for name in known_sets():
        document = tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))
        found.add(document["title"])
        for version in document["version"]:
            entries = (*version.get("rule", ()), *version.get("change", ()))
            found.update(entry["title"] for entry in entries if "title" in entry)
    return sorted(found)


def _below(kind: type[Refusal]) -> set[type[Refusal]]:
    found = {kind} if kind.__module__.startswith(("domain", "projections", "web")) else set()
    return found.union(*(_below(sub) for sub in kind.__subclasses__()))


def _has_pages(folder: str | Path) -> bool:
    return Path(folder).name not in ("commands", "demo", "translations", "static", "__pycache__")


def _given_to_refusals() -> Iterator[tuple[str, str]]:
    """The sentences that are handed to a refusal: `InvalidInput(what="...")`."""
    names = {refusal.__name__ for refusal in _below(Refusal)}
    for package in (domain, projections, web):
        folder = Path(package.__file__ or "").parent
        for file in sorted(folder.rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and _name(node.func) in names:
                    for given in node.keywords:
                        for text in _sentences_in(given):
                            yield f"{folder.name}/{file.relative_to(folder)}", text


def _name(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def _sentences_in(given: ast.keyword) -> Iterator[str]:
    """Plain text only: what an f-string makes is a figure or a piece of somebody's file."""
    values = given.value.values if isinstance(given.value, ast.BoolOp) else [given.value]
    for value in values:
        if given.arg != "field" and isinstance(value, ast.Constant) and isinstance(value.value, str):
            if " " in value.value:
                yield value.value
