"""The worked examples of procedures, as data for the format ``sop`` and for the demonstration."""

from __future__ import annotations

from copy import deepcopy
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from xl_addin import data
from xl_addin.datafile import read_data

Record = dict[str, Any]

PROCEDURES: Final = ("aps", "bsc", "pelanggan")
MAIN: Final = "pelanggan"
"""The example that the committed workbook and the demonstration show."""


class SopExample:
    """Three procedures of the fictitious PT Mebel Nusantara: signed, waiting for a signature, sent back."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or data.folder("examples") / "sop"

    def procedure(self, name: str = MAIN) -> Record:
        """Return the render data of one of :data:`PROCEDURES`."""
        return read_data(self.folder / f"{name}.yaml")

    @cached_property
    def planted(self) -> Record:
        """What the first draft of the main example has wrong: cells of steps, terms not explained."""
        return read_data(self.folder / "faulty.yaml")

    def draft(self) -> Record:
        """Return the main example as it was first written down: with the planted faults, unsigned."""
        values = deepcopy(self.procedure())
        steps = {step["code"]: step for step in values["steps"]}
        for fault in self.planted["steps"]:
            steps[fault["code"]][fault["field"]] = fault["value"]
        values["terms"] = [term for term in values["terms"] if term["term"] not in self.planted["terms"]]
        for approval in values["approvals"]:
            approval.update(date=None, status="Menunggu")
        values["document"]["date"] = None
        return {**values, "briefings": [], "reviews": []}
