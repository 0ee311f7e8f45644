"""The meeting day of the demonstration: every button does its part, and the end is in the workbook."""

from __future__ import annotations

from datetime import date

import pytest

from xl_addin import formats
from xl_addin.demo.aps import ApsStory
from xl_addin.example_aps import ApsExample
from xl_addin.runner import run_action


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


def test_pressed_again_no_button_changes_anything(played):
    story, _ = played
    run_action(story.workbook, "confirm_orders")  # with what is final now
    before = story.workbook.read_bytes()
    for name, options in (
        ("build_calendar", {}),
        ("import_orders", {"file": story.export, "update": "Ya"}),
        ("assign_stage", {}),
        ("confirm_orders", {}),
        ("finalise_aps", {}),
        ("check_late_order", {}),
    ):
        assert not run_action(story.workbook, name, options).changed, name
    run_action(story.workbook, "distribute_aps")  # the load has changed since
    assert run_action(story.workbook, "distribute_aps").files == []
    assert story.workbook.read_bytes() == before


def test_the_portable_workbook_gives_the_same(played, tmp_path):
    path = tmp_path / "allocation.xlsx"
    formats.build("allocation", ApsExample().workbook(), portable=True).save(path)
    for name in ("build_calendar", "assign_stage", "confirm_orders", "finalise_aps"):
        result = run_action(path, name)
        assert "tidak dapat dihitung" not in result.message
    assert "tahap 2 final, 11 ROP" in result.message, "one more than came in by the export: wanted too early"
