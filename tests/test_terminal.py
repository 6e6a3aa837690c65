"""A letter in the terminal: nothing lost, nothing wider than the window, tables that hold together."""

import functools
import itertools
import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import FORM, Memory, letter, tried
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dispatch import decree, forms
from dispatch.building.load import compose_file
from dispatch.cli.main import main
from dispatch.letter import Paragraph, Sheet, Signatures
from dispatch.model import Bang, Cot
from dispatch.preview.terminal.draw import as_plain, as_styled, draw_letter
from dispatch.preview.terminal.lines import wrap
from dispatch.preview.terminal.tables import table_lines
from dispatch.text.marks import Run, runs
from dispatch.world import Disk

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
WIDTHS = (20, 40, 80, 100, 200)
BOX = "─│┌┐└┘├┤┬┴┼═╵╷╴╶"
FIGURES = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻₀₁₂₃₄₅₆₇₈₉₊₋", "0123456789+-0123456789+-")


def solid(text):
    """Return what can be read of a text: no white space, no drawn lines, figures in their usual size."""
    return "".join(
        c for c in text.translate(FIGURES) if c not in BOX and unicodedata.category(c)[0] not in "ZC"
    )


def cells(text):
    return sum(
        0
        if unicodedata.category(c) in ("Mn", "Me", "Cf")
        else 2
        if unicodedata.east_asian_width(c) in "WF"
        else 1
        for c in text
    )


class Reading:
    """The texts of a letter in reading order, footnotes numbered on the way."""

    def __init__(self, whole):
        self.notes = []
        self.head = [
            *((whole.luu_hanh,) if whole.luu_hanh else ()),
            *(*whole.chu_quan, *whole.co_quan, decree.QUOC_HIEU, decree.TIEU_NGU, whole.so_ky_hieu),
            *(() if whole.ten_loai else whole.trich_yeu),
            *((decree.URGENCY[whole.do_khan][0],) if whole.do_khan else ()),
            whole.dia_danh_ngay,
        ]
        self.title = [whole.ten_loai, *whole.trich_yeu] if whole.ten_loai else []
        self.addressees = [decree.KINH_GUI, *whole.kinh_gui] if whole.kinh_gui else []
        self.body = self.blocks(whole.noi_dung)
        self.recipients = [decree.NOI_NHAN, *map(self.said, whole.noi_nhan)] if whole.noi_nhan else []
        self.signers = [text for s in whole.nguoi_ky for text in (*s.titles, s.other, s.name)]
        self.confirmed = [whole.xac_nhan] if whole.xac_nhan else []
        self.foot = [*self.confirmed, *self.told(), *whole.lien_he]
        self.appendices = [self.appendix(part) for part in whole.phu_luc]
        self.copy = self.copied(whole.ban_sao) if whole.ban_sao else []

    def said(self, text):
        found = ""
        for run in text:
            if run.note:
                self.notes.append(run.note)
            found += str(len(self.notes)) if run.note else run.text
        return found

    def copied(self, copy):
        recipients = [decree.NOI_NHAN, *map(self.said, copy.noi_nhan)]
        signer = (*copy.nguoi_ky.titles, copy.nguoi_ky.name)
        return [*copy.co_quan, copy.hinh_thuc, copy.so_ky_hieu, copy.dia_danh_ngay, *recipients, *signer]

    def told(self, since=0):
        numbered = list(enumerate(self.notes, 1))[since:]
        return [f"{number} {''.join(run.text for run in note)}" for number, note in numbered]

    def blocks(self, blocks):
        """Return (text, stands alone on its lines) for each text of some blocks."""
        found = []
        for block in blocks:
            if isinstance(block, Paragraph):
                found.append((self.said(block.text), True))
            elif isinstance(block, Sheet):
                heading = sorted(block.table.heading, key=lambda cell: (cell.row, cell.column))
                rows = (heading, *(row.cells for row in block.table.body))
                found += [(self.said(cell.text), False) for row in rows for cell in row]
            elif isinstance(block, Signatures):
                found += [(text, False) for text in (*block.left, block.day, *block.right)]
            else:
                found.append((block.file, True))
        return found

    def appendix(self, part):
        since = len(self.notes)
        title = [part.heading, *map(self.said, part.titles), self.said(part.reference)]
        return [
            *((text, True) for text in title),
            *self.blocks(part.blocks),
            *((t, True) for t in self.told(since)),
        ]

    def running(self, width):
        """Return the texts that no other stands beside."""
        narrow = width < 60
        inside = [text for text, alone in (*self.body, *itertools.chain(*self.appendices)) if alone]
        body = [text for text, alone in self.body if alone]
        after = inside[len(body) :]
        head = [*(self.head if narrow else ()), *self.title, *self.addressees]
        return [*head, *body, *([*self.signers, *self.recipients] if narrow else ()), *self.foot, *after]

    def all(self):
        inside = [text for text, _ in (*self.body, *itertools.chain(*self.appendices))]
        return [
            *self.head,
            *self.title,
            *self.addressees,
            *inside,
            *self.signers,
            *self.recipients,
            *self.foot,
            *self.copy,
        ]


