"""What a template may say and how much it may make of it: what letters need works, what multiplies is refused."""

import tracemalloc

import pytest
from conftest import Memory, letter, lines
from jinja2 import filters
from test_bad_templates import beginning, built, paragraph, refused

from dispatch.batch.collect import letters_to_write
from dispatch.batch.incremental.maker import BatchRequest
from dispatch.batch.plan import check_rows, column_names, plan_batch
from dispatch.jobs.build import build_letters
from dispatch.problem import Refused
from dispatch.recipients.choose import read_table
from dispatch.word.template import budget, vocabulary
from dispatch.word.template.compiled import environment
from dispatch.word.template.trial import EVERYTHING, NAMES
from dispatch.word.template.variables import PARTS

DEEP = "".join(f"{{% for a{n} in noi_nhan %}}" for n in range(4)) + "x" + "{% endfor %}" * 4
MULTIPLY = [
    *("{{ 1|round(-4e8) }}", "{{ 1.5|round(400000000) }}", "{{ noi_nhan|slice(100000000)|list }}"),
    *("{{ so_ky_hieu|center(1000000000) }}", "{{ so_ky_hieu.center(1000000000) }}"),
    *(
        "{{ so_ky_hieu.ljust(1000000000) }}",
        "{{ so_ky_hieu.rjust(10) }}",
        "{{ so_ky_hieu.zfill(1000000000) }}",
    ),
    *("{{ '%999999999d' % 1 }}", "{{ '%*d' % (999999999, 1) }}", "{{ '%999999999s'|format(1) }}"),
    *("{{ '{:999999999}'.format(1) }}", "{{ '{:>999999999}'.format(so_ky_hieu) }}", "{{ so_ky_hieu % 1 }}"),
    *(
        "{{ so_ky_hieu|indent(1000000000) }}",
        "{{ so_ky_hieu|wordwrap(1, true, 'x') }}",
        "{{ so_ky_hieu|wordwrap(0) }}",
    ),
    *(
        "{{ noi_nhan|batch(1000000000, 'x')|list }}",
        "{{ [1, 2]|sum }}",
        "{{ noi_nhan|sum(start=so_ky_hieu) }}",
    ),
    *(
        "{{ {'a b': 1}|xmlattr }}",
        "{{ so_ky_hieu|truncate(0) }}",
        "{{ so_ky_hieu|tojson(indent=100000000) }}",
    ),
    *(
        "{{ so_ky_hieu|pprint }}",
        "{{ noi_nhan|map(attribute='x')|list }}",
        "{{ noi_nhan|map('center', 10**9)|list }}",
    ),
    *("{{ noi_nhan|select('defined')|list }}", "{{ noi_nhan|groupby('x') }}", "{{ noi_nhan|sort }}"),
    *(
        "{{ so_ky_hieu|list }}",
        "{{ so_ky_hieu|urlize }}",
        "{{ so_ky_hieu|striptags }}",
        "{{ 1|filesizeformat }}",
    ),
    *(
        "{{ noi_nhan|random }}",
        "{{ noi_nhan|unique|list }}",
        "{{ so_ky_hieu|reverse }}",
        "{{ so_ky_hieu|wordcount }}",
    ),
    *(
        "{{ so_ky_hieu|int }}",
        "{{ so_ky_hieu|urlencode }}",
        "{{ {}|dictsort }}",
        "{{ so_ky_hieu|attr('x') }}",
    ),
    *(
        "{{ 9**9**9 }}",
        "{{ 'a' * 999999999 }}",
        "{{ [1] * 999999999 }}",
        "{{ 99999 * 99999 }}",
        "{{ 2 ** 9 }}",
    ),
    *(
        "{% macro m() %}{{ m() }}{% endmacro %}",
        "{% call m() %}{% endcall %}",
        "{% filter upper %}a{% endfilter %}",
    ),
    *(
        "{% for a in noi_nhan recursive %}{{ loop(noi_nhan) }}{% endfor %}",
        DEEP,
        "{% block a %}{% endblock %}",
    ),
    *("{% set a = so_ky_hieu ~ so_ky_hieu %}", "{% set a %}x{% endset %}", "{% with a = 1 %}{% endwith %}"),
    *("{% include 'x' %}", "{% import 'x' as x %}", "{% from 'x' import y %}", "{% extends 'x' %}"),
    *(
        "{{ so_ky_hieu.join(noi_nhan) }}",
        "{{ so_ky_hieu.replace('', 'aaaa') }}",
        "{{ so_ky_hieu.expandtabs(10) }}",
    ),
    *(
        "{{ so_ky_hieu.encode() }}",
        "{{ so_ky_hieu.translate({}) }}",
        "{{ so_ky_hieu.split('') }}",
        "{{ {1: 2} }}",
    ),
    *(
        "{{ noi_nhan|join(attribute='x') }}",
        "{{ so_ky_hieu" + "|trim" * 70 + " }}",
        f"{{{{ {'not ' * 70}1 }}}}",
    ),
    f"{{{{ so_ky_hieu{'.a' * 70} }}}}",
    *("{{ '%999999999d' is odd }}", "{{ '%999999999s' is even }}", "{{ '%999999999d' is divisibleby(1) }}"),
    *(
        "{% for a in noi_nhan %}{{ loop.cycle(*noi_nhan) }}{% endfor %}",
        "{{ so_ky_hieu|replace(*noi_nhan) }}",
    ),
    *("{{ " + "-".join(["so_ky_hieu"] * 300) + " }}", "{{ " + "+".join(["1"] * 300) + " }}"),
]


