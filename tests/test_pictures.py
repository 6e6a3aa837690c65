"""Pictures of a letter: beside it and nowhere else, whole, of a size that paper has; told when it is checked."""

import io
import itertools
import struct
import zlib

import pytest
from conftest import Memory, letter, needs_unix, png
from PIL import Image

from dispatch.jobs.check import check_file
from dispatch.word.pictures import BadPicture, read_picture
from dispatch.world import Disk


def checked(name, data=None, width=None, world=None, **more):
    """Return the codes of what is wrong with a letter that shows one picture."""
    figure = {"tep": name} if width is None else {"tep": name, "rong": width}
    text = letter(noi_dung=[{"hinh": figure}, "Hết."], **more).encode()
    files = {"don-vi/thu.yaml": text} | ({} if data is None else {f"don-vi/{name}": data})
    return [problem.code for problem in check_file(world or Memory(files), "don-vi/thu.yaml")]


# --- names -----------------------------------------------------------------------------------------------

OUTSIDE = [
    *(f"{root}{way}anh.png" for root in ("", "./", "hinh/") for way in ("../../", "a/../../../", "..\\..\\")),
    *(
        f"{drive}{way}anh.png"
        for drive in ("C:", "c:", "Z:", "\\\\?\\C:")
        for way in ("", "\\", "/", "..\\", "hinh\\")
    ),
    *(
        f"{root}anh.png"
        for root in (
            "/",
            "\\",
            "//",
            "\\\\",
            "/etc/",
            "\\\\may\\chung\\",
            "//may/chung/",
            "\\\\.\\",
            "\\??\\",
        )
    ),
    "..",
    "../anh.png",
    "..\\anh.png",
    "hinh/..",
    "hinh/../anh.png",
]
ODD = [
    *(f"anh{sign}b.png" for sign in ':*?"<>|'),
    *(
        f"{device}{end}"
        for device in ("CON", "nul", "Prn", "aux", "COM1", "lpt9", "COM¹", "CONIN$")
        for end in ("", ".png", ".a.png", " .png")
    ),
    *(f"hinh/{name}" for name in ("nul.png", "a.png:x", "a.png::$DATA", "con/a.png")),
    "anh.png.",
    "anh /a.png",
    "anh./a.png",
    "a.png:x",
    ".",
]
PLAIN = [
    "anh.png",
    "hinh/anh.png",
    "hinh\\anh.png",
    "./anh.png",
    "ảnh đẹp.png",
    "a..b.png",
    "console.png",
    "com10.png",
    "nul_a.png",
    ".anh.png",
]


FEW_LINES_OVER = "X026"  # a tall picture leaves the signature for the next page


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_name_that_leads_out_of_the_letters_folder_on_any_system_is_refused(name):
    assert checked(name, png(4, 3)) == ["H002"]


@pytest.mark.parametrize("name", ODD)
def test_a_name_that_some_system_takes_for_something_else_is_refused(name):
    assert checked(name, png(4, 3)) == ["H003"]


@pytest.mark.parametrize("name", PLAIN)
def test_a_name_below_the_letters_folder_is_taken(name):
    files = {"don-vi/thu.yaml": letter(noi_dung=[{"hinh": {"tep": name}}, "Hết."]).encode()}
    world = Memory({**files, "don-vi/" + name.replace("\\", "/"): png(4, 3)})
    assert checked(name, world=world) == []


# --- links -----------------------------------------------------------------------------------------------

LINKS = {  # what is made a link, and where it leads, from the folder of the letter
    "file beside the folder": ("anh.png", "../ngoai.png", "H002"),
    "file by its whole name": ("anh.png", "{room}/ngoai.png", "H002"),
    "folder beside the folder": ("hinh", "..", "H002"),
    "folder by its whole name": ("hinh", "{room}", "H002"),
    "folder with a like name": ("hinh", "../don-vi-2", "H002"),
    "file that is not there": ("anh.png", "../khong.png", "H002"),
    "link to a link": ("anh.png", "buoc.png", "H002"),
    "file inside": ("anh.png", "trong.png", None),
    "file inside by its whole name": ("anh.png", "{room}/don-vi/trong.png", None),
    "folder inside": ("hinh", "kho", None),
    "round about": ("anh.png", "../don-vi/trong.png", None),
    "itself": ("anh.png", "anh.png", "H001"),
}


