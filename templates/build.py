"""Make the Word templates from the decree's numbers: `python templates/build.py`.

Nobody can review a binary, so the templates are made here, committed, and a test holds
the committed files equal to what this builder makes. Each can be restyled in Word.
"""

import sys
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

sys.path.insert(0, str(Path(__file__).parent.parent))

from dispatch import decree
from dispatch.text import metrics
from dispatch.word.draw.columns import TABLE_STYLES, twips
from dispatch.word.draw.fragments import STAMP_LINE
from dispatch.word.package.archive import pack_tight, write_archive
from dispatch.word.template.properties import CORE, CORE_NAME, CORE_RELATION, CUSTOM, CUSTOM_NAME, PROLOG

OUT = Path(__file__).parent / "docx"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
WP = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
THEME = "application/vnd.openxmlformats-officedocument.theme+xml"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


class Style(NamedTuple):
    """A paragraph style: how one component of the decree looks."""

    id: str
    name: str
    size: float
    align: str = "left"
    bold: bool = False
    italic: bool = False
    before: float = 0
    after: float = 0
    left: float = 0
    hanging: float = 0
    first: float = 0
    right: float = 0
    exact: float = 0
    keep: bool = False
    colour: str = ""
    top: bool = False


def styles(preset: decree.Preset) -> list[Style]:
    """Return every style of a template in the sizes of a preset."""
    text = preset.text
    first = decree.FIRST_LINE[0]
    gap = decree.PARAGRAPH_GAP.least
    colon = decree.KINH_GUI_START + metrics.text_width("Kính gửi", text)
    dash = metrics.text_width("- ", text)
    body = {"align": "both", "first": first, "before": gap}
    return [
        Style("CoQuanChuQuan", "Cơ quan chủ quản", preset.co_quan, "center"),
        Style("CoQuan", "Cơ quan ban hành", preset.co_quan, "center", bold=True),
        Style("QuocHieu", "Quốc hiệu", preset.quoc_hieu, "center", bold=True),
        Style("TieuNgu", "Tiêu ngữ", preset.tieu_ngu, "center", bold=True),
        Style("Vach", "Vạch kẻ", 4, "center", before=3, exact=5),
        Style("SoKyHieu", "Số, ký hiệu", decree.SO_SIZE, "center", before=3),
        Style("DiaDanhNgay", "Địa danh và thời gian", preset.dia_danh, "center", italic=True, before=3),
        Style("TrichYeu", "Trích yếu công văn", preset.trich_yeu, "center"),
        Style("TenLoai", "Tên loại văn bản", text, "center", bold=True, before=14),
        Style("TrichYeuTenLoai", "Trích yếu văn bản có tên loại", text, "center", bold=True),
        Style(
            "DoKhan",
            "Độ khẩn",
            13,
            "center",
            bold=True,
            before=8,
            exact=STAMP_LINE,
            colour=decree.URGENCY_COLOUR,
        ),
        Style("LuuHanh", "Phạm vi lưu hành", 13, "center", bold=True, exact=STAMP_LINE),
        Style("KinhGuiMot", "Kính gửi một nơi", text, "center", before=14),
        Style(
            "KinhGuiDai",
            "Kính gửi một nơi, tên dài",
            text,
            before=14,
            after=10,
            left=colon + dash,
            hanging=colon + dash - decree.KINH_GUI_START,
        ),
        Style("KinhGui", "Kính gửi nhiều nơi", text, before=14, left=decree.KINH_GUI_START, keep=True),
        Style("KinhGuiDong", "Kính gửi, từng nơi", text, left=colon + dash, hanging=dash),
        Style("SauKinhGui", "Sau Kính gửi", 6, exact=6),
        Style("ThamQuyen", "Thẩm quyền ban hành", text, "center", bold=True, before=gap * 2, keep=True),
        Style("CanCu", "Căn cứ", text, italic=True, **body),
        Style("NoiDung", "Nội dung", text, **body),
        Style("Chuong", "Phần, Chương, Mục, số", text, "center", bold=True, before=gap * 2, keep=True),
        Style("ChuongTen", "Phần, Chương, Mục, tên", text, "center", bold=True, keep=True),
        Style("Muc", "Mục I.", text, bold=True, keep=True, first=first, before=gap),
        Style("Khoan", "Khoản 1.", text, **body),
        Style("KhoanDe", "Khoản 1. có tiêu đề", text, bold=True, keep=True, first=first, before=gap),
        Style("Diem", "Điểm a)", text, **body),
        Style("Gach", "Gạch đầu dòng", text, **body),
        Style("Cong", "Dấu cộng", text, **body),
        Style("Trich", "Trích nguyên văn", text, "both", italic=True, before=gap, left=first, right=first),
        Style("Hinh", "Hình", text, "center", before=gap, keep=True),
        Style("ChuThichHinh", "Chú thích hình", text - 1, "center", italic=True, before=3),
        Style("TenBang", "Tên bảng", text, "center", bold=True, before=gap, after=3, keep=True),
        Style("DonViTinh", "Đơn vị tính", text - 1, "right", italic=True, before=gap, after=3, keep=True),
        *(Style(id_, f"Ô bảng {size:g}", size, before=1, after=1) for id_, size in TABLE_STYLES),
        Style("SauBang", "Sau bảng", 4, exact=4),
        Style("GhiChuBang", "Ghi chú bảng", text - 1, "both", before=3),
        Style("ChuThich", "Chú thích cuối trang", decree.FOOTNOTE_SIZE, "both"),
        Style("NoiNhan", "Nơi nhận", decree.NOI_NHAN_SIZE, bold=True, italic=True),
        Style("NoiNhanDong", "Nơi nhận, từng nơi", decree.NOI_NHAN_LIST_SIZE),
        Style("ChucVu", "Quyền hạn, chức vụ", text, "center", bold=True, keep=True),
        Style(
            "ChucVuKhac", "Chức vụ khác", text, "center", bold=True, before=decree.SIGNATURE_SPACE, keep=True
        ),
        Style("HoTen", "Họ và tên", text, "center", bold=True, before=decree.SIGNATURE_SPACE),
        Style("HoTenLien", "Họ và tên, dưới chức vụ khác", text, "center", bold=True),
        Style("XacNhan", "Xác nhận", decree.NOI_NHAN_SIZE, "center", italic=True, before=gap * 2, keep=True),
        Style("HinhThucSao", "Hình thức sao", text, "center", bold=True),
        Style("LienHeDau", "Liên hệ cuối trang, dòng đầu", decree.CONTACT_SIZE, before=6, top=True),
        Style("LienHe", "Liên hệ cuối trang", decree.CONTACT_SIZE),
        Style("SoTrang", "Số trang", text, "center"),
        Style("PhuLuc", "Phụ lục", decree.PHU_LUC_SIZE, "center", bold=True, keep=True),
        Style("PhuLucTen", "Tên phụ lục", text, "center", bold=True, keep=True),
        Style("KemTheo", "Kèm theo", text, "center", italic=True, keep=True),
        Style("DinhDanh", "Nhận dạng biểu mẫu", 8, "center"),
        Style("Trong", "Dòng trống", 1, exact=1),
        Style("TruocKy", "Trước chữ ký", 8, exact=10, keep=True),
    ]


