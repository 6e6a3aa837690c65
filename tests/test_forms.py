"""Report forms: from a tree of columns to a Word grid, out to be filled, and back again."""

import io
import json
import shutil
import subprocess
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from header_trees import column_trees
from openxml_audit import OpenXmlValidator

from dispatch import forms, letter
from dispatch.building.load import compose_file, load_letter
from dispatch.building.render import render_form_alone
from dispatch.forms.returned import judge_form
from dispatch.model import Bang, BieuMau
from dispatch.problem import Refused
from dispatch.text.marks import bare
from dispatch.word.returned_form import read_word_form
from dispatch.world import Disk

ROOT = Path(__file__).parent.parent
HEADERS = json.loads((Path(__file__).parent / "data" / "statistics-headers.json").read_text("utf-8"))
LETTER = str(ROOT / "examples" / "skhcn-gia-lai.yaml")


def one_form(**changes):
    """Return a letter, and its form as it would be handed out."""
    whole, loaded = compose_file(Disk(), LETTER)
    said = loaded.letter_data.model_copy(
        update={"bieu_mau": (BieuMau.model_validate({"ma": "thu", **changes}),)}
    )
    return whole, letter.forms_of(said)[0]


def handed(form, whole):
    return render_form_alone(Disk(), form, whole)


COLUMNS = [
    {"khoa": "don_vi", "ten": "Đơn vị"},
    {
        "ten": "Số liệu",
        "con": [
            {"khoa": "nguoi", "ten": "Số người", "kieu": "số nguyên", "tong": "có"},
            {"khoa": "toc_do", "ten": "Tốc độ", "kieu": "số thập phân"},
        ],
    },
    {"khoa": "ngay", "ten": "Ngày", "kieu": "ngày"},
    {"khoa": "dat", "ten": "Đạt", "kieu": "lựa chọn", "lua_chon": ["có", "không"]},
]


def small():
    return one_form(
        tieu_de="Biểu thử",
        ky="tháng 6/2026",
        cot=COLUMNS,
        dong=["A. Nhóm", ["Thôn 1"], {"o": ["Ví dụ", "25"], "vi_du": "có"}],
        dong_trong=2,
        tong_cong="Tổng cộng",
        so_cot="có",
        ghi_chu=["Ghi đủ các cột."],
        nguoi_bao_cao={},
    )


def fill(data, answers):
    """Write answers into the content controls, as a person at Word would."""
    document = Document(io.BytesIO(data))
    for control in document.element.body.iter(qn("w:sdt")):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val"))
        if tag in answers:
            next(control.iter(qn("w:t"))).text = answers[tag]
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


ANSWERS = {
    "d2.nguoi": "1.234",
    "d2.toc_do": "40,5",
    "d2.ngay": "05/6/2026",
    "d2.dat": "có",
    "d4.don_vi": "Thôn 2",
    "d4.nguoi": "7",
}


def codes(problems):
    return sorted(problem.code for problem in problems)


