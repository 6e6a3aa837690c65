"""Pages: two processes against one, and our way to a picture against the bare engines."""

import sys
import tempfile
from pathlib import Path

from clock import Measured, side_by_side
from starting import CONGVAN, process

from dispatch.building.products import build_letter
from dispatch.preview.engines import word2pdf_engine
from dispatch.world import Disk

BARE = """
import sys, pypdfium2, word2pdf
pdf = word2pdf.Converter(font_dirs=[sys.argv[3]]).convert(open(sys.argv[1], "rb").read())
for page in pypdfium2.PdfDocument(pdf):
    page.render(scale=100 / 72, grayscale=True).to_pil().save(sys.argv[2], compress_level=1)
"""
OURS = """
import sys
from pathlib import Path
from dispatch.jobs.render_pages import render_pages
from dispatch.preview.pdf_pages import page_pngs
for picture in page_pngs(render_pages(Path(sys.argv[1]).read_bytes(), sys.argv[1]).pdf, 100):
    Path(sys.argv[2]).write_bytes(picture)
"""


def two_hands(file: str, count: int, rounds: int) -> Measured:
    """Return the seconds of printing a letter many times with two processes, and with one."""
    letters = [build_letter(Disk(), file)[0]] * count
    return side_by_side(
        lambda _: word2pdf_engine.print_files(letters, 2),
        lambda _: word2pdf_engine.print_files(letters, 1),
        rounds,
    )


def from_yaml(file: str, rounds: int) -> Measured:
    """Return the seconds of `congvan preview --png` from YAML, and of the bare engines from the finished Word file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "thu.docx").write_bytes(build_letter(Disk(), file)[0])
        ours = [CONGVAN, "preview", file, "--png", name, "--force"]
        bare = [
            sys.executable,
            "-c",
            BARE,
            str(folder / "thu.docx"),
            str(folder / "trang.png"),
            str(word2pdf_engine.FONTS),
        ]
        return side_by_side(process(ours), process(bare), rounds)


def one_picture(file: str, rounds: int) -> Measured:
    """Return the seconds of a whole process from Word file to pictures of its pages, guarded, and of the bare engines."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "thu.docx").write_bytes(build_letter(Disk(), file)[0])
        words = [str(folder / "thu.docx"), str(folder / "trang.png"), str(word2pdf_engine.FONTS)]
        ours, bare = ([sys.executable, "-c", code, *words] for code in (OURS, BARE))
        return side_by_side(process(ours), process(bare), rounds)
