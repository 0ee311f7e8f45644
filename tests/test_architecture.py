"""The house stands as planned: imports run downwards only, and of xlwings only what needs no licence."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FLOORS = [
    {"udfs", "xl_addin.messages"},
    {"xl_addin.errors", "xl_addin.data", "xl_addin.progress"},
    {"xl_addin.files"},
    {"xl_addin.ooxml", "xl_addin.vba"},
    {"xl_addin.calc"},
    {"xl_addin.render", "xl_addin.recalc", "xl_addin.datafile"},
    {
        "xl_addin.audit",
        "xl_addin.formats",
        "xl_addin.headless",
        "xl_addin.strategy_map",
        "xl_addin.process_chart",
        "xl_addin.closeness",
        "xl_addin.allocation",
        "xl_addin.letters",
    },
    {"xl_addin.sop"},
    {"xl_addin.report"},
    {"xl_addin.actions", "xl_addin.example", "xl_addin.example_aps", "xl_addin.example_sop"},
    {"xl_addin.runner", "xl_addin.example_bsc"},
    {"xl_addin.ribbon"},
    {"xl_addin.addin", "xl_addin.calc_host", "xl_addin.demo"},
    {"xl_addin.commands"},
    {"xl_addin.cli"},
]
"""From the ground up; rooms on one floor do not import each other."""
MODULES = sorted(path for name in ("udfs", "xl_addin") for path in (ROOT / name).rglob("*.py"))


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in it; `from xl_addin import data` is xl_addin.data."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "xl_addin":
            yield from (f"xl_addin.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def floor_and_room(name: str) -> tuple[int, str] | None:
    for number, rooms in enumerate(FLOORS):
        for room in rooms:
            if name == room or name.startswith(room + "."):
                return number, room
    return None


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_imports_run_downwards(path: Path) -> None:
    here = floor_and_room(module_name(path))
    if here is None:
        assert module_name(path) == "xl_addin"  # the package itself has no room
        return
    for name in imported(path):
        there = floor_and_room(name)
        if there is not None and there[1] != here[1]:
            assert there[0] < here[0], f"{module_name(path)} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_only_the_free_core_of_xlwings_and_no_pickle(path: Path) -> None:
    for name in imported(path):
        assert not name.startswith("xlwings.pro")
        assert name.partition(".")[0] not in {"pickle", "shelve", "marshal", "requests", "urllib3", "httpx"}