class TestGrid:
    @pytest.mark.parametrize("header", HEADERS, ids=lambda h: h["title"][:30])
    def test_every_real_header_becomes_the_same_word_grid(self, header):
        whole, form = one_form(cot=column_trees(header["header_rows"]), dong_trong=3, huong="ngang")
        returned = read_word_form(handed(form, whole), "bieu.docx")
        described = [
            (" ".join(cell["text"].split()), cell["rowspan"], cell["colspan"])
            for row in header["header_rows"]
            for cell in row
        ]
        drawn = sorted(returned.heading, key=lambda cell: (cell[1], cell[2]))
        assert [(found.text, rows, columns) for found, _, _, rows, columns in drawn] == described
        assert not [p for p in judge_form(returned, form.identity)[1] if p.code != "F010"]

    def test_four_levels_and_nineteen_columns_stay_on_the_page(self):
        deep = [
            {
                "ten": f"Nhóm {a}",
                "con": [
                    {"ten": f"Loại {b}", "con": [{"ten": "Chia ra", "con": ["Nam giới", "Nữ giới"]}]}
                    for b in (1, 2)
                ],
            }
            for a in (1, 2, 3, 4)
        ]
        whole, form = one_form(
            cot=["TT", "Tên xã, phường", *deep, "Ghi chú"], huong="ngang", so_cot="có", dong_trong=5
        )
        assert (form.table.heading_rows, form.table.columns) == (5, 19)
        document = Document(io.BytesIO(handed(form, whole)))
        widths = [int(c.get(qn("w:w"))) for c in document.tables[0]._tbl.iter(qn("w:gridCol"))]
        section = document.sections[-1]
        assert section.page_width > section.page_height
        assert sum(widths) <= (section.page_width - section.left_margin - section.right_margin) / 635 + 20
        assert min(widths) > 400

    def test_heading_rows_repeat_and_rows_do_not_split(self):
        whole, form = small()
        rows = Document(io.BytesIO(handed(form, whole))).tables[0]._tbl.tr_lst
        repeats = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
        assert repeats == [True] * 3 + [False] * (len(rows) - 3)
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)

    def test_five_hundred_rows(self):
        whole, form = one_form(cot=COLUMNS, dong_trong=500)
        assert len(read_word_form(handed(form, whole), "bieu.docx").rows) == 500

    def test_the_version_follows_the_structure_and_nothing_else(self):
        base = small()[1].identity.version
        assert small()[1].identity.version == base
        assert one_form(cot=COLUMNS, dong_trong=2)[1].identity.version != base
        wider = [{**COLUMNS[0], "rong": 3}, *COLUMNS[1:]]
        assert (
            forms.structure_of(forms.build_grid(Bang.model_validate({"cot": COLUMNS}))).version
            == forms.structure_of(forms.build_grid(Bang.model_validate({"cot": wider}))).version
        )

    def test_the_seed_form_is_the_seed_s(self):
        said = load_letter(Disk(), str(ROOT / "examples" / "stttt-bac-giang.yaml")).letter_data
        table = letter.forms_of(said)[0].table
        first = table.heading[0]
        assert bare(first.text) == "Đơn vị (Sở, ban, ngành tỉnh; UBND các huyện, thị xã, thành phố)"
        assert [run.dress for run in first.text] == ["b", "", "i"]
        assert [(c.rows, c.columns) for c in table.heading if c.row == 0] == [(2, 1), (1, 2), (1, 2), (2, 1)]
        assert [bare(c.text) for c in table.body[0].cells] == [
            "Tên đơn vị thực hiện báo cáo",
            "25",
            "60",
            "...",
            "...",
            "",
        ]


class TestHandedOut:
    def test_is_valid_word_and_protected(self, tmp_path):
        whole, form = small()
        file = tmp_path / "bieu.docx"
        file.write_bytes(handed(form, whole))
        assert [str(error) for error in OpenXmlValidator().validate(str(file)).errors] == []
        with zipfile.ZipFile(file) as archive:
            assert b'<w:documentProtection w:edit="forms" w:enforcement="1"/>' in archive.read(
                "word/settings.xml"
            )
            assert "Phiên bản" in archive.read("word/footer1.xml").decode()

    def test_values_come_back_with_their_kinds_and_places(self):
        whole, form = small()
        values, problems = judge_form(
            read_word_form(fill(handed(form, whole), ANSWERS), "đổi tên.docx"), form.identity
        )
        assert problems == []
        assert {(v.row, v.key): v.value for v in values} == {
            (1, "nguoi"): 1234,
            (1, "toc_do"): Decimal("40.5"),
            (1, "ngay"): date(2026, 6, 5),
            (1, "dat"): "có",
            (3, "don_vi"): "Thôn 2",
            (3, "nguoi"): 7,
        }
        assert all(v.place.startswith("dòng ") for v in values)

    @pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
    def test_libreoffice_may_save_it_again(self, tmp_path):
        whole, form = small()
        (tmp_path / "bieu.docx").write_bytes(fill(handed(form, whole), ANSWERS))
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        convert = [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            tmp_path / "lai",
            tmp_path / "bieu.docx",
        ]
        subprocess.run(convert, check=True, capture_output=True, timeout=120)
        values, problems = judge_form(
            read_word_form((tmp_path / "lai" / "bieu.docx").read_bytes(), "bieu.docx"), form.identity
        )
        assert problems == []
        assert {(v.row, v.key) for v in values} == {
            (1, "nguoi"),
            (1, "toc_do"),
            (1, "ngay"),
            (1, "dat"),
            (3, "don_vi"),
            (3, "nguoi"),
        }

    def test_an_empty_form_is_said_to_be_empty(self):
        whole, form = small()
        assert codes(judge_form(read_word_form(handed(form, whole), "bieu.docx"), form.identity)[1]) == [
            "F010"
        ]


