"""A PDF file: its objects one after the other, and where each begins."""

import zlib
from collections.abc import Sequence

from dispatch.pages.pages import Page, Pages
from dispatch.pages.pdf.content import FONT_KEYS, page_content, points
from dispatch.pages.pdf.embedded import EmbeddedFont, drawn_letters, embed_font
from dispatch.pages.pdf.outline import Heading, find_headings
from dispatch.pages.pdf.pictures import picture_data

QUICK = 1
CATALOG, TREE, INFO, RESOURCES = 1, 2, 3, 4  # the objects that every file has


def pdf_file(pages: Pages) -> bytes:
    """Return pages as a PDF; the same pages give the same bytes."""
    return _Writer().file(pages)


class _Writer:
    """The objects of one file, by number."""

    def __init__(self) -> None:
        self.objects: dict[int, bytes] = {}
        self.last = RESOURCES

    def file(self, pages: Pages) -> bytes:
        """Return the file that holds some pages."""
        fonts = [
            (FONT_KEYS[name], self._font(embed_font(name, letters)))
            for name, letters in drawn_letters(pages.pages).items()
        ]
        pictures = {id(one.picture): one.picture for page in pages.pages for one in page.pictures}
        keys = {key: f"P{index}" for index, key in enumerate(pictures)}
        drawn = []
        for key, picture in pictures.items():
            said, data = picture_data(picture)
            drawn.append((keys[key], self._stream(f"/Type /XObject /Subtype /Image {said}", data)))
        self._put(RESOURCES, f"<< /Font << {_named(fonts)} >> /XObject << {_named(drawn)} >> >>")
        leaves = [self._page(page, keys) for page in pages.pages]
        listed = " ".join(f"{leaf} 0 R" for leaf in leaves)
        self._put(TREE, f"<< /Type /Pages /Count {len(leaves)} /Kids [{listed}] >>")
        outline = self._outline(list(find_headings(pages)), leaves, pages)
        self._put(
            CATALOG,
            f"<< /Type /Catalog /Pages {TREE} 0 R /Lang (vi-VN) "
            f"/ViewerPreferences << /DisplayDocTitle true >>{outline} >>",
        )
        self._put(
            INFO, f"<< /Title {_text(pages.title)} /Author {_text(pages.author)} /Producer (congvan) >>"
        )
        return self._whole()

    def _new(self) -> int:
        self.last += 1
        return self.last

    def _put(self, number: int, inside: str) -> int:
        self.objects[number] = inside.encode("ascii")
        return number

    def _stream(self, said: str, data: bytes) -> int:
        number = self._new()
        head = f"<< {said} /Length {len(data)} >>\nstream\n".encode("ascii")
        self.objects[number] = b"".join((head, data, b"\nendstream"))
        return number

    def _packed(self, said: str, data: bytes) -> int:
        return self._stream(f"{said} /Filter /FlateDecode", zlib.compress(data, QUICK))

    def _font(self, font: EmbeddedFont) -> int:
        file = self._stream(f"/Length1 {font.length} /Filter /FlateDecode", font.file)
        descriptor = self._put(self._new(), f"<< {font.descriptor} /FontFile2 {file} 0 R >>")
        letters = self._packed("", font.letters)
        system = "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        glyphs = self._put(
            self._new(),
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{font.name} /CIDSystemInfo {system} "
            f"/FontDescriptor {descriptor} 0 R /CIDToGIDMap /Identity /DW 1000 /W [{font.widths}] >>",
        )
        return self._put(
            self._new(),
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{font.name} /Encoding /Identity-H "
            f"/DescendantFonts [{glyphs} 0 R] /ToUnicode {letters} 0 R >>",
        )

    def _page(self, page: Page, keys: dict[int, str]) -> int:
        content = self._packed("", page_content(page, keys))
        return self._put(
            self._new(),
            f"<< /Type /Page /Parent {TREE} 0 R /MediaBox [0 0 {points(page.width)} {points(page.height)}] "
            f"/Resources {RESOURCES} 0 R /Contents {content} 0 R >>",
        )

    def _outline(self, headings: Sequence[Heading], leaves: Sequence[int], pages: Pages) -> str:
        """Return what the catalog says of the headings that a reader may jump to."""
        if not headings:
            return ""
        root = self._new()
        first = self.last + 1
        for index, heading in enumerate(headings):
            number = self._new()
            before = f" /Prev {number - 1} 0 R" if index else ""
            after = f" /Next {number + 1} 0 R" if index + 1 < len(headings) else ""
            top = points(pages.pages[heading.page].height - heading.top)
            self._put(
                number,
                f"<< /Title {_text(heading.text)} /Parent {root} 0 R{before}{after} "
                f"/Dest [{leaves[heading.page]} 0 R /XYZ null {top} null] >>",
            )
        self._put(
            root, f"<< /Type /Outlines /First {first} 0 R /Last {self.last} 0 R /Count {len(headings)} >>"
        )
        return f" /Outlines {root} 0 R"

    def _whole(self) -> bytes:
        """Return the objects one after the other, and the table of where they begin."""
        pieces, places, at = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"], [], 0
        for number in range(1, self.last + 1):
            at += len(pieces[-1])
            places.append(at)
            pieces.append(b"%d 0 obj\n%b\nendobj\n" % (number, self.objects[number]))
        start = at + len(pieces[-1])
        table = b"".join(b"%010d 00000 n \n" % place for place in places)
        pieces.append(b"xref\n0 %d\n0000000000 65535 f \n%b" % (self.last + 1, table))
        pieces.append(
            b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
            % (self.last + 1, CATALOG, INFO, start)
        )
        return b"".join(pieces)


def _named(things: Sequence[tuple[str, int]]) -> str:
    return " ".join(f"/{name} {number} 0 R" for name, number in things)


def _text(text: str) -> str:
    """Return a text as PDF writes those of any script."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"
