"""A PDF file: its objects one after the other, and where each begins."""

import zlib
from collections.abc import Iterable, Sequence

from dispatch.pages.pages import Page, Pages
from dispatch.pages.pdf.content import FONT_KEYS, page_content, points
from dispatch.pages.pdf.embedded import EmbeddedFont, drawn_letters, embed_font
from dispatch.pages.pdf.outline import Heading, find_headings
from dispatch.pages.pdf.pictures import picture_data

QUICK = 1
CATALOG, TREE, INFO, RESOURCES = 1, 2, 3, 4  # the objects that every file has


def pdf_file(pages: Pages) -> bytes:
    """Return pages as a PDF; the same pages give the same bytes."""
    return pdf_pack([pages])


def pdf_pack(documents: Iterable[Pages]) -> bytes:
    """Return the pages of documents one behind the other, with fonts in common and the title of the first.

    Only what is drawn is kept of each, so that thousands of letters take no more room than their file.
    """
    writer = _Writer()
    for pages in documents:
        writer.add(pages)
    return writer.file()


class _Writer:
    """The objects of one file by number, and what is known only when all pages have been seen."""

    def __init__(self) -> None:
        self.objects: dict[int, bytes] = {}
        self.last = RESOURCES
        self.leaves: list[int] = []
        self.headings: list[tuple[Heading, str]] = []
        self.letters: dict[str, frozenset[str]] = {}
        self.pictures: dict[bytes, tuple[str, int]] = {}
        self.title = self.author = ""

    def add(self, pages: Pages) -> None:
        """Add the pages of a document."""
        if not self.leaves:
            self.title, self.author = pages.title, pages.author
        for heading in find_headings(pages):
            page = pages.pages[heading.page]
            moved = heading._replace(page=len(self.leaves) + heading.page)
            self.headings.append((moved, points(page.height - heading.top)))
        for name, letters in drawn_letters(pages.pages).items():
            self.letters[name] = self.letters.get(name, frozenset()) | letters
        self.leaves += [self._page(page) for page in pages.pages]

    def file(self) -> bytes:
        """Return the file that holds all pages."""
        fonts = [
            (FONT_KEYS[name], self._font(embed_font(name, letters)))
            for name, letters in sorted(self.letters.items())
        ]
        drawn = _named(fonts), _named(list(self.pictures.values()))
        self._put(RESOURCES, f"<< /Font << {drawn[0]} >> /XObject << {drawn[1]} >> >>")
        listed = " ".join(f"{leaf} 0 R" for leaf in self.leaves)
        self._put(TREE, f"<< /Type /Pages /Count {len(self.leaves)} /Kids [{listed}] >>")
        self._put(
            CATALOG,
            f"<< /Type /Catalog /Pages {TREE} 0 R /Lang (vi-VN) "
            f"/ViewerPreferences << /DisplayDocTitle true >>{self._outline()} >>",
        )
        self._put(INFO, f"<< /Title {_text(self.title)} /Author {_text(self.author)} /Producer (congvan) >>")
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

    def _page(self, page: Page) -> int:
        for placed in page.pictures:
            if placed.picture.data not in self.pictures:
                said, data = picture_data(placed.picture)
                number = self._stream(f"/Type /XObject /Subtype /Image {said}", data)
                self.pictures[placed.picture.data] = f"P{number}", number
        keys = {data: key for data, (key, _) in self.pictures.items()}
        content = self._packed("", page_content(page, keys))
        return self._put(
            self._new(),
            f"<< /Type /Page /Parent {TREE} 0 R /MediaBox [0 0 {points(page.width)} {points(page.height)}] "
            f"/Resources {RESOURCES} 0 R /Contents {content} 0 R >>",
        )

    def _outline(self) -> str:
        """Return what the catalog says of the headings that a reader may jump to."""
        if not self.headings:
            return ""
        root = self._new()
        first = self.last + 1
        for index, (heading, top) in enumerate(self.headings):
            number = self._new()
            before = f" /Prev {number - 1} 0 R" if index else ""
            after = f" /Next {number + 1} 0 R" if index + 1 < len(self.headings) else ""
            self._put(
                number,
                f"<< /Title {_text(heading.text)} /Parent {root} 0 R{before}{after} "
                f"/Dest [{self.leaves[heading.page]} 0 R /XYZ null {top} null] >>",
            )
        self._put(
            root,
            f"<< /Type /Outlines /First {first} 0 R /Last {self.last} 0 R /Count {len(self.headings)} >>",
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
