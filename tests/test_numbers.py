"""One language of numbers for tables, forms and letters: a dot between groups of three, a comma before decimals."""

from decimal import Decimal

import pytest
from conftest import refusal
from test_column_kinds import CHOICES, through_excel, through_word
from test_recipients_bounds import read

from dispatch.model.column_kinds import COLUMN_KINDS, parse_value
from dispatch.recipients import placeholders
from dispatch.text.numbers import read_number, readings, write_number
from dispatch.yaml_tree import parse, to_plain

SIGNS = ("", "-", "+")
HEADS = ("0", "1", "12", "123", "01", "007", "1234")
TAILS = ("", ".1", ".12", ".125", ".1250", ".125.250", ".125,5", ",125", ",", ",1.2", ",1,2", ".125.25")


def groups(head):
    """Say whether a dot behind these digits can stand between thousands."""
    return len(head) <= 3 and not head.startswith("0")


def value(sign, head, tail):
    """Return what a text means by the rule alone; None if it is no number."""
    whole, _, decimals = tail.partition(",")
    first, *thousands = whole.split(".")
    grouped = all(len(group) == 3 for group in thousands) and (not thousands or groups(head))
    plain = not first and grouped and (not decimals.strip("0123456789")) and ("," not in tail or decimals)
    return Decimal(sign + head + "".join(thousands) + "." + (decimals or "0")) if plain else None


TEXTS = {sign + head + tail: value(sign, head, tail) for sign in SIGNS for head in HEADS for tail in TAILS}
each_text = pytest.mark.parametrize(("text", "expected"), TEXTS.items())
TAKES_DECIMALS = {"so_thap_phan", "phan_tram"}
ASKED_BACK = "F041"  # 1.234 as a text of Excel: 1234, or 1,234
NUMERIC = [kind for kind in COLUMN_KINDS.values() if kind.numeric]


def test_the_family_has_members_on_both_sides():
    assert sum(number is None for number in TEXTS.values()) >= 40
    assert sum(number is not None for number in TEXTS.values()) >= 40


@each_text
def test_a_dot_groups_thousands_only_where_every_group_has_three_digits(text, expected):
    try:
        number = read_number(text)
    except ValueError:
        number = None
    assert number == expected


@each_text
def test_a_letter_reads_a_number_as_a_form_does(text, expected):
    (row,) = read(f'- {{n: "{text}"}}', "b.yaml")
    letter = parse("a: '{{ n | so }}'", "thu.yaml")
    if expected is None:
        (problem,) = refusal(placeholders.fill, letter, row)
        assert (problem.code, problem.place.file) == ("B013", "b.yaml")
    else:
        (filled,) = to_plain(placeholders.fill(letter, row)).values()
        assert read_number(filled) == expected


@each_text
def test_a_csv_reads_as_a_yaml(text, expected):
    (row,) = read(f'n;m\n"{text}";x')
    letter = parse("a: '{{ n | so }}'", "thu.yaml")
    if expected is None:
        assert [problem.code for problem in refusal(placeholders.fill, letter, row)] == ["B013"]
    else:
        assert read_number(next(iter(to_plain(placeholders.fill(letter, row)).values()))) == expected


@pytest.mark.parametrize("kind", NUMERIC, ids=lambda kind: kind.key)
@pytest.mark.parametrize("through", [through_word, through_excel])
@pytest.mark.parametrize("text", ["0.125", "01.234", "1234.567", "-0.250", "1e-7", "1.5", "\u0663", "1 000"])
def test_what_is_no_number_comes_back_as_a_problem_with_its_cell(text, through, kind):
    values, problems = through(kind, text)
    assert values == []
    assert [(problem.code, dict(problem.values)["found"]) for problem in problems] == [("F009", text)]


@pytest.mark.parametrize("kind", NUMERIC, ids=lambda kind: kind.key)
@pytest.mark.parametrize("text", ["1.234", "-12", "1234567", "123456789012345678901"])
def test_what_is_a_number_comes_back_whole(text, kind):
    expected = Decimal(text.replace(".", ""))
    for through in (through_word, through_excel):
        if text == "1.234" and kind.key in TAKES_DECIMALS and through is through_excel:
            assert [problem.code for problem in through(kind, text)[1]] == [ASKED_BACK]
            continue
        (filled,), problems = through(kind, text)
        assert (problems, filled.value) == ([], expected)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("0.125", "0,125 / 125"),
        ("0.250", "0,250 / 250"),
        ("01.234", "1,234 / 1.234"),
        ("12.5", "12,5 / 125"),
        ("-0.5", "-0,5 / -5"),
        ("1234.567", "1.234,567 / 1.234.567"),
        ("1,234", "1,234 / 1.234"),
        ("1,234,567", "1.234.567"),
        ("1,234.5", "1.234,5"),
        ("1.234,5", ""),
        ("25 người", ""),
        ("1e-7", ""),
        ("", ""),
    ],
)
def test_what_may_be_read_in_two_ways_is_asked_back_with_both(text, meant):
    assert readings(text) == meant


def test_both_readings_are_told_to_whoever_must_mend_it():
    _, (problem,) = through_word(COLUMN_KINDS["so_thap_phan"], "0.125")
    assert "0,125 / 125" in problem.hint_text()
    (row,) = read("n;m\n0.125;x")
    (problem,) = refusal(placeholders.fill, parse("a: '{{ n | so }}'", "thu.yaml"), row)
    assert "0,125 / 125" in problem.hint_text()


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("0", "0"),
        ("999", "999"),
        ("1000", "1.000"),
        ("-1234.50", "-1.234,50"),
        ("1E-7", "0,0000001"),
        ("1E+3", "1.000"),
        ("123456789012345678", "123.456.789.012.345.678"),
    ],
)
def test_a_number_is_written_with_all_its_digits(number, written):
    assert write_number(Decimal(number)) == written
    assert read_number(written) == Decimal(number)


def test_a_choice_is_no_number():
    assert parse_value("có", "lua_chon", CHOICES) == "có"