def assert_nothing_lost(whole, width):
    page = as_plain(draw_letter(whole, width))
    assert max(map(cells, page.splitlines())) <= width
    said, at = solid(page), 0
    for text in Reading(whole).running(width):
        found = said.find(solid(text), at)
        assert found >= 0, text
        at = found + len(solid(text))
    return page


SIGNED = {"chuc_vu": "GIÁM ĐỐC", "ho_ten": "Nguyễn Văn An", "chuc_vu_khac": "PHÓ TRƯỞNG BAN"}
FULL = {
    "co_quan": {
        "ten": ["SỞ MẪU"],
        "chu_quan": "UBND TỈNH MẪU",
        "ky_hieu": "SM",
        "dia_danh": "Mẫu",
        "lien_he": ["Số 1", "ĐT"],
    },
    "do_khan": "thượng khẩn",
    "luu_hanh": "lưu hành nội bộ",
    "kinh_gui": [
        "Ban Chỉ đạo phòng, chống tham nhũng, lãng phí, tiêu cực tỉnh và các sở, ban, ngành có liên quan"
    ],
    "nguoi_ky": [SIGNED, {**SIGNED, "ho_ten": "Trần Thị Bê"}, {**SIGNED, "ho_ten": "Lê Văn Xê"}],
    "noi_nhan": ["Ban Chỉ đạo^[có chú thích]", "Lưu: VT"],
    "phu_luc": {"ten": "danh mục", "noi_dung": [{"trich": "một\n hai\tba"}, {"cong": "bốn^[năm]"}]},
    "bieu_mau": [
        {
            **FORM,
            "la_phu_luc": "có",
            "don_vi_tinh": "triệu đồng",
            "ten": "Bảng",
            "ghi_chu": "sáu",
            "nguoi_bao_cao": {},
        },
        {
            **FORM,
            "huong": "ngang",
            "ky": "6/2024",
            "don_vi_bao_cao": "UBND xã Ia Ly",
            "kem_theo": "(Kèm theo)",
        },
    ],
}


def full():
    return compose_file(Memory({"thu.yaml": letter(**FULL).encode()}), "thu.yaml")[0]


def composed(example):
    return compose_file(Disk(), str(example))[0]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "made",
    [full, *(functools.partial(composed, e) for e in EXAMPLES)],
    ids=["full", *(e.stem for e in EXAMPLES)],
)
def test_every_text_of_a_letter_is_drawn_in_order(made, width):
    whole = made()
    page = assert_nothing_lost(whole, width)
    words = read(page)
    for word in itertools.chain(*map(read, Reading(whole).all())):
        if len(word) <= 10:  # a longer word may be cut at 20 columns
            assert word in words
            words.remove(word)


def read(text):
    """Return the words of a text, without the marks that may close them."""
    return [word.strip(";.:") for word in re.split(r"[\s│]+", text.translate(FIGURES)) if word.strip(";.:")]


texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60) | st.text(
    "a ế日\u0301\u00a0*", max_size=60
)


@settings(max_examples=150)
@given(texts, texts, st.integers(20, 130))
def test_every_text_of_any_letter_is_drawn(one, other, width):
    said = {
        "noi_dung": [one, {"bang": {"cot": [one, {"ten": other, "con": ["a", one]}], "dong": [[other, one]]}}]
    }
    world = Memory(
        {"thu.yaml": letter(trich_yeu=other, phu_luc={"ten": one, "noi_dung": other}, **said).encode()}
    )
    made, refused = tried(compose_file, world, "thu.yaml")
    assume(not refused)
    assert_nothing_lost(made[0], width)


@given(
    st.lists(st.tuples(texts, st.sampled_from(["", "b", "ui"])), max_size=4),
    st.integers(2, 40),
    st.integers(0, 9),
)
def test_a_text_is_broken_and_nothing_else(parts, room, first):
    text = tuple(Run(said, dress) for said, dress in parts)
    lines = wrap(text, room, first)
    assert all(cells(run_text) <= room for run_text in as_plain(lines).splitlines())
    assert solid(as_plain(lines)) == solid("".join(said for said, _ in parts))
    for said, dress in parts:
        assert set(solid(said)) <= set(
            solid("".join(r.text for line in lines for r in line if r.dress == dress))
        )


