"""`congvan read`: a letter of another office becomes YAML that builds the same words."""

import re
from datetime import date
from pathlib import Path

import foreign_letters
import pytest
from click.testing import CliRunner
from docx import Document
from foreign_letters import LAYOUTS, foreign_letter
from hypothesis import given
from hypothesis import strategies as st
from test_seeds import EMBLEM, HEADLESS, SEEDS, first_missing, words

from dispatch import letter
from dispatch.building.foreign import read_bytes
from dispatch.building.load import load_letter
from dispatch.building.products import build_letter
from dispatch.cli.main import main
from dispatch.drafting.foreign_letter import foreign_letter_yaml
from dispatch.foreign import document as document_value
from dispatch.foreign.document import HEADER, HIDDEN, BlockSpot, LeftOut, every_block
from dispatch.foreign.reading import read_letter
from dispatch.foreign.turning_signs import without_turning_signs
from dispatch.jobs.read import left_out_problems, read_file
from dispatch.letter import Paragraph, Sheet
from dispatch.model import BieuMau
from dispatch.text.marking import typed_text
from dispatch.text.marks import Run, bare, runs
from dispatch.word.package.archive import pack, write_archive
from dispatch.word.package.opening import read_package
from dispatch.world import Disk
from dispatch.world.memory import MemoryWorld
from dispatch.yaml_tree import parse, to_plain

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 29)
OF_A_FORM = (
    "ban-ghi-nho",
    "ban-thoa-thuan",
    "bien-ban",
    "cong-dien",
    "giay-gioi-thieu",
    "giay-moi",
    "giay-nghi-phep",
    "hop-dong",
    "thu-cong",
)
LETTERS = [
    f
    for f in sorted(ROOT.glob("examples/**/*.yaml"))
    if f.stem not in OF_A_FORM and f.parent.name != "co-quan"
]


def read(data, name="thu.docx"):
    return foreign_letter_yaml(read_letter(read_bytes(data, name), TODAY), name)


def composed(text):
    return letter.compose(load_letter(MemoryWorld({"doc.yaml": text}, TODAY), "doc.yaml").letter_data)


def all_words(data):
    """Return the words of a Word file: those of the head's columns first, then all as it is read."""
    blocks = read_bytes(data, "thu").blocks
    notes = [bare(run.note) for block in every_block(blocks) for run in block.text if run.note]
    return words("\n".join([f"{b.number} {bare(b.text)}" for b in every_block(blocks)] + notes))


def built(text):
    return build_letter(MemoryWorld({"doc.yaml": text}, TODAY), "doc.yaml")[0]


@pytest.mark.parametrize("name", SEEDS)
def test_a_seed_is_read_and_built_with_every_word_in_order(name):
    seed = (ROOT / "tests" / "seeds" / f"{name}.txt").read_bytes()
    made, wanted = all_words(built(read(seed, name))), words(seed.decode())
    assert sorted(wanted) == sorted(made_without(made, name))
    behind_the_head = wanted[wanted.index("Kính") : wanted.index("nhận") - 1]
    assert first_missing(behind_the_head, made) is None


def made_without(made, name):
    """Return the words of a letter without those of the head that its seed leaves out, and our 'Phụ lục'."""
    left = list(made)
    added = words(HEADLESS[name]) + (words(EMBLEM) if HEADLESS[name] else [])
    for word in [*added, *(["Phụ", "lục"] if "Phụ" in made and name == "stttt-bac-giang" else [])]:
        left.remove(word)
    return left


@pytest.mark.parametrize("file", LETTERS, ids=lambda file: file.stem)
def test_our_own_word_files_are_read_as_what_was_said(file):
    data, _ = build_letter(Disk(), str(file))
    before = letter.compose(load_letter(Disk(), str(file)).letter_data)
    after = composed(read(data))
    for field in ("chu_quan", "co_quan", "so_ky_hieu", "dia_danh_ngay", "ten_loai", "trich_yeu", "do_khan", "kinh_gui", "nguoi_ky"):  # fmt: skip
        assert getattr(after, field) == getattr(before, field), field
    assert list(map(bare, after.noi_nhan)) == list(map(bare, before.noi_nhan))
    assert [said(block) for block in after.noi_dung] == [
        said(block) for block in without_figures(before.noi_dung)
    ]


def without_figures(blocks):
    return [block for block in blocks if isinstance(block, (Paragraph, Sheet))]


def said(block):
    if isinstance(block, Paragraph):
        return " ".join(bare(block.text).split())
    cells = (*block.table.heading, *(cell for row in block.table.body for cell in row.cells))
    return [(" ".join(bare(cell.text).split()), *cell[1:5]) for cell in cells]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_what_is_read_builds_the_same_words(layout):
    data = foreign_letter(layout)
    assert sorted(all_words(built(read(data)))) == sorted(all_words(data))