def style_xml(style: Style) -> str:
    """Return one style as the styles part holds it."""
    spacing = f'w:before="{round(style.before * 20)}" w:after="{round(style.after * 20)}"'
    spacing += (
        f' w:line="{round(style.exact * 20)}" w:lineRule="exact"'
        if style.exact
        else ' w:line="240" w:lineRule="auto"'
    )
    indents = {"left": style.left, "right": style.right, "hanging": style.hanging, "firstLine": style.first}
    ind = " ".join(f'w:{key}="{twips(value)}"' for key, value in indents.items() if value)
    paragraph = [
        "<w:keepNext/>" if style.keep else "",
        '<w:pBdr><w:top w:val="single" w:sz="6" w:space="3" w:color="auto"/></w:pBdr>' if style.top else "",
        f"<w:spacing {spacing}/>",
        f"<w:ind {ind}/>" if ind else "",
        f'<w:jc w:val="{style.align}"/>',
    ]
    size = f'<w:sz w:val="{round(style.size * 2)}"/><w:szCs w:val="{round(style.size * 2)}"/>'
    run = ["<w:b/><w:bCs/>" if style.bold else "", "<w:i/><w:iCs/>" if style.italic else ""]
    run += [f'<w:color w:val="{style.colour}"/>' if style.colour else "", size]
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style.id}"><w:name w:val="{escape(style.name)}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{"".join(paragraph)}</w:pPr><w:rPr>{"".join(run)}</w:rPr></w:style>'
    )


