"""Take a template apart and look at it before it is used: the only place that needs docxtpl.

A template that would lose text, or that names what no letter has, is refused with the
paragraph in question; nothing is rendered from it.
"""

import difflib
import io
import re
from collections.abc import Iterator, Sequence

from docxtpl import DocxTemplate
from jinja2 import TemplateAssertionError, TemplateSyntaxError, meta, nodes
from jinja2.parser import Parser
from lxml import etree

from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Place, Problem, Refused, shorten
from dispatch.word.package.archive import pack, pack_tight, write_archive
from dispatch.word.package.names import DOCUMENT, RELATIONS, STYLES, W
from dispatch.word.package.opening import ARMED, HUGE, Unreadable, open_package
from dispatch.word.source.extract import strip_source
from dispatch.word.template.carried import Carried, carried_parts
from dispatch.word.template.compiled import PreparedTemplate, environment
from dispatch.word.template.geometry import SECTION, STYLE, measure_layout
from dispatch.word.template.sections import section_ends
from dispatch.word.template.tags import TAG, letters_of, long_tags, wrong_tags
from dispatch.word.template.trial import NAMES, refuse_invisible
from dispatch.word.template.vocabulary import StrangeWord, strange_words

NOT_WORD = Fault("T001", N_("mẫu không dùng được: {why}"), N_("mở bằng Word rồi lưu lại dạng .docx"))
UNKNOWN_NAME = Fault(
    "T002", N_("mẫu gọi biến không có: '{name}', trong đoạn '{text}'"), N_("có phải '{near}'?")
)
BAD_SYNTAX = Fault("T006", N_("thẻ sai cú pháp: {why}, gần '{text}'"))
NO_SECTION = Fault("T007", N_("mẫu không có thiết lập trang"), N_("bắt đầu từ một mẫu trong templates/docx"))

TOO_MUCH = Fault(
    "T008",
    N_("mẫu giải nén ra quá lớn"),
    N_("bắt đầu từ một mẫu trong templates/docx, chỉ giữ phần trình bày"),
)
MACRO = Fault("T009", N_("mẫu có macro"), N_("lưu lại dạng .docx không macro"))
NO_STYLE = Fault(
    "T013",
    N_("mẫu thiếu kiểu đoạn: {names}"),
    N_("lưu mẫu bằng Word; phần mềm khác có thể đổi tên kiểu đoạn"),
)
ROLES = ("NoiDung", "Khoan", "KhoanDe", "Gach", "KinhGui", "KinhGuiDong", "ChucVu", "HoTen", "Vach")

DYNAMIC = lazy_pattern(r"word/(document|header\d*|footer\d*)\.xml|docProps/(core|custom)\.xml")
NAMESPACE = lazy_pattern(r' xmlns:\w+="[^"]*"')


FOOT = lazy_pattern(r"<w:tbl>(?:(?!</?w:tbl>).)*\bin noi_nhan\b(?:(?!</?w:tbl>).)*</w:tbl>", re.DOTALL)
COLUMN = lazy_pattern(r'(<w:(?:gridCol|tcW) [^>]*?w:w=")(\d+)"')
MARKS_MOST = 150_000  # elements and attributes of a template; ours have 5,000
FOOT_COLUMNS = ("{{ cot_noi_nhan }}", "{{ cot_ky }}")
TAGGED = '<w:p><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p>'


def prepare(data: bytes, name: str) -> PreparedTemplate:
    """Return the template taken apart, or refuse it with everything that is wrong."""
    parts, left_out, refused = _carried(data, name)
    texts = {part: parts[part].decode("utf-8") for part in parts if DYNAMIC.fullmatch(part)}
    problems = [*refused, *(problem for text in texts.values() for problem in wrong_tags(text, name))]
    problems += _styleless(parts[STYLES].decode("utf-8"), name)
    if not SECTION.search(texts[DOCUMENT]):
        problems.append(NO_SECTION.at(Place(name)))
    if problems:
        raise Refused(problems)
    sources = _sources(parts, texts, name)
    if problems := list(long_tags(sources.values(), name)):
        raise Refused(problems)
    used = _names(sources, texts, name)
    prepared = PreparedTemplate(
        sources=sources,
        members=tuple(pack_tight(part, blob) for part, blob in parts.items()),
        layout=measure_layout(texts[DOCUMENT], parts[STYLES].decode("utf-8")),
        names=used,
        left_out=left_out,
    )
    refuse_invisible(prepared, name)
    return prepared


def with_section_variables(parts: dict[str, bytes]) -> bytes:
    """Return the Word file that docxtpl itself would be given: its section ends are variables."""
    document = document_source(parts[DOCUMENT].decode("utf-8")).encode()
    return write_archive([pack(part, document if part == DOCUMENT else blob) for part, blob in parts.items()])


def _carried(data: bytes, name: str) -> Carried:
    """Return the parts of a template that go into letters, or refuse what is no Word file."""
    try:
        carried = carried_parts(strip_source(open_package(data, MARKS_MOST)), name)
    except Unreadable as error:
        fault = {HUGE: TOO_MUCH, ARMED: MACRO}.get(error.why, NOT_WORD)
        raise Refused([fault.at(Place(name), why=error.why)]) from error
    if STYLES not in carried.parts or RELATIONS not in carried.parts:
        raise Refused([NOT_WORD.at(Place(name), why=N_("không phải tệp Word"))])
    return carried