@pytest.mark.parametrize("text", MULTIPLY, ids=lambda text: text[:50])
def test_what_multiplies_is_refused_with_its_name(text):
    problems = refused(beginning(text))
    assert {problem.code for problem in problems} <= {"T002", "T010", "T011"}, problems


GROWS = [
    "{% for a in noi_nhan|join %}{% for b in noi_nhan|join %}x{% endfor %}{% endfor %}",
    "{% for a in noi_nhan %}{% for b in noi_nhan %}{% for c in noi_nhan %}{% endfor %}{% endfor %}{% endfor %}",
    "{% for a in noi_nhan %}{% for b in noi_nhan %}{{ so_ky_hieu }}{% endfor %}{% endfor %}",
    "{% for a in noi_nhan %}{{ noi_nhan|join(so_ky_hieu)|replace('n', noi_nhan|join)|length }}{% endfor %}",
    "{{ so_ky_hieu" + "|replace('/', '////////////')" * 20 + " }}",
    "{{ so_ky_hieu" + "|replace('', 'abcdefghij')" * 20 + "|length }}",
    "{{ noi_nhan|join|replace('', noi_nhan|join)|length }}",
    "{{ noi_nhan|join(noi_nhan|join)|length }}",
    "{{ " + " ~ ".join(["(noi_nhan|join)"] * 60) + " }}",
    "{% for a in noi_nhan %}{% for b in noi_nhan %}{{ a ~ (noi_nhan|join) }}{% endfor %}{% endfor %}",
    "{% for a in noi_nhan %}{% for b in noi_nhan %}{{ (noi_nhan|join).upper()|length }}{% endfor %}{% endfor %}",
    "{% for a in noi_nhan %}{% for b in noi_nhan %}{{ (noi_nhan + noi_nhan)|length }}{% endfor %}{% endfor %}",
    "{% for a in noi_nhan if a %}{% for b in noi_nhan if b %}{{ loop.index }}{{ a }}{{ b }}{% else %}x{% endfor %}{% endfor %}",
    *(
        f"{{% for a in noi_nhan %}}{{% for b in noi_nhan %}}{inside}{{% endfor %}}{{% endfor %}}"
        for inside in (
            "{% if 'x' in noi_nhan and 'y' in noi_nhan and 'z' in noi_nhan %}{% endif %}",
            "{% if noi_nhan == noi_nhan %}{% endif %}" * 100,
            "{% if noi_nhan &lt; noi_nhan[1:] or noi_nhan &gt; noi_nhan %}{% endif %}",
            "{% if noi_nhan is eq(noi_nhan) %}{% endif %}",
            "{% if a is in(noi_nhan) %}{% endif %}",
            "{{ noi_nhan[:]|length }}{{ noi_nhan[1:][1:]|length }}",
            "{{ (noi_nhan|join)[1:]|length }}",
            "{% if so_ky_hieu %}{% endif %}" * 400,
            "{{ loop.cycle(noi_nhan, noi_nhan)|length }}",
            "{{ a.strip(noi_nhan|join) }}",
            "{% for c in [a, b] %}{{ c|default(noi_nhan) is string }}{% endfor %}",
        )
    ),
    "{{ (noi_nhan|join ~ '!').strip(noi_nhan|join ~ noi_nhan|join ~ '!') }}",
    "{{ (noi_nhan|join)|trim(noi_nhan|join)|length }}",
    "{{ noi_nhan|join(noi_nhan|join(noi_nhan|join))|length }}",
]
MANY = [f"Sở {n}" for n in range(1_500)]


