"""A Word 97 file (.doc) as a document: its letters by the piece table, its tables and columns by paragraph marks."""

import re
import struct
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from dispatch.foreign.document import (
    BOX,
    BOXED,
    CELL,
    ENDNOTE,
    HEADER,
    NOTE,
    OF_THE_MARGIN,
    OF_THE_NOTES,
    PARAGRAPH,
    ROW,
    TABLE,
    Block,
    BlockSpot,
    Cell,
    Document,
    LeftOut,
    Table,
    split_at,
)
from dispatch.patterns import lazy_pattern
from dispatch.text.marks import Run
from dispatch.word.reading.compound_file import DamagedFileError, open_compound_file
from dispatch.word.reading.old_marks import MarksByPlace, ParagraphMarks, paragraph_marks

MAIN = "WordDocument"
TABLES = ("0Table", "1Table")
ENCRYPTED_PACKAGE = "EncryptedPackage"  # a later Word file, locked
MAGIC = 0xA5EC
ENCRYPTED, SECOND_TABLE = 0x0100, 0x0200
STORY_LENGTHS, CLX = 0x4C, 0x01A2
TEXT, BOXES, COMMENT, OTHER, HEADER_BOX = "text", "boxes", "comment", "other", "header box"
STORIES = (TEXT, NOTE, HEADER, OTHER, COMMENT, ENDNOTE, BOXES, HEADER_BOX)
TOLD = {NOTE: OF_THE_NOTES, ENDNOTE: OF_THE_NOTES, HEADER: OF_THE_MARGIN}
COMPRESSED, PLACE = 0x40000000, 0x3FFFFFFF
PROPERTIES, PIECES = 1, 2
CELL_END, PARAGRAPH_END, LINE_END, PAGE_END = "\x07", "\r", "\x0b", "\x0c"
ENDS = CELL_END + PARAGRAPH_END + PAGE_END
FIELD = lazy_pattern("\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15")
SILENT = {ord(sign): None for sign in "\x01\x02\x03\x04\x05\x08\x1f\x13\x14\x15"} | {0x1E: "-", 0xA0: " "}
BESIDE = 2  # columns that lay out a head or a tail; tables of more hold data, for their lines are not read
FIELDS_MOST = 50  # inside each other


class LockedFileError(Exception):
    """The file is locked with a password."""


class Letters(NamedTuple):
    """The letters of a file, and where in its main stream each stands."""

    text: str
    places: list[int]


class Paragraph(NamedTuple):
    """A paragraph or what a cell ends with: its letters, its end, its marks."""

    text: str
    end: str
    marks: ParagraphMarks


def read_old_word_document(data: bytes) -> Document:
    """Return a Word 97 file as a document.

    Raises:
        DamagedFileError: for what is none, or holds no Word document.
        LockedFileError: for what is locked with a password.
    """
    opened = open_compound_file(data)
    if ENCRYPTED_PACKAGE in opened.entries:
        raise LockedFileError
    main = opened.stream(MAIN)
    try:
        magic, flags = struct.unpack_from("<H8xH", main)
        if magic != MAGIC:
            raise DamagedFileError
        if flags & ENCRYPTED:
            raise LockedFileError
        table = opened.stream(TABLES[bool(flags & SECOND_TABLE)])
        letters, marks = _letters(main, table), paragraph_marks(main, table)
        lengths = struct.unpack_from(f"<{len(STORIES)}I", main, STORY_LENGTHS)
    except (struct.error, IndexError) as error:
        raise DamagedFileError from error
    stories = dict(zip(STORIES, _stories(letters, lengths), strict=True))
    boxes = _boxes(_paragraphs(stories[BOXES], marks))
    told = [left for kind, why in TOLD.items() for left in _left_out(stories[kind], kind, why)]
    return Document((*boxes, *_blocks(list(_paragraphs(stories[TEXT], marks)))), tuple(told))


def _stories(letters: Letters, lengths: Sequence[int]) -> Iterator[Letters]:
    """Yield the letters of each story of a file: they follow each other."""
    start = 0
    for length in lengths:
        end = start + length
        yield Letters(letters.text[start:end], letters.places[start:end])
        start = end


def _boxes(paragraphs: Iterable[Paragraph]) -> Iterator[Block]:
    """Yield the lines of text boxes, of which nobody here knows where they hang."""
    for number, paragraph in enumerate(paragraphs, 1):
        for block in _lines(paragraph, BlockSpot().inside(BOX, number)):
            yield block._replace(column=BOXED)