def _sources(parts: dict[str, bytes], texts: dict[str, str], name: str) -> dict[str, str]:
    """Return the Jinja source of each part that holds a tag, as docxtpl patches it."""
    engine = DocxTemplate(io.BytesIO(with_section_variables(parts)))
    try:
        engine.init_docx()
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise Refused([NOT_WORD.at(Place(name), why=N_("không phải tệp Word"))]) from error
    sources = {}
    for part, text in texts.items():
        if part == DOCUMENT:
            body = (
                NAMESPACE.sub("", engine.get_xml().split(">", 1)[0]) + ">" + engine.get_xml().split(">", 1)[1]
            )
            sources[part] = text[: text.index("<w:body")] + engine.patch_xml(body) + "</w:document>"
        elif part.startswith("docProps") and "{" in text:
            sources[part] = text
        elif "{{" in text or "{%" in text:
            canonical = etree.tostring(etree.fromstring(text.encode()), encoding="unicode")
            sources[part] = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + engine.patch_xml(
                canonical
            )
    return {
        part: text.replace("{_{", "{{ '{{' }}").replace("}_}", "{{ '}}' }}") for part, text in sources.items()
    }


def _styleless(styles: str, name: str) -> Iterator[Problem]:
    """Yield the styles that letters are drawn in and that the template has not."""
    known = {match[1] for match in STYLE.finditer(styles)}
    missing = [role for role in ROLES if role not in known]
    if missing:
        yield NO_STYLE.at(Place(name), names=", ".join(missing))


def _names(sources: dict[str, str], texts: dict[str, str], name: str) -> dict[str, list[str]]:
    """Return the variables that each part of a template uses, or refuse those that no letter has."""
    used: dict[str, list[str]] = {}
    problems = []
    for part, source in sources.items():
        try:
            by_line = re.sub(r"<w:p([ >])", r"\n<w:p\1", source)
            tree = Parser(environment(), by_line).parse()
            strange = strange_words(tree)
            free = _free_names(tree, strange)
        except (RecursionError, MemoryError, ValueError):
            problems.append(BAD_SYNTAX.at(Place(name), why=N_("lồng quá sâu"), text=part))
            continue
        except TemplateSyntaxError as error:
            lines = re.sub(r"<[^>]+>", " ", by_line).splitlines()
            near = lines[min(error.lineno, len(lines)) - 1] if lines else ""
            tags = " ".join(TAG.findall(near))
            problems.append(BAD_SYNTAX.at(Place(name), why=error.message or "", text=shorten(tags)))
            continue
        used[part] = sorted(free)
        unknown = [_unknown_tag(stray, texts[part], name) for stray in sorted(free - NAMES)]
        problems += unknown or [_strange_word(word, name) for word in strange]
    if problems:
        raise Refused(problems)
    return used


def _free_names(tree: nodes.Template, strange: Sequence[StrangeWord]) -> set[str]:
    """Return the variables of a part; the names of a tree with a filter that is not offered cannot be had."""
    try:
        finder = meta.TrackingCodeGenerator(environment())
        finder.optimizer = None  # as the environment has it
        finder.visit(tree)
    except TemplateAssertionError:
        if strange:
            return set()
        raise
    return finder.undeclared_identifiers


def _strange_word(word: StrangeWord, name: str) -> Problem:
    part = f" ({shorten(word.part)})" if word.part else ""
    return word.fault.at(
        Place(name), name=word.part, why=word.why, part=part, known=", ".join(sorted(word.known))
    )


def _unknown_tag(stray: str, text: str, name: str) -> Problem:
    root = etree.fromstring(text.encode())
    texts = (letters_of(paragraph) for paragraph in root.iter(W + "p"))
    where = next((line for line in texts if re.search(rf"\b{re.escape(stray)}\b", line)), "")
    near = next(iter(difflib.get_close_matches(stray, sorted(NAMES), n=1)), "")
    return UNKNOWN_NAME.at(Place(name), name=stray, near=near, text=shorten(where))


def document_source(document: str) -> str:
    """Return a document whose two section ends are variables, so that a letter may turn its last page.

    So are the columns of recipients and signer, for the one is as wide as the other leaves it.
    """
    document = FOOT.sub(lambda match: _with_column_variables(match[0]), document)
    spans = section_ends(document)
    for index, (start, end) in reversed(list(enumerate(spans))):
        last = index == len(spans) - 1
        name = "{{ trang_cuoi }}" if last else TAGGED.format("{{p trang_thu }}")
        document = document[:start] + name + document[end:]
    return document


def _with_column_variables(table: str) -> str:
    """Return the table of recipients and signer with its two widths as variables; any other table as it is."""
    widths = list(dict.fromkeys(width for _, width in COLUMN.findall(table)))
    if len(widths) != len(FOOT_COLUMNS) or table.count("<w:gridCol ") != len(FOOT_COLUMNS):
        return table
    names = dict(zip(widths, FOOT_COLUMNS, strict=True))
    return COLUMN.sub(lambda match: f'{match[1]}{names[match[2]]}"', table)
