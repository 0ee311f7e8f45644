"""The worked example as a story, step by step, as the company would live it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from xl_addin.demo.aps import ApsStory
from xl_addin.demo.bsc import BscStory
from xl_addin.demo.complaints import ComplaintsStory
from xl_addin.demo.discounts import DiscountStory
from xl_addin.demo.sop import SopStory
from xl_addin.demo.story import Step
from xl_addin.demo.swot import SwotStory

__all__ = ["Demo", "Step"]


class Demo:
    """Plays the stories into a folder; iterate over :meth:`steps`, then look at where they ended."""

    def __init__(self, folder: Path) -> None:
        self.swot = SwotStory(folder)
        self.bsc = BscStory(folder, self.swot.workbook)
        self.aps = ApsStory(folder)
        self.complaints = ComplaintsStory(folder)
        self.discounts = DiscountStory(folder)
        self.sop = SopStory(folder)

    def steps(self) -> Iterator[Step]:
        """Do one step after the other, and tell of each."""
        for story in (self.swot, self.bsc, self.aps, self.complaints, self.discounts, self.sop):
            yield from story.steps()
