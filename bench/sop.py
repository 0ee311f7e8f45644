"""The flow chart of a long procedure: drawn, put into a workbook, shown as SVG, checked, compared.

    python bench/sop.py [STEPS]        default: 200

The procedure has seven actors and a decision in every fourth step that leads back or ahead. The yardstick for
the workbook is XlsxWriter, which writes a text box for each shape that has a text, without arrows, at places
that it is given. Prints milliseconds of processor time (the best of three), the exponent of time over steps,
and how many pages, shapes and arrows there are.
"""

from __future__ import annotations

import gc
import io
import math
import random
import sys
import time
from collections.abc import Callable
from typing import Any

import xlsxwriter

from xl_addin.ooxml.drawing import Connector, Picture, Shape, place, to_svg
from xl_addin.ooxml.workbook import Workbook
from xl_addin.sop.checks import check
from xl_addin.sop.diagram import differences, drawing_of
from xl_addin.sop.flow_chart import flow_chart, whole
from xl_addin.sop.procedure import Actor, Procedure, Step

SHEET = "Diagram Alir"
ACTORS = tuple(Actor(f"Bagian {number}", f"Bagian ke-{number}") for number in range(7))
ACTIVITIES = (
    "Memeriksa kelengkapan data bersama bagian terkait",
    "Mencatat keluhan pelanggan pada register",
    "Menyusun jawaban dan tindakan perbaikan",
)


def procedure(count: int) -> Procedure:
    """Return a sound procedure of so many steps."""
    dice = random.Random(count)
    steps = [Step("L1", "Keluhan masuk", ACTORS[0].name, "Mulai")]
    for number in range(2, count):
        actor = ACTORS[number % 7] if number < 8 else dice.choice(ACTORS)
        step = Step(
            f"L{number}", dice.choice(ACTIVITIES), actor.name, requirements="Data pelanggan",
            document="Register keluhan", low=5, likely=10, high=30, output="Keluhan tercatat",
        )  # fmt: skip
        if number % 4 == 0:
            other = min(max(number + dice.choice((-6, -3, 3, 7)), 1), count)
            step = Step(
                step.code, "Apakah lengkap?", step.actor, "Keputusan", document="Register", likely=5,
                next=f"L{number + 1}; L{other}", branches="ya; tidak", shares="80; 20",
            )  # fmt: skip
        steps.append(step)
    steps.append(Step(f"L{count}", "Keluhan ditutup", ACTORS[1].name, "Selesai"))
    return Procedure(tuple(steps), ACTORS, title="Penanganan keluhan")


def empty() -> bytes:
    """Return a workbook with the sheet on which is drawn."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet(SHEET)
    book.close()
    return out.getvalue()


def into_sheet(picture: Picture, blank: bytes) -> bytes:
    """Return the workbook with the picture."""
    workbook = Workbook.open(blank)
    place(workbook, SHEET, picture, (7, 1))
    return workbook.flush().to_bytes()


def text_boxes(picture: Picture) -> bytes:
    """Return a workbook that XlsxWriter makes, with a text box for each shape."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet(SHEET)
    for shape in picture.shapes():
        box = shape.box
        size = {"x_offset": box.x, "y_offset": box.y, "width": box.width, "height": box.height}
        sheet.insert_textbox(0, 0, shape.text, size)
    book.close()
    return out.getvalue()


def milliseconds(run: Callable[[], Any]) -> float:
    """Return the processor time of a call, the best of three."""
    times = []
    for _ in range(3):
        gc.collect()
        before = time.process_time()
        run()
        times.append(time.process_time() - before)
    return min(times) * 1000


def tasks(count: int) -> dict[str, Callable[[], Any]]:
    """Return what is measured for a procedure of so many steps."""
    found, blank = procedure(count), empty()
    picture, drawing = whole(found), drawing_of(found)
    assert check(found) == [] and not list(differences(found, drawing))
    return {
        "drawn": lambda: whole(procedure(count)),
        "into the workbook": lambda: into_sheet(picture, blank),
        "XlsxWriter's text boxes": lambda: text_boxes(picture),
        "as SVG": lambda: to_svg(picture),
        "checked": lambda: check(procedure(count)),
        "compared with its diagram": lambda: list(differences(procedure(count), drawing)),
    }


def main(arguments: list[str]) -> None:
    count = int(arguments[0]) if arguments else 200
    found = procedure(count)
    picture = whole(found)
    arrows = sum(isinstance(item, Connector) for item in picture.items)
    shapes = sum(isinstance(item, Shape) for item in picture.items)
    print(f"{count} steps: {len(flow_chart(found))} pages, {shapes} shapes, {arrows} arrows")
    half, full = (
        {name: milliseconds(run) for name, run in tasks(size).items()} for size in (count // 2, count)
    )
    print(f"{'':28}{'ms':>10}{'exponent':>10}")
    for name, spent in full.items():
        exponent = math.log(spent / half[name]) / math.log(count / (count // 2))
        print(f"{name:28}{spent:10.1f}{exponent:10.2f}")
    ratio = full["into the workbook"] / full["XlsxWriter's text boxes"]
    print(f"into the workbook, to XlsxWriter's text boxes: {ratio:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
