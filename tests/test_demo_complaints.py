"""The complaint of the demonstration: every button does its part, and the end is in the workbook."""

from __future__ import annotations

import pytest

from xl_addin.demo.complaints import NUMBER, ComplaintsStory


@pytest.fixture(scope="module")
def played(tmp_path_factory) -> tuple[ComplaintsStory, list[str]]:
    story = ComplaintsStory(tmp_path_factory.mktemp("demo"))
    return story, [step.told for step in story.steps()]


def test_each_step_tells_what_it_did(played):
    _, told = played
    found = " | ".join(told)
    for words in (
        *("register of 40", f"{NUMBER} dicatat", "1 keluhan diteruskan, 1 formulir ditulis"),
        *("dijawab 16/12/2027, tepat waktu", f"Surat Balasan {NUMBER}", "Tahap sekarang: Selesai"),
        "Laporan keluhan November 2027: 2 masuk",
    ):
        assert words in found, words


def test_the_end_is_read_from_the_workbook(played):
    story, _ = played
    end = story.ending()
    assert (end.recorded, end.status) == (41, "Selesai tepat waktu")
    assert end.in_time == pytest.approx(27 / 34)
    assert end.late[0] == ("K-2027-0037", "Menunggu jawaban", 13, "Hadi Susanto")
    assert [late for _, _, late, _ in end.late] == [13, 10, 9, 9, 5, 3]
