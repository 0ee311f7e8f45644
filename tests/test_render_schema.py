"""Filled templates held against the schemas of ECMA-376: Excel would open them without a repair message.

The cases of render_cases.py, and whatever the tests of the engine render while they run, are looked at; a
fault that the template has itself is not the engine's.
"""

from __future__ import annotations

import inspect
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import test_render
import test_render_columns
import test_render_whole
from ooxml_schema import schema_errors
from render_cases import CASES, Case, build

from xl_addin.render import render

Test = Callable[[], None]


def new_errors(template: bytes | Path, result: bytes) -> list[str]:
    """Return what the schemas object to in the result and not in the template, wherever it stands."""
    before = Counter(map(_kind, schema_errors(template)))
    return [error for error in schema_errors(result) if not before[_kind(error)]]


def _kind(error: str) -> str:
    return re.sub(r"\[\d+\]", "", error)


def _tests(*modules: ModuleType) -> Iterator[Test]:
    """Yield the tests that need nothing; not those with examples at random, whose files are all alike."""
    for module in modules:
        for name, test in vars(module).items():
            plain = name.startswith("test_") and not hasattr(test, "hypothesis")
            if plain and not inspect.signature(test).parameters:
                yield test


ALL_CASES = [*CASES, *test_render_columns.CASES]
MODULES = (test_render, test_render_columns)
"""Those of sheets look at the schemas themselves."""


@pytest.mark.parametrize("case", ALL_CASES, ids=[case.name for case in ALL_CASES])
def test_every_case_keeps_to_the_schemas(case: Case) -> None:
    template = build(case.template)
    assert new_errors(template, render(template, case.data).to_bytes()) == []


def test_one_template_with_everything_keeps_to_the_schemas() -> None:
    template = build([[]], test_render_whole.draw)
    assert new_errors(template, render(template, test_render_whole.DATA).to_bytes()) == []


@pytest.mark.parametrize("test", list(_tests(*MODULES)), ids=lambda test: test.__name__)
def test_whatever_is_rendered_keeps_to_the_schemas(test: Test, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[tuple[bytes, bytes]] = []

    def recording(template: bytes, data: Any, **options: Any) -> Any:
        package = render(template, data, **options)
        made.append((template, package.to_bytes()))
        return package

    monkeypatch.setattr(inspect.getmodule(test), "render", recording)
    test()
    assert [error for template, result in made for error in new_errors(template, result)] == []
