"""How far long work has come, told to whoever listens: a bar on the command line, Excel's status bar.

>>> heard = []
>>> with listening(lambda done, total, text: heard.append(f"{text} {done}/{total}")):
...     for department in track(["PPC", "SDM"], "Cascading"):
...         pass
>>> heard
['Cascading 0/2', 'Cascading 1/2', 'Cascading 2/2']
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeAlias, TypeVar

Listener: TypeAlias = Callable[[int, int, str], None]
_Item = TypeVar("_Item")


def _nobody(done: int, total: int, text: str) -> None:
    """Hear nothing."""


_listener: ContextVar[Listener] = ContextVar("listener", default=_nobody)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Have a function told of each step: how many are done, of how many, and of what."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def step(done: int, total: int, text: str) -> None:
    """Tell that so many of so many steps are done.

    Args:
        done: Steps done, 0 when the work begins.
        total: All steps.
        text: What the work is, in Indonesian.
    """
    _listener.get()(done, total, text)


def track(items: Sequence[_Item], text: str) -> Iterator[_Item]:
    """Yield the items and tell after each that it is done."""
    step(0, len(items), text)
    for done, item in enumerate(items, 1):
        yield item
        step(done, len(items), text)