NUMBER_OF_NOTE = (  # by this name LibreOffice raises the number before a note too, as Word does
    '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
    '<w:uiPriority w:val="99"/><w:unhideWhenUsed/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
)


def styles_xml(preset: decree.Preset) -> str:
    """Return the styles part."""
    fonts = "".join(f' w:{slot}="{decree.FONT}"' for slot in ("ascii", "hAnsi", "eastAsia", "cs"))
    size = round(preset.text * 2)
    return (
        f"{PROLOG}<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts{fonts}/>"
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/>'
        '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
        '<w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        f"{''.join(map(style_xml, styles(preset)))}{NUMBER_OF_NOTE}</w:styles>"
    )


# --- the page ------------------------------------------------------------------------------------


def p(style: str, text: str) -> str:
    """Return a template paragraph."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def tag(text: str) -> str:
    """Return a paragraph that holds a template tag and will not be printed."""
    return p("Trong", text)


def each(name: str, source: str, inside: str) -> str:
    """Return paragraphs repeated for every item of a list."""
    return tag(f"{{%p for {name} in {source} %}}") + inside + tag("{%p endfor %}")


def where(condition: str, inside: str) -> str:
    """Return paragraphs that stand only where something is said."""
    return tag(f"{{%p if {condition} %}}") + inside + tag("{%p endif %}")


def first_apart(first: str, other: str, text: str) -> str:
    """Return the paragraph of a loop whose first turn has a style of its own."""
    return (
        tag("{%p if loop.first %}")
        + p(first, text)
        + tag("{%p else %}")
        + p(other, text)
        + tag("{%p endif %}")
    )


def cell(width: float, inside: str) -> str:
    """Return a cell of a borderless table."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/></w:tcPr>{inside}</w:tc>'