class TestBadReturns:
    @pytest.mark.parametrize("said", ["khoảng 25", "1.234,5", "25 người", "12.34", "2 5", "không"])
    def test_what_is_no_number_is_named_with_its_cell(self, said):
        whole, form = small()
        _, problems = judge_form(
            read_word_form(fill(handed(form, whole), {"d2.nguoi": said}), "bieu.docx"), form.identity
        )
        assert codes(problems) == ["F009"]
        assert "dòng 5 cột 2" in str(problems[0])

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"form": "bieu-khac"}, "F003"),
            ({"period": "tháng 7/2026"}, "F003"),
            ({"unit": "01234"}, "F003"),
            ({"symbol": "UBND-VX"}, "F003"),
            ({"version": "000000000000"}, "F004"),
        ],
    )
    def test_another_form_unit_period_or_version(self, change, code):
        whole, form = small()
        returned = read_word_form(fill(handed(form, whole), ANSWERS), "bieu.docx")
        assert codes(judge_form(returned, form.identity._replace(**change))[1]) == [code]

    @pytest.mark.parametrize(
        ("edit", "code"),
        [
            (lambda t: t.cell(0, 0).paragraphs[0].runs[0].__setattr__("text", "Tên xã"), "F006"),
            (lambda t: t._tbl.remove(t._tbl.tr_lst[-1]), "F007"),
            (lambda t: t.add_row(), "F007"),
            (lambda t: [row.remove(row.tc_lst[-1]) for row in t._tbl.tr_lst], "F007"),
            (lambda t: t.cell(4, 3).merge(t.cell(4, 4)), "F007"),
            (lambda t: t.cell(4, 0).paragraphs[0].runs[0].__setattr__("text", "Thôn 9"), "F008"),
        ],
    )
    def test_an_altered_structure_is_named(self, edit, code):
        whole, form = small()
        document = Document(io.BytesIO(fill(handed(form, whole), ANSWERS)))
        edit(document.tables[0])
        buffer = io.BytesIO()
        document.save(buffer)
        assert code in codes(judge_form(read_word_form(buffer.getvalue(), "bieu.docx"), form.identity)[1])

    def test_a_tampered_identity(self):
        whole, form = small()
        data = handed(form, whole)
        changed = rewritten(data, "docProps/custom.xml", lambda text: text.replace("Đơn vị", "Đơn vị khác"))
        assert "F005" in codes(judge_form(read_word_form(changed, "bieu.docx"))[1])

    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (b"PK\x03\x04 fake docx...", "F001"),
            (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "F001"),
            (b"", "F001"),
            ((ROOT / "templates" / "docx" / "cong-van-14.docx").read_bytes(), "F002"),
        ],
    )
    def test_what_is_no_form(self, data, code):
        with pytest.raises(Refused) as refusal:
            read_word_form(data, "bieu.docx")
        assert codes(refusal.value.problems) == [code]

    def test_a_macro_and_a_bomb(self):
        whole, form = small()
        macro = rewritten(handed(form, whole), "word/vbaProject.bin", lambda _: "x")
        bomb = rewritten(handed(form, whole), "word/more.xml", lambda _: " " * 61_000_000)
        for data in (macro, bomb):
            with pytest.raises(Refused) as refusal:
                read_word_form(data, "bieu.docx")
            assert codes(refusal.value.problems) == ["F001"]


def rewritten(data, name, change):
    """Return a package with one member changed or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, change(old.read(name).decode() if name in old.namelist() else ""))
    return buffer.getvalue()
