"""What hands do to our Word files, and what is told of it: a part of the letter, an edit, a code; beside it the lawful neighbour.

Each row is tried on one of several letters of several types, in turn: edited as Word itself would, on a
selection, on a paragraph, on a style, on the defaults or on the theme.
"""

import copy
import functools
import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from dispatch.building.products import build_letter
from dispatch.problem import shorten
from dispatch.rules.paper import check_paper
from dispatch.word.measure import measure
from dispatch.word.package.opening import open_package
from dispatch.world import Disk

ROOT = Path(__file__).parent.parent
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
VAL = W + "val"
ORDER = ("b", "i", "caps", "strike", "vanish", "color", "sz", "highlight", "u")
NAMES = (
    "du-loai",
    "ke-hoach",
    "stttt-bac-giang",
    "truong-hoc",
    "xa-gui-thon",
    "thong-bao",
    "ubnd-trieu-son",
    "stttt-ba-ria-vung-tau",
    "quyet-dinh",
    "bien-ban",
    "hop-dong",
)


FILES = {
    file.stem: file
    for folder in ("examples", "examples/loai", "tests/letters")
    for file in (ROOT / folder).glob("*.yaml")
}


def built(name):
    return build_letter(Disk(), str(FILES[name]))[0]


class Edited:
    """A Word file of ours, taken apart, to be edited by hand."""

    def __init__(self, parts):
        self.parts = dict(parts)
        self.trees = {}

    def tree(self, name):
        if name not in self.trees:
            self.trees[name] = etree.fromstring(self.parts[name])
        return self.trees[name]

    @property
    def document(self):
        return self.tree("word/document.xml")

    @property
    def styles(self):
        return self.tree("word/styles.xml")

    def style(self, key):
        return next(style for style in self.styles.iter(W + "style") if style.get(W + "styleId") == key)

    def edges(self, kind):
        return [self.tree(name) for name in sorted(self.parts) if name.startswith(f"word/{kind}")]

    def paragraphs(self, role):
        roots = (self.document, *self.edges("footer"))
        return [p for root in roots for p in root.iter(W + "p") if role_of(p) == role and text_of(p).strip()]

    def data(self):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for name, data in self.parts.items():
                tree = self.trees.get(name)
                archive.writestr(name, data if tree is None else etree.tostring(tree))
        return target.getvalue()


PARTS = {name: open_package(built(name)) for name in NAMES}


def role_of(paragraph):
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style.get(VAL) if style is not None else ""


def text_of(paragraph):
    return "".join(paragraph.itertext(W + "t"))


@functools.cache
def letters_with(role):
    return [name for name in NAMES if Edited(PARTS[name]).paragraphs(role)]


def letter_for(role, name):
    """Return a letter that has such a part: for each edit another one, always the same."""
    fitting = letters_with(role)
    return fitting[sum(map(ord, name)) % len(fitting)]


# --- what hands do ------------------------------------------------------------------------------------


def first(element, tag, at=0):
    """Return the child of that name, made where it is not there."""
    found = element.find(W + tag)
    if found is None:
        found = etree.Element(W + tag)
        element.insert(at, found)
    return found


def mark(properties, tag, **attributes):
    """Set a mark among properties, in place of what it was."""
    for old in properties.findall(W + tag):
        properties.remove(old)
    new = etree.SubElement(properties, W + tag)
    for name, value in attributes.items():
        new.set(W + name, str(value))


def selected(paragraph):
    """Return the properties of a run of its own for the last word of a paragraph, as Word makes it."""
    runs = [run for run in paragraph.iter(W + "r") if "".join(run.itertext(W + "t")).strip(" .;:/")]
    run = runs[-1]
    text = [part for part in run.iter(W + "t") if (part.text or "").strip(" .;:/")][-1]
    before, space, word = text.text.rstrip().rpartition(" ")
    if not before:
        return first(run, "rPr")
    other = copy.deepcopy(run)
    for part in list(other):
        if part.tag != W + "rPr":
            other.remove(part)
    behind = list(run)[list(run).index(text) + 1 :]
    text.text = before + space
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    etree.SubElement(other, W + "t").text = word
    other.extend(behind)
    run.addnext(other)
    return first(other, "rPr")


def on_selection(tag, **attributes):
    return lambda edited, p: mark(selected(p), tag, **attributes)


def on_all_letters(tag, **attributes):
    def edit(edited, p):
        for run in p.iter(W + "r"):
            mark(first(run, "rPr"), tag, **attributes)

    return edit


def on_paragraph(tag, **attributes):
    return lambda edited, p: mark(first(p, "pPr"), tag, **attributes)


def on_style(tag, where="rPr", **attributes):
    return lambda edited, p: mark(first(edited.style(role_of(p)), where), tag, **attributes)


def on_character_style(tag, **attributes):
    def edit(edited, p):
        style = etree.SubElement(edited.styles, W + "style", {W + "type": "character", W + "styleId": "Nhan"})
        mark(style, "name", val="Nhấn")
        mark(etree.SubElement(style, W + "rPr"), tag, **attributes)
        mark(selected(p), "rStyle", val="Nhan")

    return edit


def on_base_style(tag, **attributes):
    def edit(edited, p):
        style = etree.SubElement(edited.styles, W + "style", {W + "type": "paragraph", W + "styleId": "Goc"})
        mark(style, "name", val="Gốc")
        mark(style, "basedOn", val="Normal")
        mark(etree.SubElement(style, W + "rPr"), tag, **attributes)
        own = edited.style(role_of(p))
        own.find(W + "basedOn").set(VAL, "Goc")
        for old in own.findall(f"{W}rPr/{W}{tag}"):
            old.getparent().remove(old)

    return edit


def lettered(letter):
    """Number a point by another letter."""

    def edit(edited, p):
        sign = next(part for part in p.iter(W + "t") if part.text)
        sign.text = f"{letter}) {sign.text.partition(')')[2].lstrip()}"

    return edit


def begun_on_a_new_page(edited, p):
    run = etree.Element(W + "r")
    mark(run, "br", type="page")
    p.insert(1, run)


def without_frame(edited, p):
    properties = p.find(W + "pPr")
    properties.remove(properties.find(W + "pBdr"))


