"""Is what stands on the sheet the flow chart of the table? Compared: symbols, texts and arrows.

Somebody may have changed the steps since the diagram was drawn, or moved, typed into or deleted shapes. Where
shapes stand does not matter here, only what they say and what the arrows join.

>>> from xl_addin.sop.procedure import Step
>>> first = Procedure((Step("L01", "Terima", kind="Mulai"), Step("L02", "Arsipkan", kind="Selesai")))
>>> later = Procedure((Step("L01", "Terima", kind="Mulai"), Step("L02", "Simpan", kind="Selesai")))
>>> [(finding.code, finding.found) for finding in differences(later, drawing_of(first))]
[('L02', 'Kegiatan di diagram: "Arsipkan", di Langkah: "Simpan"')]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from xl_addin.ooxml.drawing import Connector
from xl_addin.ooxml.drawing.layout import DrawnShape, arrange
from xl_addin.sop.finding import Finding
from xl_addin.sop.flow_chart import CELLS, whole
from xl_addin.sop.names import BRANCH, IN, OUT, STEP
from xl_addin.sop.procedure import Procedure

_MEND: Final = "Tekan Gambar Diagram Alir."
_COMPARED: Final = (STEP, BRANCH, *CELLS)
_CALLED: Final[Mapping[str, str]] = {STEP: "Kode", BRANCH: "Teks cabang"}


@dataclass(frozen=True)
class Drawing:
    """What is drawn.

    Args:
        texts: The text of each shape by its name.
        arrows: Which shapes the arrows join.
        roles: The alternative text of each symbol, which is its kind and its actor.
    """

    texts: Mapping[str, str]
    arrows: tuple[tuple[str, str], ...]
    roles: Mapping[str, str]

    def links(self) -> Counter[tuple[str, str]]:
        """Return the arrows from step to step by their names; a numbered pair of links is passed over."""
        inward = {self.texts.get(start, ""): end for start, end in self.arrows if start.startswith(f"{IN} ")}
        found = Counter[tuple[str, str]]()
        for start, end in self.arrows:
            if start.startswith(f"{STEP} "):
                goal = inward.get(self.texts.get(end, ""), "") if end.startswith(f"{OUT} ") else end
                found[_name(start), _name(goal)] += 1
        return found


def drawing_of(procedure: Procedure) -> Drawing:
    """Return what is drawn of a procedure."""
    picture = whole(procedure)
    shapes = [drawn for drawn in arrange(picture) if isinstance(drawn, DrawnShape)]
    texts = {drawn.name: "\n".join(_paragraphs(drawn)) for drawn in shapes}
    arrows = tuple((item.start[0], item.end[0]) for item in picture.items if isinstance(item, Connector))
    return Drawing(texts, arrows, {drawn.name: drawn.alternative for drawn in shapes})


def differences(procedure: Procedure, found: Drawing) -> Iterator[Finding]:
    """Yield where a drawing is another one than that of the procedure."""
    wanted = drawing_of(procedure)
    if not any(name.startswith(f"{STEP} ") for name in found.texts):
        if procedure.steps:
            yield Finding("Diagram", "", "Diagram alir belum digambar", _MEND)
        return
    for name in dict.fromkeys([*wanted.texts, *found.texts]):
        kind = name.partition(" ")[0]
        if kind in _COMPARED:
            here, there = wanted.texts.get(name), found.texts.get(name)
            if _plain(here) != _plain(there):
                yield Finding("Diagram", _step(name), _told(kind, here, there), _MEND)
            elif kind == STEP and (told := _other_role(wanted.roles.get(name), found.roles.get(name))):
                yield Finding("Diagram", _step(name), told, _MEND)
    links, drawn = wanted.links(), found.links()
    for start, end in (links - drawn).elements():
        yield Finding("Diagram", start, f"Panah ke {end} tidak ada di diagram", _MEND)
    for start, end in (drawn - links).elements():
        told = f"Panah ke {end or 'luar'} di diagram tidak ada di Langkah"
        yield Finding("Diagram", start, told, _MEND)


def _told(kind: str, here: str | None, there: str | None) -> str:
    if kind == STEP and (here is None or there is None):
        return "Langkah tidak ada di diagram" if there is None else "Langkah di diagram tidak ada di Langkah"
    called = _CALLED.get(kind, kind.capitalize())
    return f'{called} di diagram: "{_plain(there)}", di Langkah: "{_plain(here)}"'


def _other_role(here: str | None, there: str | None) -> str:
    if _plain(here) == _plain(there):
        return ""
    return f'Jenis dan pelaksana di diagram: "{_plain(there)}", di Langkah: "{_plain(here)}"'


def _step(name: str) -> str:
    """Return the step to which a shape belongs; the name of a branch's text ends with the branch's number."""
    kind, _, step = name.partition(" ")
    return step.rpartition(" ")[0] if kind == BRANCH else step


def _name(shape: str) -> str:
    return shape.partition(" ")[2]


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())


def _paragraphs(drawn: DrawnShape) -> Iterator[str]:
    """Yield the paragraphs as they are written into the shape: as far as they fit."""
    return ("".join(lines).strip() for lines in drawn.fitted.paragraphs)
