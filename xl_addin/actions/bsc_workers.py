"""Several files at once: functions over files in processes of their own, which end with the one that asks."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from types import ModuleType
from typing import Final, TypeVar

from xl_addin import progress

_MOST: Final = 8
_EACH: Final = 4
"""So many files are worth a process; to start one takes as long as some files do."""

Item = TypeVar("Item")
Done = TypeVar("Done")


class Workers:
    """Calls a function for each of many files, in parallel when that pays; use it in a ``with`` statement.

    Args:
        most: How many processes at most; by default as many as there are processors, up to eight.
    """

    def __init__(self, most: int | None = None) -> None:
        self._most = min(most or os.cpu_count() or 1, _MOST)
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def map(self, function: Callable[[Item], Done], items: Sequence[Item], text: str) -> Iterator[Done]:
        """Yield what the function gives for each item, in their order, and tell how far it has come.

        Args:
            function: A function of a module, which other processes can import.
            items: What it is called with.
            text: What the work is, in Indonesian.
        """
        if not items:
            return
        progress.step(0, len(items), text)
        for number, done in enumerate(self._results(function, items), 1):
            progress.step(number, len(items), text)
            yield done

    def _results(self, function: Callable[[Item], Done], items: Sequence[Item]) -> Iterator[Done]:
        done = 0
        if self._pool is not None or min(len(items) // _EACH, self._most) > 1:
            try:
                for result in self._start(function, items):
                    yield result
                    done += 1
            except (BrokenProcessPool, OSError):  # a process was killed, or none may be started here
                self._pool, self._most = None, 1
        yield from map(function, items[done:])

    def _start(self, function: Callable[[Item], Done], items: Sequence[Item]) -> Iterator[Done]:
        if self._pool is None:
            spawn = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._most, spawn, initializer=_end_with_parent)
        with _nameless_main():
            return self._pool.map(function, items)


@contextmanager
def _nameless_main() -> Iterator[None]:
    """Hide the running script from processes that start now, which would run it again for nothing."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _end_with_parent() -> None:
    """Leave nothing running when the process that asks is gone, even if it was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_outlive, args=(parent,), daemon=True).start()


def _outlive(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)