@needs_unix
@pytest.mark.parametrize("form", ["typed", "whole", "through a link"])
@pytest.mark.parametrize("name", LINKS)
def test_a_link_out_of_the_letters_folder_is_refused_and_one_inside_is_taken(
    name, form, tmp_path, monkeypatch
):
    link, target, code = LINKS[name]
    room = tmp_path / "phong"
    for folder in ("don-vi/kho", "don-vi-2"):
        (room / folder).mkdir(parents=True)
    for file in ("ngoai.png", "don-vi/trong.png", "don-vi/kho/ngoai.png", "don-vi-2/ngoai.png"):
        (room / file).write_bytes(png(4, 3))
    (room / "don-vi" / "buoc.png").symlink_to("../ngoai.png")
    (room / "don-vi" / link).symlink_to(target.format(room=room))
    (room / "loi").symlink_to("don-vi")
    shown = "hinh/ngoai.png" if link == "hinh" else link
    (room / "don-vi" / "thu.yaml").write_text(letter(noi_dung=[{"hinh": shown}, "Hết."]), "utf-8")
    monkeypatch.chdir(room)
    file = {
        "typed": "don-vi/thu.yaml",
        "whole": str(room / "don-vi/thu.yaml"),
        "through a link": "loi/thu.yaml",
    }[form]
    assert [problem.code for problem in check_file(Disk(), file)] == ([code] if code else [])


# --- bytes of a PNG --------------------------------------------------------------------------------------

SIGN = b"\x89PNG\r\n\x1a\n"


def chunk(kind, data, wrong=0):
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data) ^ wrong)


def head(wide=4, tall=3, depth=8, colour=2, packing=0, filters=0, laced=0):
    return chunk(b"IHDR", struct.pack(">LLBBBBB", wide, tall, depth, colour, packing, filters, laced))


LINES = zlib.compress((b"\0" + bytes(12)) * 3)
END = chunk(b"IEND", b"")
PIXELS = chunk(b"IDAT", LINES)
WHOLE = SIGN + head() + PIXELS + END
BAD_PNGS = {
    **{f"cut at {at}": WHOLE[:at] for at in range(0, len(WHOLE), 3)},
    **{
        f"bit turned at {at}": WHOLE[:at] + bytes([WHOLE[at] ^ 4]) + WHOLE[at + 1 :]
        for at in range(8, len(WHOLE), 3)
    },
    "no pixels": SIGN + head() + END,
    "empty pixels": SIGN + head() + chunk(b"IDAT", b"") + END,
    "pixels packed from nothing": SIGN + head() + chunk(b"IDAT", zlib.compress(b"")) + END,
    "a line missing": SIGN + head() + chunk(b"IDAT", zlib.compress((b"\0" + bytes(12)) * 2)) + END,
    "a byte missing": SIGN + head() + chunk(b"IDAT", zlib.compress(bytes(38))) + END,
    "pixels not packed": SIGN + head() + chunk(b"IDAT", bytes(39)) + END,
    "pixels cut": SIGN + head() + chunk(b"IDAT", LINES[:4]) + END,
    "no head": SIGN + PIXELS + END,
    "head too late": SIGN + PIXELS + head() + END,
    "head too short": SIGN + chunk(b"IHDR", bytes(12)) + PIXELS + END,
    "no end": SIGN + head() + PIXELS,
    "no width": SIGN + head(0, 3) + PIXELS + END,
    "no height": SIGN + head(4, 0) + PIXELS + END,
    "depth of nothing": SIGN + head(depth=0) + PIXELS + END,
    "depth that its colours have not": SIGN + head(depth=4) + PIXELS + END,
    "colours of nobody": SIGN + head(colour=5) + PIXELS + END,
    "packed otherwise": SIGN + head(packing=1) + PIXELS + END,
    "filtered otherwise": SIGN + head(filters=1) + PIXELS + END,
    "laced otherwise": SIGN + head(laced=2) + PIXELS + END,
    "laced with too little": SIGN + head(laced=1) + PIXELS + END,
    "no colours where they are needed": SIGN + head(colour=3) + PIXELS + END,
    "a chunk that must be known": SIGN + head() + chunk(b"LAAA", b"a") + PIXELS + END,
    "a wrong sum": SIGN + head() + chunk(b"IDAT", LINES, wrong=1) + END,
    "a wrong sum of what is not needed": SIGN + head() + chunk(b"tEXt", b"a", wrong=1) + PIXELS + END,
    "too many pixels": SIGN + head(60_000, 60_000) + PIXELS + END,
    "just too many pixels": SIGN + head(10_000, 5_001) + PIXELS + END,
    "all the pixels there can be": SIGN + head(2**31 - 1, 2**31 - 1) + PIXELS + END,
    "too wide": SIGN + head(65_536, 1) + PIXELS + END,
    "pixels promised and not there": SIGN + head(7_000, 7_000) + PIXELS + END,
}
GOOD_PNGS = {
    "plain": WHOLE,
    "something behind its end": WHOLE + b"a",
    "pixels in pieces": SIGN + head() + b"".join(chunk(b"IDAT", bytes([each])) for each in LINES) + END,
    "an empty piece among them": SIGN + head() + chunk(b"IDAT", b"") + PIXELS + END,
    "something said beside": SIGN + head() + chunk(b"tEXt", b"a") + PIXELS + chunk(b"tIME", bytes(7)) + END,
    "dots without a measure": SIGN + head() + chunk(b"pHYs", bytes(9)) + PIXELS + END,
    **{
        f"{mode} {wide} x {tall}": (mode, (wide, tall))
        for mode in ("1", "L", "LA", "P", "RGB", "RGBA")
        for wide, tall in ((1, 1), (3, 7), (33, 2))
    },
}