def table(widths: tuple[float, ...], rows: list[str]) -> str:
    """Return a borderless table with no cell margins."""
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(twips(width) for width in widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def row(*cells: str) -> str:
    """Return a row that is never split over two pages."""
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


DATE = p("DiaDanhNgay", "{{ dia_danh_ngay }}")


def subject_of_letter() -> str:
    """Return ô 5b: the subject of a công văn, the first line with a gap above it."""
    line = p("TrichYeu", "{{ dong }}")
    gap = f'<w:spacing w:before="{round(decree.TRICH_YEU_GAP * 20)}"/>'
    first = line.replace("</w:pPr>", f"{gap}</w:pPr>")
    turns = tag("{%p if loop.first %}") + first + tag("{%p else %}") + line + tag("{%p endif %}")
    return each("dong", "trich_yeu", turns)


def names_beside_nation(preset: decree.Preset) -> str:
    """Return the row of ô 1 and 2: names and Quốc hiệu."""
    left = preset.head_left
    names = each("dong", "chu_quan", p("CoQuanChuQuan", "{{ dong }}"))
    names += each("dong", "co_quan", p("CoQuan", "{{ dong }}")) + tag("{{p vach_co_quan }}")
    nation = p("QuocHieu", decree.QUOC_HIEU) + p("TieuNgu", decree.TIEU_NGU) + tag("{{p vach_tieu_ngu }}")
    return row(cell(left, names), cell(decree.TEXT_WIDTH - left, nation))


def head(preset: decree.Preset, under_number: str = "", date: str = DATE) -> str:
    """Return ô 1 to 5b and 10b: names and Quốc hiệu, then number and date on one line."""
    left = preset.head_left
    right = decree.TEXT_WIDTH - left
    number = p("SoKyHieu", "{{ so_ky_hieu }}") + under_number + tag("{{p do_khan }}")
    return table(
        (left, right),
        [names_beside_nation(preset), row(cell(left, number), cell(right, date))],
    )


def issued_documents(preset: decree.Preset) -> str:
    """Return the pages of what a decision issues: as an appendix, below names and Quốc hiệu (mẫu 1.3)."""
    widths = (preset.head_left, decree.TEXT_WIDTH - preset.head_left)
    above = table(widths, [names_beside_nation(preset)]) + p("SauKinhGui", "")
    return pages_behind("van_ban_kem_theo", above)


def title() -> str:
    """Return ô 5a: the type of document and its subject over a rule."""
    return (
        p("TenLoai", "{{ ten_loai }}")
        + each("dong", "trich_yeu", p("TrichYeuTenLoai", "{{ dong }}"))
        + tag("{{p vach_trich_yeu }}")
    )


RECIPIENTS = each(
    "dong", "noi_nhan", where("loop.first", p("NoiNhan", decree.NOI_NHAN)) + p("NoiNhanDong", "{{r dong }}")
) + p("Trong", "")
SIGNER = each("doan", "nguoi_ky", tag("{{p doan }}")) + p("Trong", "")


def joint_signers(left: float, beside: str) -> str:
    """Return signers two by two, beside the first two whatever stands on their left."""
    half = (decree.TEXT_WIDTH - left) / 2
    widths = (left, half, half) if left else (half, half)
    first = [cell(left, where("loop.first", beside) + p("Trong", ""))] if left else []
    pair = [
        cell(half, each("doan", f"cap.{side}", tag("{{p doan }}")) + p("Trong", ""))
        for side in ("trai", "phai")
    ]
    rows = [
        edge_row("{%tr for cap in ky_lien_tich %}", widths),
        row(*first, *pair),
        edge_row("{%tr endfor %}", widths),
    ]
    return where("ky_lien_tich", p("TruocKy", "") + table(widths, rows))


def edge_row(text: str, widths: tuple[float, ...]) -> str:
    """Return a row that holds a template tag and will not be printed."""
    return row(*(cell(width, tag(text if at == 0 else "")) for at, width in enumerate(widths)))


def recipients_and_signer(recipients: str) -> str:
    """Return the row of recipients on the left and one signer on the right."""
    return p("TruocKy", "") + two_columns(decree.SIGN_LEFT, (recipients, SIGNER))


def foot() -> str:
    """Return ô 7 and 9b: recipients on the left, level with the signer or with joint signers."""
    alone = where("not ky_lien_tich", RECIPIENTS) + p("Trong", "")
    return joint_signers(decree.JOINT_RECIPIENTS, RECIPIENTS) + recipients_and_signer(alone)


def foot_of_equals() -> str:
    """Return the foot of what is signed by equals side by side, recipients below them (mẫu 1.9)."""
    return joint_signers(0, "") + recipients_and_signer(RECIPIENTS)


def confirmation() -> str:
    """Return who confirms below the signature, on the left: with room for a signature and a seal (mẫu 1.10)."""
    left = decree.TEXT_WIDTH / 2
    asked = p("XacNhan", "{{ xac_nhan }}") + p("XacNhan", "(Chữ ký, dấu)") + p("HoTen", "")
    return where(
        "xac_nhan",
        p("TruocKy", "") + table((left, left), [row(cell(left, asked), cell(left, p("Trong", "")))]),
    )


def copy_block(preset: decree.Preset) -> str:
    """Return what stands below a copied document: who copied it how, and signed for it (mẫu 3.1)."""
    names = each("dong", "ban_sao.co_quan", p("CoQuan", "{{ dong }}")) + tag("{{p ban_sao.vach_co_quan }}")
    way = p("HinhThucSao", "{{ ban_sao.hinh_thuc }}")
    number, day = p("SoKyHieu", "{{ ban_sao.so_ky_hieu }}"), p("DiaDanhNgay", "{{ ban_sao.dia_danh_ngay }}")
    lines = each("dong", "ban_sao.noi_nhan", p("NoiNhanDong", "{{r dong }}"))
    signer = each("doan", "ban_sao.nguoi_ky", tag("{{p doan }}")) + p("Trong", "")
    above = two_columns(preset.head_left, (names, way), (number, day))
    below = two_columns(decree.SIGN_LEFT, (p("NoiNhan", decree.NOI_NHAN) + lines, signer))
    return where("ban_sao", tag("{{p ban_sao.vach }}") + above + p("TruocKy", "") + below)


def two_columns(left: float, *rows: tuple[str, str]) -> str:
    """Return rows of two cells as wide as the text."""
    right = decree.TEXT_WIDTH - left
    return table(
        (left, right), [row(cell(left, on_left), cell(right, on_right)) for on_left, on_right in rows]
    )


def pages_behind(source: str, above: str = "") -> str:
    """Return the page of an appendix or an issued document, repeated for each."""
    return each(
        "phan",
        source,
        "".join(
            (
                above,
                tag("{%p if phan.dau_de %}"),
                p("PhuLuc", "{{ phan.dau_de }}"),
                tag("{%p endif %}"),
                each("dong", "phan.tieu_de", p("PhuLucTen", "{{r dong }}")),
                tag("{%p if phan.kem_theo %}"),
                p("KemTheo", "{{r phan.kem_theo }}"),
                tag("{{p phan.vach }}"),
                tag("{%p endif %}"),
                each("doan", "phan.noi_dung", tag("{{p doan }}")),
                tag("{{p phan.het }}"),
            )
        ),
    )


def section(first_footer: str, later_footer: str = "rIdTrongCuoi", *, restart: bool) -> str:
    """Return the set-up of a section: paper, margins, page number hidden on its first page.

    Without a footer on its later pages LibreOffice would put one there as high as a line of text.
    """
    margins = " ".join(
        f'w:{side}="{twips(decree.MARGIN_DEFAULT[side])}"' for side in ("top", "right", "bottom", "left")
    )
    edge = twips(decree.HEADER_DISTANCE)
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdTrang"/>'
        f'<w:headerReference w:type="first" r:id="rIdDau{"Phu" if restart else ""}"/>'
        f'<w:footerReference w:type="first" r:id="{first_footer}"/>'
        f'<w:footerReference w:type="default" r:id="{later_footer}"/><w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{twips(decree.PAPER[0])}" w:h="{twips(decree.PAPER[1])}"/>'
        f'<w:pgMar {margins} w:header="{edge}" w:footer="{edge}" w:gutter="0"/>'
        f"{'<w:pgNumType w:start=' + chr(34) + '1' + chr(34) + '/>' if restart else ''}<w:titlePg/></w:sectPr>"
    )