def on_defaults(tag, **attributes):
    def edit(edited, p):
        for style in edited.styles.iter(W + "style"):
            for old in style.findall(f"{W}rPr/{W}{tag}"):
                old.getparent().remove(old)
        mark(edited.styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"), tag, **attributes)

    return edit


def on_theme(font):
    def edit(edited, p):
        fonts = edited.styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")
        fonts.set(W + "asciiTheme", "minorHAnsi")
        fonts.set(W + "hAnsiTheme", "minorHAnsi")
        for latin in edited.tree("word/theme/theme1.xml").iter("{*}latin"):
            latin.set("typeface", font)

    return edit


def saying(change):
    """Type over the words of a paragraph."""

    def edit(edited, p):
        for hyphen in p.findall(f".//{W}noBreakHyphen"):
            hyphen.tag, hyphen.text = W + "t", "-"
        texts = list(p.iter(W + "t"))
        whole = "".join(part.text or "" for part in texts)
        for part in texts[1:]:
            part.text = ""
        texts[0].text = change(whole)
        assert texts[0].text != whole

    return edit


def swapped(old, new):
    return saying(lambda text: text.replace(old, new))


def ending(end):
    return saying(lambda text: text.rstrip(".;:/, ") + end)


# --- the table: part, edit, codes -----------------------------------------------------------------------

BAD_SIZES = {  # points just outside of what the table of PL I.V allows
    "QuocHieu": (11.5, 13.5),
    "TieuNgu": (12.5, 14.5),
    "CoQuanChuQuan": (11.5, 13.5),
    "CoQuan": (11.5, 13.5),
    "SoKyHieu": (12.5, 13.5),
    "DiaDanhNgay": (12.5, 14.5),
    "TrichYeu": (11.5, 13.5),
    "TenLoai": (12.5, 14.5),
    "TrichYeuTenLoai": (12.5, 14.5),
    "KinhGui": (12.5, 14.5),
    "KinhGuiDong": (12.5, 14.5),
    "CanCu": (12.5, 14.5),
    "NoiDung": (12.5, 14.5),
    "Muc": (12.5, 14.5),
    "Khoan": (12.5, 14.5),
    "KhoanDe": (12.5, 14.5),
    "Diem": (12.5, 14.5),
    "Gach": (12.5, 14.5),
    "ChucVu": (12.5, 14.5),
    "HoTen": (12.5, 14.5),
    "NoiNhan": (11.5, 12.5),
    "NoiNhanDong": (10.5, 11.5),
    "LienHe": (10.5, 12.5),
    "PhuLuc": (13.5, 14.5),
    "PhuLucTen": (12.5, 14.5),
    "KemTheo": (12.5, 14.5),
    "DoKhan": (12.5, 14.5),
}
BOLD = ("QuocHieu", "TieuNgu", "CoQuan", "TenLoai", "TrichYeuTenLoai", "Muc", "KhoanDe", "ChucVu", "HoTen")
BOLD = (*BOLD, "NoiNhan", "PhuLuc", "PhuLucTen", "DoKhan")
LIGHT = ("CoQuanChuQuan", "SoKyHieu", "DiaDanhNgay", "TrichYeu", "KinhGui", "KinhGuiDong", "CanCu")
LIGHT = (*LIGHT, "NoiNhanDong", "LienHe", "KemTheo")
ITALIC = ("DiaDanhNgay", "CanCu", "NoiNhan", "KemTheo")
UPRIGHT = (*BOLD[:9], "CoQuanChuQuan", "SoKyHieu", "TrichYeu", "KinhGui", "KinhGuiDong", "NoiNhanDong")
UPRIGHT = (*UPRIGHT, "LienHe", "PhuLuc", "DoKhan")
CENTRED = ("QuocHieu", "TieuNgu", "CoQuanChuQuan", "CoQuan", "SoKyHieu", "DiaDanhNgay", "TrichYeu", "TenLoai")
CENTRED = (*CENTRED, "TrichYeuTenLoai", "ChucVu", "HoTen", "PhuLuc", "PhuLucTen", "KemTheo")
FLUSH = ("NoiNhan", "NoiNhanDong")
TEXT = ("NoiDung", "Khoan", "Diem", "Gach", "CanCu")
CAPITALS = ("CoQuan", "CoQuanChuQuan", "TenLoai", "ChucVu", "Muc")
SMALL = ("DiaDanhNgay", "TrichYeu", "TrichYeuTenLoai", "KinhGui", "HoTen", "PhuLuc", "KhoanDe")
NOT_UNDERLINED = ("QuocHieu", "TieuNgu", "CoQuan", "SoKyHieu", "DiaDanhNgay", "TrichYeu", "TenLoai")
NOT_UNDERLINED = (*NOT_UNDERLINED, "TrichYeuTenLoai", "ChucVu", "HoTen", "NoiNhan", "PhuLuc")
ARIAL = {"ascii": "Arial", "hAnsi": "Arial"}
ROMAN = {"ascii": "Times New Roman", "hAnsi": "Times New Roman"}


def half(points):
    return round(points * 2)


def on_each(roles, edit, code):
    return [(role, edit, code) for role in roles]


FAULTS = {
    **{
        f"size {size:g} on a selection of {role}": (role, on_selection("sz", val=half(size)), "D204")
        for role, sizes in BAD_SIZES.items()
        for size in sizes
    },
    **{f"light letters in {role}": (role, on_selection("b", val=0), "D210") for role in BOLD},
    **{f"bold letters in {role}": (role, on_selection("b"), "D210") for role in LIGHT},
    **{f"upright letters in {role}": (role, on_selection("i", val=0), "D210") for role in ITALIC},
    **{f"slanted letters in {role}": (role, on_selection("i"), "D210") for role in UPRIGHT},
    **{
        f"font in {role}": (role, on_selection("rFonts", **ARIAL), "D203")
        for role in BAD_SIZES
        if role != "LienHe"
    },
    "font in LienHe": ("LienHe", on_all_letters("rFonts", **ARIAL), "D203"),
    **{f"colour in {role}": (role, on_selection("color", val="1F497D"), "D214") for role in BAD_SIZES},
    **{f"underlined {role}": (role, on_all_letters("u", val="single"), "D227") for role in NOT_UNDERLINED},
    **{f"{role} on the left": (role, on_paragraph("jc", val="left"), "D226") for role in CENTRED},
    **{f"{role} on the right": (role, on_paragraph("jc", val="right"), "D226") for role in CENTRED},
    **{f"{role} off its middle": (role, on_paragraph("ind", left=120), "D226") for role in CENTRED},
    **{f"{role} in the middle": (role, on_paragraph("jc", val="center"), "D226") for role in FLUSH},
    **{f"{role} away from the margin": (role, on_paragraph("ind", left=30), "D226") for role in FLUSH},
    **{f"{role} in small letters": (role, saying(str.capitalize), "D225") for role in CAPITALS},
    **{f"{role} in capitals": (role, on_all_letters("caps"), "D225") for role in SMALL},
    **{f"{role} ragged": (role, on_paragraph("jc", val="left"), "D213") for role in TEXT},
    **{f"{role} without indent": (role, on_paragraph("ind", firstLine=0), "D213") for role in TEXT},
    **{f"{role} indented too far": (role, on_paragraph("ind", firstLine=850), "D213") for role in TEXT},
    **{
        f"{role} away from the margin": (role, on_paragraph("ind", left=567, firstLine=567), "D213")
        for role in TEXT
    },
    **{f"{role} too close": (role, on_paragraph("spacing", before=80), "D213") for role in TEXT[1:]},
    **{f"{role} loose": (role, on_paragraph("spacing", before=120, line=380), "D213") for role in TEXT},
    **{
        f"{role} tight": (role, on_paragraph("spacing", before=120, line=240, lineRule="exact"), "D213")
        for role in TEXT
    },
    **{f"{role} all bold": (role, on_all_letters("b"), "D224") for role in ("NoiDung", "Diem", "Gach")},
    **{f"{role} all slanted": (role, on_all_letters("i"), "D224") for role in ("Gach", "Diem")},
    **{f"{role} of mixed sizes": (role, on_selection("sz", val=27), "D223") for role in TEXT},
    **{f"{role} struck out": (role, on_selection("strike"), "D222") for role in ("NoiDung", "HoTen")},
    **{
        f"{role} shaded": (role, on_selection("highlight", val="yellow"), "D222")
        for role in ("NoiDung", "SoKyHieu")
    },
    # the same, said by what stands behind the letters
    **{
        f"size of {role} by {how.__name__}": (role, how("sz", val=38), "D204")
        for role in ("NoiDung", "SoKyHieu", "NoiNhanDong", "ChucVu")
        for how in (on_character_style, on_style, on_base_style, on_defaults)
    },
    **{
        f"weight of {role} by {how.__name__}": (role, how("b"), "D210")
        for role in ("SoKyHieu", "TrichYeu", "NoiNhanDong")
        for how in (on_character_style, on_style, on_base_style, on_defaults)
    },
    **{
        f"font of {role} by {how.__name__}": (role, how("rFonts", **ARIAL), "D203")
        for role in ("NoiDung", "CoQuan")
        for how in (on_character_style, on_style, on_base_style, on_defaults)
    },
    "a bold style on bold letters takes it off": ("CoQuan", on_character_style("b"), "D210"),
    "font by the theme": ("NoiDung", on_theme("Calibri"), "D203"),
    # formulas
    "no colon behind Số": ("SoKyHieu", swapped("Số:", "Số"), "D250"),
    "a blank in the symbol": ("SoKyHieu", swapped("/", "/ "), "D250"),
    "small letters in the symbol": ("SoKyHieu", saying(lambda text: text[:4] + text[4:].lower()), "D250"),
    "a year in the symbol": ("SoKyHieu", saying(lambda text: text.replace("/", "/2026/")), "D250"),
    "a number of one digit": ("SoKyHieu", saying(lambda text: "Số: 5/" + text.partition("/")[2]), "D250"),
    "a day of one digit": ("DiaDanhNgay", saying(lambda text: dated(text, "5", "10", "2026")), "D251"),
    "a zero before the third month": (
        "DiaDanhNgay",
        saying(lambda text: dated(text, "05", "03", "2026")),
        "D251",
    ),
    "no zero before the first month": (
        "DiaDanhNgay",
        saying(lambda text: dated(text, "05", "1", "2026")),
        "D251",
    ),
    "a day that never was": ("DiaDanhNgay", saying(lambda text: dated(text, "31", "11", "2026")), "D251"),
    "no comma behind the place": ("DiaDanhNgay", swapped(", ngày", " ngày"), "D251"),
    "a shortened place": ("DiaDanhNgay", saying(lambda text: "TP. " + text), "D251"),
    "slashes in the day": (
        "DiaDanhNgay",
        saying(lambda text: text.partition(",")[0] + ", ngày 05/11/2026"),
        "D251",
    ),
    "long dashes in the motto": ("TieuNgu", swapped(" - ", " – "), "D206"),
    "a motto in capitals": ("TieuNgu", saying(str.upper), "D206"),
    "a nation misspelt": ("QuocHieu", swapped("XÃ HỘI ", "XÃ HỘI"), "D206"),
    "a subject without V/v": ("TrichYeu", saying(lambda text: text.removeprefix("V/v ")), "D252"),
    "a colon behind V/v": ("TrichYeu", swapped("V/v ", "V/v: "), "D252"),
    "no colon behind Kính gửi": ("KinhGui", swapped("Kính gửi:", "Kính gửi"), "D235"),
    "an addressee without a dash": ("KinhGuiDong", saying(lambda text: text.removeprefix("- ")), "D235"),
    "an addressee that ends in a comma": ("KinhGuiDong", ending(","), "D235"),
    "a recipient without a dash": ("NoiNhanDong", saying(lambda text: text.removeprefix("- ")), "D237"),
    "a recipient that ends in a comma": ("NoiNhanDong", ending(","), "D237"),
    "no colon behind Nơi nhận": ("NoiNhan", swapped(":", ""), "D237"),
    "a signer of the Party": ("ChucVu", saying(lambda text: "T/M " + text), "D242"),
    "an appendix numbered by digits": ("PhuLuc", saying(lambda text: "Phụ lục 1"), "D245"),
    "an appendix with its title in small letters": ("PhuLucTen", saying(str.capitalize), "D246"),
    "a reference without brackets": ("KemTheo", saying(lambda text: text.strip("()")), "D247"),
    "no blank behind the authority": ("ChucVu", saying(lambda text: "KT." + text), "D242"),
    "no full stop behind the authority": ("ChucVu", saying(lambda text: "KT " + text), "D242"),
    "a deputy in charge": ("ChucVu", saying(lambda text: "PHỤ TRÁCH " + text), "D242"),
    "a degree before the name": ("HoTen", saying(lambda text: "TS. " + text), "D244"),
    "a shortened committee": ("CoQuan", saying(lambda text: "UBND XÃ MẪU"), "D254"),
    "a stamp that is none": ("DoKhan", saying(lambda text: "HẸN GIỜ"), "D255"),
    "a black stamp": ("DoKhan", on_all_letters("color", val="000000"), "D255"),
    "a stamp without its frame": ("DoKhan", without_frame, "D255"),
    "a basis that ends in nothing": ("CanCu", saying(lambda text: text.rstrip(";.")), "D256"),
    "a point of no letter": ("Diem", lettered("f"), "D257"),
    "letters taken apart": ("Gach", saying(lambda text: "e\u0302\u0301 " + text), "D216"),
    "a tag left over": ("Gach", saying(lambda text: "{{ ten }} " + text), "D217"),
}


def dated(text, day, month, year):
    return f"{text.partition(',')[0]}, ngày {day} tháng {month} năm {year}"


LAWFUL = {  # what changes nothing that the decree asks
    **{
        f"the same font in {role}": (role, on_selection("rFonts", **ROMAN))
        for role in ("NoiDung", "CoQuan", "LienHe")
    },
    **{
        f"black in {role}": (role, on_selection("color", val="000000"))
        for role in ("NoiDung", "CoQuan", "HoTen")
    },
    **{
        f"automatic colour in {role}": (role, on_selection("color", val="auto"))
        for role in ("NoiDung", "HoTen")
    },
    **{f"bold again in {role}": (role, on_selection("b")) for role in BOLD},
    **{f"light again in {role}": (role, on_selection("b", val=0)) for role in LIGHT},
    **{f"slanted again in {role}": (role, on_selection("i", val=1)) for role in ITALIC},
    **{f"upright again in {role}": (role, on_selection("i", val="false")) for role in UPRIGHT},
    **{f"{role} in the middle again": (role, on_paragraph("jc", val="center")) for role in CENTRED},
    **{f"{role} hardly off its middle": (role, on_paragraph("ind", left=110)) for role in CENTRED},
    **{f"{role} on the left again": (role, on_paragraph("jc", val="start")) for role in FLUSH},
    **{f"{role} hardly from the margin": (role, on_paragraph("ind", left=28)) for role in FLUSH},
    **{f"{role} with the other indent": (role, on_paragraph("ind", firstLine=720)) for role in TEXT},
    **{f"{role} with 12 points": (role, on_paragraph("spacing", before=240)) for role in TEXT},
    **{f"{role} at one and a half": (role, on_paragraph("spacing", before=120, line=360)) for role in TEXT},
    **{
        f"{role} at 18 points exactly": (
            role,
            on_paragraph("spacing", before=120, line=360, lineRule="exact"),
        )
        for role in TEXT
    },
    **{f"a bold word in {role}": (role, on_selection("b")) for role in ("NoiDung", "Khoan", "Gach")},
    **{f"a slanted word in {role}": (role, on_selection("i")) for role in ("NoiDung", "Diem")},
    **{
        f"an underlined word in {role}": (role, on_selection("u", val="single"))
        for role in ("NoiDung", "Gach")
    },
    **{f"capitals again in {role}": (role, on_all_letters("caps")) for role in CAPITALS},
    "letters that do not print": ("Khoan", on_selection("vanish")),
    "a style of no letters": ("NoiDung", lambda edited, p: unused_style(edited)),
    "the mark of a paragraph": (
        "NoiDung",
        lambda edited, p: mark(first(first(p, "pPr"), "rPr"), "sz", val=40),
    ),
    "the right font by the theme": ("NoiDung", on_theme("Times New Roman")),
    "a number of two digits": ("SoKyHieu", saying(lambda text: "Số: 05/" + text.partition("/")[2])),
    "a number of four digits": ("SoKyHieu", saying(lambda text: "Số: 3128/" + text.partition("/")[2])),
    "a first month": ("DiaDanhNgay", saying(lambda text: dated(text, "05", "01", "2026"))),
    "a third month": ("DiaDanhNgay", saying(lambda text: dated(text, "31", "3", "2026"))),
    "a twelfth month": ("DiaDanhNgay", saying(lambda text: dated(text, "09", "12", "2026"))),
    "the other way to write HÒA": ("QuocHieu", swapped("HÒA", "HOÀ")),
    "a point of the letter that follows d": ("Diem", lettered("đ")),
    "blanks that do not break in the day": ("DiaDanhNgay", saying(lambda text: text.replace(" ", "\u00a0"))),
    "blanks that do not break in the motto": ("TieuNgu", saying(lambda text: text.replace(" ", "\u00a0"))),
    "a new page before it": ("Khoan", begun_on_a_new_page),
    "a Roman number": ("PhuLuc", saying(lambda text: "Phụ lục IV")),
}
FOLLOWS = {  # what may follow from an edit by itself: letters of another width no longer fit their rule or their line
    "D204": {"D205", "D207", "D208", "D209", "D212", "D213", "D223", "D228", "D236", "D248"},
    "D206": {"D208", "D225"},
    "D225": {"D243", "D207", "D208", "D209", "D228", "D235", "D251", "D252"},
    "D210": {"D208", "D209", "D212", "D224", "D228"},
    "D247": {"D248"},
    "D250": {"D207"},
    "D251": {"D207"},
    "D254": {"D209"},
    "D224": {"D210"},
    "D226": {"D236", "D241"},
    "D255": {"D226"},
    "D242": {"D243"},
}
COUNTED = "D239"  # more places of the same kind
INFO = {"D232"}  # one letter with two lawful indents is a remark


def unused_style(edited):
    style = etree.SubElement(edited.styles, W + "style", {W + "type": "paragraph", W + "styleId": "Thua"})
    mark(etree.SubElement(style, W + "rPr"), "rFonts", **ARIAL)


def edited_letter(name, role, edit):
    edited = Edited(PARTS[letter_for(role, name)])
    paragraph = edited.paragraphs(role)[-1 if role in TEXT else 0]
    edit(edited, paragraph)
    return edited, paragraph


def told(edited):
    return list(check_paper(measure(edited.data(), "thu.docx")))


@pytest.mark.parametrize("name", FAULTS)
def test_an_edit_is_told_with_its_place(name):
    role, edit, code = FAULTS[name]
    edited, paragraph = edited_letter(name, role, edit)
    found = told(edited)
    assert {problem.code for problem in found} - FOLLOWS.get(code, set()) - {COUNTED} == {code}
    words = [problem.place.spot.words for problem in found if problem.code == code]
    begin = shorten(text_of(paragraph))[:8].casefold()
    is_told = any(said.casefold().startswith(begin) for said in words)
    assert is_told or COUNTED in {problem.code for problem in found}, words


@pytest.mark.parametrize("name", LAWFUL)
def test_a_lawful_edit_is_not_told(name):
    edited, _ = edited_letter(name, *LAWFUL[name])
    assert [str(problem) for problem in told(edited) if problem.code not in INFO] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_letter_that_nobody_edited_has_nothing_to_be_told(name):
    assert told(Edited(PARTS[name])) == []


# --- the file as a whole: letter, edit, codes ---------------------------------------------------------------


def whole(name, edit, *codes):
    return pytest.param(name, edit, set(codes))


def sections(edited):
    return list(edited.document.iter(W + "sectPr"))


def on_section(tag, at=0, **attributes):
    def edit(edited):
        element = sections(edited)[at].find(W + tag)
        for name, value in attributes.items():
            element.set(W + name, str(value))

    return edit


def without(tag, at=0):
    def edit(edited):
        section = sections(edited)[at]
        for element in section.findall(W + tag):
            section.remove(element)

    return edit


def number_of(edited):
    """Return the paragraph that holds the page number, and its runs."""
    return next(p for root in edited.edges("header") for p in root.iter(W + "p") if role_of(p) == "SoTrang")


def on_number(edit):
    return lambda edited: edit(edited, number_of(edited))


def typed_around(before, behind=""):
    """Type something beside the page number."""

    def edit(edited, p):
        for text, at in ((before, 1), (behind, len(p) + 1)):
            run = etree.Element(W + "r")
            etree.SubElement(run, W + "t").text = text
            p.insert(at, run)

    return edit


def at_the_foot(edited):
    """Put the page number below instead of above."""
    for section in sections(edited):
        for reference in section.iter(W + "headerReference"):
            if reference.get(W + "type") == "default":
                reference.tag = W + "footerReference"


def rule_under(edited, role, at=-1):
    """Return the paragraph that draws the line under a part."""
    return edited.paragraphs(role)[at].getnext()


def drawn_rule(role, share, kind="single", at=-1):
    """Draw the line anew: as long as a share of what it was, of a kind."""

    def edit(edited):
        line = rule_under(edited, role, at)
        ind, border = line.find(f"{W}pPr/{W}ind"), line.find(f"{W}pPr/{W}pBdr/{W}top")
        room = float(line.getparent().find(f"{W}tcPr/{W}tcW").get(W + "w")) if inside_cell(line) else 9354.0
        side = (room - (room - 2 * float(ind.get(W + "left"))) * share) / 2
        for name in ("left", "right"):
            ind.set(W + name, str(round(side)))
        border.set(VAL, kind)

    return edit


def inside_cell(element):
    return element.getparent().tag == W + "tc"


def no_rule(role):
    def edit(edited):
        line = rule_under(edited, role)
        line.getparent().remove(line)

    return edit


def drawn_line(role, millimetres):
    """Put a drawn line in place of the border under a part, as people do who make letters by hand."""

    def edit(edited):
        line = rule_under(edited, role)
        line.remove(line.find(W + "pPr"))
        shape = (
            '<w:r xmlns:w="{}" xmlns:v="urn:schemas-microsoft-com:vml"><w:pict>'
            '<v:line from="10mm,2mm" to="{}mm,2mm"/></w:pict></w:r>'
        )
        line.append(etree.fromstring(shape.format(W.strip("{}"), 10 + millimetres)))

    return edit


def on(role, edit, at=0):
    return lambda edited: edit(edited, edited.paragraphs(role)[at])


def on_all(role, edit):
    def edit_all(edited):
        for paragraph in edited.paragraphs(role):
            edit(edited, paragraph)

    return edit_all


def removed(role, at=0):
    def edit(edited):
        paragraph = edited.paragraphs(role)[at]
        paragraph.getparent().remove(paragraph)

    return edit


def moved(role, other, *, above=False):
    """Move a part below or above another."""

    def edit(edited):
        part, place = edited.paragraphs(role)[0], edited.paragraphs(other)[0]
        (place.addprevious if above else place.addnext)(part)

    return edit


def typed(text, properties="", style="", behind="NoiDung", at=-1):
    """Type a new paragraph behind another."""

    def edit(edited):
        named = f'<w:pStyle w:val="{style}"/>' if style else ""
        new = (
            f'<w:p xmlns:w="{W.strip("{}")}"><w:pPr>{named}{properties}</w:pPr>'
            f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
        )
        edited.paragraphs(behind)[at].addnext(etree.fromstring(new))

    return edit


def beginning_with(letters):
    """Indent by hand: with a tab, or with blanks."""

    def edit(edited, p):
        mark(first(p, "pPr"), "ind", firstLine=0)
        run = etree.Element(W + "r")
        if letters == "\t":
            etree.SubElement(run, W + "tab")
        else:
            etree.SubElement(run, W + "t").text = letters
        p.insert(1, run)

    return edit


def spaced_behind(edited):
    """Leave six points behind each paragraph of the text instead of before it."""
    for style in edited.styles.iter(W + "style"):
        spacing = style.find(f"{W}pPr/{W}spacing")
        if spacing is not None and spacing.get(W + "before") == "120":
            spacing.set(W + "before", "0")
            spacing.set(W + "after", "120")


def blank_lines(edited):
    """Leave an empty line between the paragraphs of the text."""
    for role in ("NoiDung", "Khoan"):
        for paragraph in edited.paragraphs(role):
            mark(first(paragraph, "pPr"), "spacing", before=0)
            paragraph.addprevious(etree.Element(W + "p"))


def wide_table(columns):
    def edit(edited):
        tables = [t for t in edited.document.iter(W + "tbl") if t.find(f"{W}tblPr/{W}tblBorders") is not None]
        for column in tables[0].iter(W + "gridCol", W + "tblW", W + "tcW"):
            column.set(W + "w", str(round(float(column.get(W + "w")) * columns)))

    return edit


def old_word(edited):
    for setting in edited.tree("word/settings.xml").iter(W + "compatSetting"):
        setting.set(VAL, "12")


def contact_everywhere(edited):
    first, later = sections(edited)[0].findall(W + "footerReference")
    later.getparent().remove(later)
    first.set(W + "type", "default")


def wrapped(tag):
    """Put the runs of a paragraph into an element."""

    def edit(edited, p):
        around = etree.Element(W + tag)
        runs = p.findall(W + "r")
        runs[0].addprevious(around)
        around.extend(runs)

    return edit


def numbered_by_word(edited, p):
    numbers = mark_in(first(p, "pPr"), "numPr")
    etree.SubElement(numbers, W + "ilvl").set(VAL, "0")
    etree.SubElement(numbers, W + "numId").set(VAL, "1")


def mark_in(properties, tag):
    return etree.SubElement(properties, W + tag)


def signer_a_row_below(edited):
    """Put the signer into a row of its own, below the recipients."""
    cell = edited.paragraphs("ChucVu")[0].getparent()
    row = cell.getparent()
    below = copy.deepcopy(row)
    row.addnext(below)
    for each, kept in ((row, 0), (below, 1)):
        for at, other in enumerate(each.findall(W + "tc")):
            for paragraph in other.findall(W + "p")[1:] if at != kept else ():
                other.remove(paragraph)
            for run in other.findall(f"{W}p/{W}r") if at != kept else ():
                run.getparent().remove(run)


def ruled(role):
    """Draw a line under a part."""

    def edit(edited):
        border = mark_in(first(edited.paragraphs(role)[-1], "pPr"), "pBdr")
        mark(border, "bottom", val="single", sz=6, space=1, color="auto")

    return edit


def alone(role):
    """Leave only the last of several alike."""

    def edit(edited):
        for paragraph in edited.paragraphs(role)[:-1]:
            paragraph.getparent().remove(paragraph)

    return edit


def on_article_sign(tag):
    return lambda edited, p: mark(first(p.find(W + "r"), "rPr"), tag)


def without_border(edited, p):
    style = edited.style(role_of(p)).find(W + "pPr")
    style.remove(style.find(W + "pBdr"))


def taken_out(edited, p):
    p.getparent().remove(p)


def columns_swapped(edited):
    for row in edited.paragraphs("QuocHieu")[0].getparent().getparent().getparent().iter(W + "tr"):
        left, right = row.findall(W + "tc")
        right.addnext(left)


def lying_on_its_side(edited):
    on_section("pgSz", w=16838, h=11906)(edited)


def framed_number(side):
    def edit(edited, p):
        mark(first(p, "pPr"), "jc", val="left")
        mark(first(p, "pPr"), "framePr", wrap="around", hAnchor="margin", xAlign=side)

    return edit


def tabbed_number(position):
    def edit(edited, p):
        mark(first(p, "pPr"), "jc", val="left")
        mark(mark_in(first(p, "pPr"), "tabs"), "tab", val="center", pos=position)
        run = etree.Element(W + "r")
        etree.SubElement(run, W + "tab")
        p.insert(1, run)

    return edit


NEEDED = ("TieuNgu", "CoQuan", "TrichYeu", "KinhGui", "ChucVu", "NoiNhan", "SoKyHieu")
LONG, SHORT = "ubnd-trieu-son", "xa-gui-thon"  # a letter of two pages, and one of one page with an appendix
WHOLE = {
    "Letter paper": whole(LONG, on_section("pgSz", w=12240, h=15840), "D201"),
    "A4 a millimetre off": whole(LONG, on_section("pgSz", w=11963, h=16838), "D201"),
    "A4 rounded": whole(LONG, on_section("pgSz", w=11907, h=16840)),
    "top margin of 19 mm": whole(LONG, on_section("pgMar", top=1077), "D202"),
    "top margin of 25 mm": whole(LONG, on_section("pgMar", top=1417)),
    "top margin of 26 mm": whole(LONG, on_section("pgMar", top=1474), "D202"),
    "bottom margin of 19 mm": whole(LONG, on_section("pgMar", bottom=1077), "D202"),
    "bottom margin of 25 mm": whole(LONG, on_section("pgMar", bottom=1417)),
    "bottom margin of 26 mm": whole(LONG, on_section("pgMar", bottom=1474), "D202"),
    "left margin of 29 mm": whole(LONG, on_section("pgMar", left=1644), "D202"),
    "left margin of 35 mm": whole(LONG, on_section("pgMar", left=1984)),
    "right margin of 14 mm": whole(LONG, on_section("pgMar", right=794), "D202"),
    "right margin of 20 mm": whole(LONG, on_section("pgMar", right=1134)),
    "right margin of 21 mm": whole(LONG, on_section("pgMar", right=1191), "D202"),
    "margin of the appendix": whole(SHORT, on_section("pgMar", at=1, left=1134), "D202"),
    "number on the right": whole(LONG, on_number(on_paragraph("jc", val="right")), "D212"),
    "number on the left": whole(LONG, on_number(on_paragraph("jc", val="left")), "D212"),
    "number in the middle again": whole(LONG, on_number(on_paragraph("jc", val="center"))),
    "number of 12 points": whole(LONG, on_number(on_all_letters("sz", val=24)), "D212"),
    "number of 13 points": whole(LONG, on_number(on_all_letters("sz", val=26))),
    "number of 15 points": whole(LONG, on_number(on_all_letters("sz", val=30)), "D212"),
    "bold number": whole(LONG, on_number(on_all_letters("b")), "D212"),
    "slanted number": whole(LONG, on_number(on_all_letters("i")), "D212"),
    "number in Arial": whole(LONG, on_number(on_all_letters("rFonts", **ARIAL)), "D203"),
    "Trang before the number": whole(LONG, on_number(typed_around("Trang ")), "D212"),
    "dashes around the number": whole(LONG, on_number(typed_around("- ", " -")), "D212"),
    "pages behind the number": whole(LONG, on_number(typed_around("", "/3")), "D212"),
    "blanks around the number": whole(LONG, on_number(typed_around(" ", " "))),
    "number at the foot": whole(LONG, at_the_foot, "D212"),
    "Roman numbers": whole(LONG, lambda e: mark(sections(e)[0], "pgNumType", fmt="upperRoman"), "D212"),
    "Arabic numbers again": whole(LONG, lambda e: mark(sections(e)[0], "pgNumType", fmt="decimal")),
    "number on the first page": whole(LONG, without("titlePg"), "D212"),
    "number on the one page": whole("thong-bao", without("titlePg"), "D212"),
    "no header on two pages": whole(LONG, without("headerReference"), "D212"),
    "no header on one page": whole("xa-gui-thon", without("headerReference", at=1)),
    "number of the appendix shown at once": whole(SHORT, without("titlePg", at=1), "D212"),
    "appendix that counts on": whole(SHORT, without("pgNumType", at=1), "D212"),
    "appendix that begins at 3": whole(SHORT, on_section("pgNumType", at=1, start=3), "D212"),
    "no line under the motto": whole(LONG, no_rule("TieuNgu"), "D208"),
    "shorter line under the motto": whole(LONG, drawn_rule("TieuNgu", 0.97), "D208"),
    "hardly shorter line under the motto": whole(LONG, drawn_rule("TieuNgu", 0.99)),
    "longer line under the motto": whole(LONG, drawn_rule("TieuNgu", 1.03), "D208"),
    "dotted line under the motto": whole(LONG, drawn_rule("TieuNgu", 1, "dotted"), "D229"),
    "double line under the agency": whole(LONG, drawn_rule("CoQuan", 1, "double"), "D229"),
    "thick line under the agency": whole(LONG, drawn_rule("CoQuan", 1, "thick")),
    "no line under the agency": whole(LONG, no_rule("CoQuan"), "D209"),
    "longer line under the agency": whole(LONG, drawn_rule("CoQuan", 1.32), "D209"),
    "line of a half under the agency": whole(LONG, drawn_rule("CoQuan", 1.24)),
    "shorter line under the agency": whole(LONG, drawn_rule("CoQuan", 0.77), "D209"),
    "line of a third under the agency": whole(LONG, drawn_rule("CoQuan", 0.85)),
    "no line under the subject": whole("thong-bao", no_rule("TrichYeuTenLoai"), "D228"),
    "longer line under the subject": whole("thong-bao", drawn_rule("TrichYeuTenLoai", 1.32), "D228"),
    "shorter line under the subject": whole("thong-bao", drawn_rule("TrichYeuTenLoai", 0.77), "D228"),
    "line of a half under the subject": whole("thong-bao", drawn_rule("TrichYeuTenLoai", 1.24)),
    "no line under the reference": whole("ke-hoach", no_rule("KemTheo"), "D248"),
    "longer line under the reference": whole("ke-hoach", drawn_rule("KemTheo", 1.32, at=0), "D248"),
    "drawn line as long as the motto": whole(LONG, drawn_line("TieuNgu", 60.5)),
    "drawn line shorter than the motto": whole(LONG, drawn_line("TieuNgu", 50), "D208"),
    "drawn line of the agency's length": whole("xa-gui-thon", drawn_line("CoQuan", 70), "D209"),
    "day under the motto": whole(LONG, moved("DiaDanhNgay", "TieuNgu"), "D208", "D211"),
    "number below its subject": whole(LONG, moved("SoKyHieu", "TrichYeu"), "D211", "D260"),
    "day below a blank": whole(
        LONG, lambda e: e.paragraphs("DiaDanhNgay")[0].addprevious(etree.Element(W + "p"))
    ),
    "no gap above the subject": whole(LONG, on("TrichYeu", on_paragraph("spacing", before=0)), "D231"),
    "12 points above the subject": whole(LONG, on("TrichYeu", on_paragraph("spacing", before=240)), "D231"),
    "6 points behind the number": whole(
        LONG,
        lambda e: [
            on("TrichYeu", on_paragraph("spacing", before=0))(e),
            on("SoKyHieu", on_paragraph("spacing", before=60, after=120))(e),
        ],
    ),
    "nation at one and a half": whole(LONG, on("QuocHieu", on_paragraph("spacing", line=360)), "D230"),
    "motto apart from the nation": whole(LONG, on("TieuNgu", on_paragraph("spacing", before=120)), "D230"),
    "motto hardly apart": whole(LONG, on("TieuNgu", on_paragraph("spacing", before=40))),
    "agency at one and a half": whole(LONG, on("CoQuan", on_paragraph("spacing", line=360)), "D230"),
    "lines of the agency apart": whole(LONG, on("CoQuan", on_paragraph("spacing", before=120), 1), "D230"),
    "day too long for its line": whole(
        LONG,
        on(
            "DiaDanhNgay",
            saying(lambda text: "Thị trấn Triệu Sơn của huyện Triệu Sơn rất xa, " + text.partition(", ")[2]),
        ),
        "D207",
    ),
    "CV in the symbol of a dispatch": whole(LONG, on("SoKyHieu", swapped("/", "/CV-")), "D250"),
    "another type in the symbol of a notice": whole(
        "thong-bao", on("SoKyHieu", swapped("TB-", "BC-")), "D250"
    ),
    "no type in the symbol of a notice": whole("thong-bao", on("SoKyHieu", swapped("TB-", "")), "D250"),
    "a line under the subject of a dispatch": whole(LONG, ruled("TrichYeu"), "D249"),
    "names on the right": whole(LONG, columns_swapped, "D211", "D253"),
    "a deputy without KT.": whole("stttt-bac-giang", on("ChucVu", swapped("KT. ", "")), "D243"),
    "KT. and no deputy": whole("stttt-bac-giang", on("ChucVu", swapped("PHÓ ", ""), 1), "D243"),
    "a warrant handed on": whole(
        "stttt-bac-giang", on("ChucVu", saying(lambda text: "TUQ. GIÁM ĐỐC")), "D243"
    ),
    "an appendix without its number": whole("ke-hoach", on("PhuLuc", saying(lambda text: "Phụ lục")), "D245"),
    "one addressee on a line of its own": whole(LONG, alone("KinhGuiDong"), "D235"),
    "an article not bold": whole("quyet-dinh", on("NoiDung", on_all_letters("b", val=0)), "D259"),
    "an article bold again": whole("quyet-dinh", on("NoiDung", on_article_sign("b"))),
    "a title of a decision in small letters": whole(
        "quyet-dinh", on("ThamQuyen", swapped("QUYẾT ĐỊNH", "Quyết định"), -1), "D225"
    ),
    "an authority on the left": whole("quyet-dinh", on("ThamQuyen", on_paragraph("jc", val="left")), "D226"),
    "a subject in the other column": whole(LONG, moved("TrichYeu", "DiaDanhNgay"), "D231", "D252", "D260"),
    "an appendix that refers to nothing": whole("ke-hoach", removed("KemTheo"), "D261"),
    "a contact without its line": whole("du-loai", on("LienHeDau", without_border), "D221"),
    "a letter on its side": whole(LONG, lying_on_its_side, "D258"),
    "the number in a frame in the middle": whole(LONG, on_number(framed_number("center"))),
    "the number in a frame on the right": whole(LONG, on_number(framed_number("right")), "D212"),
    "the number behind a tab in the middle": whole(LONG, on_number(tabbed_number(4677))),
    "the number behind a tab elsewhere": whole(LONG, on_number(tabbed_number(6000)), "D212"),
    "no end": whole(LONG, on("NoiDung", ending("."), -1), "D233"),
    "half an end": whole(LONG, on("NoiDung", ending("./"), -1), "D233"),
    "a blank before the end": whole(LONG, on("NoiDung", ending(" ./."), -1)),
    "text behind the end": whole(LONG, typed("Thêm một ý.", style="NoiDung"), "D233", "D234"),
    "an end in the middle": whole(LONG, on("NoiDung", ending("./."), 0), "D234"),
    "no copies kept": whole(LONG, removed("NoiNhanDong", -1), "D237"),
    "kept without VT": whole(LONG, on("NoiNhanDong", swapped("VT", "HS"), -1), "D237"),
    "kept without a full stop": whole(LONG, on("NoiNhanDong", ending(";"), -1), "D237"),
    "kept with a drafter": whole(LONG, on("NoiNhanDong", ending(". PL.(300)"), -1)),
    "not as above": whole(LONG, on("NoiNhanDong", swapped("Như trên", "UBND tỉnh")), "D238"),
    "a dash further in": whole(
        LONG, on("KinhGuiDong", on_paragraph("ind", left=3400, hanging=160), 1), "D236"
    ),
    "dashes far from the colon": whole(LONG, on_all("KinhGuiDong", on_paragraph("ind", left=1000)), "D236"),
    "a name behind Kính gửi": whole(LONG, on("KinhGui", saying(lambda text: text + " UBND tỉnh")), "D235"),
    "a last addressee without its stop": whole(LONG, on("KinhGuiDong", ending(";"), -1), "D235"),
    "one addressee with a stop": whole("xa-gui-thon", on("KinhGuiMot", ending("."))),
    "one addressee with a semicolon": whole("xa-gui-thon", on("KinhGuiMot", ending(";")), "D235"),
    "subject with a full stop": whole(LONG, on("TrichYeu", ending("."), -1), "D252"),
    "subject of a notice with a full stop": whole("thong-bao", on("TrichYeuTenLoai", ending(".")), "D252"),
    "signer under the recipients": whole(LONG, moved("ChucVu", "NoiNhanDong"), "D241", "D243"),
    "signer a row below": whole(LONG, signer_a_row_below, "D240"),
    "signer in the text": whole(LONG, moved("HoTen", "NoiDung"), "D241"),
    "first line by a tab": whole(LONG, on_all("NoiDung", beginning_with("\t"))),
    "first line by blanks": whole(LONG, on("NoiDung", beginning_with("     ")), "D213"),
    "6 points behind each paragraph": whole(LONG, spaced_behind),
    "an empty line between paragraphs": whole(LONG, blank_lines),
    "no gap between alike": whole(LONG, on_all("NoiDung", on_paragraph("contextualSpacing")), "D213"),
    "text typed anew": whole(LONG, typed("Đề nghị các đơn vị thực hiện.", at=0), "D213"),
    "text typed anew in its dress": whole(
        LONG, typed("Đề nghị các đơn vị thực hiện.", style="NoiDung", at=0)
    ),
    "text typed anew and dressed by hand": whole(
        LONG,
        typed(
            "Đề nghị các đơn vị thực hiện.",
            '<w:spacing w:before="120"/><w:ind w:firstLine="567"/><w:jc w:val="both"/>',
            at=0,
        ),
    ),
    "another indent": whole(LONG, on("NoiDung", on_paragraph("ind", firstLine=720)), "D232"),
    "table wider than the page": whole("thong-bao", wide_table(1.05), "D215"),
    "table as wide as the page": whole("thong-bao", wide_table(1.0)),
    "table narrower than the page": whole("thong-bao", wide_table(0.8)),
    "an old Word": whole(LONG, old_word, "D218"),
    "contact on each page": whole("du-loai", contact_everywhere, "D221"),
    "inserted and not yet accepted": whole(LONG, on("NoiDung", wrapped("ins")), "D220"),
    "inside a smart tag": whole(LONG, on("NoiDung", wrapped("smartTag"))),
    "a number by Word": whole(LONG, on("NoiDung", numbered_by_word), "D220"),
    "a link": whole(LONG, on("NoiDung", wrapped("hyperlink"))),
    "nation and motto gone": whole(LONG, lambda e: [removed("QuocHieu")(e), removed("TieuNgu")(e)], "D262"),
    **{f"{role} taken out": whole("ubnd-trieu-son", on_all(role, taken_out), "D262") for role in NEEDED},
    "no recipients of a contract": whole("hop-dong", lambda edited: None),
}


@pytest.mark.parametrize(("name", "edit", "codes"), WHOLE.values(), ids=list(WHOLE))
def test_an_edit_of_the_file_is_told_or_lawful(name, edit, codes):
    edited = Edited(PARTS[name])
    edit(edited)
    assert {problem.code for problem in told(edited)} == codes


# --- saved again by LibreOffice ------------------------------------------------------------------------------


def some_edits():
    """Yield each tenth edit, by its name."""
    for name in list(FAULTS)[::10]:
        role, edit, _ = FAULTS[name]
        yield name, edited_letter(name, role, edit)[0]
    lists = "a number by Word"  # of a list that no part describes, which goes when the file is saved
    for name in [name for name in WHOLE if name != lists][::10]:
        letter, edit, _ = WHOLE[name].values
        edited = Edited(PARTS[letter])
        edit(edited)
        yield name, edited


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_the_findings_are_the_same_when_libreoffice_saved_the_file(tmp_path):
    files = {f"{at}.docx": built(name) for at, name in enumerate(FILES)}
    files |= {f"edit-{at}.docx": edited.data() for at, (_, edited) in enumerate(some_edits())}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    words = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/ho-so",
        "--headless",
        "--convert-to",
        "docx",
    ]
    inputs = [str(tmp_path / name) for name in files]
    subprocess.run(
        [*words, "--outdir", str(tmp_path / "ra"), *inputs], check=True, capture_output=True, timeout=240
    )
    for name, data in files.items():
        assert findings((tmp_path / "ra" / name).read_bytes()) == findings(data), name


