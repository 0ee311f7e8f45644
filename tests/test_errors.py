"""The catalogue of refusals: every one says what happened and what to do, in both languages."""

import pickle
import string

import pytest

from xl_addin.errors import LembarError
from xl_addin.messages import MESSAGES

FACTS = {"file", "sheet", "cell", "found", "expected"}


def _fields(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", MESSAGES)
def test_every_message_is_whole_in_both_languages(key):
    message = MESSAGES[key]
    for text in (message.id, message.en, message.next_id, message.next_en):
        assert text.strip() == text
        assert text.endswith(".")
    assert _fields(message.id) == _fields(message.en) <= FACTS


@pytest.mark.parametrize("key", MESSAGES)
def test_a_message_reads_even_when_no_fact_is_known(key):
    error = LembarError(key)
    assert "{" not in error.indonesian() + error.english()
    assert error.facts() == {}


def test_braces_in_a_fact_are_only_text():
    assert "{{ x }}" in str(LembarError("bad_formula", sheet="S", cell="A1", found="{{ x }}"))


def test_the_innermost_file_name_wins():
    assert LembarError("not_zip").in_file("a.xlsx").in_file("b.xlsx").facts() == {"file": "a.xlsx"}


def test_an_error_survives_the_way_back_from_a_worker_process():
    error = pickle.loads(pickle.dumps(LembarError("not_zip", file="a.xlsx")))
    assert str(error) == str(LembarError("not_zip", file="a.xlsx"))