def letter_bodies(preset: decree.Preset) -> dict[str, str]:
    """Return what each kind of letter is made of, from its head to its foot."""
    address = each("doan", "kinh_gui", tag("{{p doan }}")) + p("SauKinhGui", "")
    text = address + each("doan", "noi_dung", tag("{{p doan }}"))
    return {
        "cong-van": head(preset, subject_of_letter()) + text + foot(),
        "van-ban-ten-loai": head(preset) + title() + text + foot(),
        "bien-ban": head(preset, date=p("Trong", "")) + title() + text + foot_of_equals(),
        "thoa-thuan": head(preset) + title() + text + foot_of_equals(),
        "giay-nghi-phep": head(preset) + title() + text + foot() + confirmation(),
    }


def document_xml(preset: decree.Preset, letter_body: str) -> str:
    """Return the document of a template: a letter and what follows it."""
    letter_end = f'<w:p><w:pPr><w:pStyle w:val="Trong"/>{section("rIdLienHe", restart=False)}</w:pPr></w:p>'
    return (
        f"{PROLOG}<w:document {W} {R} {WP}><w:body>{p('Trong', '')}{letter_body}"
        f"{letter_end}{issued_documents(preset)}{pages_behind('phu_luc')}{copy_block(preset)}{section('rIdTrongCuoi', restart=True)}</w:body></w:document>"
    )