def _left_out(letters: Letters, kind: str, why: str) -> list[LeftOut]:
    """Return the lines of a story that has no place in the text."""
    lines = [_shown(line).strip() for line in re.split(f"[{ENDS}]", letters.text)]
    said = [line for line in lines if line]
    return [LeftOut(BlockSpot().inside(kind, number), line, why) for number, line in enumerate(said, 1)]


def _letters(main: bytes, table: bytes) -> Letters:
    """Return the letters of the main text in order, by the piece table."""
    start, length = struct.unpack_from("<II", main, CLX)
    clx = table[start : start + length]
    at = 0
    while at < len(clx) and clx[at] == PROPERTIES:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if at >= len(clx) or clx[at] != PIECES:
        raise DamagedFileError
    (size,) = struct.unpack_from("<I", clx, at + 1)
    texts: list[str] = []
    places: list[int] = []
    for text, place, step in _pieces(clx[at + 5 : at + 5 + size], main):
        texts.append(text)
        places += range(place, place + len(text) * step, step)
    return Letters("".join(texts), places)


def _pieces(plc: bytes, main: bytes) -> Iterator[tuple[str, int, int]]:
    """Yield each piece: its letters, where they stand, how many bytes each takes."""
    count = (len(plc) - 4) // 12
    edges = struct.unpack_from(f"<{count + 1}I", plc)
    for at in range(count):
        (place,) = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * at + 2)
        length = edges[at + 1] - edges[at]
        if not 0 <= length <= len(main):
            raise DamagedFileError
        compressed = bool(place & COMPRESSED)
        step = 1 if compressed else 2
        start = (place & PLACE) // (2 if compressed else 1)
        raw = main[start : start + length * step]
        yield (_from_windows(raw) if compressed else raw.decode("utf-16-le", "replace")), start, step


def _from_windows(raw: bytes) -> str:
    """Return letters of one byte each; those that the code page lacks stay as they are."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in raw)


def _paragraphs(letters: Letters, marks: MarksByPlace) -> Iterator[Paragraph]:
    """Yield paragraphs with what ends them."""
    start = 0
    for at, sign in enumerate(letters.text):
        if sign in ENDS:
            yield Paragraph(_shown(letters.text[start:at]), sign, marks.at(letters.places[at]))
            start = at + 1
    if letters.text[start:].strip():
        yield Paragraph(_shown(letters.text[start:]), PARAGRAPH_END, ParagraphMarks())


def _shown(text: str) -> str:
    """Return letters as they are seen: of a field its result, no marks that Word alone reads."""
    for _ in range(FIELDS_MOST):
        replaced = FIELD.sub(lambda field: field[1] or "", text)
        if replaced == text:
            break
        text = replaced
    return unicodedata.normalize("NFC", text.translate(SILENT))


# --- blocks -----------------------------------------------------------------------------------------


def _blocks(paragraphs: Sequence[Paragraph]) -> Iterator[Block]:
    """Yield paragraphs as blocks, those of tables in their cells."""
    at = tables = lines = 0
    apart = False
    while at < len(paragraphs):
        if paragraphs[at].marks.in_table:
            end = next(
                (n for n in range(at, len(paragraphs)) if not paragraphs[n].marks.in_table), len(paragraphs)
            )
            tables += 1
            spot = BlockSpot().inside(TABLE, tables)
            rows = tuple(_rows(paragraphs[at:end], spot))
            yield Block(spot, table=Table(rows, ruled=any(len(row) > BESIDE for row in rows)))
            at, apart = end, True
            continue
        lines += 1
        found = list(_lines(paragraphs[at], BlockSpot().inside(PARAGRAPH, lines), apart=apart))
        yield from found
        apart = not found or paragraphs[at].end == PAGE_END
        at += 1


def _lines(paragraph: Paragraph, spot: BlockSpot, *, apart: bool = False) -> Iterator[Block]:
    """Yield the lines of a paragraph, which may be broken by hand."""
    for line in split_at((Run(paragraph.text),), LINE_END):
        if any(run.text.strip() for run in line):
            yield Block(spot, line, align=paragraph.marks.align, apart=apart)
            apart = False


def _rows(paragraphs: Sequence[Paragraph], spot: BlockSpot) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of a table: a mark ends each cell, another the row."""
    cells: list[Cell] = []
    blocks: list[Block] = []
    number = 1
    for paragraph in paragraphs:
        place = spot.inside(ROW, number).inside(CELL, len(cells) + 1)
        if paragraph.marks.ends_row:
            yield tuple(cells)
            cells, blocks, number = [], [], number + 1
            continue
        blocks += _lines(paragraph, place)
        if paragraph.end == CELL_END:
            cells.append(Cell(tuple(blocks), len(cells)))
            blocks = []
    if cells or blocks:
        yield (*cells, *([Cell(tuple(blocks), len(cells))] if blocks else []))
