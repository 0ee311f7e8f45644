"""The document of a procedure: what its template is filled with, and whether it is in force.

Source: SOP drafting: three signatures put a procedure in force; the procedures' own layout: scope, purpose,
definitions, general rules, responsibilities, diagram, detail, special conditions, records, attachments,
references.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from xl_addin.sop.procedure import DECISION, Procedure, Step
from xl_addin.sop.words import key, shown

SIGNERS: Final = ("Dibuat", "Dikoreksi", "Disahkan")
SIGNED: Final = "Disetujui"
RETURNED: Final = "Dikembalikan"
WAITING: Final = "Menunggu"
IN_FORCE: Final = "Berlaku"
PARTS: Final[Mapping[str, str]] = {
    "scope": "Ruang lingkup", "purpose": "Tujuan", "definitions": "Definisi", "rules": "Ketentuan umum",
    "responsibilities": "Tanggung jawab", "special": "Ketentuan khusus", "records": "Rekaman",
    "attachments": "Lampiran", "references": "Referensi", "legal": "Dasar hukum",
    "qualifications": "Kualifikasi pelaksana", "related": "Keterkaitan", "equipment": "Peralatan",
    "warnings": "Peringatan", "recording": "Pencatatan",
}  # fmt: skip
"""The headings of a procedure's text, and what each is called in the template."""
_MAY_BE_BLANK: Final = ("definitions", "special", "attachments", "legal", "warnings")
_ROOM: Final = (767.0, 418.0)
"""Points that a page of the diagram may take: a lying A4 less margins, title block and heading."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One of the three signatures.

    Args:
        role: Dibuat, Dikoreksi or Disahkan.
        name: Who signs.
        position: Position.
        date: When it was signed; None when it was not.
        status: Menunggu, Disetujui or Dikembalikan.
    """

    role: str
    name: str = ""
    position: str = ""
    date: date | None = None
    status: str = WAITING

    @property
    def is_given(self) -> bool:
        """Whether it has been given: agreed to, on a day."""
        return key(self.status) == key(SIGNED) and self.date is not None


@dataclass(frozen=True, slots=True)
class Cover:
    """What is known of a procedure beside its steps and its text.

    Args:
        company: The company's name.
        revision: The document's revision.
        effective: From when on it is in force.
        unit: Whose procedure it is.
        created: When it was first written.
        review: When it is looked at again.
        promise: The promised lead time in working days.
        team: Role, name and position of those who wrote it.
        revisions: Revision, day, change and by whom.
        signatures: The signatures.
    """

    company: str = ""
    revision: str = ""
    effective: date | None = None
    unit: str = ""
    created: date | None = None
    review: date | None = None
    promise: float | None = None
    team: tuple[tuple[str, str, str], ...] = ()
    revisions: tuple[tuple[str, date | None, str, str], ...] = ()
    signatures: tuple[Signature, ...] = ()

    @property
    def state(self) -> str:
        """How far the signatures are, as the workbook tells it.

        >>> Cover(signatures=(Signature("Dibuat", status="Disetujui", date=date(2027, 1, 5)),)).state
        'Menunggu: Dikoreksi'
        """
        if any(key(one.status) == key(RETURNED) for one in self.signatures):
            return RETURNED
        missing = [role for role in SIGNERS if not self.signature(role).is_given]
        return f"{WAITING}: {missing[0]}" if missing else IN_FORCE

    def signature(self, role: str) -> Signature:
        """Return the signature of a role: one that is given, if there are several."""
        found = [one for one in self.signatures if key(one.role) == key(role)]
        given = [one for one in found if one.is_given]
        return (given or found or [Signature(role)])[0]


def fill(procedure: Procedure, cover: Cover, *, draft: bool) -> bytes:
    """Return the document of a procedure as a .docx; the same procedure gives the same bytes.

    Args:
        procedure: The procedure.
        cover: What is known of it beside its steps and its text.
        draft: Whether it is marked as a draft though all have signed; what not all have signed always is.

    Raises:
        LembarError: the template was damaged or is not there.
    """
    from xl_addin.letters import fill_letter  # noqa: PLC0415 - the template engine is heavy

    return fill_letter("sop", values(procedure, cover, draft=draft))