@pytest.mark.parametrize("text", GROWS, ids=lambda text: text[:60])
def test_what_grows_is_stopped_by_what_it_would_make(text):
    (problem,) = refused(beginning(text), noi_nhan=MANY, so="1/2/3/4")
    assert problem.code == "T011"
    assert dict(problem.values)["why"] == budget.TOO_MUCH


@pytest.mark.parametrize("text", [*GROWS, *MULTIPLY], ids=lambda text: text[:60])
def test_what_is_refused_takes_little_room(text):
    world = Memory({"thu.yaml": letter(noi_nhan=MANY, so="1/2/3/4").encode(), "mau.docx": beginning(text)})
    reports = []
    tracemalloc.start()
    try:
        build_letters(world, ["thu.yaml"], template="mau.docx", done=reports.append)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert not reports[0].written
    assert most < 200_000_000


USUAL = {
    "{{ so_ky_hieu }}|{{so_ky_hieu}}|{{- so_ky_hieu -}}": "Số: 12/SM-VP|Số: 12/SM-VP|Số: 12/SM-VP",
    "{{ trich_yeu|first|upper }}": "V/V BÁO CÁO",
    "{{ trich_yeu|last|lower|title|capitalize|length }}": "11",
    "{{ trich_yeu|join(', ')|trim }}": "V/v báo cáo",
    "{{ so_ky_hieu|replace('/', '-') }}": "Số: 12-SM-VP",
    "{{ so_ky_hieu|default('x') }}{{ (trich_yeu|first)|d('y') }}": "Số: 12/SM-VPV/v báo cáo",
    "{{ so_ky_hieu|e }}{{ so_ky_hieu|escape }}": "Số: 12/SM-VPSố: 12/SM-VP",
    "{% for d in trich_yeu %}{{ loop.index }}/{{ loop.length }} {{ loop.first }} {{ loop.last }} {{ d }}{% endfor %}": "1/1 True True V/v báo cáo",
    "{% for d in trich_yeu %}{{ loop.index0 }}{{ loop.revindex }}{{ loop.cycle('a', 'b') }}{% endfor %}": "01a",
    "{% for d in trich_yeu[:1] %}a{% else %}b{% endfor %}{% for d in chu_quan %}a{% else %}b{% endfor %}": "ab",
    "{% if trich_yeu and not chu_quan %}a{% elif co_quan %}b{% else %}c{% endif %}": "a",
    "{{ 'a' if chu_quan else 'b' }}{{ trich_yeu|count }}{{ co_quan[0] }}": "b1SỞ MẪU",
    "{% if co_quan|length > 1 or co_quan[0] == 'SỞ MẪU' %}a{% endif %}": "a",
    "{% if 'SM' in so_ky_hieu and so_ky_hieu is defined and so_ky_hieu is string %}a{% endif %}": "a",
    "{{ 1 + 2 - 3 }}{{ 7 // 2 }}{{ 7 % 2 }}{{ -1 }}{{ so_ky_hieu ~ '!' ~ 1 }}{{ 'a' + 'b' }}": "031-1Số: 12/SM-VP!1ab",
    "{{ so_ky_hieu.upper() }}{{ so_ky_hieu.lower() }}{{ so_ky_hieu.strip() }}": "SỐ: 12/SM-VPsố: 12/sm-vpSố: 12/SM-VP",
    "{# lời ghi #}{% raw %}a{% endraw %}": "a",
    "{% if 3 is odd and 4 is even and 9 is divisibleby(3) %}a{% endif %}": "a",
    "{% if 'Lưu: VT, VP' in noi_nhan or trich_yeu[1:] == [] or 1 is in([1, 2]) %}a{% endif %}": "a",
    "{{ so_ky_hieu.strip('SP')|trim('-V: ố') }}": "12/SM",
}


@pytest.mark.parametrize(("text", "printed"), USUAL.items(), ids=lambda text: text[:50])
def test_what_letters_need_is_printed(text, printed):
    good, report, world = built(beginning(f"[{text}]"), so="12", trich_yeu="báo cáo")
    assert good, report.problems
    assert f"[{printed}]" in [text for _, text in lines(world.files["thu.docx"])]


def test_tags_of_paragraphs_rows_and_runs_work():
    row = "<w:tr><w:tc><w:tcPr/>{}</w:tc></w:tr>"
    table = "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='900'/></w:tblGrid>{}</w:tbl>".format(
        row.format(paragraph("{%tr for d in trich_yeu %}"))
        + row.format(paragraph("{{ d }}", " – ", "{{r noi_nhan[0] }}"))
        + row.format(paragraph("{%tr endfor %}"))
    )
    good, report, world = built(
        beginning("{%p if so_ky_hieu %}", "[a]", "{%p endif %}", "c", "{%- if 1 %}[b]{% endif %}", table)
    )
    assert good, report.problems
    text = "".join(text for _, text in lines(world.files["thu.docx"]))
    assert "[a]" in text
    assert "[b]" in text