def part(root: str, inside: str) -> str:
    """Return a header, footer or other small part."""
    return f"{PROLOG}<w:{root} {W} {R} {WP}>{inside}</w:{root}>"


PAGE_NUMBER = (
    '<w:p><w:pPr><w:pStyle w:val="SoTrang"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    '<w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)
SETTINGS = (
    f'{PROLOG}<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    "<w:compat><w:doNotExpandShiftReturn/>"  # a line that was ended by hand is not drawn apart
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
)
FOOTNOTES = part(
    "footnotes",
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>',
)
FONT_TABLE = part(
    "fonts",
    f'<w:font w:name="{decree.FONT}"><w:panose1 w:val="02020603050405020304"/><w:charset w:val="00"/>'
    '<w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>',
)
COLOURS = (  # the names that a theme must hold; text stays black whatever they say
    ("dk1", "000000"),
    ("lt1", "FFFFFF"),
    ("dk2", "000000"),
    ("lt2", "FFFFFF"),
    *((f"accent{number}", "000000") for number in range(1, 7)),
    ("hlink", "000000"),
    ("folHlink", "000000"),
)
FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'


def theme() -> str:
    """Return a theme with one font and no colour, for Word expects to find one."""
    colours = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in COLOURS)
    font = f'<a:latin typeface="{decree.FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{PROLOG}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Công văn"><a:themeElements>'
        f'<a:clrScheme name="Đen">{colours}</a:clrScheme><a:fontScheme name="{decree.FONT}">'
        f"<a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="Trơn"><a:fillStyleLst>{FILL * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{f'<a:ln>{FILL}</a:ln>' * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{FILL * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )


RELATED = (  # id, kind, target
    ("rIdPhong", "fontTable", "fontTable.xml"),
    ("rIdNen", "theme", "theme/theme1.xml"),
    ("rIdKieu", "styles", "styles.xml"),
    ("rIdCaiDat", "settings", "settings.xml"),
    ("rIdChuThich", "footnotes", "footnotes.xml"),
    ("rIdTrang", "header", "header1.xml"),
    ("rIdDau", "header", "header2.xml"),
    ("rIdDauPhu", "header", "header3.xml"),
    ("rIdLienHe", "footer", "footer1.xml"),
    ("rIdTrongCuoi", "footer", "footer2.xml"),
)


def relations(rows: tuple[tuple[str, str, str], ...]) -> str:
    """Return a relationships part."""
    inside = "".join(
        f'<Relationship Id="{id_}" Type="{kind}" Target="{target}"/>' for id_, kind, target in rows
    )
    return f'{PROLOG}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'


