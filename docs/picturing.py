"""Make the pictures of the documentation: first pages of the examples, and of the cascade, small, in sixteen colours.

Not tested for being current: the same page is not the same bytes with every version of the engines.
"""

import contextlib
import io
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from dispatch.building.foreign import read_bytes
from dispatch.foreign.roles import roles
from dispatch.jobs.preview import preview_pages
from dispatch.preview import pdf_pages
from dispatch.world import Disk
from docs.round_trip import play_round

FOLDER = ROOT / "docs" / "pictures"
DPI = 75
FONT = ROOT / "dispatch" / "data" / "fonts" / "Tinos-Regular.ttf"
COLOURS = 16


def picture(file: Path) -> bytes:
    """Return the first page of a letter, or of a Word file."""
    found = preview_pages(Disk(), str(file)).pages
    return _few_colours(Image.open(io.BytesIO(pdf_pages.page_pngs(found.pdf, DPI)[0])))


def cascade(folder: Path) -> dict[str, bytes]:
    """Return the pictures of the cascade: the commands of its own page are run, the first that answers a letter and its form."""
    told = (ROOT / "docs" / "cascade.md").read_text("utf-8").replace("\\\n", " ")
    for line in re.findall(r"^\$ congvan (.*)$", told, re.MULTILINE):
        words = [word.replace("examples/", f"{ROOT}/examples/") for word in shlex.split(line)]
        subprocess.run([sys.executable, ROOT / "cli.py", *words], cwd=folder, check=True, capture_output=True)
    letter, form = folder / "hoai-nhon" / "thu.docx", next((folder / "hoai-nhon").glob("thu-*.docx"))
    return {"cascade-thu": picture(letter), "cascade-bieu": picture(form)}


def round_trip(folder: Path) -> dict[str, bytes]:
    """Return the pictures of a round of returned forms; its sheets are put on paper by LibreOffice."""
    with contextlib.chdir(folder):
        play_round(Path())
    sheets = {
        "gui-ve-tong-hop": folder / "tong-hop.xlsx",
        "gui-ve-cap-tren": folder / "bao-cao" / "cap-tren.xlsx",
    }
    letters = {
        "gui-ve-don-doc": folder / "don-doc" / "don-doc.docx",
        "gui-ve-bao-cao": folder / "bao-cao" / "bao-cao.docx",
    }
    drawn = (folder / "hinh" / "tinh-hinh-1.png").read_bytes()
    return {
        **{name: _few_colours(_on_paper(file, folder)) for name, file in sheets.items()},
        **{name: picture(file) for name, file in letters.items()},
        "gui-ve-tinh-hinh": _few_colours(Image.open(io.BytesIO(drawn)).resize((620, 877))),
    }


def _on_paper(file: Path, folder: Path) -> Image.Image:
    words = ["soffice", f"-env:UserInstallation=file://{folder}/ho-so", "--headless", "--convert-to", "pdf"]
    subprocess.run([*words, "--outdir", folder, file], check=True, capture_output=True)
    return Image.open(io.BytesIO(pdf_pages.page_pngs((folder / f"{file.stem}.pdf").read_bytes(), DPI)[0]))


def _few_colours(page: Image.Image) -> bytes:
    buffer = io.BytesIO()
    drawn = page.convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    drawn.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


MM = 25.4  # to the inch
TALL = 297.0  # mm of a page
TINTS = {
    "noi_dung": "#2a6f97",
    "noi_nhan": "#7b2d8b",
    "nguoi_ky": "#b5179e",
    "kinh_gui": "#d9480f",
    "trich_yeu": "#c92a2a",
    "so_ky_hieu": "#2b8a3e",
    "dia_danh_ngay": "#5c940d",
}


def recognised(file: Path) -> bytes:
    """Return the first page of a letter with the part that each line of it was read as."""
    pdf = preview_pages(Disk(), str(file)).pages.pdf
    page = Image.open(io.BytesIO(pdf_pages.page_pngs(pdf, 2 * DPI)[0])).convert("RGB")
    drawing, font = ImageDraw.Draw(page), ImageFont.truetype(str(FONT), 19)
    found = roles(read_bytes(pdf, file.name))
    for at, line in enumerate(found.lines):
        if line.block.spot.steps[0][1] == 1 and line.block.spot.box:
            left, base, right, _ = (edge / MM * 2 * DPI for edge in line.block.spot.box)
            base, role = TALL / MM * 2 * DPI - base, found.roles[at]
            tint = TINTS.get(role, "#495057")
            drawing.rectangle((left - 4, base - 26, right + 4, base + 9), outline=tint, width=2)
            beside = left - 12 - drawing.textlength(role, font) if line.is_left else right + 8
            drawing.text((beside, base - 23), role, fill=tint, font=font)
    buffer = io.BytesIO()
    page.resize((page.width * 2 // 3, page.height * 2 // 3)).quantize(
        COLOURS * 2, dither=Image.Dither.NONE
    ).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        for stem, data in (cascade(Path(name)) | round_trip(Path(name))).items():
            (FOLDER / f"{stem}.png").write_bytes(data)
    (FOLDER / "reading.png").write_bytes(recognised(ROOT / "examples" / "stttt-bac-giang.yaml"))
    for example in sorted(
        (*(ROOT / "examples").glob("*.yaml"), *(ROOT / "examples" / "loai").glob("*.yaml"))
    ):
        drawn = FOLDER / example.relative_to(ROOT / "examples").with_suffix(".png")
        drawn.parent.mkdir(exist_ok=True)
        drawn.write_bytes(picture(example))