def test_what_is_not_offered_is_told_with_what_is():
    (problem,) = refused(beginning("{{ so_ky_hieu|center(9) }}"))
    assert str(problem) == (
        "mau.docx:1:1: lỗi[T011]: mẫu dùng sai biến: bộ lọc này không dùng được trong mẫu (center)\n"
        f"  gợi ý: chỉ dùng được: {', '.join(sorted(vocabulary.FILTERS))}"
    )


def test_all_that_is_not_offered_is_told_at_once():
    problems = refused(
        beginning("{{ so_ky_hieu|center(9)|indent }}", "{% set a = 1 %}", "{{ so_ky_hieu.zfill(3) }}")
    )
    parts = {dict(problem.values)["part"] for problem in problems}
    assert parts == {" (center)", " (indent)", " (assign)", " (zfill)"}


def test_a_filter_is_offered_or_known_and_refused():
    assert set(environment().filters) - {budget.STEPS, budget.TEXTS, budget.READ} == vocabulary.FILTERS
    assert filters.FILTERS.keys() > vocabulary.FILTERS
    assert environment().globals == {}
    assert set(environment().tests) == vocabulary.TESTS


def test_a_variable_is_tried_before_it_is_used():
    """One that the trial did not know would switch it off."""
    assert EVERYTHING.keys() == NAMES
    assert PARTS.keys() | {"dinh_danh", "bieu", "cau_truc", "phu_luc"} == NAMES


@pytest.mark.parametrize(("size", "stopped"), [(budget.FREE, False), (budget.FREE + 1, True)])
def test_the_budget_ends_just_there(size, stopped):
    context = environment().from_string("").new_context({"x": ""})
    context.charge(size - 1)
    if stopped:
        with pytest.raises(budget.BudgetError):
            context.charge(2)
    else:
        context.charge(1)


def test_a_long_letter_has_more_of_it_but_not_without_end():
    context = (
        environment().from_string("").new_context({"x": ["a" * 1_000_000] * 2, "y": {"z": "b" * 500_000}})
    )
    context.charge(budget.FREE + budget.TIMES * (2_500_000 + 2 * budget.ITEM))
    with pytest.raises(budget.BudgetError):
        context.charge(1)
    context = environment().from_string("").new_context({"x": "a" * 30_000_000})
    context.charge(budget.MOST)
    with pytest.raises(budget.BudgetError):
        context.charge(1)


def charged(source, **variables):
    """Return what a render is charged."""
    template = environment().from_string(source)
    context = template.new_context(variables)
    "".join(template.root_render_func(context))
    return context.spent


@pytest.mark.parametrize(
    ("source", "variables"),
    [
        ("{% for a in x %}text{{ a }}{% endfor %}", lambda n: {"x": ["b"] * n}),
        ("{{ x }}", lambda n: {"x": "b" * n}),
        ("{{ x|upper }}", lambda n: {"x": "b" * n}),
        ("{{ x|join(', ') }}", lambda n: {"x": ["b"] * n}),
        ("{{ x|replace('b', 'cc') }}", lambda n: {"x": "b" * n}),
        ("{{ x ~ x }}", lambda n: {"x": "b" * n}),
        ("{{ x + x }}", lambda n: {"x": "b" * n}),
        ("{{ x.upper() }}", lambda n: {"x": "b" * n}),
        ("{{ x.strip('ab') }}", lambda n: {"x": "b" * n}),
        ("{{ 'ab'|trim(x) }}", lambda n: {"x": "b" * n}),
        ("{% if 'a' in x %}{% endif %}", lambda n: {"x": ["b"] * n}),
        ("{% if x == x %}{% endif %}", lambda n: {"x": ["b"] * n}),
        ("{% if 1 is eq(x) %}{% endif %}", lambda n: {"x": "b" * n}),
        ("{{ x[1:]|length }}", lambda n: {"x": "b" * n}),
        (
            "{% for a in x %}" + "{% if y %}{% endif %}" * 9 + "{% endfor %}",
            lambda n: {"x": ["b"] * n, "y": 0},
        ),
    ],
)
def test_twice_as_much_costs_twice_as_much(source, variables):
    one, two = charged(source, **variables(4_000)), charged(source, **variables(8_000))
    assert one >= 4_000
    assert 1.9 < two / one < 2.1


