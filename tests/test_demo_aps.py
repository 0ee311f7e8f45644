"""The meeting day of the demonstration: every button does its part, and the end is in the workbook."""

from __future__ import annotations

from datetime import date

import pytest

from xl_addin.demo.aps import ApsStory


@pytest.fixture(scope="module")
def played(tmp_path_factory) -> tuple[ApsStory, list[str]]:
    story = ApsStory(tmp_path_factory.mktemp("demo"))
    return story, [step.told for step in story.steps()]


def test_each_step_tells_what_it_did(played):
    _, told = played
    found = " | ".join(told)
    for words in (
        *("10 ROP baru diambil dari ekspor-order.csv; 5 hal perlu diperiksa", "10 ROP di tahap 2"),
        *("78 dari 79 ROP disanggupi", "Undangan rapat APS tahap 2 Mei 2027, Senin 19/04/2027"),
        *("tahap 2 final, 10 ROP", "16 berkas ditulis", "1 masuk, 1 tidak dapat, 1 usul lain"),
    ):
        assert words in found, words


def test_the_end_is_read_from_the_workbook(played):
    story, _ = played
    end = story.ending()
    assert (end.month, end.orders) == (date(2027, 5, 1), 20)
    assert end.asked - end.agreed == 195, "cut at both meetings, less what was added"
    assert all(0 < share <= 1 for share in end.load.values()), "nobody was promised more than there is"
    assert [decision for decision, _, _ in end.late.values()] == ["Masuk", "Usul lain", "Tidak dapat"]
    assert end.late["ROP-270086"][2] == "Material Motor linier impor"


def test_what_it_leaves_to_look_at(played):
    story, _ = played
    assert [path.name for path in story.letters.iterdir()] == ["Undangan APS 2027-05 Tahap 2.docx"]
    assert len(list(story.results.iterdir())) == 16
