"""Filling a template where it can be killed: in a process of its own, with so much time and memory.

The sandbox refuses what is plainly huge and loops ask for the time, but a comparison of two lists that nest
forty times runs in C and asks nobody. A process can be ended from outside, whatever it does.
"""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Mapping
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Final

from xl_addin.errors import LembarError
from xl_addin.render.engine import render
from xl_addin.render.limits import Limits
from xl_addin.render.problems import Problem, TemplateError

MEGABYTES: Final = 4096
"""Memory that a rendering may use when nothing else is said."""

_DONE: Final = b"+"
_REFUSED: Final = b"-"
_GRACE: Final = 2.0
"""Seconds for the process to start, and to say itself that its time is over."""


def render_isolated(
    template: Path | bytes,
    data: Mapping[str, Any],
    *,
    portable: bool = False,
    limits: Limits = Limits(),  # noqa: B008 - it cannot change
    megabytes: int = MEGABYTES,
    images: Path | None = None,
    templates: Path | None = None,
) -> bytes:
    """Fill a template in a process of its own, which is ended when it takes too long or too much.

    A script that calls this needs ``if __name__ == "__main__":``, as for all of :mod:`multiprocessing`.

    Args:
        template: An .xlsx whose cells hold Jinja2 tags.
        data: The names that its expressions may use: texts, numbers, days, lists and mappings of them.
        portable: Whether each call of a worksheet function of ours becomes its native twin.
        limits: How far it may go; ``limits.seconds`` holds whatever the template does.
        megabytes: Memory of the process, in MB; kept on Linux, ignored by Windows and by most of macOS.
        images: The folder of pictures that data may name for the filter ``image``.
        templates: The folder of templates whose sheets may be included.

    Returns:
        The filled workbook as a file.

    Raises:
        TemplateError: everything that is wrong with the template, cell by cell.
        LembarError: the file is no workbook, a limit was reached, or the process ended without a word.
    """
    file = None if isinstance(template, bytes) else template
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe(duplex=False)
    # The arguments are pickled by us and for us. What comes back is not unpickled: the process has worked on
    # a template of unknown origin, and its answer is bytes or JSON.
    process = spawn.Process(
        target=_work,
        args=(theirs, template, dict(data)),
        kwargs={
            "portable": portable,
            "limits": limits,
            "megabytes": megabytes,
            "images": images,
            "templates": templates,
        },
        daemon=True,
    )
    process.start()
    theirs.close()
    try:
        answer = _answer(ours, process, limits.seconds)
    except LembarError as error:
        raise error.in_file(file) from None
    finally:  # also when the person pressed Ctrl-C
        process.kill()
        process.join()
        ours.close()
    if answer[:1] == _DONE:
        return answer[1:]
    raise _refusal(answer[1:], megabytes).in_file(file)


def _answer(ours: Connection, process: BaseProcess, seconds: float) -> bytes:
    if not ours.poll(seconds + _GRACE):
        raise LembarError(
            "render_limit", found=f"lebih dari {seconds:g} detik", expected=f"{seconds:g} detik"
        )
    try:
        return ours.recv_bytes()
    except EOFError:
        process.join()
        raise LembarError("render_died", found=f"exit code {process.exitcode}") from None


def _refusal(answer: bytes, megabytes: int) -> LembarError:
    told = json.loads(answer)
    if told["key"] == "memory":
        return LembarError("render_limit", found="memori tidak cukup", expected=f"{megabytes} MB")
    if told["key"] == "template":
        return TemplateError([Problem(*problem) for problem in told["problems"]])
    return LembarError(told["key"], **told["facts"])


# --- in the process ---------------------------------------------------------------------------------------


def _work(
    theirs: Connection,
    template: Path | bytes,
    data: Mapping[str, Any],
    *,
    portable: bool,
    limits: Limits,
    megabytes: int,
    images: Path | None,
    templates: Path | None,
) -> None:
    """Fill the template and send the answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to both; the other process ends this one
    _end_with_parent(limits.seconds)
    _limit_memory(megabytes)
    try:
        filled = render(template, data, portable=portable, limits=limits, images=images, templates=templates)
        answer = _DONE + filled.to_bytes()
    except TemplateError as error:
        fields = [(p.sheet, p.cell, p.expression, p.reason) for p in error.problems]
        answer = _refused("template", problems=fields)
    except LembarError as error:
        answer = _refused(error.key, facts=error.facts())
    except MemoryError:
        answer = _refused("memory")
    except Exception as error:  # such as a RecursionError of the parser: it must reach the person in words
        answer = _refused("render_died", facts={"found": f"{type(error).__name__}: {error}"[:500]})
    theirs.send_bytes(answer)


def _refused(key: str, **told: object) -> bytes:
    return _REFUSED + json.dumps({"key": key, **told}).encode()


def _end_with_parent(seconds: float) -> None:
    """Leave nothing running when the other process is gone, even if it was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_outlive, args=(parent,), daemon=True).start()
    if sys.platform != "win32":  # for code that lets no thread run; the system itself keeps this appointment
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds + 2 * _GRACE)


def _outlive(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _limit_memory(megabytes: int) -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not on Windows

        with contextlib.suppress(ValueError, OSError):  # a limit that is there already, or no limits at all
            resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