@pytest.mark.parametrize("name", BAD_PNGS)
def test_a_png_that_is_not_whole_is_refused_when_it_is_checked(name):
    assert checked("anh.png", BAD_PNGS[name]) == ["H001"]


@pytest.mark.parametrize("name", GOOD_PNGS)
def test_a_whole_png_is_taken(name):
    data = GOOD_PNGS[name]
    assert checked("anh.png", drawn("PNG", *data) if isinstance(data, tuple) else data, width="5.1") == []


@pytest.mark.parametrize(("wide", "tall"), [*itertools.product((1, 2, 5, 8, 9, 17), repeat=2)])
def test_a_laced_png_of_any_size_is_taken_and_one_byte_less_is_not(wide, tall):
    passes = (
        (0, 0, 8, 8),
        (4, 0, 8, 8),
        (0, 4, 4, 8),
        (2, 0, 4, 4),
        (0, 2, 2, 4),
        (1, 0, 2, 2),
        (0, 1, 1, 2),
    )
    sizes = [(len(range(x, wide, dx)), len(range(y, tall, dy))) for x, y, dx, dy in passes]
    size = sum(down * (1 + 3 * across) for across, down in sizes if across)
    for missing in (0, 1):
        data = SIGN + head(wide, tall, laced=1) + chunk(b"IDAT", zlib.compress(bytes(size - missing))) + END
        assert (checked("anh.png", data, width="5.1") == ["H001"]) == bool(missing)


# --- bytes of a JPEG -------------------------------------------------------------------------------------


def drawn(kind, mode, size, **how):
    target = io.BytesIO()
    Image.effect_noise(size, 60).convert(mode).save(target, kind, **how)
    return target.getvalue()


HOWS = {
    "plain": {},
    "progressive": {"progressive": True},
    "restarted": {"restart_marker_rows": 1},
    "poor": {"quality": 1},
}
JPEGS = {
    f"{mode} {wide} x {tall}, {how}": drawn("JPEG", mode, (wide, tall), **HOWS[how])
    for mode in ("L", "RGB", "CMYK")
    for wide, tall in ((1, 1), (40, 30))
    for how in HOWS
}


