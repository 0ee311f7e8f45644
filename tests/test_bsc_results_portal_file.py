"""Files of the company portal: what is written comes back, and what Excel makes of a CSV is read."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_addin.actions.bsc_portal_file import (
    COLUMNS,
    DATES,
    NUMBERS,
    TEXTS,
    read,
    to_csv,
    to_json,
)
from xl_addin.actions.delimited import number_of, safe, unsafe
from xl_addin.errors import LembarError

texts = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00") | st.sampled_from("=+-@'\t;,\"\n\r "), min_size=1
).filter(str.strip)
rows = st.fixed_dictionaries(
    {column: st.none() | texts for column in TEXTS}
    | {column: st.none() | st.floats(allow_nan=False, allow_infinity=False) for column in NUMBERS}
    | {column: st.none() | st.dates(date(1900, 3, 1)) for column in DATES}
)


def csv_of(*lines, end="\n"):
    return end.join(lines).encode()


def values(data, **options):
    return [(line.values["id"], line.values["realisasi"]) for line in read(data, **options)]


class TestRoundTrip:
    @given(st.lists(rows, max_size=4), st.sampled_from(["id", "en"]))
    def test_csv_comes_back_as_it_was(self, written, decimal):
        read_back = read(to_csv(written, decimal))
        filled = [row for row in written if any(value is not None for value in row.values())]
        assert [line.values for line in read_back if not line.faults] == filled

    @given(st.lists(rows, max_size=4))
    def test_json_comes_back_as_it_was(self, written):
        assert [line.values for line in read(to_json(written))] == written

    @given(st.lists(st.lists(texts, max_size=5), max_size=5), st.sampled_from(";,\t"))
    def test_any_csv_is_read_or_told(self, table, separator):
        out = io.StringIO()
        csv.writer(out, delimiter=separator).writerows(table)
        for line in read(csv_of(separator.join(COLUMNS), out.getvalue())):
            assert line.faults or set(line.values) == set(COLUMNS)

    @given(st.binary())
    def test_any_bytes_are_read_or_refused(self, data):
        try:
            read(data, "berkas.csv")
        except LembarError as error:
            assert error.facts()["file"] == "berkas.csv"


class TestInjection:
    @pytest.mark.parametrize("text", ["=1+1", "+62", "-A", "@SUM", "\t=1", "\r=1", "＝1"])
    def test_what_a_spreadsheet_would_run_is_marked_as_text(self, text):
        assert safe(text) == f"'{text}"
        data = to_csv([{"kpi": text, "id": "K1", "bulan": 1.0}], "id").decode("utf-8-sig")
        [_, fields] = csv.reader(io.StringIO(data, newline=""), delimiter=";")
        assert fields[COLUMNS.index("kpi")][0] == "'"

    @given(texts)
    def test_the_mark_comes_off_again(self, text):
        assert unsafe(safe(text)) == text
        assert safe(text)[0] not in "=+-@\t\r\n"

    def test_an_apostrophe_of_the_text_itself_stays(self):
        assert [unsafe(text) for text in ("'Tis", "'", "")] == ["'Tis", "'", ""]

    def test_numbers_below_zero_stay_numbers(self):
        assert b";-2,5;" in to_csv([{"target": -2.5}], "id")

    def test_json_keeps_an_apostrophe(self):
        [line] = read(json.dumps([{"id": "'=x", "bulan": 1, "realisasi": 2}]).encode())
        assert line.values["id"] == "'=x"


class TestNumbers:
    @pytest.mark.parametrize(
        ("text", "decimal", "value"),
        [
            ("1.234,56", "id", 1234.56),
            ("1.234,56", "en", 1234.56),
            ("1,234.56", "id", 1234.56),
            ("1.234", "id", 1234),
            ("1.234", "en", 1.234),
            ("1,234", "id", 1.234),
            ("1,234", "en", 1234),
            ("0.95", "id", 0.95),
            ("0,95", "en", 0.95),
            ("0.125", "id", 0.125),
            ("1.234.567", "en", 1234567),
            ("-12", "id", -12),
            ("Rp 1.250.000", "id", 1250000),
            ("1 234 567,8", "id", 1234567.8),
            ("1\u00a0234,5", "id", 1234.5),
            (",5", "id", 0.5),
            ("1e3", "en", 1000),
        ],
    )
    def test_numbers_of_both_countries(self, text, decimal, value):
        assert number_of(text, decimal) == value

    @pytest.mark.parametrize(
        "text", ["belum", "95 %", "1,2,3", "1.23.4", "12.34,5", "--1", "1e999", "", "=1", "nan", "1/2"]
    )
    def test_what_is_no_number_is_none(self, text):
        assert number_of(text, "id") is None
        assert number_of(text, "en") is None

    def test_the_separator_says_how_an_unclear_number_is_read(self):
        assert values(csv_of("id;bulan;realisasi", "K1;1;1.234")) == [("K1", 1234)]
        assert values(csv_of("id,bulan,realisasi", "K1,1,1.234")) == [("K1", 1.234)]

    def test_a_clear_number_says_how_the_unclear_ones_are_read(self):
        assert values(csv_of("id;bulan;realisasi", "K1;1;1.234", "K2;1;0.5"))[0] == ("K1", 1.234)

    def test_whoever_reads_may_say_how(self):
        assert values(csv_of("id;bulan;realisasi", "K1;1;1.234"), decimal="en") == [("K1", 1.234)]

    def test_in_a_file_that_writes_both_an_unclear_number_is_told(self):
        lines = read(csv_of("id;bulan;realisasi", "K1;1;1.234", "K2;1;0.5", "K3;1;0,5"))
        assert [line.values["realisasi"] for line in lines] == [None, 0.5, 0.5]
        assert [line.faults for line in lines] == [(("realisasi", "1.234", "angka"),), (), ()]


class TestWhatExcelMakesOfIt:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    @pytest.mark.parametrize("end", ["\n", "\r\n"])
    def test_encodings_and_line_ends(self, encoding, end):
        data = end.join(["id;bulan;realisasi;kpi", "K1;1;2,5;Café – mutu", ""]).encode(encoding)
        [line] = read(data)
        assert (line.values["realisasi"], line.values["kpi"]) == (2.5, "Café – mutu")

    def test_line_breaks_in_quotes_and_the_numbers_of_lines(self):
        lines = read(csv_of("id;bulan;realisasi;kpi", 'K1;1;2;"dua\nbaris"', "", "K2;x;3;a"))
        assert [line.number for line in lines] == [2, 5]
        assert lines[1].faults == (("bulan", "x", "angka"),)

    def test_the_line_that_names_the_separator(self):
        [line] = read(csv_of("sep=;", "id;bulan;realisasi", "K1;1;2,5"))
        assert (line.number, line.values["realisasi"]) == (3, 2.5)

    def test_headings_in_any_order_and_spelling(self):
        assert values(csv_of(" Realisasi ;BULAN;catatan portal;Id", "2;1;x;K1")) == [("K1", 2)]

    def test_a_quote_that_is_not_closed_costs_its_own_line_alone(self):
        lines = read(csv_of("id;bulan;realisasi;kpi", 'K1;1;2;"Meja 20', "K2;1;3;a", 'K3;1;"4;b', "K4;1;5;c"))
        assert [(line.number, line.values["id"]) for line in lines if not line.faults] == [
            (3, "K2"), (5, "K4")
        ]  # fmt: skip
        assert [line.number for line in lines if line.faults] == [2, 4]

    def test_too_many_fields_are_told(self):
        [line] = read(csv_of("id;bulan;realisasi", "K1;1;2;5"))
        assert line.faults[0][1] == "4 kolom, judulnya 3"

    def test_dates_as_excel_writes_them(self):
        [one, other] = read(
            csv_of("id;bulan;realisasi;diterima", "K1;1;2;14/10/2027", "K2;1;2;2027-10-14 00:00:00")
        )
        assert one.values["diterima"] == other.values["diterima"] == date(2027, 10, 14)

    def test_an_impossible_date_is_told(self):
        [line] = read(csv_of("id;bulan;realisasi;diterima", "K1;1;2;31/02/2027"))
        assert line.faults == (("diterima", "31/02/2027", "tanggal"),)

    def test_a_file_without_the_columns_is_refused(self):
        with pytest.raises(LembarError) as refused:
            read(csv_of("kode;nilai", "K1;2"), "portal.csv")
        assert refused.value.facts()["expected"] == "bulan, id, realisasi"

    @pytest.mark.parametrize("data", [b"", b"[1, 2]", b"{bad", b'"'])
    def test_what_is_no_such_file_is_refused(self, data):
        with pytest.raises(LembarError):
            read(data)

    def test_a_stray_quote_in_a_large_file_is_cheap(self):
        many = [f"K{n};1;{n};a" for n in range(30_000)]
        many[5] += ';"'
        many[10] = 'K10;1;"2;a'
        assert (
            len([line for line in read(csv_of("id;bulan;realisasi;kpi", *many)) if not line.faults]) == 29_998
        )
