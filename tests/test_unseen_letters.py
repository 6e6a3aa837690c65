"""Letters that nobody sees in what was typed: told at their text, in a letter alone and in a batch."""

import pytest
from click.testing import CliRunner
from conftest import LETTER, Memory, letter

from dispatch.building.load import load_letter
from dispatch.cli.main import main
from dispatch.problem import Refused

NO_WIDTH = ["\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u2064", "\u061c", "\u3164"]
TURNING = [*map(chr, (0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))]
SAID = {
    "trich_yeu": lambda text: {"trich_yeu": text},
    "kinh_gui": lambda text: {"kinh_gui": [text]},
    "noi_dung": lambda text: {"noi_dung": [text]},
    "a cell": lambda text: {"noi_dung": ["Như sau.", {"bang": {"cot": ["a"], "dong": [[text]]}}]},
    "a heading": lambda text: {"noi_dung": ["Như sau.", {"bang": {"cot": [text], "dong": [["a"]]}}]},
    "noi_nhan": lambda text: {"noi_nhan": [text, "Lưu: VT."]},
}


def unseen_codes(**said):
    """Return what is said of letters that nobody sees, alone or in a batch."""
    world = Memory({"thu.yaml": letter(**said).encode()})
    try:
        problems = load_letter(world, "thu.yaml").problems
    except Refused as refusal:
        problems = refusal.problems
    return [(problem.code, problem.place.line) for problem in problems if problem.code in ("Y030", "Y031")]


@pytest.mark.parametrize("where", SAID)
@pytest.mark.parametrize("sign", [*NO_WIDTH, *TURNING, "a", "\u00a0", "ắ", "😀"], ids=ascii)
def test_what_nobody_sees_in_a_letter_is_told_at_its_text(where, sign):
    code = "Y030" if sign in TURNING else "Y031" if sign in NO_WIDTH and sign != "\u200d" else ""
    said = SAID[where](f"báo{sign}cáo")
    line = 1 + list({**LETTER, **said}).index(next(iter(said)))
    assert unseen_codes(**said) == ([(code, line)] if code else [])


@pytest.mark.parametrize("text", ["👩\u200d🏫", "☎\ufe0f", "x\u200dy", "báo\u200bcáo"], ids=ascii)
def test_what_joins_pictures_is_seen(text):
    assert bool(unseen_codes(noi_dung=[text])) is ("\u200b" in text)


@pytest.mark.parametrize("key", ["trich_yeu", "noi_dung"])
def test_a_batch_says_of_its_letter_what_it_would_be_told_alone(key, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    said = {"trich_yeu": "báo\u200bcáo {{ ten }}"} if key == "trich_yeu" else {"noi_dung": ["báo\u200bcáo"]}
    (tmp_path / "thu.yaml").write_text(letter(kinh_gui=["{{ ten }}"], **said), "utf-8")
    (tmp_path / "ds.csv").write_text("ten\nA\nB\n", "utf-8")
    done = CliRunner().invoke(main, ["batch", "thu.yaml", "--to", "ds.csv", "-o", "ra"])
    assert done.exit_code == 0, done.output
    assert "Y031" in done.stderr
