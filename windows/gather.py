"""Gather all that a Windows machine without network needs into one zip: `python windows/gather.py`.

A clerk unpacks it and double-clicks `Cai dat.cmd`. It is gathered on any system; it installs on 64-bit Windows with the
Python that `--python` names. pip takes wheels only, so that nothing is built on the clerk's machine.
"""

import argparse
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
STARTERS = ("Cai dat.cmd", "Mo cong van.cmd")
READ_FIRST = """Cài đặt công văn trên máy Windows (64 bit), không cần mạng, không cần quyền quản trị

1. Máy cần có Python {version} (python.org, "Windows installer (64-bit)"). Việc này làm một lần, thường do người quản trị máy.
2. Giải nén cả thư mục này ra máy; đừng chạy ngay trong tệp nén.
3. Bấm đúp "Cai dat". Xong thì trang làm việc tự mở trong trình duyệt.
4. Từ lần sau, bấm đúp "Mo cong van" trên màn hình nền. Đóng cửa sổ đen là dừng.

Công văn nằm trong Documents\\Cong van. Bản mới: giải nén bản mới rồi bấm "Cai dat" lần nữa; công văn giữ nguyên.
Gỡ: xóa thư mục %LOCALAPPDATA%\\congvan và tệp "Mo cong van" trên màn hình nền.
"""


def requirements() -> list[str]:
    """Return what the program with its pages needs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return [*project["dependencies"], *project["optional-dependencies"]["web"]]


def starter(name: str, version: str) -> bytes:
    """Return a command file as Windows reads it: its own line ends, nothing but ASCII."""
    text = (HERE / name).read_text("ascii").replace("@VERSION@", version)
    return text.replace("\n", "\r\n").encode("ascii")


def gather_wheels(folder: Path, version: str) -> None:
    """Put our wheel and those of others into a folder."""
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", str(folder), str(ROOT)], check=True)
    goal = [
        "--platform",
        "win_amd64",
        "--python-version",
        version,
        "--only-binary=:all:",
        "--dest",
        str(folder),
    ]
    subprocess.run([*pip, "download", *goal, *requirements()], check=True)


def members(wheels: Sequence[Path], version: str) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the zip."""
    yield "DOC TRUOC.txt", READ_FIRST.format(version=version).replace("\n", "\r\n").encode("utf-8-sig")
    yield from ((name, starter(name, version)) for name in STARTERS)
    yield from ((f"wheels/{wheel.name}", wheel.read_bytes()) for wheel in sorted(wheels))


def main() -> None:
    """Gather, and write the zip."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("-o", "--output", default="congvan-windows.zip", type=Path)
    asked.add_argument("--python", default="3.12", metavar="VERSION")
    words = asked.parse_args()
    with tempfile.TemporaryDirectory() as made:
        gather_wheels(Path(made), words.python)
        with zipfile.ZipFile(words.output, "x") as archive:
            for name, data in members(list(Path(made).glob("*.whl")), words.python):
                archive.writestr(name, data)
    print(f"{words.output}: {words.output.stat().st_size / 1_000_000:.0f} MB")


if __name__ == "__main__":
    main()
