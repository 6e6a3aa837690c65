"""A letter of a batch is what it would be alone: what breaks that law is refused, found by itself, or cannot be done."""

import copy
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import letter
from pydantic import Field, computed_field, field_validator, model_validator

from dispatch.batch.incremental import letter as incremental
from dispatch.batch.incremental.dependencies import FieldRecorder, NotAFieldError, split_by_dependency
from dispatch.cli.main import main
from dispatch.letter import Letter
from dispatch.model import CongVan, validation
from dispatch.rules import book
from dispatch.yaml_tree import parse

DATA = validation.validate_letter(parse(letter(), "thu.yaml"))


@pytest.fixture(autouse=True)
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("thu.yaml").write_text(letter(kinh_gui=["UBND {{ ten }}"], so="{{ so }}"), "utf-8")
    Path("ds.csv").write_text("ten;so\nxã Một;1\nxã Hai;2\nxã Ba;3\n", "utf-8")


def run(*words):
    return CliRunner().invoke(main, ["batch", "thu.yaml", "--to", "ds.csv", "-o", "ra", *words])


@pytest.mark.parametrize(
    "read",
    [
        lambda data: data.model_dump(),
        lambda data: data.model_fields_set,
        lambda data: data.model_copy(),
        CongVan.model_dump,
        vars,
        lambda data: data.__dict__,
        lambda data: data == DATA,
        lambda data: data != DATA,
        hash,
        str,
        repr,
        lambda data: f"{data}",
        list,
        dict,
        copy.copy,
        copy.deepcopy,
        dir,
        lambda data: "so" in data,
        lambda data: data.khong_co,
    ],
)
def test_a_part_that_reads_anything_but_fields_is_refused(read):
    with pytest.raises(NotAFieldError):
        split_by_dependency({"part": read}, DATA, frozenset({"so"}))


def test_what_a_part_reads_decides_whether_it_is_made_again():
    parts = {
        "so": lambda data: data.so,
        "by name": lambda data: getattr(data, "so"),  # noqa: B009
        "one of two": lambda data: data.trich_yeu or data.so,
        "the other": lambda data: data.trich_yeu,
        "nothing": lambda _: 1,
    }
    split = split_by_dependency(parts, DATA, frozenset({"so"}))
    assert split.live.keys() == {"so", "by name"}
    assert split.fixed == {"one of two": DATA.trich_yeu, "the other": DATA.trich_yeu, "nothing": 1}


def test_a_part_may_ask_what_kind_its_record_is():
    split = split_by_dependency({"kind": lambda data: isinstance(data, CongVan)}, DATA, frozenset({"so"}))
    assert split.fixed == {"kind": True}


def test_a_record_that_is_a_named_tuple_has_fields_too():
    whole = Letter(**dict.fromkeys(Letter._fields, ()))
    assert FieldRecorder(whole).noi_dung == ()
    with pytest.raises(NotAFieldError):
        FieldRecorder(whole)._asdict()


def test_a_rule_that_reads_the_whole_letter_ends_the_batch_as_a_mistake_of_ours(monkeypatch):
    rule = book.BOOK[0]._replace(test=lambda data: iter(data.model_dump() and ()))
    monkeypatch.setattr(incremental, "RULES", {rule.fault.code: rule.found})
    done = run()
    assert done.exit_code == 3
    assert not list(Path().rglob("*.docx"))


class TestWholeChecks:
    class Together(CongVan):
        @model_validator(mode="after")
        def _number_needs_a_day(self):
            return self

    class Before(CongVan):
        @model_validator(mode="before")
        @classmethod
        def _anything(cls, value):
            return value

    class ByField(CongVan):
        @field_validator("so")
        @classmethod
        def _anything(cls, value):
            return value

    class Computed(CongVan):
        @computed_field
        @property
        def both(self) -> str:
            return self.so + self.trich_yeu

    class AfterInit(CongVan):
        def model_post_init(self, _):
            pass

    class OneFieldMore(CongVan):
        them: str = Field("", max_length=3)

    @pytest.mark.parametrize("model", [Together, Before, ByField, Computed, AfterInit])
    def test_a_model_that_checks_fields_together_is_read_whole(self, model):
        assert validation.checks_fields_together(model)

    @pytest.mark.parametrize("model", [CongVan, OneFieldMore])
    def test_one_whose_checks_stand_on_single_fields_is_not(self, model):
        assert not validation.checks_fields_together(model)

    def test_rows_pass_what_checks_the_whole_letter(self, monkeypatch):
        class Strict(CongVan):
            @model_validator(mode="after")
            def _no_number_two(self):
                if self.so == "2" and self.kinh_gui:
                    raise ValueError
                return self

        monkeypatch.setattr(validation, "CongVan", Strict)
        monkeypatch.setattr(validation.checks_fields_together, "__defaults__", (Strict,))
        done = run()
        assert done.exit_code == 1
        assert "K000" in done.stderr
        assert [path.name for path in sorted(Path("ra").glob("*.docx"))] == [
            "001 xã Một.docx",
            "003 xã Ba.docx",
        ]


class TestCrossCheck:
    def test_a_letter_that_is_not_what_it_would_be_alone_ends_the_batch_with_both_files_kept(
        self, monkeypatch
    ):
        compose = incremental.RowReader.compose
        monkeypatch.setattr(
            incremental.RowReader, "compose", lambda self, data: compose(self, data)._replace(lien_he=("!",))
        )
        done = run()
        assert done.exit_code == 3
        assert not list(Path("ra").glob("*.docx"))
        (log,) = re.findall(r"chi tiết ở (\S+)", done.stderr)
        text = Path(log).read_text("utf-8")
        (folder,) = re.findall(r"ds\.csv:2:1: word/\S+; (\S+)", text)
        assert {path.name for path in Path(folder).iterdir()} == {"batch.docx", "alone.docx"}

    def test_a_rule_that_says_something_else_in_a_batch_is_found(self, monkeypatch):
        understand = incremental.RowReader.understand
        monkeypatch.setattr(
            incremental.RowReader, "understand", lambda self, row: understand(self, row)._replace(problems=[])
        )
        Path("thu.yaml").write_text(
            letter(kinh_gui=["UBND {{ ten }}"], so="{{ so }}", trich_yeu="Báo cáo."), "utf-8"
        )
        done = run()
        assert done.exit_code == 3

    def test_a_letter_chosen_by_chance_is_looked_at_too(self, monkeypatch):
        from dispatch.batch.incremental import cross_check

        monkeypatch.setattr(cross_check.random, "choice", lambda rows: rows[-1])
        assert cross_check.choose_rows_to_check([4, 5, 6]) == {4, 6}
        assert cross_check.choose_rows_to_check([]) == frozenset()
        compose = incremental.RowReader.compose

        def spoil_the_last(self, data):
            whole = compose(self, data)
            return whole._replace(kinh_gui=("!",)) if data.so == "3" else whole

        monkeypatch.setattr(incremental.RowReader, "compose", spoil_the_last)
        assert run().exit_code == 3
        assert [path.name for path in sorted(Path("ra").glob("*.docx"))] == [
            "001 xã Một.docx",
            "002 xã Hai.docx",
        ]