@pytest.mark.parametrize("name", JPEGS)
def test_a_whole_jpeg_is_taken_and_a_cut_one_is_not(name):
    data = JPEGS[name]
    assert checked("anh.jpg", data, width="20") == []
    assert checked("anh.jpg", data + b"a", width="20") == []
    for at in (2, 11, len(data) // 3, len(data) // 2, len(data) - 40, len(data) - 2, len(data) - 1):
        assert checked("anh.jpg", data[:at], width="20") == ["H001"], at


def segment(marker, data):
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def frame(marker=0xC0, wide=40, tall=30, depth=8, colours=1):
    return segment(marker, struct.pack(">BHHB", depth, tall, wide, colours) + bytes(3 * colours))


TABLES = segment(0xDB, bytes(65)) + segment(0xC4, bytes(17))
SCAN = segment(0xDA, b"\1\1\0\0\x3f\0") + bytes(50)
STOP = b"\xff\xd9"
SHORT = b"\xff\xd8" + TABLES + frame() + SCAN + STOP
BAD_JPEGS = {
    "no frame": b"\xff\xd8" + TABLES + SCAN + STOP,
    "no scan": b"\xff\xd8" + TABLES + frame() + STOP,
    "no end": b"\xff\xd8" + TABLES + frame() + SCAN,
    "no tables": b"\xff\xd8" + frame() + SCAN + STOP,
    "scan without pixels": b"\xff\xd8" + TABLES + frame() + SCAN[:-50] + STOP,
    "far too few pixels": b"\xff\xd8" + TABLES + frame(wide=7_000, tall=7_000) + SCAN + STOP,
    "scan before its frame": b"\xff\xd8" + TABLES + SCAN + frame() + STOP,
    "two frames": b"\xff\xd8" + TABLES + frame() + frame() + SCAN + STOP,
    "no width": b"\xff\xd8" + TABLES + frame(wide=0) + SCAN + STOP,
    "no height": b"\xff\xd8" + TABLES + frame(tall=0) + SCAN + STOP,
    "too many pixels": b"\xff\xd8" + TABLES + frame(wide=65_000, tall=65_000) + SCAN + STOP,
    "twelve bits": b"\xff\xd8" + TABLES + frame(depth=12) + SCAN + STOP,
    "two colours": b"\xff\xd8" + TABLES + frame(colours=2) + SCAN + STOP,
    "frame too short": b"\xff\xd8" + TABLES + segment(0xC0, b"\x08") + SCAN + STOP,
    "segment of no length": b"\xff\xd8\xff\xe0\0\0" + TABLES + frame() + SCAN + STOP,
    "segment that goes on": b"\xff\xd8\xff\xe0\xff\xff" + TABLES + frame() + SCAN + STOP,
    "something between": b"\xff\xd8" + TABLES + b"aa" + frame() + SCAN + STOP,
    **{
        f"frame {marker:X}": b"\xff\xd8" + TABLES + frame(marker) + SCAN + STOP
        for marker in (0xC3, 0xC5, 0xC9, 0xCA, 0xCF)
    },
}
OTHERS = {
    "nothing": b"",
    "text": "hình".encode(),
    "gif": b"GIF89a" + bytes(50),
    "bmp": b"BM" + bytes(60),
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "webp": b"RIFF\0\0\0\0WEBPVP8 ",
    "program": b"MZ" + bytes(100),
    "archive": b"PK\3\4" + bytes(100),
    "emf": b"\1\0\0\0" + bytes(100),
}


@pytest.mark.parametrize("name", BAD_JPEGS)
def test_a_jpeg_that_is_not_whole_is_refused_when_it_is_checked(name):
    assert checked("anh.jpg", BAD_JPEGS[name], width="20") == ["H001"]


def test_the_jpeg_that_the_bad_ones_are_made_of_is_whole():
    assert checked("anh.jpg", SHORT, width="20") == []


@pytest.mark.parametrize("name", OTHERS)
def test_another_kind_is_refused_whatever_it_is_called(name):
    for called in ("anh.png", "anh.jpg"):
        assert checked(called, OTHERS[name]) == ["H001"]


def test_why_a_picture_is_refused_is_told():
    for data, why in (
        (OTHERS["gif"], ".png hoặc .jpg"),
        (WHOLE[:-3], "bị hỏng"),
        (SIGN + head(9_999, 9_999) + END, "50 triệu"),
    ):
        with pytest.raises(BadPicture, match=why):
            read_picture(data)


# --- size on paper -----------------------------------------------------------------------------------------


def tall_png(wide, tall):
    lines = zlib.compress((b"\0" + bytes((wide + 7) // 8)) * tall)
    return SIGN + head(wide, tall, depth=1, colour=0) + chunk(b"IDAT", lines) + END


@pytest.mark.parametrize(
    ("wide", "tall", "width", "code"),
    [
        (1, 60_000, None, "H004"),
        (1, 60_000, "5.1", "H004"),
        (100, 257, "100", None),
        (100, 258, "100", "H004"),
        (100, 100, "165", None),
        (100, 155, "165", None),
        (100, 156, "165", "H004"),
        (120, 257, None, None),
        (120, 258, None, "H004"),
        (60_000, 1, None, None),
    ],
)
def test_a_picture_is_no_taller_than_a_page(wide, tall, width, code):
    told = checked("anh.png", tall_png(wide, tall), width)
    assert [each for each in told if each != FEW_LINES_OVER] == ([code] if code else [])


@pytest.mark.parametrize(
    ("direction", "tall", "code"), [("dọc", 257, None), ("ngang", 175, None), ("ngang", 176, "H004")]
)
def test_on_its_side_a_page_is_less_tall(direction, tall, code):
    part = {"ten": "Hình", "huong": direction, "noi_dung": [{"hinh": {"tep": "anh.png", "rong": "100"}}]}
    text = letter(noi_dung=["Xem Phụ lục kèm theo."], phu_luc=[part])
    world = Memory({"thu.yaml": text.encode(), "anh.png": tall_png(100, tall)})
    assert [problem.code for problem in check_file(world, "thu.yaml")] == ([code] if code else [])


def test_every_picture_that_cannot_be_shown_is_told_at_once():
    figures = [{"hinh": name} for name in ("../a.png", "nul.png", "khong.png", "dai.png", "hong.png")]
    files = {"dai.png": tall_png(1, 9_000), "hong.png": WHOLE[:-1]}
    world = Memory({"thu.yaml": letter(noi_dung=[*figures, "Hết."]).encode(), **files})
    assert sorted(p.code for p in check_file(world, "thu.yaml")) == ["H001", "H001", "H002", "H003", "H004"]


def test_reading_a_picture_does_not_depend_on_how_many_pieces_it_is_in():
    empty = chunk(b"tEXt", b"")
    assert read_picture(SIGN + head() + empty * 100_000 + PIXELS + END).size == (4, 3)
