"""The kinds of column: each record is whole, no other module knows one by its name, adding one is adding a record."""

import ast
import gettext
import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from test_forms import fill, handed, one_form, rewritten
from test_sheet import answer, changed, form_of, page

from dispatch.excel.columns import column_widths
from dispatch.excel.form_workbook import form_workbook
from dispatch.excel.returned_form import read_excel_form
from dispatch.excel.styles import SIZE
from dispatch.forms import Structure, build_grid, structure_of
from dispatch.forms.no_value import no_value
from dispatch.forms.returned import judge_form
from dispatch.model import Bang, BieuMau, schema
from dispatch.model.column_kinds import COLUMN_KINDS, RECORDS, ColumnKind, ExcelCheck, parse_value
from dispatch.model.validation import validate_as
from dispatch.problem import Refused
from dispatch.text import metrics
from dispatch.word.draw.tables import table_xml
from dispatch.word.returned_form import read_word_form
from dispatch.yaml_tree import fold, parse

ROOT = Path(__file__).parent.parent
TABLE = ROOT / "dispatch" / "model" / "column_kinds.py"
ENGLISH = gettext.translation("congvan", ROOT / "dispatch" / "locale", languages=["en"])
CHOICES = ("có", "không")
VALUES = {  # texts that are just of a kind
    "chu": {" x ": "x", "12": "12", "a\nb": "a\nb"},
    "so_nguyen": {"0": 0, "007": 7, "-12": -12, "+7": 7, "1234": 1234, "1.234": 1234, " 1.234.567 ": 1234567},
    "so_thap_phan": {
        "12": Decimal(12),
        "0,5": Decimal("0.5"),
        "1.234": Decimal(1234),
        "-1.234,50": Decimal("-1234.5"),
    },
    "phan_tram": {
        "100%": Decimal(100),
        "12,5 %": Decimal("12.5"),
        "12,5": Decimal("12.5"),
        "1.000%": Decimal(1000),
    },
    "ngay": {
        "05/6/2026": date(2026, 6, 5),
        "5-6-2026": date(2026, 6, 5),
        "31.12.2026": date(2026, 12, 31),
        "29/2/2024": date(2024, 2, 29),
    },
    "lua_chon": {"có": "có", " không ": "không"},
}
NO_VALUES = {  # texts that are just not of a kind
    "chu": (),
    "so_nguyen": (
        "1.23",
        "1.2345",
        "1234.567",
        ".123",
        "1,0",
        "1.234,5",
        "1 234",
        "-",
        "--1",
        "25 người",
        "",
    ),
    "so_thap_phan": ("12.5", "12,", ",5", "1,2,3", "1.23,4", "12,5%", "1e3", ""),
    "phan_tram": ("12.5%", "%", "12,5 %%", "% 12", "12,5‰", ""),
    "ngay": ("29/2/2026", "31/4/2026", "5/13/2026", "0/1/2026", "5/6/26", "6/2026", "2026-06-05", "2026", ""),
    "lua_chon": ("Có", "co", "có, không", ""),
}
TIEN = ColumnKind(
    key="tien",
    title="tiền",
    value_name="số tiền",
    parse=lambda text: parse_value(text.removesuffix("đồng"), "so_nguyen"),
    numeric=True,
    adds="always",
    align="center",
    sample="999.999.999.999 đồng",
    excel_format='#,##0" đồng"',
    excel_check=ExcelCheck(
        type="whole", operator="greaterThanOrEqual", least="0", error="Ô này chỉ ghi số tiền."
    ),
    word_control="text",
)


@pytest.fixture
def tien(monkeypatch):
    """Add a kind of column, and nothing else anywhere."""
    monkeypatch.setitem(COLUMN_KINDS, TIEN.key, TIEN)
    return TIEN


def column(kind):
    return {"khoa": "cot", "ten": "Cột", "kieu": kind.title} | (
        {"lua_chon": [*CHOICES]} if kind.has_choices else {}
    )


def typed(kind):
    """Return a text that somebody types into a column of a kind."""
    return CHOICES[0] if kind.has_choices else kind.sample or "chữ"


def through_word(kind, text):
    whole, form = one_form(cot=[column(kind)], dong_trong=1)
    return judge_form(read_word_form(fill(handed(form, whole), {"d1.cot": text}), "b.docx"), form.identity)


def through_excel(kind, value):
    form = form_of([column(kind)], dong_trong=1)
    data = changed(form_workbook(form), answer({"A7": value}))
    return judge_form(read_excel_form(data, "b.xlsx"), form.identity)


