"""Try a template before it is used: every variable it prints must come out as text that a reader sees."""

from collections.abc import Iterator

from jinja2 import TemplateError
from lxml import etree

from dispatch.forms import Identity
from dispatch.problem import Place, Problem, Refused
from dispatch.word.draw.fragments import Fragment
from dispatch.word.package.names import W
from dispatch.word.template.compiled import Context, PreparedTemplate, environment
from dispatch.word.template.signing import SignerPair
from dispatch.word.template.variables import AppendixVariables, CopyVariables
from dispatch.word.template.vocabulary import ASTRAY

MARK = "⟦{}⟧"
LINES = ("so_ky_hieu", "dia_danh_ngay", "ten_loai", "xac_nhan", "dinh_danh", "tieu_de", "tac_gia", "cau_truc")
LISTS = ("chu_quan", "co_quan", "trich_yeu", "lien_he")
PARAGRAPHS = ("kinh_gui", "noi_dung", "nguoi_ky")
STAMPS = ("do_khan", "luu_hanh")
BEHIND = ("van_ban_kem_theo", "phu_luc")
RULES = ("vach_co_quan", "vach_tieu_ngu", "vach_trich_yeu")
WIDTHS = ("cot_noi_nhan", "cot_ky")
UNSEEN = ("tieu_de", "tac_gia", "cau_truc", "bieu", "trang_thu", "trang_cuoi", *WIDTHS, *RULES)
HOLDERS = {  # what may stand in what
    "p": {"body", "tc", "hdr", "ftr", "txbxContent", "sdtContent", "footnote", "endnote", "comment"},
    "r": {"p", "hyperlink", "ins", "del", "smartTag", "sdtContent", "fldSimple", "moveTo", "moveFrom"},
    "t": {"r"},
}


def invisible_variables(prepared: PreparedTemplate, name: str) -> Iterator[Problem]:
    """Yield the variables of a template that would not be seen where they are printed."""
    context = _context(prepared)
    used = {variable for names in prepared.names.values() for variable in names}
    seen = ""
    for part, source in prepared.sources.items():
        if part.startswith("docProps"):
            continue
        try:
            root = etree.fromstring(environment().from_string(source).render(context).encode())
        except etree.XMLSyntaxError:
            yield ASTRAY.at(Place(name), name=", ".join(prepared.names[part]))
            return
        except (
            TemplateError,
            TypeError,
            ValueError,
            ArithmeticError,
            LookupError,
            RecursionError,
            MemoryError,
        ):
            return  # rendering says what is wrong, in its own words
        seen += _visible_text(root)
    lost = sorted(n for n in used if n not in UNSEEN and MARK.format(n) not in seen)
    if lost or "<w:" in seen:
        yield ASTRAY.at(
            Place(name), name=", ".join(lost) or ", ".join(sorted(used & {*PARAGRAPHS, *STAMPS, *RULES}))
        )


def _visible_text(root: etree._Element) -> str:
    """Return the text that stands where text may stand."""
    return "".join(text.text or "" for text in root.iter(W + "t") if _holds(text))


def _holds(element: etree._Element) -> bool:
    """Say whether an element and all that it stands in are where they belong."""
    at: etree._Element | None = element
    while at is not None:
        allowed = HOLDERS.get(etree.QName(at).localname)
        above = at.getparent()
        if allowed and (above is None or etree.QName(above).localname not in allowed):
            return False
        at = above
    return True


def _run(name: str) -> Fragment:
    return Fragment(f"<w:r><w:t>{MARK.format(name)}</w:t></w:r>")


def _paragraph(name: str) -> Fragment:
    return Fragment(f"<w:p>{_run(name)}</w:p>")


def _page_behind(name: str) -> AppendixVariables:
    return AppendixVariables(
        dau_de=MARK.format(name),
        tieu_de=(_run(name),),
        kem_theo=_run(name),
        vach=Fragment(),
        noi_dung=(_paragraph(name),),
        het=Fragment(),
    )


def _copy(name: str) -> CopyVariables:
    line, runs, paragraph = MARK.format(name), _run(name), _paragraph(name)
    return CopyVariables(Fragment(), (line,), Fragment(), line, line, line, (runs,), (paragraph,))


def _everything() -> Context:
    """Return what a letter can say, each part by its own name."""
    pair = (_paragraph("ky_lien_tich"),)
    return {
        **{name: f"{MARK.format(name)}&<" for name in LINES},
        **{name: (f"{MARK.format(name)}&<",) for name in LISTS},
        **{name: (_paragraph(name),) for name in PARAGRAPHS},
        **{name: _paragraph(name) for name in (*STAMPS, *RULES)},
        "noi_nhan": (_run("noi_nhan"),),
        **dict.fromkeys(WIDTHS, 1),
        "ky_lien_tich": (SignerPair(pair, pair),),
        **{name: (_page_behind(name),) for name in BEHIND},
        "ban_sao": _copy("ban_sao"),
        "bieu": Identity(*["x"] * len(Identity._fields)),
        "trang_thu": Fragment("<w:p/>"),
        "trang_cuoi": Fragment(),
    }


EVERYTHING = _everything()
NAMES = EVERYTHING.keys()  # what a template may print is what it is tried with, so that neither misses one


def _context(prepared: PreparedTemplate) -> Context:
    """Return a letter that says everything, and ends as the template does."""
    return {**EVERYTHING, "trang_cuoi": Fragment(prepared.layout.letter_section)}


def refuse_invisible(prepared: PreparedTemplate, name: str) -> None:
    """Refuse a template that would not show what it prints."""
    problems = list(invisible_variables(prepared, name))
    if problems:
        raise Refused(problems)
