"""The board's page as a browser has it: by keyboard, in the dark, on paper, on a phone, without script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Browser
from bsc_report_books import EVIL, write_bsc

from xl_addin.report.bsc import page
from xl_addin.report.bsc_data import read
from xl_addin.report.source import FileSource

pytestmark = pytest.mark.browser

_SHOWN = "[...document.querySelectorAll('#kpis tbody tr')].filter((row) => row.offsetParent)"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    path = folder / "laporan.html"
    path.write_text(page(read(FileSource(write_bsc(folder / "bsc.xlsx")))), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with Browser() as browser:
        yield browser


@pytest.fixture
def browser(chromium: Browser, file: Path) -> Browser:
    """The page, freshly opened, on a wide and light screen."""
    chromium.media("light")
    chromium.size(1280)
    chromium.requests.clear()
    chromium.console.clear()
    chromium.open(file)
    chromium.run("localStorage.clear()")
    chromium.open(file)
    return chromium


def reach(browser: Browser, target: str) -> None:
    """Go on with the Tab key until an element has the focus."""
    for _ in range(80):
        browser.press("Tab")
        if browser.run(f"document.activeElement.matches({target!r})"):
            return
    raise AssertionError(f"{target} cannot be reached by keyboard")


def shown(browser: Browser) -> int:
    return int(browser.run(f"{_SHOWN}.length"))


def test_the_page_asks_nothing_of_the_network_and_says_nothing_on_its_console(browser: Browser) -> None:
    assert {url.partition(":")[0] for url in browser.requests} == {"file"}
    assert len(set(browser.requests)) == 1
    assert browser.console == []
    assert (
        browser.run("document.querySelectorAll('style')[0].sheet.cssRules.length") > 100
    )  # the policy lets it


def test_the_first_tab_offers_to_skip_and_the_focus_is_always_seen(browser: Browser) -> None:
    browser.press("Tab")
    assert browser.run("document.activeElement.className") == "skip"
    seen = set()
    while (name := browser.run("document.activeElement.outerHTML.slice(0, 90)")) not in seen:
        if name.startswith("<body"):
            break
        style = browser.run(
            "{ const s = getComputedStyle(document.activeElement); s.outlineStyle + s.outlineWidth }"
        )
        assert style == "solid3px", name
        seen.add(name)
        browser.press("Tab")
    assert len(seen) > 20


def test_kpis_are_searched_by_typing(browser: Browser) -> None:
    everything = shown(browser)
    assert browser.run("count.textContent") == f"Menampilkan {everything} dari {everything} KPI"
    reach(browser, "#f-text")
    browser.press("penjualan bersih")
    found = shown(browser)
    assert 0 < found < 10
    assert browser.run(f"{_SHOWN}.every((row) => row.textContent.includes('Penjualan bersih'))")
    assert browser.run("count.textContent") == f"Menampilkan {found} dari {everything} KPI"
    assert browser.run("count.getAttribute('aria-live')") == "polite"
    browser.press("zzz")
    assert shown(browser) == 0 and browser.run("empty.offsetParent !== null")
    reach(browser, "button[type=reset]")
    browser.press("Enter")
    browser.run("new Promise((done) => setTimeout(done, 50))")
    assert shown(browser) == everything and browser.run("document.getElementById('f-text').value") == ""


@pytest.mark.parametrize(
    ("field", "data"), [("#f-perspective", "perspective"), ("#f-owner", "owner"), ("#f-status", "status")]
)
def test_kpis_are_filtered_by_keyboard(browser: Browser, field: str, data: str) -> None:
    everything = shown(browser)
    reach(browser, field)
    browser.press("ArrowDown", "ArrowDown")
    wanted = browser.run("document.activeElement.value")
    assert wanted and 0 < shown(browser) < everything
    assert browser.run(f"{_SHOWN}.every((row) => row.dataset.{data} === {wanted!r})")


def test_filters_work_together(browser: Browser) -> None:
    reach(browser, "#f-owner")
    browser.press("ArrowDown")
    company = shown(browser)
    assert company == browser.run(
        f"{_SHOWN}.filter((row) => row.dataset.owner === 'Perusahaan|Perusahaan').length"
    )
    reach(browser, "#f-status")
    browser.press("ArrowDown", "ArrowDown", "ArrowDown")
    red = browser.run(f"{_SHOWN}.map((row) => row.cells[6].textContent.trim())")
    assert red and set(red) == {"Merah"} and len(red) < company


def test_kpis_are_sorted_by_keyboard_both_ways(browser: Browser) -> None:
    values = f"{_SHOWN}.map((row) => row.cells[5].dataset.value).filter((text) => text !== '').map(Number)"
    count = len(browser.run(values))
    reach(browser, "th:nth-child(6) button")
    browser.press("Enter")
    assert browser.run(values) == sorted(browser.run(values)) and len(browser.run(values)) == count
    heading = "document.querySelector('#kpis th:nth-child(6)').getAttribute('aria-sort')"
    assert browser.run(heading) == "ascending"
    browser.press("Space")
    assert browser.run(values) == sorted(browser.run(values), reverse=True)
    assert browser.run(heading) == "descending"
    assert browser.run("document.querySelectorAll('#kpis [aria-sort]').length") == 1


def test_a_kpi_that_needs_attention_is_shown_although_it_was_filtered_out(browser: Browser) -> None:
    reach(browser, ".attention a")
    target = browser.run("document.activeElement.hash")
    browser.run("(() => { const f = document.getElementById('f-text'); f.value = 'zzz';"
                " f.dispatchEvent(new Event('input', {bubbles: true})) })()")  # fmt: skip
    assert shown(browser) == 0
    browser.press("Enter")
    browser.run("new Promise((done) => setTimeout(done, 50))")
    assert browser.run(f"document.querySelector({target!r}).offsetParent !== null")
    assert browser.run(f"document.querySelector('tr:target') === document.querySelector({target!r})")


def luminance(color: str) -> float:
    shares = [int(part) / 255 for part in re.findall(r"\d+", color)[:3]]
    red, green, blue = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ground(browser: Browser) -> float:
    return luminance(browser.run("getComputedStyle(document.body).backgroundColor"))


def faint(browser: Browser) -> list[str]:
    """Return the texts whose contrast with what is behind them is below 4.5 : 1 (WCAG 2.2, 1.4.3)."""
    pairs = browser.run(
        """[...document.querySelectorAll('main *, header *, nav a, footer *')].filter((e) => e.offsetParent
             && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())).map((e) => {
             let behind = e;
             while (behind && /, 0\\)$|transparent/.test(getComputedStyle(behind).backgroundColor))
               behind = behind.parentElement;
             return [e.textContent.trim().slice(0, 40), getComputedStyle(e).color,
                     getComputedStyle(behind || document.body).backgroundColor] })"""
    )
    assert len(pairs) > 200
    found = []
    for text, front, back in pairs:
        low, high = sorted((luminance(front), luminance(back)))
        if (high + 0.05) / (low + 0.05) < 4.5:
            found.append(f"{text}: {front} on {back}")
    return found


def test_light_and_dark_follow_the_system_and_can_both_be_read(browser: Browser) -> None:
    assert ground(browser) > 0.8 and faint(browser) == []
    browser.media("dark")
    assert ground(browser) < 0.05 and faint(browser) == []
    box = "document.querySelector('.map .f-red-soft')"
    fill = browser.run(f"getComputedStyle({box} || document.querySelector('.map .f-yellow-soft')).fill")
    assert luminance(fill) < 0.1  # the map is dark too
    browser.run("new Promise((done) => setTimeout(done, 100))")
    assert browser.run("theme.getAttribute('aria-pressed')") == "true"


def test_the_button_changes_light_and_dark_and_the_choice_stays(browser: Browser, file: Path) -> None:
    reach(browser, "#theme")
    browser.press("Enter")
    assert ground(browser) < 0.05 and browser.run("theme.getAttribute('aria-pressed')") == "true"
    browser.open(file)
    assert ground(browser) < 0.05
    reach(browser, "#theme")
    browser.press("Space")
    assert ground(browser) > 0.8 and browser.run("theme.getAttribute('aria-pressed')") == "false"


def test_it_prints_light_on_a4_without_what_is_only_for_the_screen(browser: Browser) -> None:
    browser.media("dark")
    pages = browser.pdf()
    assert pages.startswith(b"%PDF")
    found = re.findall(rb"/MediaBox \[([^\]]+)\]", pages)
    assert {tuple(round(float(side)) for side in box.split()) for box in found} == {(0, 0, 842, 595)}  # A4
    assert 4 <= len(re.findall(rb"/Type /Page\b", pages)) <= 12
    browser.send("Emulation.setEmulatedMedia", media="print")
    assert ground(browser) == 1
    for what in ("nav", "#filters", "#tools", "thead button"):
        assert browser.run(f"getComputedStyle(document.querySelector({what!r})).display") == "none"
    headings = browser.run("document.querySelector('#kpis thead').innerText").split("\t")
    assert [text.strip() for text in headings[:3]] == ["KPI", "Pemilik", "Bobot"]
    style = browser.run("getComputedStyle(document.querySelector('#kpis thead')).display")
    assert style == "table-header-group"


@pytest.mark.parametrize("width", [320, 400, 800, 1020, 1021, 1280])
def test_nothing_sticks_out_of_a_narrow_window(browser: Browser, file: Path, width: int) -> None:
    browser.size(width)
    browser.open(file)
    assert browser.run("document.documentElement.scrollWidth") <= width
    assert browser.run("document.querySelector('.map').tabIndex") == 0  # the wide map scrolls, by keys too


def test_without_its_script_everything_is_there(browser: Browser, file: Path) -> None:
    everything = shown(browser)
    try:
        browser.open(file, script=False)
        data = browser.picture()
        assert data.startswith(b"\x89PNG")
        found = browser.send("DOM.getDocument", depth=-1)["root"]["nodeId"]
        rows = browser.send("DOM.querySelectorAll", nodeId=found, selector="#kpis tbody tr:not([hidden])")
        assert len(rows["nodeIds"]) == everything
        for hidden in ("#filters[hidden]", "#tools[hidden]"):
            assert browser.send("DOM.querySelector", nodeId=found, selector=hidden)["nodeId"]
        assert not browser.send("DOM.querySelector", nodeId=found, selector="th button")["nodeId"]
    finally:
        browser.send("Emulation.setScriptExecutionDisabled", value=False)


def test_markup_in_a_name_is_shown_and_does_not_run(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "evil.html"
    path.write_text(page(read(FileSource(write_bsc(tmp_path / "b.xlsx", evil=True)))), encoding="utf-8")
    browser.open(path)
    assert browser.run("window.pwned") is None and browser.console == []
    assert browser.run("document.querySelector('#kpi-1 .name').textContent") == EVIL
    assert browser.run("document.querySelector('.company').textContent") == EVIL


def test_scripts_that_are_not_the_pages_own_are_refused(browser: Browser, file: Path, tmp_path: Path) -> None:
    path = tmp_path / "changed.html"
    text = file.read_text(encoding="utf-8")
    path.write_text(text.replace("</body>", "<script>window.pwned = 3</script></body>"), encoding="utf-8")
    browser.open(path)
    assert browser.run("window.pwned") is None
    assert any("Content Security Policy" in line for line in browser.console)


def test_tables_stay_tables_for_who_listens_on_a_phone(browser: Browser, file: Path) -> None:
    browser.size(400)
    browser.open(file)
    found = browser.send("Accessibility.getFullAXTree")["nodes"]
    roles = [node["role"]["value"] for node in found if not node.get("ignored")]
    assert roles.count("table") == 3 and roles.count("row") > 60 and roles.count("rowheader") > 60