# --- what the YAML says -----------------------------------------------------------------------------


def test_a_doubt_stands_beside_what_it_is_about():
    text = foreign_letters.as_text().decode().replace("Gia Lai, ngày", "Đắk Lắk, ngày")
    (line,) = (line for line in read(text.encode()).splitlines() if line.startswith("co_quan:"))
    doubt = "địa danh trong tệp là 'Đắk Lắk', theo tên cơ quan là 'Gia Lai'"
    assert line == f"co_quan: Sở Xây dựng tỉnh Gia Lai  # xem lại: {doubt}"


TABLE = b"""Kinh gui: X

| TT | Don vi | So lieu |  |
|---|---|---|---|
|  |  | Nam | Nu |
| 1 | Xa A | 5 |  |
| 2 | Xa B | ... | * |
"""


def test_a_table_keeps_its_tree_of_columns():
    whole = load_letter(MemoryWorld({"doc.yaml": read(TABLE)}, TODAY), "doc.yaml").letter_data
    (table,) = (part.bang for part in whole.noi_dung if part.bang)
    assert [(c.ten, [b.ten for b in c.con]) for c in table.cot] == [
        ("TT", []),
        ("Don vi", []),
        ("So lieu", ["Nam", "Nu"]),
    ]
    assert [row.o for row in table.dong] == [("1", "Xa A", "5", ""), ("2", "Xa B", "...", "\\*")]


@given(st.lists(st.tuples(st.text("aZ đỏ*_<>[]^\\.:/0-", max_size=8), st.sampled_from(["", "b", "i", "bi", "u", "v", "^"])), max_size=5))  # fmt: skip
def test_typed_text_says_the_same_letters(pieces):
    text = tuple(Run(letters, dress) for letters, dress in pieces)
    assert bare(runs(typed_text(text))) == bare(text)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ((Run("nhà "), Run("ở", "b"), Run(" mới")), "nhà **ở** mới"),
        ((Run("nhà", "b"), Run(" ", ""), Run("ở", "b")), "**nhà ở**"),
        ((Run("nhà "), Run(" ở ", "i"), Run("mới")), "nhà  *ở* mới"),
        ((Run("CO"), Run("2", "v")), "CO<sub>2</sub>"),
        ((Run("nh"), Run("à", "b")), "nhà"),
        ((Run("5*3*2"),), "5\\*3\\*2"),
        ((Run("xem "), Run("https://a.vn/b")), "xem https://a.vn/b"),
        ((Run("nhà"), Run("", note=(Run("chú [1]"),))), "nhà^[chú \\[1\\]]"),
    ],
)
def test_dressed_letters_are_typed_as_a_clerk_would(text, typed):
    assert typed_text(text) == typed


@given(st.text("Số: 1/AKính gửi:Nơi nhận\n\n-;.\t*|[]{}#'\"&", max_size=200))
def test_whatever_a_text_says_the_yaml_can_be_read(text):
    if text.strip():
        told = read_file(MemoryWorld({"a.txt": text}), "a.txt").problems
        assert [str(problem) for problem in told if problem.code[0] in "YK"] == []


# --- the command ------------------------------------------------------------------------------------


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("cap-tren.docx").write_bytes(foreign_letter(foreign_letters.with_changes))
    return tmp_path


def run(*words_):
    return CliRunner().invoke(main, words_)


def test_the_command_writes_yaml_and_tells_what_was_left_out(desk):
    done = run("read", "cap-tren.docx", "-o", "thu.yaml")
    assert done.exit_code == 0
    assert "lưu ý[G010]: đoạn 4: bỏ ra ngoài 'đã bỏ' (đã xóa khi theo dõi sửa đổi)" in done.stderr
    assert Path("thu.yaml").read_text("utf-8").startswith("# Đọc từ cap-tren.docx.\n")
    assert run("check", "thu.yaml").exit_code == 0


def test_what_is_left_out_alike_in_several_places_is_told_once():
    spots = [BlockSpot().inside(HEADER, number) for number in (1, 2, 3)]
    told = left_out_problems(
        [*(LeftOut(spot, "BẢN SAO", HIDDEN) for spot in spots), LeftOut(spots[0], "2", HIDDEN)], "a"
    )
    assert [(problem.code, problem.text()) for problem in told] == [
        ("G011", "đầu trang 1 và 2 chỗ khác: bỏ ra ngoài 'BẢN SAO' (chữ ẩn)"),
        ("G010", "đầu trang 1: bỏ ra ngoài '2' (chữ ẩn)"),
    ]


