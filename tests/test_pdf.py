"""PDF letters of other offices: what is on the page and what a signing system stamped, or why it cannot be read."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from test_seeds import words

from dispatch.building.foreign import read_bytes
from dispatch.building.products import build_letter
from dispatch.foreign.document import every_block
from dispatch.foreign.reading import read_letter
from dispatch.library import make_pages
from dispatch.problem import Refused
from dispatch.world import Disk

TODAY = date(2026, 11, 29)
A4 = (595, 842)
ROOT = Path(__file__).parents[1]


def pdf(texts, stamps=(), strokes=(), pages=1, font="/Encoding/WinAnsiEncoding"):
    """Return a PDF with texts at places, and stamps in the appearance of a signature field."""
    shown = " ".join(f"BT /F {size} Tf {x} {y} Td ({text}) Tj ET" for x, y, size, text in texts)
    drawn = " ".join(f"{a} {b} m {c} {d} l S" for a, b, c, d in strokes)
    stamped = " ".join(f"BT /F 13 Tf {x} {y} Td ({text}) Tj ET" for x, y, text in stamps)
    kids = " ".join(f"{10 + at} 0 R" for at in range(pages))
    field = "/Annots[5 0 R]" if stamps else ""
    objects = {
        1: "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]/SigFlags 3>>>>" if stamps else "<</Type/Catalog/Pages 2 0 R>>",
        2: f"<</Type/Pages/Kids[{kids}]/Count {pages}>>",
        3: f"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman{font}>>",
        4: f"<</Length {len(shown + drawn) + 1}>>stream\n{shown} {drawn}\nendstream",
    }  # fmt: skip
    for at in range(pages):
        objects[10 + at] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {A4[0]} {A4[1]}]/Contents 4 0 R/Resources<</Font<</F 3 0 R>>>>{field}>>"
        )
    if stamps:
        box = f"[0 0 {A4[0]} {A4[1]}]"
        objects[5] = f"<</Type/Annot/Subtype/Widget/FT/Sig/T(s)/F 4/Rect{box}/P 10 0 R/AP<</N 6 0 R>>>>"
        objects[6] = (
            f"<</Type/XObject/Subtype/Form/BBox{box}/Resources<</Font<</F 3 0 R>>>>/Length {len(stamped)}>>stream\n{stamped}\nendstream"
        )
    return assembled(objects)


def assembled(objects):
    data, places = b"%PDF-1.7\n", {}
    for number, body in sorted(objects.items()):
        places[number] = len(data)
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start, most = len(data), max(objects) + 1
    lines = [f"{places.get(at, 0):010} {'00000 n' if at in places else '65535 f'} \n" for at in range(most)]
    table = f"xref\n0 {most}\n{''.join(lines)}trailer<</Size {most}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF"
    return data + table.encode()


LETTER = [
    (70, 780, 13, "UBND TINH GIA LAI"),
    (90, 764, 13, "SO XAY DUNG"),
    (260, 780, 13, "CONG HOA XA HOI CHU NGHIA VIET NAM"),
    (320, 764, 13, "Doc lap - Tu do - Hanh phuc"),
    (70, 740, 13, "So:           /SXD-QLN"),
    (300, 740, 13, "Gia Lai, ngay        thang 3 nam 2026"),
    (70, 722, 13, "V/v ra soat nha o xa hoi"),
    (180, 680, 13, "Kinh gui: UBND cac xa, phuong"),
    (120, 640, 13, "Thuc hien Ke hoach cua UBND tinh, So Xay dung de nghi cac xa, phuong"),
    (85, 620, 13, "ra soat quy dat, bao cao truoc ngay 25/3/2026./."),
    (85, 560, 13, "Noi nhan:"),
    (85, 545, 13, "- Nhu tren;"),
    (85, 530, 13, "- Luu: VT, QLN."),
    (380, 560, 13, "GIAM DOC"),
    (370, 480, 13, "Tran Van Mau"),
    (295, 30, 13, "2"),
]
STAMPS = [(95, 740, "215"), (385, 740, "05")]


def said(data):
    return read_letter(read_bytes(data, "thu.pdf"), TODAY)


def test_number_and_day_of_a_signature_are_read():
    letter = said(pdf(LETTER, STAMPS))
    assert (letter.number, letter.symbol, letter.day, letter.place) == (
        "215",
        "SXD-QLN",
        "5/3/2026",
        "Gia Lai",
    )


def test_without_a_signature_they_stay_blank():
    letter = said(pdf(LETTER))
    assert (letter.number, letter.symbol, letter.day) == ("", "SXD-QLN", "3/2026")


def test_the_parts_of_a_page_are_known():
    letter = said(pdf(LETTER))
    assert letter.document.texts("co_quan") == ["UBND TINH GIA LAI", "SO XAY DUNG"]
    assert letter.addressees == ("UBND cac xa, phuong",)
    assert letter.recipients == ("Nhu tren", "Luu: VT, QLN")
    assert [(s.office, s.name) for s in letter.signers] == [("GIAM DOC", "Tran Van Mau")]
    (paragraph,) = letter.document.texts("noi_dung")
    assert paragraph.endswith("cac xa, phuong ra soat quy dat, bao cao truoc ngay 25/3/2026./.")
    assert [(str(out.spot), out.text, out.why) for out in letter.left_out] == [
        ("trang 1, dòng 12", "2", "số trang")
    ]


PRINTED = ("stttt-bac-giang", "quyet-dinh", "du-loai")


@pytest.mark.parametrize("name", PRINTED)
def test_a_printed_letter_says_what_its_word_file_says(name):
    docx, _ = build_letter(Disk(), str(ROOT / "examples" / f"{name}.yaml"))
    word, printed = said(docx), said(make_pages(docx, engine="word2pdf").data)
    for field in ("agency", "kind", "number", "symbol", "place", "day", "opening", "subject", "authority"):
        assert getattr(printed, field) == getattr(word, field), field
    for field in ("urgency", "addressees", "signers", "recipients", "drafters_mark"):
        assert getattr(printed, field) == getattr(word, field), field
    assert not words_of(word) - words_of(printed)


def words_of(letter):
    blocks = [line.block for line in letter.document.lines]
    return Counter(words(" ".join(block.letters for block in every_block(tuple(blocks)))))


def test_a_place_on_a_page_is_told_in_millimetres():
    block = next(every_block(read_bytes(pdf([(72, 720, 13, "Kinh gui: X")]), "thu").blocks))
    assert str(block.spot) == "trang 1, dòng 1"
    assert block.spot.box[:2] == pytest.approx((25.4, 254.0), abs=1)


GRID = [(x, 400, x, 500) for x in (100, 200, 300)] + [(100, y, 300, y) for y in (400, 450, 500)]


def table_of(strokes):
    cells = [
        (110, 480, 12, "TT"),
        (110, 430, 12, "1"),
        (210, 480, 12, "Don vi"),
        (210, 430, 12, "Xa A"),
        (210, 415, 12, "va B"),
    ]
    blocks = read_bytes(pdf([(72, 720, 12, "Kinh gui: X"), *cells], strokes=strokes), "thu").blocks
    return next(block.table for block in blocks if block.table and block.table.ruled)


def test_drawn_lines_make_a_table():
    table = table_of(GRID)
    assert [[cell.letters for cell in row] for row in table.rows] == [["TT", "Don vi"], ["1", "Xa A va B"]]


def test_cells_without_a_line_between_them_are_one():
    wide = [line for line in GRID if line != (200, 400, 200, 500)] + [(200, 400, 200, 450)]
    assert [(c.letters, c.span) for c in table_of(wide).rows[0]] == [("TT Don vi", 2)]
    tall = [line for line in GRID if line != (100, 450, 300, 450)] + [(200, 450, 300, 450)]
    assert [(row[0].letters, row[0].continues) for row in table_of(tall).rows] == [
        ("TT 1", False),
        ("", True),
    ]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (pdf([]), "chỉ có ảnh chụp"),
        (b"%PDF-1.7\nhong", "hỏng"),
        (pdf(LETTER)[:300], "hỏng"),
        (pdf([(72, 720, 12, "x")], pages=301), "quá dài"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(data, why):
    with pytest.raises(Refused) as refused:
        read_bytes(data, "thu.pdf")
    (problem,) = refused.value.problems
    assert problem.code == "G005"
    assert why in problem.text()


def test_three_hundred_pages_are_read():
    assert read_bytes(pdf([(72, 720, 12, "x")], pages=300), "thu.pdf").blocks
