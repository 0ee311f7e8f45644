"""What the tests need of the machine: LibreOffice, Chromium, the Excel-made workbooks; .ci/run has them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from xl_addin.calc import office

settings.register_profile("lembar", deadline=None)  # a busy machine is no failure
settings.load_profile("lembar")

EXCEL_MADE = Path(__file__).parents[2] / "shared" / "excel-made"
NOTHING_SKIPPED = os.environ.get("LEMBAR_TEST_ALL") == "1"  # set by .ci/run, which installs what is needed


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = {
        "browser": shutil.which("chromium") is None and "Chromium (chromium) is not installed",
        "uno": not office.runs_python()
        and "LibreOffice does not run Python (python3-uno) or is not installed",
        "libreoffice": shutil.which("soffice") is None and "LibreOffice (soffice) is not installed",
        "shared": not EXCEL_MADE.is_dir() and f"no Excel-made workbooks in {EXCEL_MADE}",
    }
    for item in items:
        for mark, reason in missing.items():
            if reason and not NOTHING_SKIPPED and item.get_closest_marker(mark):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def excel_made() -> Path:
    """The folder of workbooks that Excel made."""
    return EXCEL_MADE