# --- tables -----------------------------------------------------------------------------------------

ARMS = dict(
    zip("─│┌┐└┘├┤┬┴┼", ("lr", "ud", "rd", "ld", "ur", "ul", "urd", "uld", "lrd", "lru", "lrud"), strict=True)
)


def table(room, **said):
    return as_plain(table_lines(forms.build_grid(Bang(**said)), room))


def columns(depth):
    leaf = st.builds(Cot, ten=st.sampled_from(["", "TT", "Số liệu lũy kế đến ngày báo cáo"]))
    if not depth:
        return leaf
    return leaf | st.builds(
        Cot, ten=st.just("Nhóm cột"), con=st.lists(columns(depth - 1), min_size=1, max_size=3)
    )


@given(st.lists(columns(3), min_size=1, max_size=3), st.integers(60, 120))
def test_every_border_of_a_table_meets_the_next(heading, room):
    page = table(room, cot=heading, dong=[["1"], "Nhóm dòng", ["2"]], so_cot="có").splitlines()
    assume(page[0].endswith("┐"))  # drawn, not told
    assert {len(line) for line in page} == {room}
    for above, below in itertools.pairwise(page):
        assert ["d" in ARMS.get(c, "") for c in above] == ["u" in ARMS.get(c, "") for c in below]
    for line in page:
        for left, right in itertools.pairwise(line):
            assert ("r" in ARMS.get(left, "")) == ("l" in ARMS.get(right, ""))


REPORT = {
    "cot": [
        {"ten": "TT"},
        {"ten": "Số mẫu", "con": [{"ten": "Viettel"}, {"ten": "Vinaphone"}]},
        {"ten": "Ghi chú"},
    ],
    "dong": [["1", "300", "", "đạt"], "Nhóm", {"trong": 5}],
}
DRAWN = """\
┌─────┬─────────────────────────┬──────┐
│     │         Số mẫu          │ Ghi  │
│ TT  ├───────────┬─────────────┤ chú  │
│     │  Viettel  │  Vinaphone  │      │
├─────┼───────────┼─────────────┼──────┤
│ 1   │ 300       │             │ đạt  │
├─────┴───────────┴─────────────┴──────┤
│ Nhóm                                 │
├─────┬───────────┬─────────────┬──────┤
│     │           │             │      │
├─────┼───────────┼─────────────┼──────┤
│     │           │             │      │
├─────┼───────────┼─────────────┼──────┤
│     │           │             │      │
├─────┴───────────┴─────────────┴──────┤
│ (thêm 2 dòng trống)                  │
└──────────────────────────────────────┘
"""
TOLD = """\
┌───────────────────
│ TT
│ Số mẫu
│   Viettel
│   Vinaphone
│ Ghi chú
├───────────────────
│ TT: 1
│ Số mẫu
│   Viettel: 300
│ Ghi chú: đạt
├───────────────────
│ Nhóm
├───────────────────
│ (thêm 5 dòng
│ trống)
└───────────────────
"""


@pytest.mark.parametrize(("width", "page"), [(40, DRAWN), (20, TOLD)])
def test_a_table_is_drawn_with_its_merged_cells_or_told_where_it_cannot_be(width, page):
    assert table(width, **REPORT) == page


# --- dress ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("**đậm**", "\x1b[1mđậm\x1b[0m"),
        ("*nghiêng* <u>gạch</u>", "\x1b[3mnghiêng\x1b[0m \x1b[4mgạch\x1b[0m"),
        ("***cả hai***", "\x1b[1;3mcả hai\x1b[0m"),
        ("12 km<sup>2</sup>, CO<sub>2</sub>, Lưu: VT<sub>(ph)</sub>", "12 km², CO₂, Lưu: VT(ph)"),
        ("[chữ](https://a.vn)", "chữ"),
        ("một\n hai\tba", "một\n hai    ba"),
    ],
)
def test_marks_as_a_terminal_shows_them(typed, shown):
    assert as_styled(wrap(runs(typed), 60)) == f"{shown}\n"


