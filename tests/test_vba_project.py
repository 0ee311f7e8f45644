"""The VBA project held against the known-good one of the xlwings wheel, record by record."""

from __future__ import annotations

import re
import struct

import pytest
from vba_files import decompressed, known_good, olevba_modules, part, records, strict

from xl_addin.addin.build import build_addin, modules
from xl_addin.addin.sources import xlwings_modules
from xl_addin.vba.modules import Kind, class_module, procedures, sheet_module, workbook_module
from xl_addin.vba.project import Project, encode, encrypted

GOOD = part(known_good(), "xl/vbaProject.bin")
OURS = part(build_addin().to_bytes(), "xl/vbaProject.bin")
MODULE_START, MODULE_END = 0x19, 0x2B


def dir_records(data: bytes) -> list[tuple[int, bytes]]:
    with strict(data) as opened:
        return records(decompressed(opened.openstream("VBA/dir").read()))


def stream(data: bytes, name: str) -> bytes:
    with strict(data) as opened:
        return opened.openstream(name).read()


def decrypted(text: str, project_id: str) -> bytes:
    """MS-OVBA 2.4.3.3, written from the specification independently of the writer."""
    data = bytes.fromhex(text)
    seed, version, key = data[0], data[0] ^ data[1], data[0] ^ data[2]
    assert version == 2
    assert key == sum(project_id.encode()) % 256
    plain, before, last, out = key, data[1], data[2], []
    for byte in data[3:]:
        value = byte ^ ((before + plain) % 256)
        before, last, plain = last, byte, value
        out.append(value)
    out = out[(seed & 6) // 2 :]
    length = struct.unpack("<I", bytes(out[:4]))[0]
    assert length == len(out) - 4
    return bytes(out[4:])


class TestDir:
    def test_the_project_s_records_are_those_of_the_known_good_file_in_its_order(self):
        def head(data):
            numbers = [number for number, _ in dir_records(data)]
            return [
                n for n in numbers[: numbers.index(0x0F)] if n not in (0x16, 0x3E, 0x33, 0x2F, 0x30, 0x0D)
            ]

        assert head(OURS) == head(GOOD)

    def test_the_project_s_constants_are_equal(self):
        ours, good = dict(dir_records(OURS)), dict(dir_records(GOOD))
        for number in (0x01, 0x02, 0x14, 0x03, 0x05, 0x40, 0x06, 0x3D, 0x07, 0x08, 0x0C, 0x3C, 0x10):
            assert ours[number] == good[number], hex(number)

    def test_a_module_s_records_are_those_of_the_known_good_file(self):
        def shapes(data):
            found, shape = [], []
            for number, body in dir_records(data):
                shape = [] if number == MODULE_START else shape
                shape.append(number)
                if number == 0x31 and struct.unpack("<I", body)[0]:
                    shape[-1] = 0x31  # an offset past a performance cache, which ours does not have
                if number == MODULE_END:
                    found.append(tuple(shape))
            return set(found)

        assert shapes(OURS) == shapes(GOOD)

    def test_office_is_referred_to_as_in_the_known_good_file(self):
        def office(data):
            (body,) = [body for number, body in dir_records(data) if number == 0x0D and b"2DF8D04C" in body]
            size = struct.unpack_from("<I", body)[0]
            assert len(body) == size + 10
            return body[4 : 4 + size].split(b"#")[0], body[4 + size :]

        assert office(OURS) == office(GOOD)

    def test_the_number_of_modules_is_right(self):
        found = dir_records(OURS)
        count = struct.unpack("<H", dict(found)[0x0F])[0]
        assert count == sum(number == MODULE_START for number, _ in found) > 5

    def test_every_offset_is_0_for_there_is_no_cache(self):
        assert {body for number, body in dir_records(OURS) if number == 0x31} == {bytes(4)}


class TestProjectStream:
    def test_its_lines_are_those_of_the_known_good_file(self):
        def keys(data):
            lines = stream(data, "PROJECT").decode("cp1252").split("\r\n")
            fixed = [re.sub(r"=.*", "", line) for line in lines]
            listed = {"Document", "Module", "Class"}
            return [key for key in fixed if key not in listed][: fixed.index("[Workspace]")]

        ours, good = keys(OURS), keys(GOOD)
        cut = good.index("[Workspace]") + 1
        assert ours[:cut] == good[:cut]

    def test_the_protection_says_what_the_known_good_file_says(self):
        def state(data):
            text = stream(data, "PROJECT").decode("cp1252")
            project_id = re.search(r'ID="(.*?)"', text)[1]
            return {
                key: decrypted(re.search(rf'{key}="(.*?)"', text)[1], project_id)
                for key in ("CMG", "DPB", "GC")
            }

        assert state(OURS) == state(GOOD) == {"CMG": bytes(4), "DPB": b"\0", "GC": b"\xff"}

    @pytest.mark.parametrize("seed", range(256))
    def test_any_seed_can_be_read(self, seed):
        assert decrypted(encrypted(b"\x01\x02\xff", "{A-1}", seed), "{A-1}") == b"\x01\x02\xff"

    def test_names_are_listed_twice_in_projectwm(self):
        def names(data):
            body, found = stream(data, "PROJECTwm"), []
            while body[:2] != b"\0\0":
                plain, _, rest = body.partition(b"\0")
                wide = plain.decode("cp1252").encode("utf-16-le") + b"\0\0"
                assert rest.startswith(wide)
                found.append(plain.decode("cp1252"))
                body = rest[len(wide) :]
            assert body == b"\0\0"
            return found

        assert "xlwings" in names(GOOD)
        assert names(OURS) == re.findall(
            r"(?m)^(?:Document|Module|Class)=(\w+)", stream(OURS, "PROJECT").decode()
        )

    def test_the_version_stream_asks_to_compile_from_the_source(self):
        assert stream(OURS, "VBA/_VBA_PROJECT")[:5] == stream(GOOD, "VBA/_VBA_PROJECT")[:5]
        assert len(stream(OURS, "VBA/_VBA_PROJECT")) == 7


class TestModules:
    def test_olevba_reads_exactly_what_was_written(self):
        written = [*modules("ThisWorkbook", ["Sheet1", "Sheet2"], addin=True), *xlwings_modules()]
        read = olevba_modules("lembar.xlam", build_addin().to_bytes())
        assert {name: code.replace("\r\n", "\n") for name, code in read.items()} == {
            module.name: module.source.replace("\r\n", "\n") for module in written
        }
        with strict(OURS) as opened:
            for module in written:
                assert decompressed(opened.openstream(f"VBA/{module.name}").read()) == encode(module.source)

    def test_xlwings_own_text_is_the_wheel_s_but_for_the_project_s_name(self):
        good = {
            name: code.replace("\r\n", "\n")
            for name, code in olevba_modules("good.xlam", known_good()).items()
        }
        ours = {module.name: module.source.replace("\r\n", "\n") for module in xlwings_modules()}
        renamed = ours["xlwings"].replace(
            'PROJECT_NAME As String = "lembar"', 'PROJECT_NAME As String = "myaddin"'
        )
        assert renamed.rstrip() == good["xlwings"].rstrip()
        assert (
            ours["Dictionary"].rstrip().lower() == good["Dictionary"].rstrip().lower()
        )  # VBA spells Err as err

    def test_hidden_attributes_are_those_that_excel_writes(self):
        good = olevba_modules("good.xlam", known_good())
        assert workbook_module().source.rstrip() == good["ThisWorkbook"].rstrip()
        assert sheet_module("Sheet2").source.rstrip() == good["Sheet2"].rstrip()

    def test_a_class_loses_the_head_of_its_export(self):
        module = class_module(
            "C", 'VERSION 1.0 CLASS\nBEGIN\n  MultiUse = -1\nEND\nAttribute VB_Name = "C"\nDim x'
        )
        assert module.kind is Kind.CLASS
        assert "VERSION" not in module.source
        assert module.source.endswith("\r\nDim x\r\n")

    def test_text_outside_the_code_page_is_refused(self):
        project = Project("P", [procedures("M", "' ≥")])
        with pytest.raises(UnicodeEncodeError):
            project.to_bytes()
