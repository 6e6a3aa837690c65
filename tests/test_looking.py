"""Pages where a person looks for them: in files, in a viewer, inside the terminal, on a contact sheet, while writing."""

import base64
import io
import os
import re
import select
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import Memory, letter, needs_unix
from PIL import Image, ImageChops

from dispatch.building.load import compose_file
from dispatch.cli.main import main
from dispatch.jobs.preview import preview_pages
from dispatch.jobs.watch import Clock, WatchedWorld, watch
from dispatch.preview import graphics, pdf_pages
from dispatch.preview import viewer as viewing
from dispatch.world import Disk, cache_folder

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
TOUR = ROOT / "docs" / "tour.md"
MADE_BY = "1 trang; dựng bằng congvan 0.1.0; phông "


@pytest.fixture
def room(tmp_path, monkeypatch):
    """A folder with a letter in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "thu.yaml").write_text(letter(), "utf-8")
    return tmp_path


def run(*words, code=0):
    done = CliRunner().invoke(main, ["preview", *map(str, words)])
    assert done.exit_code == code, done.output
    return done


def names(folder):
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file())


# --- files ------------------------------------------------------------------------------------------


def test_pages_are_written_and_who_made_them_is_said(room):
    shutil.copytree(EXAMPLES, room, dirs_exist_ok=True)
    done = run("du-loai.yaml", "--pdf", "ra/", "--png", "trang", "--dpi", "50")
    assert names(room / "ra") == ["du-loai.pdf"]
    assert names(room / "trang") == [f"du-loai-trang-{number}.png" for number in (1, 2, 3)]
    drawn = [file.read_bytes() for file in sorted((room / "trang").iterdir())]
    assert [Image.open(io.BytesIO(data)).size for data in drawn] == [(414, 585)] * 3
    assert len(pdf_pages.read_pages((room / "ra" / "du-loai.pdf").read_bytes())) == 3
    assert done.stdout.splitlines()[-1].startswith("3 trang; dựng bằng congvan 0.1.0; phông ")


def test_nothing_is_written_over_unless_asked_and_then_not_a_part_of_it(room):
    (room / "thu-trang-1.png").write_bytes(b"mine")
    done = run("thu.yaml", "--pdf", "thu.pdf", "--png", ".", code=1)
    assert "thu-trang-1.png:1:1: lỗi[W004]" in done.stderr
    assert names(room) == ["thu-trang-1.png", "thu.yaml"]
    run("thu.yaml", "--pdf", "thu.pdf", "--png", ".", "--force")
    assert (room / "thu-trang-1.png").read_bytes().startswith(b"\x89PNG")


def test_a_finished_file_gives_the_pages_and_the_lines_of_its_letter(room):
    CliRunner().invoke(main, ["build", "thu.yaml"])
    lines = run("thu.yaml", "--width", "60").stdout
    run("thu.yaml", "--pdf", "yaml.pdf")
    (room / "thu.yaml").unlink()
    assert run("thu.docx", "--width", "60").stdout == lines
    run("thu.docx", "--pdf", "docx.pdf")
    one, other = (pdf_pages.read_pages((room / name).read_bytes()) for name in ("yaml.pdf", "docx.pdf"))
    assert one == other


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("hong.docx",), 1, "lỗi[N001]"),
        (("hong.docx", "--png", "ra"), 1, "lỗi[X011]: không phải tệp Word"),
        (("thu.docx",), 1, "lỗi[N002]: tệp Word này không mang theo nguồn YAML"),
        (("thu.yaml", "--png", "ra", "--engine", "word"), 1, "lỗi[X001]: không có bộ dựng trang 'word'"),
        (
            ("thu.yaml", "--png", "ra", "--engine", "soffice"),
            1,
            "lỗi[X002]: không dùng được bộ dựng trang soffice",
        ),
        (("thu.yaml", "--png", "ra", "--dpi", "9"), 1, "lỗi[X010]"),
        (("thu.yaml", "--pdf", "thu.yaml/a.pdf"), 1, "lỗi[W003]: không ghi được tệp"),
        (("thu.yaml", "--open"), 1, "lỗi[X020]: không mở được bằng chương trình xem của máy: máy không có"),
        (("thu.yaml", "--show"), 2, "--show cần một cửa sổ lệnh"),
        (("thu.yaml", "hong.docx", "--pdf", "a.pdf"), 2, "nhiều tệp không ghi vào một tệp .pdf được"),
        (("thu.yaml", "thu.docx", "--pdf", "ra"), 2, "hai tệp cùng tên 'thu'"),
        (("thu.yaml", "thu.docx", "--watch"), 2, "--watch chỉ theo dõi một tệp"),
        (("kho", "--watch"), 2, "--watch chỉ theo dõi một tệp"),
        (("kho",), 1, "kho:1:1: lỗi[X022]: thư mục không có tệp .yaml nào"),
    ],
)
def test_what_cannot_be_done_gets_one_clear_line_and_leaves_nothing(room, monkeypatch, words, code, told):
    CliRunner().invoke(main, ["build", "thu.yaml", "--bare"])
    (room / "hong.docx").write_bytes(b"PK\x03\x04\xff")
    (room / "kho").mkdir()
    before = names(room)
    monkeypatch.setenv("PATH", "")
    assert told in run(*words, code=code).stderr
    assert names(room) == before


@needs_unix
def test_a_viewer_is_given_the_pdf(room, monkeypatch):
    viewer = room / "bin" / viewing.PROGRAMS.get(sys.platform, viewing.ELSEWHERE)
    viewer.parent.mkdir()
    viewer.write_text(f'#!/bin/sh\necho "$1" >> {room}/seen\ncase "$1" in *khac*) exit 3;; esac\n')
    viewer.chmod(0o755)
    monkeypatch.setenv("PATH", f"{viewer.parent}:/usr/bin:/bin")
    run("thu.yaml", "--open")
    run("thu.yaml", "--open", "--pdf", "thu.pdf")
    assert (room / "seen").read_text().split() == [str(cache_folder() / "thu.pdf"), "thu.pdf"]
    shutil.copy(room / "thu.yaml", room / "khac.yaml")
    assert "không có chương trình nào nhận loại tệp này" in run("khac.yaml", "--open", code=1).stderr


# --- inside the terminal ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def page():
    """A page with a coloured picture on it, as a PDF."""
    return preview_pages(Disk(), str(EXAMPLES / "du-loai.yaml")).pages.pdf


def picture(pdf, wide):
    """Return the first page as it must be seen."""
    first = next(iter(pdf_pages.page_pixels(pdf, wide)))
    return Image.frombytes("RGB", (first.wide, first.tall), first.rgb)


def from_kitty(stream):
    keys, chunks = {}, b""
    for head, chunk in re.findall(r"\x1b_G([^;]*);([^\x1b]{1,4096})\x1b\\", stream):
        keys |= dict(pair.split("=") for pair in head.split(","))
        chunks += chunk.encode()
    assert {key: keys[key] for key in "afqcm"} == {"a": "T", "f": "100", "q": "2", "c": "40", "m": "0"}
    return Image.open(io.BytesIO(base64.b64decode(chunks, validate=True)))


def from_iterm(stream):
    head, data = re.match(r"\x1b\]1337;File=([^:]*):([^\x07]*)\x07", stream).groups()
    png = base64.b64decode(data, validate=True)
    assert dict(pair.split("=") for pair in head.split(";")) == {
        "inline": "1",
        "size": str(len(png)),
        "width": "40",
    }
    return Image.open(io.BytesIO(png))


def from_sixel(stream):
    wide, tall, body = re.match(r'\x1bP0;1q"1;1;(\d+);(\d+)(.*)\x1b\\', stream, re.DOTALL).groups()
    found = Image.new("RGB", (int(wide), int(tall)), "magenta")
    colours, colour, x, y = {}, None, 0, 0
    for number, shades, count, letters, move in re.findall(
        r"#(\d+)(?:;2;([\d;]+))?|(?:!(\d+))?([?-~])|([$-])", body
    ):
        if shades:
            colours[number] = tuple(round(int(shade) * 2.55) for shade in shades.split(";"))
        elif number:
            colour = colours[number]
        elif move:
            x, y = 0, y + 6 * (move == "-")
        else:
            for at in range(x, x + int(count or 1)):
                for bit in range(6):
                    if (ord(letters) - 63) >> bit & 1:
                        found.putpixel((at, y + bit), colour)
            x += int(count or 1)
    return found


def from_blocks(stream):
    rows = []
    for line in stream.splitlines():
        upper, lower = [], []
        for six, halves in re.findall(r"\x1b\[38;2;([\d;]+)m(▀+)", line.replace("48;2;", "")):
            shades = tuple(map(int, six.split(";")))
            upper += [shades[:3]] * len(halves)
            lower += [shades[3:]] * len(halves)
        rows += [upper, lower]
    found = Image.new("RGB", (len(rows[0]), len(rows)))
    found.putdata([dot for row in rows for dot in row])
    return found


WAYS = {
    "kitty": (graphics.KITTY, from_kitty, {"TERM": "xterm-kitty"}, 0),
    "iterm": (graphics.ITERM, from_iterm, {"TERM_PROGRAM": "iTerm.app"}, 0),
    "sixel": (graphics.SIXELS, from_sixel, {}, 26),
    "blocks": (graphics.BLOCKS, from_blocks, {}, 0),
}


@pytest.mark.parametrize("name", WAYS)
def test_what_a_terminal_is_sent_is_the_picture_of_the_page(page, name):
    way, decoded, _, off = WAYS[name]
    seen = picture(page, 40 * way.cell)
    found = decoded(way.stream(next(iter(pdf_pages.page_pixels(page, 40 * way.cell))), 40)).convert("RGB")
    found = found.crop((0, 0, *seen.size))
    assert max(high for _, high in ImageChops.difference(found, seen).getextrema()) <= off


def test_a_page_is_no_larger_than_a_terminal_shows(page):
    """xterm shows nothing of a picture of more than 1,000 pixels either way."""
    for seen in pdf_pages.page_pixels(page, graphics.MOST * graphics.CELL, graphics.SIXELS.most):
        assert (min(seen.wide, seen.tall), max(seen.wide, seen.tall)) == (707, 999)
    assert {seen.wide for seen in pdf_pages.page_pixels(page, 300, graphics.SIXELS.most)} == {300}


@contextmanager
def terminal(columns, *words, cwd, **env):
    """Run the command inside a terminal of so many columns."""
    pty, termios = pytest.importorskip("pty"), pytest.importorskip("termios")
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, columns))
    left = ("COLUMNS", "NO_COLOR", "TMUX", "STY", "KITTY_WINDOW_ID", "TERM_PROGRAM", "LC_TERMINAL")
    known = {key: value for key, value in os.environ.items() if key not in left}
    command = [sys.executable, "-c", "from dispatch.cli import run; run()", "preview", *words]
    surroundings = {**known, "TERM": "xterm", **env}
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=surroundings, cwd=cwd
    ) as process:
        os.close(theirs)
        try:
            yield ours, process
        finally:
            process.kill()
            os.close(ours)


def until(ours, awaited, within=60):
    """Return what a terminal is sent up to a text."""
    shown = b""
    while awaited.encode() not in shown:
        assert select.select([ours], [], [], within)[0], shown.decode("utf-8", "replace")[-2000:]
        shown += os.read(ours, 65536)
    return shown.decode("utf-8", "replace").replace("\r\n", "\n")


@pytest.mark.parametrize("name", WAYS)
def test_each_terminal_is_sent_what_it_takes(room, name):
    _, decoded, env, _ = WAYS[name]
    with terminal(40, "thu.yaml", "--show", cwd=room, **env) as (ours, process):
        if not env:
            until(ours, "\x1b[c")
            os.write(ours, b"\x1b[?62;4;22c" if name == "sixel" else b"\x1b[?1;2c")
        stream = until(ours, MADE_BY)
        assert process.wait(60) == 0
    found = decoded(stream[stream.index("\x1b") :].partition(MADE_BY)[0])
    assert abs(found.width / found.height - 210 / 297) < 0.02


def test_a_terminal_that_does_not_answer_gets_half_blocks_and_inside_tmux_only_an_answer_counts():
    assert graphics.choose_protocol({"TERM": "dumb"}, lambda: "") is graphics.BLOCKS
    assert (
        graphics.choose_protocol({"KITTY_WINDOW_ID": "1", "TMUX": "/tmp/x"}, lambda: "\x1b[?1;2;4c")
        is graphics.SIXELS
    )
    assert (
        graphics.choose_protocol({"TERM_PROGRAM": "iTerm.app", "TMUX": "/tmp/x"}, lambda: "\x1b[?64;1c")
        is graphics.BLOCKS
    )


# --- while writing ----------------------------------------------------------------------------------


class Desk(Memory):
    """A world where something happens between two looks."""

    def stamp(self, name):
        return self.files.get(str(Path(name)))


def rounds(desk, *happenings):
    """Return what each round of watching tells while things happen, one a look, until someone stops it."""
    told, left = [], list(happenings)

    def sleep(_):
        if not left:
            raise KeyboardInterrupt
        left.pop(0)()

    def make(world):
        whole, _ = compose_file(world, "thu.yaml")
        return whole.trich_yeu

    with pytest.raises(KeyboardInterrupt):
        watch(desk, make, Clock(lambda: 0.0, sleep), told.append)
    return [(told.made, [problem.code for problem in told.problems]) for told in told]


def nothing():
    pass


def test_a_letter_is_made_again_when_anything_it_was_made_from_changes():
    office = "ten: [SỞ MỚI]\nky_hieu: SM\ndia_danh: Mẫu\n"
    desk = Desk({"thu.yaml": letter().encode()})

    def write(name, text):
        return lambda: desk.write(name, text.encode())

    subject = ("V/v báo cáo kết quả thực hiện",)
    assert rounds(
        desk,
        nothing,
        write("thu.yaml", letter(co_quan="so-moi")),
        nothing,
        write("configs/co-quan/so-moi.yaml", office),
        nothing,
        write("khac.yaml", "không ai đọc"),
        write("configs/co-quan/so-moi.yaml", office + "la: 1\n"),
        nothing,
        lambda: desk.files.pop("thu.yaml"),
        nothing,
        write("thu.yaml", letter()),
        nothing,
    ) == [
        (subject, []),
        (None, ["C001"]),
        (subject, []),
        (None, ["K003"]),
        (None, ["W001"]),
        (subject, []),
    ]


def test_a_disk_tells_a_file_that_was_replaced_by_one_of_the_same_size_and_time(room):
    file = room / "thu.yaml"
    seen = WatchedWorld(Disk())
    seen.read(str(file), 10_000)
    assert not seen.changed()
    times = file.stat().st_atime_ns, file.stat().st_mtime_ns
    other = room / "khac"
    other.write_bytes(file.read_bytes()[::-1])
    os.utime(other, ns=times)
    other.replace(file)
    assert seen.changed()


def test_watching_shows_the_last_good_letter_with_what_is_wrong_since_and_leaves_nothing_behind(room):
    (room / "tam").mkdir()
    with terminal(
        60, "thu.yaml", "--watch", "--png", "ra", "--force", cwd=room, TMPDIR=str(room / "tam")
    ) as (
        ours,
        process,
    ):
        first = until(ours, "Ctrl-C")
        assert "Trân trọng báo cáo./." in first
        assert re.search(r"\d\d:\d\d:\d\d: \d+\.\d\d giây; " + MADE_BY, first)
        (room / "thu.yaml").write_text(letter(noi_dung=["Một. " * 900]), "utf-8")
        assert re.search("giây; [2-9] trang; ", until(ours, "Ctrl-C"))
        assert len(names(room / "ra")) > 1
        (room / "thu.yaml").write_text(letter(noi_dung=["Một."], la="1"), "utf-8")
        wrong = until(ours, "Ctrl-C")
        assert wrong.index("Một. Một.") < wrong.index("lỗi[K003]") < wrong.index("bản tốt gần nhất")
        (room / "thu.yaml").unlink()
        assert "thu.yaml:1:1: lỗi[W001]: không đọc được tệp: không có tệp này" in until(ours, "Ctrl-C")
        (room / "thu.yaml").write_text(letter(), "utf-8")
        assert MADE_BY in until(ours, "Ctrl-C")
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
    assert names(room) == ["ra/thu-trang-1.png", "thu.yaml"]


def test_watching_stops_where_it_would_write_over_a_file_that_is_not_its_own(room):
    (room / "thu.pdf").write_bytes(b"mine")
    assert "thu.pdf:1:1: lỗi[W004]" in run("thu.yaml", "--watch", "--pdf", "thu.pdf", code=1).stderr
    assert (room / "thu.pdf").read_bytes() == b"mine"


# --- a whole folder ---------------------------------------------------------------------------------


class Sheet(HTMLParser):
    """What a contact sheet holds: its pictures with their names; nothing that runs or is fetched."""

    def __init__(self, text):
        super().__init__()
        self.pictures, self.tags = [], set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag == "img":
            known = dict(attrs)
            head, data = known["src"].split(",")
            assert head == "data:image/png;base64"
            self.pictures.append((known["alt"], Image.open(io.BytesIO(base64.b64decode(data))).size))


def test_a_folder_becomes_one_sheet_with_every_page_of_every_letter(room):
    shutil.copytree(EXAMPLES, room / "thu-mau")
    (room / "thu-mau" / "hong.yaml").write_text("la: <b>1</b>\n", "utf-8")
    done = run("thu-mau/", code=1)
    assert "đã ghi thu-mau.html" in done.stdout
    assert "thu-mau/hong.yaml:1:1: lỗi[K003]: không có mục 'la'" in done.stderr
    text = (room / "thu-mau.html").read_text("utf-8")
    found = Sheet(text)
    assert "<h1>thu-mau</h1>" in text
    assert "không có mục &#x27;la&#x27;" in text
    assert found.tags == {"html", "meta", "title", "style", "h1", "section", "h2", "small", "pre", "img"}
    assert {alt.split(",")[0] for alt, _ in found.pictures} == {file.stem for file in EXAMPLES.glob("*.yaml")}
    assert ("du-loai, 3/3", (440, 623)) in found.pictures
    assert ("skhcn-gia-lai, 2/2", (440, 312)) in found.pictures


# --- a whole batch ----------------------------------------------------------------------------------

UNITS = {"Xã Một": 10, "Xã Hai": 10, "Xã Dài": 29, "Xã Bốn": 10, "Xã Năm": 10}


@pytest.fixture
def table(room):
    """A letter to several communes, with more to say to one of them."""
    (room / "thu.yaml").write_text(
        letter(kinh_gui="{{ don_vi }}", noi_dung=["{{ loi }}", "Nói đến đây."]), "utf-8"
    )
    rows = "".join(f"UBND {name};{f'Nói với {name}. ' * 6 * lines}\n" for name, lines in UNITS.items())
    (room / "xa.csv").write_text(f"don_vi;loi\n{rows}", "utf-8")
    return room


def many(*words, code=0):
    done = CliRunner().invoke(main, ["batch", "thu.yaml", "--to", "xa.csv", "-o", "ra", *words])
    assert done.exit_code == code, done.output
    return done


def test_the_first_the_longest_and_the_same_others_are_shown_before_anything_is_written(table):
    def seen(count):
        return re.findall(r"==> \d+ UBND (.*) <==", many("--dry-run", "--preview", str(count)).stdout)

    assert (seen(1), seen(2), seen(9)) == (["Xã Một"], ["Xã Một", "Xã Dài"], list(UNITS))
    three = seen(3)
    assert len(set(three)) == 3
    assert {"Xã Một", "Xã Dài"} < set(three)
    assert seen(3) == three
    assert not (table / "ra").exists()
    shown = many("--preview", "2").stdout
    assert shown.index("Kính gửi: UBND Xã Dài") < shown.index("đã ghi 5")


@pytest.mark.parametrize("words", [(), ("--dry-run",), ("--jobs", "2")])
def test_how_many_pages_each_has_is_told_and_whose_letter_runs_over(table, words):
    told = many("--pages", *words).stdout.splitlines()
    at = told.index("1 trang: 4 công văn")
    assert told[at + 1] == "2 trang: 1 công văn: 003 UBND Xã Dài"
    assert re.fullmatch(r"tràn trang: 003 UBND Xã Dài: ([5-9]|1[0-2]) dòng sang trang 2", told[at + 2])
    assert told[at + 3].startswith("5 công văn dựng bằng congvan 0.1.0; phông ")


def test_one_pdf_holds_every_letter_in_the_order_of_the_table(table):
    assert "đã ghi in.pdf" in many("--pack", "in.pdf", "--jobs", "2").stdout
    text = [" ".join(page.letters.split()) for page in pdf_pages.read_pages((table / "in.pdf").read_bytes())]
    assert [re.search(r"Kính gửi: UBND (Xã \w+)", page) and page.count("Kính gửi") for page in text] == [
        1,
        1,
        1,
        None,
        1,
        1,
    ]
    order = [found[1] for page in text if (found := re.search(r"Kính gửi: UBND (Xã \w+)", page))]
    assert order == list(UNITS)


def test_what_the_pages_lack_is_told_once_and_counted(table):
    (table / "thu.yaml").write_text(letter(kinh_gui="{{ don_vi }}", noi_dung=["Chữ lạ: 𝄞"]), "utf-8")
    told = many("--pack", "in.pdf", "--engine", "word2pdf").stderr
    assert told.count("cảnh báo[X005]") == 1
    assert "(và 4 công văn khác cũng vậy)" in told


def test_letters_that_cannot_be_printed_are_told_and_forbid_the_pack(table, offer):
    offer("ket", "lambda files, workers: [Printed(why='kẹt giấy')] * len(files)")
    for words in (("--pages",), ("--pages", "--dry-run"), ("--pack", "in.pdf")):
        done = many(*words, "--engine", "ket", code=1)
        assert "lỗi[X012]: ket không làm được PDF: kẹt giấy" in done.stderr
        assert ("(và 4 công văn khác cũng vậy)" in done.stderr) == ("--pages" in words)
    assert not (table / "in.pdf").exists()


# --- the tour ---------------------------------------------------------------------------------------


def test_the_tour_shows_every_example_once_with_lines_that_stand_in_it():
    parts = re.findall(
        r"```yaml\n(.*?)```(.*?)<img src=\"pictures/([\w-]+)\.png\"", TOUR.read_text("utf-8"), re.DOTALL
    )
    assert sorted(name for *_, name in parts) == sorted(file.stem for file in EXAMPLES.glob("*.yaml"))
    for lines, between, name in parts:
        said = (EXAMPLES / f"{name}.yaml").read_text("utf-8").splitlines()
        assert [line for line in lines.splitlines() if line not in said] == []
        assert f"(../examples/{name}.yaml)" in between
        assert (TOUR.parent / "pictures" / f"{name}.png").stat().st_size < 60_000