def content_types() -> str:
    """Return the list of what each part is."""
    kinds = "".join(
        f'<Override PartName="/word/{target}" ContentType="{THEME if kind == "theme" else f"{TYPE}.{kind}+xml"}"/>'
        for _, kind, target in RELATED
    )
    return (
        f'{PROLOG}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        '<Default Extension="jpg" ContentType="image/jpeg"/>'
        f'<Override PartName="/word/document.xml" ContentType="{TYPE}.document.main+xml"/>{kinds}'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def parts(preset: decree.Preset, document: str) -> dict[str, str]:
    """Return the parts of a template by name."""
    return {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relations(
            (("rId1", f"{OFFICE}/officeDocument", "word/document.xml"), ("rId2", CORE_RELATION, CORE_NAME))
        ),
        "word/_rels/document.xml.rels": relations(
            tuple((i, f"{OFFICE}/{kind}", target) for i, kind, target in RELATED)
        ),
        "word/styles.xml": styles_xml(preset),
        "word/settings.xml": SETTINGS,
        "word/fontTable.xml": FONT_TABLE,
        "word/theme/theme1.xml": theme(),
        "word/footnotes.xml": FOOTNOTES,
        "word/header1.xml": part("hdr", PAGE_NUMBER),
        "word/header2.xml": part("hdr", tag("{{p luu_hanh }}") + p("Trong", "")),
        "word/header3.xml": part("hdr", p("Trong", "")),
        "word/footer1.xml": part(
            "ftr", each("dong", "lien_he", first_apart("LienHeDau", "LienHe", "{{ dong }}")) + p("Trong", "")
        ),
        "word/footer2.xml": part("ftr", p("Trong", "")),
        CORE_NAME: CORE,
        "word/document.xml": document,
    }


def zipped(made: dict[str, str]) -> bytes:
    """Return parts as a Word file."""
    return write_archive([pack_tight(name, text.encode()) for name, text in made.items()])


def letter_template(preset: decree.Preset, letter_body: str) -> bytes:
    """Return the template of a letter."""
    return zipped(parts(preset, document_xml(preset, letter_body)))


def alone(pages: str, footer: str) -> str:
    """Return the body of a template that holds one appendix or issued document alone."""
    page = section("rIdTrongCuoi", footer, restart=True)
    return f"{PROLOG}<w:document {W} {R} {WP}><w:body>{p('Trong', '')}{pages}{page}</w:body></w:document>"


def alone_template(preset: decree.Preset, pages: str) -> bytes:
    """Return the template of an appendix or issued document in a file of its own (mẫu 1.3, 2.2)."""
    made = parts(preset, alone(pages, "rIdTrongCuoi"))
    made["word/header2.xml"] = made["word/header3.xml"]
    made["word/footer1.xml"] = made["word/footer2.xml"]
    return zipped(made)


PROTECTED = '<w:documentProtection w:edit="forms" w:enforcement="1"/><w:defaultTabStop'


def form_template(preset: decree.Preset) -> bytes:
    """Return the template of a form to be filled: protected, its identity at its foot and in its properties."""
    made = parts(preset, alone(pages_behind("phu_luc"), "rIdLienHe"))
    made["word/header2.xml"] = made["word/header3.xml"]
    foot = part("ftr", p("DinhDanh", "{{ dinh_danh }}"))
    made["word/footer1.xml"] = made["word/footer2.xml"] = foot
    made["word/settings.xml"] = SETTINGS.replace("<w:defaultTabStop", PROTECTED)
    made[CUSTOM_NAME] = CUSTOM
    made["_rels/.rels"] = made["_rels/.rels"].replace(
        "</Relationships>",
        f'<Relationship Id="rId3" Type="{OFFICE}/custom-properties" Target="docProps/custom.xml"/></Relationships>',
    )
    kind = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    made["[Content_Types].xml"] = made["[Content_Types].xml"].replace(
        "</Types>", f'<Override PartName="/docProps/custom.xml" ContentType="{kind}"/></Types>'
    )
    return zipped(made)


def templates() -> dict[str, bytes]:
    """Return every template by its file name."""
    made: dict[str, bytes] = {}
    for size, preset in decree.PRESETS.items():
        for kind, letter_body in letter_bodies(preset).items():
            made[f"{kind}-{size}.docx"] = letter_template(preset, letter_body)
        made[f"phu-luc-{size}.docx"] = alone_template(preset, pages_behind("phu_luc"))
        made[f"van-ban-kem-theo-{size}.docx"] = alone_template(preset, issued_documents(preset))
        made[f"bieu-mau-{size}.docx"] = form_template(preset)
    return made


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    for name, data in templates().items():
        (OUT / name).write_bytes(data)
        sys.stdout.write(f"{OUT / name}: {len(data)} bytes\n")