@pytest.mark.parametrize(
    "text", [GROWS[0], GROWS[1], "{{ trich_yeu[99] }}", "{{ so_ky_hieu|center(9) }}", "{{ 1 / 0 }}"]
)
def test_a_batch_refuses_the_template_too(text):
    thu = letter(noi_nhan=MANY, kinh_gui=["{{ ten }}"])
    world = Memory(
        {"thu.yaml": thu.encode(), "ds.csv": b"ten;don_vi\nA;A\nB;B\n", "mau.docx": beginning(text)}
    )
    rows = read_table(world, "ds.csv")
    request = BatchRequest("thu.yaml", column_names(rows), "mau.docx", False, False)
    assert {problem.code for problem in batch_problems(world, request, rows)} <= {"T010", "T011"}


def batch_problems(world, request, rows):
    """Return what is wrong with a batch: told of its template, or of each row."""
    try:
        planned = plan_batch(world, request, rows, "{stt}", (), ())
        checked = check_rows(planned)
        list(letters_to_write(planned, checked))
    except Refused as refusal:
        return refusal.problems
    assert len(checked.wrong) == len(rows)
    return [problem for problems in checked.wrong.values() for problem in problems]


# --- how many tags, how long, and where a section ends ----------------------------------------------------

SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
BOX = "<w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"


@pytest.mark.parametrize(
    ("texts", "codes"),
    [
        (["{# x #}" * 900], set()),
        (["{# x #}" * 2_000], {"T025"}),
        (["{{" * 40_000], {"T025"}),
        (["{" * 400_000], {"T025"}),
        (["{{" + " " * 3_000], {"T003"}),
        (["{{" + " " * 900_000], {"T003"}),
        (["{{" + " " * 7_980 + "so_ky_hieu }}"], set()),
        (["{{" + " " * 8_100 + "so_ky_hieu }}"], {"T003"}),
        (["{%p " + "if " * 900], {"T003"}),
        (["{{ '" + "a" * 7_000 + "'|length }}"] * 6, set()),
        (["{{ '" + "a" * 7_000 + "'|length }}"] * 7, {"T040"}),
        (["{{ '}}" + "a" * 7_000 + "'|length }}"] * 7, {"T040"}),
        (["{{ " + "~".join(["so_ky_hieu"] * 50) + " }}"] * 900, {"T040"}),
        (["{{ [" + ",".join(["so_ky_hieu"] * 700) + "]|length }}"] * 900, {"T040"}),
    ],
    ids=lambda value: ascii(value)[:20],
)
def test_tags_are_bounded(texts, codes):
    data = beginning(*texts)
    assert {problem.code for problem in (refused(data) if codes else built(data)[1].problems)} == codes


@pytest.mark.parametrize(
    ("markup", "code"),
    [
        (f"<w:p><w:pPr>{SECTION}</w:pPr></w:p>", ""),
        (f"<w:p><w:pPr>{SECTION}</w:pPr><w:r><w:t>mất</w:t></w:r></w:p>", "T026"),
        (f"<w:p><w:pPr>{SECTION}</w:pPr>{BOX.format('<w:p/>')}</w:p>", ""),
        (f"<w:p><w:pPr>{SECTION}</w:pPr>{BOX.format(paragraph('mất'))}</w:p>", "T026"),
        (f"<w:p>{BOX.format(f'<w:p><w:pPr>{SECTION}</w:pPr></w:p>')}<w:r><w:t>mất</w:t></w:r></w:p>", "T026"),
        (f"<w:p><w:pPr><w:sectPr/></w:pPr>{BOX.format('<w:p/>')}</w:p>", ""),
        (f"<w:p/><w:p w:rsidR='1'/><w:p w:rsidR='1'><w:pPr>{SECTION}</w:pPr></w:p>", ""),
    ],
)
def test_a_paragraph_that_ends_a_section_goes_whole_or_is_refused(markup, code):
    """What is nested in it never breaks the file."""
    good, report, _ = built(beginning(markup))
    assert {problem.code for problem in report.problems} == ({code} if code else set())
    assert good is not bool(code)


@pytest.mark.parametrize(("paragraphs", "codes"), [(45_000, set()), (55_000, {"T008"})])
def test_a_template_is_a_layout_and_no_book(paragraphs, codes):
    data = beginning("<w:p><w:r><w:t/></w:r></w:p>" * paragraphs)
    assert {problem.code for problem in (refused(data) if codes else built(data)[1].problems)} == codes