def test_the_place_is_told_in_english_too(desk):
    assert (
        "paragraph 4: left out 'đã bỏ' (deleted by a tracked change)"
        in run("--lang", "en", "read", "cap-tren.docx").stderr
    )


def test_without_a_target_it_is_printed(desk):
    done = run("read", "cap-tren.docx")
    assert re.search(r"^co_quan: Sở Xây dựng tỉnh Gia Lai$", done.stdout, re.MULTILINE)


@pytest.mark.parametrize("data", [b"", b" \n", b"\xef\xbb\xbf"])
def test_a_file_without_letters_is_told(desk, data):
    Path("trong.txt").write_bytes(data)
    done = run("read", "trong.txt", "-o", "thu.yaml")
    assert (done.exit_code, "[G004]" in done.stderr, Path("thu.yaml").exists()) == (1, True, False)


# --- the letter above -------------------------------------------------------------------------------


def derived(name, data, *more):
    Path(name).write_bytes(data)
    done = run(
        "new", "--from", name, "--agency", "UBND phường Pleiku", "--day", "2026", *more, "-o", "moi.yaml"
    )
    assert done.exit_code == 0, done.stderr
    return load_letter(Disk(), "moi.yaml").letter_data


@pytest.mark.parametrize("layout", [foreign_letters.usual, foreign_letters.with_spaces])
def test_a_letter_follows_from_that_of_another_office(desk, layout):
    made = derived("tren.docx", foreign_letter(layout), "--earlier", "5", "--to", "các tổ dân phố")
    (act,) = made.can_cu[0].van_ban
    assert (act.loai, act.so, act.ngay, act.cua) == (
        "Công văn",
        "215/SXD-QLN",
        "05/3/2026",
        "Sở Xây dựng tỉnh Gia Lai",
    )
    (share,) = made.phan_cong
    assert [(task.noi_dung, task.han) for task in share.viec] == [
        ("rà soát quỹ đất, báo cáo {han}.", "trước ngày 20/3/2026")
    ]


def test_the_text_of_a_seed_leads_to_a_town_with_its_tasks_and_its_form(desk):
    seed = (ROOT / "tests" / "seeds" / "stttt-bac-giang.txt").read_bytes()
    Path("tren.txt").write_bytes(seed)
    town = ("--agency", "UBND thị xã Việt Yên, tỉnh Bắc Giang", "--day", "2024", "--earlier", "3")
    assert run("new", "--from", "tren.txt", *town, "-o", "moi.yaml").exit_code == 0
    made = load_letter(Disk(), "moi.yaml").letter_data
    assert made.kinh_gui == ("UBND các xã, phường",)
    assert [task.han for task in made.phan_cong[0].viec] == ["", "", "trước ngày 10"]
    (form,) = made.bieu_mau
    assert [len(column.con) for column in form.cot] == [0, 2, 2, 0]
    assert form.tieu_de == ("BIỂU TỔNG HỢP",)


def test_an_altered_letter_of_ours_is_refused_not_read_as_a_stranger_s(desk):
    made, _ = build_letter(Disk(), str(ROOT / "examples" / "stttt-bac-giang.yaml"))
    parts = read_package(made).parts
    name = next(
        name for name, data in parts.items() if b"urn:congvan:source" in data[:500] and "item" in name
    )
    altered = parts | {name: parts[name].replace("Tổ chức".encode(), "Tổ chửc".encode())}
    Path("sua.docx").write_bytes(write_archive([pack(*part) for part in altered.items()]))
    done = run("new", "--from", "sua.docx", "--agency", "UBND phường Pleiku")
    assert (done.exit_code, "[N007]" in done.stderr) == (1, True)


# --- a table as a form ------------------------------------------------------------------------------


def test_a_table_becomes_a_form_that_a_letter_can_name(desk):
    data, _ = build_letter(Disk(), str(ROOT / "examples" / "skhcn-gia-lai.yaml"), bare=True)
    Path("bieu.docx").write_bytes(data)
    Path("configs/bieu-mau").mkdir(parents=True)
    assert run("read", "bieu.docx", "--form", "-o", "configs/bieu-mau/so-lieu.yaml").exit_code == 0
    text = Path("configs/bieu-mau/so-lieu.yaml").read_text("utf-8")
    assert "# gợi ý kieu: so_nguyen" in text
    seed = (
        (ROOT / "examples" / "ubnd-phuong.yaml")
        .read_text("utf-8")
        .replace("co_quan: ubnd-phuong", "co_quan: UBND phường Pleiku")
    )
    before = load_letter(Disk(), str(ROOT / "examples" / "skhcn-gia-lai.yaml")).letter_data.bieu_mau[0]
    Path("thu.yaml").write_text(f"{seed}\nbieu_mau: [so-lieu]\n", "utf-8")
    (form,) = load_letter(Disk(), "thu.yaml").letter_data.bieu_mau
    assert [[c.ten for c in column.con] for column in form.cot] == [
        [c.ten for c in column.con] for column in before.cot
    ]