def findings(data):
    """Return what is told; a length of a paragraph may be another by a twentieth of a point."""
    return sorted(
        (problem.place, problem.code, problem._replace(values=without_figure(problem)).text())
        for problem in check_paper(measure(data, "thu.docx"))
    )


APART = {  # parts that only some letters have: what a decision issues, what stands below a copy
    "quyet-dinh-ban-hanh": ("PhuLuc", "PhuLucTen", "Chuong", "ChuongTen", "ThamQuyen"),
    "ban-sao": ("HinhThucSao",),
}
APART_FAULTS = {
    "too large": (on_selection("sz", val=half(15)), "D204"),
    "too small": (on_selection("sz", val=half(12)), "D204"),
    "light": (on_selection("b", val=0), "D210"),
    "on the left": (on_paragraph("jc", val="left"), "D226"),
    "off its middle": (on_paragraph("ind", left=120), "D226"),
    "underlined": (on_all_letters("u", val="single"), "D227"),
}
APART_LAWFUL = {
    "of the other size": (on_all_letters("sz", val=half(13)), ""),
    "bold again": (on_selection("b"), ""),
    "hardly off its middle": (on_paragraph("ind", left=110), ""),
}


@pytest.mark.parametrize("how", [*APART_FAULTS, *APART_LAWFUL])
@pytest.mark.parametrize(("name", "role"), [(name, role) for name, roles in APART.items() for role in roles])
def test_parts_that_only_some_letters_have_are_judged_as_what_they_are(name, role, how):
    edit, code = (APART_FAULTS | APART_LAWFUL)[how]
    edited = Edited(open_package(built(name)))
    edit(edited, edited.paragraphs(role)[0])
    told = {problem.code for problem in check_paper(measure(edited.data(), "thu.docx"))}
    assert told == ({code} if code else set())