each_kind = pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.key)


def test_the_cases_here_cover_every_kind():
    assert VALUES.keys() == NO_VALUES.keys() == COLUMN_KINDS.keys()


@pytest.mark.parametrize(
    ("key", "text", "expected"), [(key, *case) for key, cases in VALUES.items() for case in cases.items()]
)
def test_what_is_just_of_a_kind_is_read(key, text, expected):
    value = parse_value(text, key, CHOICES)
    assert (type(value), value) == (type(expected), expected)


@pytest.mark.parametrize(("key", "text"), [(key, text) for key, texts in NO_VALUES.items() for text in texts])
def test_what_is_just_not_of_a_kind_is_refused(key, text):
    with pytest.raises(ValueError, match=r".*"):
        parse_value(text, key, CHOICES)


class TestRecord:
    def test_is_given_whole_and_once(self):
        assert ColumnKind._field_defaults == {}
        assert [kind.key for kind in RECORDS] == [*COLUMN_KINDS]

    @each_kind
    def test_has_a_name_wherever_people_read_one(self, kind):
        assert fold(kind.title) == kind.key
        assert f"{kind.title}`" in (ROOT / "docs" / "forms.md").read_text("utf-8")
        assert kind.title in schema.glossary()["Cot"]["kieu"]
        check = kind.excel_check
        for text in (kind.value_name, *((check.error, check.prompt) if check else ())):
            assert not text or ENGLISH.gettext(text) != text, f"{text}: N_(…), then `make catalogues`"

    @each_kind
    def test_agrees_with_itself(self, kind):
        value, check = parse_value(typed(kind), kind.key, CHOICES), kind.excel_check
        assert isinstance(value, int | Decimal) == kind.numeric
        assert isinstance(value, date) == (kind.word_control == "date")
        assert (kind.excel_format is None) == isinstance(value, str)
        assert kind.has_choices == bool(check and check.type == "list")
        if check and not kind.has_choices:
            assert check.operator
            assert check.least
            assert bool(check.most) == (check.operator == "between")

    @each_kind
    def test_is_what_the_schema_knows(self, kind):
        for name in ("cong-van", "bieu-mau"):
            kieu = json.loads(schema.schema_text(name))["$defs"]["Cot"]["properties"]["kieu"]
            assert {kind.key, kind.title} <= set(kieu["enum"])
            assert kind.title in kieu["description"]

    @each_kind
    def test_reads_what_comes_back_from_word_and_excel(self, kind):
        value = parse_value(typed(kind), kind.key, CHOICES)
        for values, problems in (through_word(kind, typed(kind)), through_excel(kind, value)):
            assert problems == []
            assert [filled.value for filled in values] == [value]

    @each_kind
    def test_names_what_is_no_value_of_its(self, kind):
        for text in filter(None, NO_VALUES[kind.key]):
            if no_value(text):
                continue
            _, problems = through_word(kind, text)
            assert [(problem.code, dict(problem.values)["kind"]) for problem in problems] == [
                ("F009", kind.value_name)
            ]


class TestKnownByItsNameNowhereElse:
    MODULES = sorted(path for path in (ROOT / "dispatch").rglob("*.py") if path != TABLE)
    FORM_ROOMS = (
        "model",
        "forms",
        "letter",
        "word",
        "excel",
        "preview",
    )  # where `ngay` can mean nothing else

    @pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
    def test_nothing_is_decided_by_it(self, module):
        nodes = [*ast.walk(ast.parse(module.read_text("utf-8")))]
        decisive = [part for node in nodes for part in compared(node)]
        if module.relative_to(ROOT / "dispatch").parts[0] in self.FORM_ROOMS:
            decisive = nodes
        keys = [
            node for node in decisive if isinstance(node, ast.Constant) and node.value in tuple(COLUMN_KINDS)
        ]
        assert [f"{key.lineno}: {key.value}" for key in keys] == [], f"ask {TABLE.name} instead"


def compared(node):
    """Return what a node of a syntax tree compares with, item by item."""
    sides = [node.left, *node.comparators] if isinstance(node, ast.Compare) else []
    sides += [node.value] if isinstance(node, ast.MatchValue) else []
    return [part for side in sides for part in (side, *getattr(side, "elts", ()))]


