"""A scanned letter is told in one line, or read by an engine that another package offers."""

import foreign_letters
import pytest
from click.testing import CliRunner
from test_pdf import pdf

from dispatch.cli.main import main


@pytest.fixture
def offer_ocr(tmp_path, monkeypatch):
    """Install a package that offers to recognize letters."""

    def install(name, body):
        (tmp_path / f"{name}.py").write_text(f"def recognize(pdf):\n    {body}\n", "utf-8")
        about = tmp_path / f"{name}-1.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n")
        (about / "entry_points.txt").write_text(f"[congvan.ocr]\n{name} = {name}:recognize\n")
        monkeypatch.syspath_prepend(tmp_path)

    monkeypatch.chdir(tmp_path)
    (tmp_path / "quet.pdf").write_bytes(pdf([]))
    return install


def run(*words):
    return CliRunner().invoke(main, list(words))


def test_without_an_engine_it_is_told_in_one_line(offer_ocr):
    done = run("read", "quet.pdf")
    assert done.exit_code == 1
    assert "G005" in done.stderr
    assert done.stderr.count("\n") == 2


def test_an_engine_reads_it_and_everything_is_to_be_looked_at(offer_ocr):
    offer_ocr("ocr_mot", f"return {foreign_letters.as_text().decode()!r}")
    done = run("read", "quet.pdf")
    assert done.exit_code == 0, done.stderr
    assert "so: '215'" in done.stdout or "so: 215" in done.stdout
    assert "xem lại: chữ do máy nhận dạng từ ảnh chụp, đọc soát cả văn bản" in done.stdout


@pytest.mark.parametrize(
    ("name", "body", "why"),
    [
        ("ocr_hai", "raise ValueError('hết giấy phép')", "ValueError: hết giấy phép"),
        ("ocr_ba", "return ''", "không trả về chữ nào"),
        ("ocr_bon", "return b'x'", "không trả về chữ nào"),
    ],
)
def test_an_engine_that_fails_is_told_by_its_name(offer_ocr, name, body, why):
    offer_ocr(name, body)
    done = run("read", "quet.pdf")
    assert (done.exit_code, "G031" in done.stderr, why in done.stderr, name in done.stderr) == (
        1,
        True,
        True,
        True,
    )


def test_letters_that_are_there_are_read_without_an_engine(offer_ocr, tmp_path):
    offer_ocr("ocr_nam", "raise ValueError")
    (tmp_path / "thu.txt").write_bytes(foreign_letters.as_text())
    assert run("read", "thu.txt").exit_code == 0