def values(procedure: Procedure, cover: Cover, *, draft: bool) -> dict[str, Any]:
    """Return what the template is filled with; see :func:`fill`."""
    state = cover.state
    return {
        "company": {"name": cover.company},
        "document": {"number": procedure.number, "revision": cover.revision, "date": cover.effective},
        "sop": {
            "title": procedure.title or "SOP tanpa judul",
            "unit": cover.unit,
            "created": cover.created,
            "review": cover.review,
            "promise": "" if cover.promise is None else f"H+{shown(cover.promise)} hari kerja",
            "state": state if not draft or state != IN_FORCE else "Draf: masih ada temuan pemeriksaan",
        },
        "draft": draft or state != IN_FORCE,
        "signatures": [_signature(cover.signature(role)) for role in SIGNERS],
        "revisions": [
            dict(zip(("revision", "date", "change", "by"), revision, strict=True))
            for revision in cover.revisions
        ],
        "team": [dict(zip(("role", "name", "position"), member, strict=True)) for member in cover.team],
        "parts": {name: _items(procedure, heading) for name, heading in PARTS.items()},
        "blank": {name: "Tidak ada." if name in _MAY_BE_BLANK else "Belum diisi." for name in PARTS},
        "terms": [{"name": term.name, "meaning": term.meaning} for term in procedure.terms],
        "actors": _actors(procedure),
        "steps": [_step(step) for step in procedure.steps],
        "diagram": _diagram(procedure),
    }


def _signature(signature: Signature) -> dict[str, str]:
    from xl_addin.render.filters import tanggal  # noqa: PLC0415 - the template engine is heavy

    day = tanggal(signature.date) if signature.date else ""
    return {
        "role": signature.role,
        "name": signature.name,
        "position": signature.position,
        "state": ", ".join(part for part in (signature.status or WAITING, day) if part),
    }


def _items(procedure: Procedure, heading: str) -> list[dict[str, str]]:
    """Return the paragraphs under a heading; those without a number are counted."""
    found = [section for section in procedure.sections if key(section.part) == key(heading)]
    return [
        {"number": section.number or str(place), "text": section.text}
        for place, section in enumerate(found, 1)
    ]


def _actors(procedure: Procedure) -> list[dict[str, str]]:
    positions = {key(actor.name): actor.position for actor in procedure.actors}
    steps: dict[str, list[str]] = {}
    for step in procedure.steps:
        steps.setdefault(key(step.actor), []).append(step.code)
    return [
        {"name": name, "position": positions.get(key(name), ""), "steps": ", ".join(steps.get(key(name), ()))}
        for name in procedure.actor_names
        if name
    ]


def _step(step: Step) -> dict[str, str]:
    told: Sequence[str] = [step.activity]
    if step.requirements:
        told = [*told, f"Kelengkapan: {step.requirements}"]
    if step.role == DECISION:
        branches = zip(step.branch_texts, step.next_codes, strict=False)
        told = [*told, "; ".join(f"{text} → {code}" for text, code in branches)]
    return {
        "code": step.code,
        "activity": "\n".join(part for part in told if part),
        "actor": step.actor,
        "indicator": step.indicator,
        "document": step.document,
        "time": step.time_text,
    }


def _diagram(procedure: Procedure) -> list[Any]:
    """Return the pages of the flow chart as markup of the document."""
    from markupsafe import Markup  # noqa: PLC0415

    from xl_addin.ooxml.drawing.word import to_word  # noqa: PLC0415
    from xl_addin.sop.flow_chart import flow_chart  # noqa: PLC0415

    # every text in the drawing is escaped where it is written
    return [Markup(to_word(page, *_ROOM, number)) for number, page in enumerate(flow_chart(procedure), 1)]  # noqa: S704
