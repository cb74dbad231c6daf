"""Who opens a page first does not wait longer than who opens it next."""

from __future__ import annotations

import gc
from typing import Any

import pytest
from flask import Flask
from flask.templating import DispatchingJinjaLoader
from jinja2 import DictLoader

from web.warm import keep_memory, make_templates


def test_who_opens_a_page_first_does_not_wait_until_its_template_is_made(
    client: Any, home: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = client(home.person("anna"))
    templates = anna.application.jinja_env
    templates.cache.clear()
    made: list[str] = []
    loads = DispatchingJinjaLoader.load
    monkeypatch.setattr(
        DispatchingJinjaLoader,
        "load",
        lambda self, env, name, found=None: made.append(name) or loads(self, env, name, found),
    )

    make_templates(anna.application)
    before = list(made)
    assert anna.get(f"/teams/{home.team}").status_code == 200

    assert sorted(before) == sorted(templates.list_templates()) and made == before


def test_a_template_that_cannot_be_made_keeps_nobody_from_the_other_pages() -> None:
    app = Flask(__name__)
    app.jinja_env.loader = DictLoader({"one": "{% if", "two": "well"})

    make_templates(app)

    cache = app.jinja_env.cache
    assert cache is not None and len(cache) == 1


def test_a_process_that_serves_does_not_go_over_all_of_its_memory_again_and_again() -> None:
    before = gc.get_threshold()
    try:
        keep_memory()

        assert gc.get_freeze_count() > 0 and gc.get_threshold()[0] > before[0]
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