def without_figure(problem):
    return tuple((name, "" if name == "measured" else value) for name, value in problem.values)


UNSTYLED = (  # a part whose style somebody took away is still known by its words or by what stands around it
    *(
        ("QuocHieu", "D226"),
        ("TieuNgu", "D226"),
        ("SoKyHieu", "D226"),
        ("DiaDanhNgay", "D226"),
        ("CoQuan", "D226"),
    ),
    *(
        ("TrichYeu", "D226"),
        ("NoiNhan", "D210"),
        ("NoiNhanDong", "D204"),
        ("ChucVu", "D226"),
        ("HoTen", "D226"),
    ),
    *(("NoiDung", "D213"), ("KinhGuiDong", "D236"), ("Khoan", "D213")),
)


@pytest.mark.parametrize(("role", "code"), UNSTYLED)
def test_a_part_without_its_style_is_known_by_its_place(role, code):
    edited = Edited(PARTS["stttt-ba-ria-vung-tau"])
    paragraph = edited.paragraphs(role)[-1]
    paragraph.find(f"{W}pPr/{W}pStyle").set(VAL, "Normal")
    found = [(problem.code, problem.place.spot.words[:8]) for problem in told(edited) if problem.place.spot]
    assert (code, shorten(text_of(paragraph))[:8]) in found
