"""What every test here stands on: settings, a cache of its own, and a world without a disk."""

import contextlib
import functools
import importlib
import io
import os
import pkgutil
import struct
import zlib
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from hypothesis import settings

import dispatch
from dispatch.problem import Refused
from dispatch.world import Disk, Outputs, SourceWorld
from dispatch.world.memory import MemoryWorld

CASES = Path(__file__).parent / "cases"
LETTER = {
    "co_quan": {"ten": ["SỞ MẪU"], "ky_hieu": "SM", "dia_danh": "Mẫu"},
    "don_vi_soan": "VP",
    "ngay": "12/11/2024",
    "trich_yeu": "báo cáo kết quả thực hiện",
    "kinh_gui": ["UBND tỉnh Mẫu"],
    "noi_dung": ["Trân trọng báo cáo."],
    "nguoi_ky": {"chuc_vu": "GIÁM ĐỐC", "ho_ten": "Nguyễn Văn An"},
    "noi_nhan": ["Như trên", "Lưu: VT, VP"],
}
FORM = {"cot": ["TT"], "tieu_de": "BIỂU"}
needs_unix = pytest.mark.skipif(os.name != "posix", reason="only Unix has what this asks of the system")

settings.register_profile("congvan", deadline=None, derandomize=True, database=None)
settings.load_profile("congvan")


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory):
    """Keep the caches, the configs and the language of whoever runs the tests out of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("CONGVAN_HOME", str(tmp_path_factory.mktemp("home")))
        patch.delenv("CONGVAN_LANG", raising=False)
        yield


@pytest.fixture
def offer(tmp_path, monkeypatch):
    """Install a package that offers an engine."""

    def install(name, pdf):
        module = tmp_path / f"goi_{name}.py"
        module.write_text(
            f"from dispatch.preview.engines.engine import Engine, Printed\ndef engine():\n    return Engine('?', '1', {pdf})\n"
        )
        about = tmp_path / f"goi_{name}-1.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: goi-{name}\nVersion: 1\n")
        (about / "entry_points.txt").write_text(f"[congvan.engines]\n{name} = goi_{name}:engine\n")
        monkeypatch.syspath_prepend(tmp_path)

    return install


PREPARED: dict[str, str] = {}  # shared on purpose, as one user's cache is


class Memory(MemoryWorld):
    """A world of files that are only remembered, on one day."""

    def __init__(self, files=()):
        super().__init__(dict(files), date(2026, 11, 21), PREPARED)


def outputs(world=None, **how):
    """Return what a run may write that has read nothing yet."""
    world = world or Disk()
    return Outputs(world, SourceWorld(world), **how)


COLLISIONS = [  # two communes of one province whose names differ only by their marks
    ("Thái Nguyên", "Xã Văn Lăng", "Xã Văn Lang"),
    ("Hải Phòng", "Xã Cẩm Giang", "Xã Cẩm Giàng"),
    ("Thanh Hóa", "Phường Đông Tiến", "Xã Đồng Tiến"),
    ("Quảng Ngãi", "Xã Sơn Hạ", "Xã Sơn Hà"),
    ("Quảng Ngãi", "Xã Ba Tô", "Xã Ba Tơ"),
    ("Đồng Nai", "Xã Lộc Thành", "Xã Lộc Thạnh"),
    ("Hồ Chí Minh", "Xã Thanh An", "Xã Thạnh An"),
    ("Tây Ninh", "Xã Tân Thạnh", "Xã Tân Thành"),
    ("Đồng Tháp", "Phường Mỹ Tho", "Xã Mỹ Thọ"),
    ("Đồng Tháp", "Xã Tân Thành", "Xã Tân Thạnh"),
]

TODAY = date(2026, 11, 21)
NOBODY = 65_534


def png(wide, tall):
    def chunk(kind, data):
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    head = struct.pack(">LLBBBBB", wide, tall, 8, 2, 0, 0, 0)
    lines = zlib.compress((b"\0" + b"\xff" * 3 * wide) * tall)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


@functools.cache
def bring_in_everything():
    """Import all that may be imported late: whoever is not root may not enter the interpreter's folder."""
    for module in pkgutil.walk_packages(dispatch.__path__, "dispatch."):
        if ".locale" not in module.name:
            importlib.import_module(module.name)
    for name in ("filelock", "shutil", "tempfile", "multiprocessing.connection", "encodings.idna"):
        importlib.import_module(name)


@contextlib.contextmanager
def as_anybody():
    """Do without the privileges of root, whom no folder stops."""
    if os.name != "posix":
        pytest.skip("folders are closed in another way here")
    root = os.geteuid() == 0
    bring_in_everything()
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def quoted(text):
    """Return a text as a YAML scalar in double quotes, whatever characters it holds."""
    return '"' + "".join(c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in text) + '"'


def written(value):
    """Return texts, lists and mappings as YAML in one line, every text in quotes."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(key)}: {written(item)}" for key, item in value.items()) + "}"
    return "[" + ", ".join(written(item) for item in value) + "]"


def letter(**changes):
    """Return the YAML of a small letter, a key a line, some keys changed, those that are None left out."""
    keys = {key: value for key, value in {**LETTER, **changes}.items() if value is not None}
    return "".join(f"{key}: {written(value)}\n" for key, value in keys.items())


def refusal(action, *given, **more):
    """Return the problems that an action refuses with."""
    with pytest.raises(Refused) as caught:
        action(*given, **more)
    return list(caught.value.problems)


def tried(action, *given):
    """Return what an action makes, or the problems it refuses with; nothing else may come of it."""
    try:
        return action(*given), ()
    except Refused as refusal:
        return None, tuple(refusal.problems)


def lines(data):
    """Return every paragraph of a Word file as another program reads it: its style and its text."""
    document = Document(io.BytesIO(data))
    edges = [edge for s in document.sections for edge in (s.first_page_header, s.first_page_footer)]
    elements = [document.element.body, *(edge._element for edge in edges)]
    return [(p.style, Paragraph(p, document).text) for element in elements for p in element.iter(qn("w:p"))]


def pytest_addoption(parser):
    """Let `pytest --update-golden` write the golden outlines anew."""
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")