def test_footnotes_are_numbered_as_they_are_read():
    said = {
        "noi_dung": [
            "a^[một]",
            {"bang": {"cot": [{"ten": "b^[ba]", "con": ["c^[năm]"]}, "d^[bốn]"]}},
            "e^[sáu]",
        ],
        "kinh_gui": "UBND tỉnh",
        "noi_nhan": ["f^[bảy]", "Lưu: VT"],
        "phu_luc": {"ten": "g^[tám]", "noi_dung": "h^[chín]"},
        "ket_thuc": "Hết",
    }
    said["noi_dung"].insert(1, "x^[hai]")
    page = as_plain(
        draw_letter(compose_file(Memory({"thu.yaml": letter(**said).encode()}), "thu.yaml")[0], 80)
    )
    assert re.findall(r"(?m)^([¹²³⁴⁵⁶⁷⁸⁹]) (.+)$", page) == list(
        zip("¹²³⁴⁵⁶⁷⁸⁹", ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "TÁM", "chín"), strict=True)
    )


# --- the command ------------------------------------------------------------------------------------


@pytest.fixture
def room(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    form = {**FORM, "nguoi_bao_cao": {}, "huong": "ngang"}
    said = {"luu_hanh": "lưu hành nội bộ", "bieu_mau": [form], "ket_thuc": "Gửi **kèm** theo mẫu biểu"}
    for name, changes in {"thu": said, "khac": {}, "hong": {"ngay": "35/03/2025", "so": ["12"]}}.items():
        (tmp_path / f"{name}.yaml").write_text(letter(**changes), "utf-8")
    (tmp_path / "thu.docx").write_bytes(b"PK\x03\x04\xff")
    (tmp_path / "kho").mkdir()
    return tmp_path


def run(*words):
    return CliRunner().invoke(main, ["preview", *words])


def test_a_letter_is_shown_plain_and_nothing_is_written(room):
    before = sorted(room.rglob("*"))
    done = run("thu.yaml", "--width", "60")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout
    assert "│ LƯU HÀNH NỘI BỘ │" in done.stdout
    assert "═ trang ngang ═" in done.stdout
    assert re.search(r"NGƯỜI LẬP BIỂU +THỦ TRƯỞNG ĐƠN VỊ\n", done.stdout)
    assert sorted(room.rglob("*")) == before


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("kho", "kho:1:1: lỗi[X022]: thư mục không có tệp .yaml nào"),
        ("khong-co.yaml", "khong-co.yaml:1:1: lỗi[W001]: không đọc được tệp: không có tệp này"),
        ("thu.docx", "thu.docx:1:1: lỗi[N001]: không đọc được: không phải tệp Word"),
    ],
)
def test_what_is_no_letter_gets_one_clear_line(room, file, told):
    done = run(file)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.splitlines()[0] == told


def test_a_refused_letter_tells_what_build_tells_and_hides_no_other(room):
    done = run("hong.yaml", "khac.yaml")
    built = CliRunner().invoke(main, ["build", "hong.yaml"])
    assert (done.exit_code, done.stderr) == (1, built.stderr)
    assert "lỗi[" in done.stderr
    assert done.stdout.startswith("==> khac.yaml <==\n")
    assert "Trân trọng báo cáo./." in done.stdout


def test_a_missing_picture_is_refused_as_build_refuses_it(room):
    (room / "hinh.yaml").write_text(letter(noi_dung=[{"hinh": "khong-co.png"}, "Hết."]), "utf-8")
    done = run("hinh.yaml")
    assert done.exit_code == 1
    assert "lỗi[H001]" in done.stderr


def on_a_terminal(columns, *words, **env):
    """Run the command in a terminal of so many columns; return what it showed."""
    pty, termios = pytest.importorskip("pty"), pytest.importorskip("termios")
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, columns))
    code = "from dispatch.cli import run; run()"
    known = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "NO_COLOR")}
    command = [sys.executable, "-c", code, "preview", *words]
    with subprocess.Popen(
        command, stdout=theirs, stderr=theirs, env={**known, "TERM": "xterm", **env}
    ) as process:
        os.close(theirs)
        shown = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    assert process.returncode == 0
    return shown.decode().replace("\r\n", "\n")


def _read(terminal):
    try:
        return os.read(terminal, 65536)
    except OSError:  # how Linux tells that the other side is closed
        return b""


def test_on_a_terminal_a_letter_is_dressed_and_as_wide_as_the_window(room):
    shown = on_a_terminal(46, "khac.yaml")
    bare = re.sub(r"\x1b\[[\d;]*m", "", shown)
    assert bare == run("khac.yaml", "--width", "46").stdout
    assert "\x1b[1mCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\x1b[0m" in shown
    assert on_a_terminal(46, "khac.yaml", "--no-color") == bare
    assert on_a_terminal(46, "khac.yaml", NO_COLOR="1") == bare
