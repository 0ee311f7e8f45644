"""``lembar recalc`` of a SWOT workbook against LibreOffice and `formulas`, whole processes side by side.

    python bench/recalc.py [ISSUES_PER_TAB ...]        default: 125 250 500 (500, 1,000 and 2,000 issues)

LibreOffice converts the portable flavour (it has no UDFs) headlessly. `formulas` runs once, on the last size:
it needs about 8 ms a formula. Prints seconds (the best of three), the ratios of whole processes, the ratios
after start-up (the time for an almost empty workbook taken off), and the exponent of time over issues.
"""

from __future__ import annotations

import math
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from xl_addin import formats

TABS = ("strength", "weakness", "opportunity", "threat")


def workbook(issues: int, *, portable: bool) -> bytes:
    """Return a SWOT workbook with this many issues in each of its four tabs."""
    values = {
        tab: [
            {
                "code": f"{tab[0].upper()}{n:03d}",
                "issue": f"Isu {tab} {n}",
                "department": "PPC",
                "weight": n % 9 + 1,
                "rating": n % 4 + 1,
            }
            for n in range(1, issues + 1)
        ]
        for tab in TABS
    }
    return formats.build("swot", values, portable=portable).to_bytes()


def best(run: Callable[..., object], *arguments: object, times: int = 3) -> float:
    """Return the shortest of several runs, in seconds."""
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        run(*arguments)
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def lembar(path: Path, engine: str = "formualizer") -> None:
    """Recalculate a file in a process of its own."""
    command = [sys.executable, "-m", "xl_addin.cli", "recalc", str(path), "--engine", engine]
    subprocess.run(command, check=True, capture_output=True)


def libreoffice(path: Path, folder: Path) -> None:
    """Convert a file, which loads, calculates and writes it."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    out = folder / "out"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(path)]
    subprocess.run(command, check=True, capture_output=True)


def main() -> None:
    """Measure and print."""
    sizes = [int(text) for text in sys.argv[1:]] or [125, 250, 500]
    office = shutil.which("soffice") is not None
    measured = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        live, portable, empty = (folder / f"{stem}.xlsx" for stem in ("live", "portable", "empty"))
        formats.build("issue_form").save(empty)
        if office:
            libreoffice(empty, folder)  # the first run makes the profile
        idle = best(lembar, empty), best(libreoffice, empty, folder) if office else math.nan
        print(f"start-up: lembar {idle[0]:.2f} s, LibreOffice {idle[1]:.2f} s")
        print(f"{'issues':>8}{'lembar':>10}{'LibreOffice':>13}{'ratio':>8}{'ratio after start-up':>22}")
        for size in sizes:
            live.write_bytes(workbook(size, portable=False))
            portable.write_bytes(workbook(size, portable=True))
            ours = best(lembar, live)
            theirs = best(libreoffice, portable, folder) if office else math.nan
            measured.append((4 * size, ours - idle[0]))
            after = (ours - idle[0]) / (theirs - idle[1])
            print(f"{4 * size:8}{ours:10.2f}{theirs:13.2f}{ours / theirs:8.2f}{after:22.2f}")
        slow = best(lembar, live, "formulas", times=1)
        print(f"formulas on {4 * sizes[-1]} issues: {slow:.1f} s, ratio {ours / slow:.4f}")
    tell_exponent(measured)


def tell_exponent(measured: list[tuple[int, float]]) -> None:
    """Print the slope of log time (without start-up) over log issues, from the smallest to the largest."""
    if len(measured) > 1:
        (small, fast), (large, slow) = measured[0], measured[-1]
        print(f"exponent of time over issues: {math.log(slow / fast) / math.log(large / small):.2f}")


if __name__ == "__main__":
    main()