def test_a_letter_without_any_bold_has_its_signer_all_the_same():
    lines = (
        *("UBND TỈNH GIA LAI", "SỞ NỘI VỤ", "Số: 12/SNV-VP", "Gia Lai, ngày 03 tháng 6 năm 2026"),
        *(
            "V/v báo cáo",
            "Kính gửi: Ủy ban nhân dân các xã",
            "Đề nghị báo cáo./.",
            "Nơi nhận:",
            "- Như trên;",
        ),
        *("- Lưu: VT, VP.", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Văn Mẫu"),
    )
    blocks = [
        document_value.Block(BlockSpot().inside("đoạn", at), (Run(line),)) for at, line in enumerate(lines, 1)
    ]
    read = read_letter(document_value.Document(tuple(blocks)), date(2026, 6, 3))
    assert [(one.office, one.name) for one in read.signers] == [("PHÓ GIÁM ĐỐC", "Nguyễn Văn Mẫu")]


@pytest.mark.parametrize(
    ("typed", "read", "left_out"),
    [
        ("các xã\u200e, phường", "các xã, phường", ["U+200E"]),
        ("các \u202bxã\u202c", "các xã", ["U+202B, U+202C"]),
        ("các xã, phường", "các xã, phường", []),
    ],
)
def test_a_sign_that_turns_the_writing_is_left_out_and_told(typed, read, left_out):
    cell = document_value.Cell((document_value.Block(BlockSpot().inside("đoạn", 2), (Run(typed),)),))
    blocks = (
        document_value.Block(BlockSpot().inside("đoạn", 1), (Run(typed, note=(Run(typed),)),)),
        document_value.Block(BlockSpot().inside("bảng", 1), table=document_value.Table(((cell,),))),
    )
    document = without_turning_signs(document_value.Document(blocks))
    texts = [run for block in every_block(document.blocks) for run in block.text]
    assert [run.text for run in texts] == [read, read]
    assert texts[0].note[0].text == read
    assert [each.text for each in document.left_out] == left_out * 2


def test_a_file_without_tables_is_no_form(desk):
    Path("thu.txt").write_text("Kính gửi: X", "utf-8")
    assert "[G012]" in run("read", "thu.txt", "--form").stderr


def test_merged_cells_of_a_form_stay_merged(desk):
    document = Document()
    table = document.add_table(4, 3)
    table.style = "Table Grid"
    for at, cell in enumerate(table.rows[0].cells):
        cell.text = f"Cột {at}"
    table.cell(1, 0).merge(table.cell(2, 0))
    Path("gop.docx").write_bytes(foreign_letters.saved(document))
    read = run("read", "gop.docx", "--form")
    assert read.stderr == ""
    form = BieuMau.model_validate(to_plain(parse(read.stdout.encode(), "gop.yaml")))
    assert [row.o[:1] for row in form.dong] == [(), ("^",), ()]


LAID_OUT = """        UBND TỈNH GIA LAI             CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
          SỞ XÂY DỰNG                        Độc lập - Tự do - Hạnh phúc

         Số: 215/SXD-QLN                Gia Lai, ngày 05 tháng 3 năm 2026
     V/v rà soát nhà ở xã hội
         trên địa bàn tỉnh

                    Kính gửi: Ủy ban nhân dân các xã, phường

       Đề nghị Ủy ban nhân dân các xã, phường rà soát quỹ đất, báo cáo trước ngày
25/3/2026./.

 Nơi nhận:                                                KT. GIÁM ĐỐC
 - Như trên;                                             PHÓ GIÁM ĐỐC
 - Lưu: VT, QLN.

                                                          Trần Văn Mẫu
"""


def test_a_text_file_laid_out_in_columns_is_read_by_its_gaps():
    made = load_letter(MemoryWorld({"doc.yaml": read(LAID_OUT.encode())}, TODAY), "doc.yaml").letter_data
    assert made.trich_yeu == "rà soát nhà ở xã hội trên địa bàn tỉnh"
    assert made.noi_nhan == ("Như trên", "Lưu: VT, QLN")
    assert (made.nguoi_ky[0].quyen_han, made.nguoi_ky[0].ho_ten) == (("KT. GIÁM ĐỐC",), "Trần Văn Mẫu")
    assert made.noi_dung[0].doan.endswith("báo cáo trước ngày 25/3/2026./.")