class TestAddingARecord:
    """One record more, put there while the program runs: every room must know the kind by that alone."""

    def test_lets_letters_say_it(self, tien):
        form = validate_as(parse("cot: [{ten: Kinh phí, kieu: Tiền}]", "b.yaml"), BieuMau)
        assert form.cot[0].kieu == tien.key
        with pytest.raises(Refused) as refusal:
            validate_as(parse("cot: [{ten: Kinh phí, kieu: vàng}]", "b.yaml"), BieuMau)
        (problem,) = refusal.value.problems
        assert (problem.code, dict(problem.values)["known"]) == ("K008", ", ".join(COLUMN_KINDS))

    @pytest.mark.usefixtures("tien")
    def test_lets_editors_complete_it(self):
        kieu = json.loads(schema.schema_text("bieu-mau"))["$defs"]["Cot"]["properties"]["kieu"]
        assert {"tien", "tiền"} <= set(kieu["enum"])
        assert "tiền" in kieu["description"]
        assert "tiền" in schema.glossary()["Cot"]["kieu"]

    def test_goes_to_word_and_back(self, tien):
        values, problems = through_word(tien, "1.234 đồng")
        assert (problems, [filled.value for filled in values]) == ([], [1234])
        _, problems = through_word(tien, "1.23 đồng")
        assert "'1.23 đồng' không phải số tiền" in str(problems[0])

    def test_goes_to_excel_and_back(self, tien):
        form = form_of([column(tien) | {"tong": "có"}], dong=[["5.000 đồng"]], dong_trong=1, tong_cong="")
        sheet = page(form_workbook(form))
        assert (sheet["A7"].value, sheet["A8"].number_format) == (5000, tien.excel_format)
        (check,) = sheet.data_validations.dataValidation
        assert (check.type, check.operator, check.formula2) == ("custom", None, None)
        assert check.formula1.startswith("IF(ISNUMBER(A8),AND(A8=INT(A8),A8>=0),")
        assert (check.error, str(check.sqref)) == (tien.excel_check.error, "A8")
        values, problems = through_excel(tien, 1234)
        assert (problems, [filled.value for filled in values]) == ([], [1234])
        assert through_excel(tien, "nhiều")[1][0].code == "F009"

    def test_is_added_up(self, tien):
        columns = [{"ten": "Đơn vị"}, column(tien) | {"tong": "có"}]
        sheet = page(form_workbook(form_of(columns, dong_trong=2, tong_cong="Cộng")))
        assert sheet["B9"].value == "=SUM(B7:B8)"

    def test_has_room_and_stands_as_asked(self, tien, monkeypatch):
        table = build_grid(Bang.model_validate({"cot": [column(tien)], "dong_trong": 1}))
        assert column_widths(table, 0.0)[0] > metrics.text_width(tien.sample, SIZE)
        monkeypatch.setitem(COLUMN_KINDS, tien.key, tien._replace(align="left", word_control="date"))
        drawn = table_xml(table, 160.0, str, fillable=True)
        assert 'w:val="left"' in drawn
        assert "<w:date>" in drawn

    def test_may_bring_choices(self, monkeypatch):
        kind = COLUMN_KINDS["lua_chon"]._replace(key="muc", title="mức", value_name="mức")
        monkeypatch.setitem(COLUMN_KINDS, kind.key, kind)
        assert through_word(kind, "có")[0][0].value == through_excel(kind, "có")[0][0].value == "có"
        with pytest.raises(Refused, match="K014"):
            validate_as(parse("cot: [{ten: Mức, kieu: mức}]", "b.yaml"), BieuMau)


def test_a_returned_form_with_a_kind_that_nobody_knows_is_refused_not_read_as_text(tien, monkeypatch):
    whole, form = one_form(cot=[column(tien)], dong_trong=1)
    data, text = handed(form, whole), structure_of(form.table).kept()
    assert Structure.recalled(text) == structure_of(form.table)
    monkeypatch.delitem(COLUMN_KINDS, tien.key)
    with pytest.raises(ValueError, match="tien"):
        Structure.recalled(text)
    with pytest.raises(Refused, match="F002"):
        read_word_form(data, "b.docx")
    odd = rewritten(
        data,
        "docProps/custom.xml",
        lambda about: about.replace('"tien"', "[]").replace("&quot;tien&quot;", "[]"),
    )
    with pytest.raises(Refused, match="F002"):
        read_word_form(odd, "b.docx")


def test_the_model_needs_neither_excel_nor_word():
    code = "import sys, dispatch.model.schema; print(*sorted(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert {"openpyxl", "lxml", "docx", "zipfile"} & set(run.stdout.split()) == set()
