"""Installing and doctor on PCs that stand here as facts: Windows, a Mac, Linux."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from xl_addin import cli
from xl_addin.addin import button, doctor, findings, places
from xl_addin.addin import system as systems
from xl_addin.addin.build import build_addin
from xl_addin.addin.doctor import examine
from xl_addin.addin.install import install_steps, uninstall_steps
from xl_addin.addin.sources import xlwings_version
from xl_addin.addin.system import MappingRegistry, System
from xl_addin.ooxml.package import Package

EXCEL = {places.OFFICE_KEY: {}, r"HKCR\Excel.Application\CLSID": {"": "{00024500-...}"}}


class Pc:
    """A PC in a folder; ``system`` is what the program is told of it."""

    def __init__(self, folder: Path, name: str = "Windows") -> None:
        self.home = folder / "home user"
        self.python = folder / "python" / "python.exe"
        self.registry = MappingRegistry({key: dict(values) for key, values in EXCEL.items()})
        self.marks: dict[str, str] = {}
        self.commands: list[Sequence[str]] = []
        self.answers: dict[str, tuple[int, str]] = {}
        self.python.parent.mkdir(parents=True)
        self.python.write_bytes(b"")
        (self.python.parent / f"xlwings64-{xlwings_version()}.dll").write_bytes(b"")
        environment = {"APPDATA": str(self.home / "Roaming"), "USERPROFILE": str(self.home)}
        self.system = System(
            name,
            self.home,
            environment if name == "Windows" else {},
            self.python,
            self.registry,
            lambda path: self.marks.get(path.name),
            self._run,
        )

    def _run(self, command: Sequence[str]) -> tuple[int, str]:
        self.commands.append(command)
        return next((answer for word, answer in self.answers.items() if word in command[-1]), (0, ""))

    def install(self, where: str = places.STARTUP) -> list[str]:
        steps = install_steps(self.system, where)
        for step in steps:
            step.do()
        return [step.text for step in steps]

    def amiss(self) -> dict[str, str]:
        return {finding.key: finding.found for finding in examine(self.system) if not finding.ok}

    @property
    def addin(self) -> Path:
        (path,) = places.installed(self.system)
        return path


@pytest.fixture
def pc(tmp_path: Path) -> Pc:
    return Pc(tmp_path)


@pytest.fixture
def mac(tmp_path: Path) -> Pc:
    made = Pc(tmp_path, "Darwin")
    places.settings_file(made.system).parent.mkdir(parents=True)
    return made


class TestInstall:
    def test_windows_gets_the_add_in_in_its_start_folder_and_no_registry(self, pc):
        before = {key: dict(values) for key, values in pc.registry.keys.items()}
        pc.install()
        assert pc.addin == pc.home / "Roaming" / "Microsoft" / "Excel" / "XLSTART" / "lembar.xlam"
        assert pc.addin.read_bytes() == build_addin().to_bytes()
        assert places.settings_file(pc.system) == pc.home / ".lembar" / "lembar.conf"
        assert places.read_settings(pc.system) == {"INTERPRETER_WIN": str(pc.python)}
        assert pc.registry.keys == before

    def test_settings_are_as_vba_reads_them_and_keep_what_was_there(self, pc):
        places.write_settings(pc.system, {"SHOW CONSOLE": "True"})
        pc.install()
        text = places.settings_file(pc.system).read_bytes().decode()
        assert text == f'"SHOW CONSOLE","True"\r\n"INTERPRETER_WIN","{pc.python}"\r\n'

    def test_the_add_in_folder_needs_an_open_value_in_the_next_free_place(self, pc):
        pc.registry.set(places.OPTIONS_KEY, "OPEN", '"solver.xlam"')
        pc.install(places.ADDINS)
        assert pc.addin.parent.name == "AddIns"
        assert pc.registry.values(places.OPTIONS_KEY) == {"OPEN": '"solver.xlam"', "OPEN1": f'"{pc.addin}"'}
        pc.install(places.ADDINS)
        assert len(pc.registry.values(places.OPTIONS_KEY)) == 2

    def test_moving_to_the_start_folder_leaves_no_second_add_in(self, pc):
        pc.install(places.ADDINS)
        pc.install()
        assert pc.addin.parent.name == "XLSTART"
        assert pc.registry.values(places.OPTIONS_KEY) == {}

    def test_uninstall_closes_the_gap_at_which_excel_would_stop(self, pc):
        pc.install(places.ADDINS)
        pc.registry.set(places.OPTIONS_KEY, "OPEN1", '"solver.xlam"')
        pc.registry.set(places.OPTIONS_KEY, "OPEN2", '"lain.xlam"')
        for step in uninstall_steps(pc.system):
            step.do()
        assert places.installed(pc.system) == []
        assert pc.registry.values(places.OPTIONS_KEY) == {"OPEN": '"lain.xlam"', "OPEN1": '"solver.xlam"'}
        assert not places.settings_file(pc.system).exists()
        assert uninstall_steps(pc.system) == []

    def test_a_mac_gets_it_in_its_start_folder_with_the_helper_of_xlwings(self, mac):
        mac.install()
        assert mac.addin.parts[-4:] == ("User Content.localized", "Startup.localized", "Excel", "lembar.xlam")
        assert places.read_settings(mac.system) == {"INTERPRETER_MAC": str(mac.python)}
        assert [list(command[1:]) for command in mac.commands] == [
            ["-m", "xlwings.cli", "runpython", "install"]
        ]

    def test_linux_says_what_it_would_do_and_does_nothing(self, tmp_path):
        linux = Pc(tmp_path, "Linux")
        told = linux.install()
        assert "XLSTART" in " ".join(told)
        assert not linux.home.exists()


class TestDoctor:
    def test_after_an_install_all_is_well(self, pc):
        pc.install()
        assert pc.amiss() == {}
        assert [command[0] for command in pc.commands] == [str(pc.python)] * 2

    def test_every_check_has_its_words_in_both_languages(self, pc):
        for key in findings.CHECKS:
            for ok in (True, False, None):
                for language in ("id", "en"):
                    line = findings.Finding(key, ok, "ditemukan", "diharapkan").line(language)
                    assert "{" not in line
                    assert len(line.splitlines()) == (1 if ok else 2)

    def test_without_an_install(self, pc):
        assert set(pc.amiss()) == {"addin", "interpreter", "library"}

    def test_excel_is_not_there_or_not_registered(self, pc):
        pc.install()
        pc.registry.keys.clear()
        assert set(pc.amiss()) == {"excel", "com"}

    def test_the_add_in_is_gone_as_after_a_quarantine(self, pc):
        pc.install()
        pc.addin.unlink()
        assert pc.amiss() == {"addin": "not there"}

    def test_the_add_in_is_there_twice(self, pc):
        pc.install()
        twin = places.folder(pc.system, places.ADDINS) / "lembar.xlam"
        twin.parent.mkdir(parents=True)
        twin.write_bytes(pc.addin.read_bytes())
        assert set(pc.amiss()) == {"twice"}

    def test_an_antivirus_has_taken_the_macros_out(self, pc):
        pc.install()
        package = Package.open(pc.addin)
        package.remove("xl/vbaProject.bin")
        package.save(pc.addin)
        assert pc.amiss() == {"macros": "gone"}

    def test_the_file_is_damaged(self, pc):
        pc.install()
        pc.addin.write_bytes(b"PK")
        assert set(pc.amiss()) == {"settings"}

    def test_the_add_in_is_older_than_the_package(self, pc, monkeypatch):
        pc.install()
        monkeypatch.setattr(doctor, "__version__", "99.0")
        monkeypatch.setattr(doctor, "xlwings_version", lambda: "0.99")
        (pc.python.parent / "xlwings64-0.99.dll").write_bytes(b"")
        assert set(pc.amiss()) == {"version", "xlwings"}

    def test_the_settings_name_no_module(self, pc):
        pc.install()
        package = Package.open(pc.addin)
        sheet = "xl/worksheets/lembar1.xml"
        package.write(sheet, package.xml(sheet).replace("xl_addin.ribbon.functions", "other"))
        package.save(pc.addin)
        assert pc.amiss() == {"settings": "UDF MODULES = other"}

    def test_python_has_moved(self, pc):
        pc.install()
        pc.python.unlink()
        assert set(pc.amiss()) == {"interpreter"}

    def test_the_library_of_another_xlwings(self, pc):
        pc.install()
        next(pc.python.parent.glob("*.dll")).rename(pc.python.parent / "xlwings64-0.1.dll")
        assert set(pc.amiss()) == {"library"}

    def test_a_virtual_environment_has_the_library_one_folder_up(self, pc):
        pc.install()
        found = next(pc.python.parent.glob("*.dll"))
        found.rename(pc.python.parent.parent / found.name)
        assert pc.amiss() == {}

    @pytest.mark.parametrize(("word", "key"), [("pythoncom", "pywin32"), ("xl_addin", "functions")])
    def test_python_cannot_load_what_is_needed(self, pc, word, key):
        pc.install()
        pc.answers[word] = (1, "Traceback ...\nModuleNotFoundError: No module named 'x'\n")
        assert pc.amiss() == {key: "ModuleNotFoundError: No module named 'x'"}

    def test_a_mark_of_the_web(self, pc):
        pc.install()
        pc.marks["lembar.xlam"] = "ZoneId=3"
        assert pc.amiss() == {"mark": "ZoneId=3"}

    def test_quarantine_of_macos(self, mac):
        mac.install()
        mac.marks["lembar.xlam"] = "0083;..."
        assert mac.amiss() == {"quarantine": "0083;..."}

    @pytest.mark.parametrize(
        ("values", "where", "amiss"),
        [
            ({"VBAWarnings": 2}, places.ADDINS, None),
            ({"VBAWarnings": 4}, places.ADDINS, "all macros off without notice"),
            ({"VBAWarnings": 3}, places.ADDINS, "only signed macros"),
            ({"VBAWarnings": 4}, places.STARTUP, None),  # the start folder is a trusted place
            ({"DisableAllAddins": 1}, places.STARTUP, "all add-ins off"),
            ({"RequireAddinSig": 1}, places.STARTUP, "only signed add-ins"),
        ],
    )
    def test_settings_of_the_trust_center(self, pc, values, where, amiss):
        pc.install(where)
        pc.registry.keys[rf"{places.OFFICE_KEY}\Security"] = values
        assert pc.amiss() == ({} if amiss is None else {"trust": amiss})

    def test_trusted_places_are_off(self, pc):
        pc.install()
        pc.registry.keys[rf"{places.OFFICE_KEY}\Security"] = {"VBAWarnings": 4}
        pc.registry.keys[rf"{places.OFFICE_KEY}\Security\Trusted Locations"] = {"AllLocationsDisabled": 1}
        assert set(pc.amiss()) == {"trust"}

    def test_a_policy_wins_and_is_named(self, pc):
        pc.install(places.ADDINS)
        pc.registry.keys[rf"{places.OFFICE_KEY}\Security"] = {"VBAWarnings": 1}
        pc.registry.keys[r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel\Security"] = {"VBAWarnings": 4}
        assert pc.amiss() == {"trust": "all macros off without notice (policy)"}

    def test_excel_has_switched_it_off_after_a_crash(self, pc):
        pc.install()
        item = "\0\0C:\\x\\LEMBAR.xlam\0".encode("utf-16-le")
        pc.registry.keys[rf"{places.OFFICE_KEY}\Resiliency\DisabledItems"] = {"1": item}
        assert set(pc.amiss()) == {"disabled"}

    def test_what_python_said_last_is_told(self, pc):
        pc.install()
        (found,) = [
            finding for finding in examine(pc.system, "Could not load xlwings64.dll") if not finding.ok
        ]
        assert "#NAME?" in found.line("id")
        assert "Could not load xlwings64.dll" in found.line("en")

    def test_linux_has_no_excel_to_look_at(self, tmp_path):
        assert Pc(tmp_path, "Linux").amiss() == {"excel": "none for Linux"}


class TestButton:
    def test_what_is_amiss_is_told_in_indonesian(self, pc, monkeypatch, tmp_path):
        heard: list[Any] = []
        monkeypatch.setattr(button, "tell", lambda app, text, fault: heard.append((text, fault)))
        monkeypatch.setattr(button, "keep_report", heard.append)
        monkeypatch.setattr(button.xw.Book, "caller", classmethod(lambda cls: _Book()))
        pc.install()
        button.examine("", pc.system)
        button.examine("gagal", pc.system)
        report, well, _, ill = heard
        assert "OK Berkas add-in" in report
        assert well[0].endswith("0 perlu perhatian.")
        assert well[1] is False
        assert "Pesan terakhir dari Python: gagal" in ill[0]
        assert ill[1] is True


class _Book:
    app = None
    name = "swot.xlsx"


class TestCommand:
    @pytest.fixture(autouse=True)
    def here(self, pc, monkeypatch):
        monkeypatch.setattr(systems, "this_system", lambda: pc.system)
        return pc

    def test_install_doctor_uninstall(self, pc, capsys):
        assert cli.main(["addin", "doctor"]) == 1
        assert cli.main(["addin", "install", "--dry-run"]) == 0
        assert places.installed(pc.system) == []
        assert "would write" in capsys.readouterr().out
        assert cli.main(["addin", "install", "--where", "addins", "--json"]) == 0
        assert cli.main(["addin", "doctor", "--json"]) == 0
        assert cli.main(["addin", "uninstall"]) == 0
        assert places.installed(pc.system) == []
        assert cli.main(["addin", "uninstall"]) == 0
        assert "nothing of the add-in" in capsys.readouterr().out


def test_this_pc_can_be_asked():
    system = systems.this_system()
    assert system.run([str(system.python), "-c", "print('ya')"]) == (0, "ya\n")
    assert system.run(["/tidak/ada"])[0] == 127
    assert system.mark(Path(__file__)) is None
    assert system.registry.values(places.OFFICE_KEY) is None or system.is_windows
