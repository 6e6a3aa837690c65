"""Every type of Điều 7 in its own layout: what its form prints, where it is signed, and what its body tree says."""

import re
from pathlib import Path

import pytest
from conftest import Memory, letter, refusal, tried
from docx import Document
from test_house import loaded
from test_letter_bounds import body, composed, rows, said, shown

from dispatch import decree, yaml_tree
from dispatch.building.load import compose_file, load_letter
from dispatch.building.products import build_letter, letter_products, make_forms
from dispatch.building.render import template_name
from dispatch.document_types import document_types, own_keys
from dispatch.document_types.record import ALWAYS_NEEDED
from dispatch.drafting import TypedAnswers
from dispatch.jobs.check import check_file
from dispatch.jobs.draft import draft_letter
from dispatch.jobs.draft_questions import refuse_answer
from dispatch.jobs.preview import preview_lines
from dispatch.letter import parts_behind
from dispatch.letter.form_lines import HOLE, STANDING, around
from dispatch.letter.printed_words import without_printed
from dispatch.model import CongVan
from dispatch.preview.terminal.draw import as_plain
from dispatch.problem import Severity
from dispatch.rules.paper import check_paper
from dispatch.text.metrics import MM_PER_POINT
from dispatch.word.measure import measure
from dispatch.word.package.archive import pack_tight, write_archive
from dispatch.word.package.opening import open_package
from dispatch.world import Disk

ROOT = Path(__file__).parent.parent
NAMED = {"kinh_gui": None, "trich_yeu": "Việc chung", "noi_dung": None}
BASES = {"van_ban": ["Luật Mẫu", "Theo đề nghị của Trưởng phòng"]}
DECISION = {**NAMED, "loai": "quyết định", "can_cu": BASES, "noi_dung": [{"dieu": "Giao phòng Một."}]}
MEETING = {"thoi_gian": "8 giờ", "dia_diem": "Phòng họp"}
INVITATION = {**NAMED, **MEETING, "loai": "giấy mời", "kinh_moi": "Sở A", "du": "họp", "chu_tri": "Ông B"}
MINUTES = {
    **NAMED,
    **MEETING,
    "loai": "biên bản",
    "thanh_phan": ["Ông A", "Bà B"],
    "chu_toa": {"danh_xung": "Ông", "ho_ten": "An", "chuc_vu": "Giám đốc"},
    "thu_ky": "Bình",
    "ket_thuc_vao": "11 giờ",
    "noi_dung": [{"khoan": "Thống nhất."}],
    "nguoi_ky": None,
}
PERSON = {"danh_xung": "Bà", "ho_ten": "Bình", "chuc_vu": "Chuyên viên"}
INTRODUCTION = {
    **NAMED,
    "loai": "giấy giới thiệu",
    "trich_yeu": None,
    "ong_ba": PERSON,
    "duoc_cu_den": "Sở A",
    "ve_viec": "nhận tài liệu",
    "gia_tri_den": "ngày 30/6/2026",
}
LEAVE = {
    **NAMED,
    "loai": "giấy nghỉ phép",
    "trich_yeu": None,
    "ong_ba": "Bình",
    "ngay_don": "ngày 01/6/2026",
    "nghi_trong": "05 ngày",
    "nghi_tu": "ngày 08/6/2026",
    "nghi_den": "ngày 12/6/2026",
    "noi_nghi": "tỉnh Mẫu",
    "tinh_vao": "nghỉ hằng năm",
}
TELEGRAM = {**NAMED, "loai": "công điện", "noi_nhan_dien": ["Xã A", "Xã B"], "noi_dung": "Yêu cầu trực."}
PARTIES = [
    {"ten": "Sở Mẫu", "dai_dien": PERSON},
    {"ten": "Công ty", "thong_tin": "Địa chỉ: A", "dai_dien": "C"},
]
CONTRACT = {
    **NAMED,
    "loai": "hợp đồng",
    "cac_ben": PARTIES,
    "noi_dung": "Thuê.",
    "nguoi_ky": None,
    "noi_nhan": None,
}
LETTERS = {
    "nghi_quyet": {**DECISION, "loai": "nghị quyết"},
    "quyet_dinh": DECISION,
    "giay_moi": INVITATION,
    "bien_ban": MINUTES,
    "giay_gioi_thieu": INTRODUCTION,
    "giay_nghi_phep": LEAVE,
    "cong_dien": TELEGRAM,
    "thu_cong": {**NAMED, "loai": "thư công", "trich_yeu": None, "ten_thu": "Thư khen", "noi_dung": "Khen."},
    "cong_van": {},
    **{key: {**CONTRACT, "loai": key} for key in ("hop_dong", "ban_ghi_nho", "ban_thoa_thuan")},
}


def of_type(key):
    """Return a small letter of a type."""
    return LETTERS.get(key, {**NAMED, "loai": key, "noi_dung": "Trân trọng."})


# --- an example of each -----------------------------------------------------------------------------

OF_TYPES = loaded("docs/build").examples_of_types()
each_type = pytest.mark.parametrize("key", OF_TYPES)


@each_type
def test_an_example_of_each_type_says_its_type_and_nothing_that_must_be_mended(key):
    file = str(OF_TYPES[key])
    assert load_letter(Disk(), file).letter_data.loai == key
    assert [
        str(problem) for problem in check_file(Disk(), file) if problem.severity is not Severity.INFO
    ] == []


@each_type
def test_the_word_file_of_each_type_is_as_the_decree_has_it(key):
    data = build_letter(Disk(), str(OF_TYPES[key]))[0]
    assert [str(problem) for problem in check_paper(measure(data, f"{key}.docx"))] == []


def test_the_page_of_types_shows_each_of_them():
    pictures = [
        ROOT / "docs" / "pictures" / loaded("docs/build").picture_of(file) for file in OF_TYPES.values()
    ]
    assert len(set(pictures)) == len(decree.TYPES)
    assert all(picture.stat().st_size < 60_000 for picture in pictures)


# --- the records ----------------------------------------------------------------------------------


def test_every_type_of_the_decree_has_one_record():
    assert document_types().keys() == decree.TYPES.keys()


def test_what_a_record_names_is_there():
    for record in document_types().values():
        own = {key.key for key in record.keys}
        lines = (*record.opening, *record.resolution, *record.closing)
        holes = {hole[1] for line in lines for hole in HOLE.finditer(line.text)}
        defaults = {hole[1] for key in record.keys for hole in HOLE.finditer(key.default)}
        assert holes | defaults <= own | STANDING.keys()
        assert {key for key, _ in record.signed_by} <= own
        assert {record.titled_by, record.confirmed_by} - {""} <= own
        assert set(record.needs) <= set(ALWAYS_NEEDED)


def test_a_key_of_two_types_means_one_thing_and_is_no_key_of_all():
    keys = [own.key for own in own_keys()]
    assert len(keys) == len(set(keys))
    assert set(keys) <= CongVan.model_fields.keys()
    assert set(keys).isdisjoint(CongVan.__annotations__)


@pytest.mark.parametrize("key", decree.TYPES)
def test_a_letter_of_each_type_is_made_and_drawn(key):
    world = Memory({"thu.yaml": letter(**of_type(key)).encode()})
    data, _ = build_letter(world, "thu.yaml")
    lines, _ = preview_lines(world, "thu.yaml", 100)
    assert data.startswith(b"PK")
    if key != decree.CONG_VAN:
        assert composed(**of_type(key)).ten_loai in as_plain(lines)


# --- the lines of the forms -----------------------------------------------------------------------


@rows(
    decision=(
        DECISION,
        [
            "ThamQuyen: GIÁM ĐỐC SỞ MẪU",
            "CanCu: Căn cứ Luật Mẫu;",
            "CanCu: Theo đề nghị của Trưởng phòng.",
            "ThamQuyen+: QUYẾT ĐỊNH:",
            "NoiDung+: [b]Điều 1. Giao phòng Một./.",
        ],
    ),
    resolution=(
        {**DECISION, "loai": "nghị quyết", "can_cu": None, "tham_quyen": "Hội đồng nhân dân xã Mẫu"},
        [
            "ThamQuyen: HỘI ĐỒNG NHÂN DÂN XÃ MẪU",
            "ThamQuyen+: QUYẾT NGHỊ:",
            "NoiDung+: [b]Điều 1. Giao phòng Một./.",
        ],
    ),
    bases_in_a_sentence_where_it_is_said=(
        {**DECISION, "can_cu": {**BASES, "kieu": "đoạn"}},
        [
            "ThamQuyen: GIÁM ĐỐC SỞ MẪU",
            "NoiDung: Căn cứ Luật Mẫu; Theo đề nghị của Trưởng phòng;",
            "ThamQuyen+: QUYẾT ĐỊNH:",
            "NoiDung+: [b]Điều 1. Giao phòng Một./.",
        ],
    ),
    invitation_of_one=(
        INVITATION,
        [
            "NoiDung: SỞ MẪU trân trọng kính mời: Sở A",
            "NoiDung: Tới dự họp",
            "NoiDung: Chủ trì: Ông B",
            "NoiDung: Thời gian: 8 giờ",
            "NoiDung+: Địa điểm: Phòng họp./.",
        ],
    ),
    invitation_of_two_without_a_place=(
        {**INVITATION, "kinh_moi": ["Sở A", "Sở B"], "dia_diem": None, "ghi_chu": "Mang {theo}."},
        [
            "NoiDung+: SỞ MẪU trân trọng kính mời:",
            "Gach: - Sở A;",
            "Gach: - Sở B.",
            "NoiDung: Tới dự họp",
            "NoiDung: Chủ trì: Ông B",
            "NoiDung: Thời gian: 8 giờ",
            "NoiDung+: Mang {theo}./.",
        ],
    ),
    what_was_typed_is_no_hole=(
        {**INVITATION, "du": "họp {dia_diem}"},
        [
            "NoiDung: SỞ MẪU trân trọng kính mời: Sở A",
            "NoiDung: Tới dự họp {dia_diem}",
            "NoiDung: Chủ trì: Ông B",
            "NoiDung: Thời gian: 8 giờ",
            "NoiDung+: Địa điểm: Phòng họp./.",
        ],
    ),
    telegram=(
        TELEGRAM,
        [
            "KinhGui+: SỞ MẪU điện:",
            "KinhGuiDong: - Xã A;",
            "KinhGuiDong: - Xã B.",
            "NoiDung+: Yêu cầu trực./.",
        ],
    ),
    telegram_of_the_head_to_one=(
        {**TELEGRAM, "nguoi_dien": "Giám đốc Sở Mẫu", "noi_nhan_dien": "Xã A"},
        ["KinhGui+: Giám đốc Sở Mẫu điện:", "KinhGuiDong: - Xã A.", "NoiDung+: Yêu cầu trực./."],
    ),
    introduction=(
        INTRODUCTION,
        [
            "KinhGuiMot+: SỞ MẪU trân trọng giới thiệu:",
            "NoiDung: Bà: Bình",
            "NoiDung: Chức vụ: Chuyên viên",
            "NoiDung: Được cử đến: Sở A",
            "NoiDung: Về việc: nhận tài liệu",
            "NoiDung: Đề nghị Quý cơ quan tạo điều kiện để bà có tên ở trên hoàn thành nhiệm vụ.",
            "NoiDung+: Giấy này có giá trị đến hết ngày 30/6/2026./.",
        ],
    ),
    leave=(
        LEAVE,
        [
            "NoiDung: Xét Đơn đề nghị nghỉ phép ngày 01/6/2026 của ông (bà) Bình,",
            "NoiDung+: SỞ MẪU cấp cho:",
            "NoiDung: Ông (bà): Bình",
            "NoiDung: Được nghỉ phép trong thời gian 05 ngày kể từ ngày 08/6/2026 đến hết ngày 12/6/2026 tại tỉnh Mẫu.",
            "NoiDung+: Số ngày nghỉ phép nêu trên được tính vào thời gian nghỉ hằng năm./.",
        ],
    ),
    minutes=(
        MINUTES,
        [
            "NoiDung: Thời gian bắt đầu: 8 giờ",
            "NoiDung: Địa điểm: Phòng họp",
            "NoiDung+: Thành phần tham dự:",
            "Gach: - Ông A;",
            "Gach: - Bà B.",
            "NoiDung: Chủ trì (chủ tọa): Ông An, Giám đốc",
            "NoiDung: Thư ký (người ghi biên bản): Bình",
            "NoiDung+: Nội dung:",
            "Khoan: 1. Thống nhất.",
            "NoiDung+: Cuộc họp kết thúc vào 11 giờ./.",
        ],
    ),
    contract=(
        CONTRACT,
        [
            "KhoanDe+: [b]BÊN A: Sở Mẫu",
            "Khoan: - Người đại diện: Bà Bình, Chuyên viên.",
            "KhoanDe+: [b]BÊN B: Công ty",
            "Khoan: - Địa chỉ: A;",
            "Khoan: - Người đại diện: C.",
            "NoiDung+: Thuê./.",
        ],
    ),
)
def test_a_form_prints_its_lines(changes, expected):
    assert body(**changes) == expected


@rows(
    head=({"chuc_vu": "GIÁM ĐỐC"}, "GIÁM ĐỐC SỞ MẪU"),
    deputy=({"quyen_han": "KT. GIÁM ĐỐC", "chuc_vu": "PHÓ GIÁM ĐỐC"}, "GIÁM ĐỐC SỞ MẪU"),
    acting=({"chuc_vu": "Q. GIÁM ĐỐC"}, "GIÁM ĐỐC SỞ MẪU"),
    collective=({"quyen_han": ["TM. SỞ", "KT. CHỦ TỊCH"], "chuc_vu": "PHÓ CHỦ TỊCH"}, "SỞ MẪU"),
    another_collective=({"quyen_han": "TM. BAN CHỈ ĐẠO", "chuc_vu": "TRƯỞNG BAN"}, "BAN CHỈ ĐẠO"),
    title_with_its_agency=({"chuc_vu": "GIÁM ĐỐC SỞ MẪU"}, "GIÁM ĐỐC SỞ MẪU"),
)
def test_whose_power_a_decision_rests_on(changes, expected):
    signer = {"ho_ten": "An", **changes}
    assert body(**{**DECISION, "nguoi_ky": signer})[0] == f"ThamQuyen: {expected}"


# --- head and foot --------------------------------------------------------------------------------


@rows(
    minutes=(MINUTES, [(("THƯ KÝ",), "Bình"), (("CHỦ TỌA",), "An")]),
    minutes_signed_by_others=({**MINUTES, "nguoi_ky": {"chuc_vu": "Trưởng ban", "ho_ten": "Cường"}}, [(("TRƯỞNG BAN",), "Cường")]),
    contract=(CONTRACT, [(("ĐẠI DIỆN BÊN A", "CHUYÊN VIÊN"), "Bình"), (("ĐẠI DIỆN BÊN B",), "C")]),
)  # fmt: skip
def test_who_signs_by_the_form(changes, expected):
    assert [(signer.titles, signer.name) for signer in composed(**changes).nguoi_ky] == expected


ACTING = "Q. GIÁM ĐỐC"


@rows(
    as_the_post=({"chuc_vu": "Q. Giám đốc"}, [ACTING]),
    as_authority_and_post=({"quyen_han": "Q. GIÁM ĐỐC", "chuc_vu": "GIÁM ĐỐC"}, [ACTING]),
    as_a_sign_and_a_post=({"quyen_han": "Q.", "chuc_vu": "GIÁM ĐỐC"}, [ACTING]),
    twice=({"quyen_han": "Q. GIÁM ĐỐC", "chuc_vu": "Q. GIÁM ĐỐC"}, [ACTING]),
    below_the_collective=(
        {"quyen_han": ["TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH"], "chuc_vu": "CHỦ TỊCH"},
        ["TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH"],
    ),
    another_post=({"quyen_han": "Q. GIÁM ĐỐC", "chuc_vu": "PHÓ GIÁM ĐỐC"}, [ACTING, "PHÓ GIÁM ĐỐC"]),
    a_deputy=({"quyen_han": "KT. GIÁM ĐỐC", "chuc_vu": "PHÓ GIÁM ĐỐC"}, ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]),
)
def test_an_acting_head_is_printed_once_however_it_is_said(changes, expected):
    (signer,) = composed(nguoi_ky={"ho_ten": "An", **changes}).nguoi_ky
    assert list(signer.titles) == expected


def test_minutes_have_no_place_and_date_above_the_text_and_notices_have():
    assert composed(**MINUTES).dia_danh_ngay == ""
    assert composed(**of_type("thong_bao")).dia_danh_ngay == "Mẫu, ngày 12 tháng 11 năm 2024"


def test_a_letter_of_praise_says_what_it_is():
    assert composed(**LETTERS["thu_cong"]).ten_loai == "THƯ KHEN"
    assert composed(**{**LETTERS["thu_cong"], "ten_thu": None}).ten_loai == "THƯ CÔNG"


def test_where_no_subject_is_none_is_printed_and_the_type_names_the_file():
    made = composed(**INTRODUCTION)
    assert (made.trich_yeu, made.tieu_de) == ((), "GIẤY GIỚI THIỆU")


def test_confirmation_stands_only_where_it_is_asked_for():
    assert composed(**LEAVE).xac_nhan == ""
    assert composed(**{**LEAVE, "noi_xac_nhan": "UBND xã Mẫu"}).xac_nhan == "Xác nhận của UBND xã Mẫu"


def test_a_contract_has_no_recipients_unless_it_names_some(tmp_path):
    told = []
    for recipients in (None, ["Hai bên", "Lưu: VT"]):
        data, _ = build_letter(
            Memory({"thu.yaml": letter(**{**CONTRACT, "noi_nhan": recipients}).encode()}), "thu.yaml"
        )
        (tmp_path / "hd.docx").write_bytes(data)
        cells = [c.text for t in Document(tmp_path / "hd.docx").tables for row in t.rows for c in row.cells]
        told.append(any(decree.NOI_NHAN in text for text in cells))
    assert told == [False, True]


def test_the_drafter_stands_without_recipients_too():
    assert [text[0].text for text in composed(**CONTRACT, ma_soan_thao="PL.(300)").noi_nhan] == ["PL.(300)"]


# --- the body tree --------------------------------------------------------------------------------

RULES = [
    {"chuong": "Quy định chung", "noi_dung": [{"tieu_de": "Phạm vi", "dieu": ""}, {"tieu_de": "Đối tượng", "dieu": ""}]},
    {
        "chuong": "",
        "tieu_de": "Tổ chức",
        "noi_dung": [
            {"muc": "Họp", "noi_dung": [{"tieu_muc": "Họp kín", "noi_dung": [{"tieu_de": "Lịch", "dieu": "Mỗi tuần."}]}]},
            {"muc": "Biên bản", "noi_dung": [{"dieu": "Ghi đủ.", "noi_dung": [{"khoan": "Một."}, {"diem": "Hai."}]}]},
        ],
    },
]  # fmt: skip


@rows(
    chapters_sections_articles=(
        {"noi_dung": RULES},
        [
            "Chuong+: [b]Chương I",
            "ChuongTen+: [b]QUY ĐỊNH CHUNG",
            "KhoanDe+: [b]Điều 1. Phạm vi",
            "KhoanDe+: [b]Điều 2. Đối tượng",
            "Chuong+: [b]Chương II",
            "ChuongTen+: [b]TỔ CHỨC",
            "Chuong+: [b]Mục 1",
            "ChuongTen+: [b]HỌP",
            "Chuong+: [b]Tiểu mục 1",
            "ChuongTen+: [b]HỌP KÍN",
            "NoiDung: [b]Điều 3. [b]Lịch Mỗi tuần.",
            "Chuong+: [b]Mục 2",
            "ChuongTen+: [b]BIÊN BẢN",
            "NoiDung: [b]Điều 4. Ghi đủ.",
            "Khoan: 1. Một.",
            "Diem+: a) Hai./.",
        ],
    ),
    parts_and_sections_of_a_report=(
        {"noi_dung": [{"phan": "Kết quả", "noi_dung": [{"muc": "Số liệu"}]}, {"phan": "Kế hoạch"}, "Hết."]},
        [
            "Chuong+: [b]Phần I",
            "ChuongTen+: [b]KẾT QUẢ",
            "Muc+: [b]I. SỐ LIỆU",
            "Chuong+: [b]Phần II",
            "ChuongTen+: [b]KẾ HOẠCH",
            "NoiDung+: Hết./.",
        ],
    ),
    numbers_typed_and_left_out=(
        {"noi_dung": [{"so": "Điều 5.", "dieu": "Năm."}, {"so": "", "chuong": "Không số"}, {"dieu": "Một."}]},
        [
            "NoiDung: [b]Điều 5. Năm.",
            "ChuongTen+: [b]KHÔNG SỐ",
            "NoiDung+: [b]Điều 1. Một./.",
        ],
    ),
)
def test_parts_chapters_sections_and_articles(changes, expected):
    assert body(**changes) == expected


def test_articles_of_an_appendix_begin_at_one():
    made = composed(noi_dung=[{"dieu": "Một."}], phu_luc=[{"noi_dung": [{"dieu": "Hai."}]}])
    assert "".join(run.text for run in made.phu_luc[0].blocks[0].text).startswith("Điều 1.")


ISSUED = {"loai": "quy chế", "trich_yeu": "Làm việc", "noi_dung": [{"dieu": "Họp."}]}


def test_what_a_decision_issues_has_pages_of_its_own_before_the_appendices():
    made = composed(**DECISION, van_ban_kem_theo=ISSUED, phu_luc=[{"noi_dung": "Hai."}])
    assert [part.heading for part in parts_behind(made)] == ["QUY CHẾ", "Phụ lục"]
    (issued,) = made.van_ban_kem_theo
    assert [run.text for title in issued.titles for run in title] == ["Làm việc"]
    assert issued.reference[0].text.startswith("(Kèm theo Quyết định số ")
    assert shown(issued.blocks[-1]) == "NoiDung: [b]Điều 1. Họp./."


@rows(
    whole=({}, ["(Kèm theo Quyết định số 15/QĐ-SM ngày 12 tháng 11 năm 2024 của SỞ MẪU)"]),
    typed=({"kem_theo": "(Kèm theo Nghị quyết)"}, ["(Kèm theo Nghị quyết)"]),
    left_out=({"kem_theo": ""}, []),
)
def test_what_a_document_is_issued_with(changes, expected):
    made = composed(**DECISION, so="15", hinh_thuc="giấy", van_ban_kem_theo={**ISSUED, **changes})
    assert [run.text for run in made.van_ban_kem_theo[0].reference] == expected


def test_an_issued_document_bears_the_names_of_agency_and_state_and_may_be_a_file_of_its_own():
    world = Memory({"thu.yaml": letter(**DECISION, van_ban_kem_theo=ISSUED).encode()})
    products, _ = letter_products(world, "thu.yaml", None, split=True)
    assert [product.suffix for product in products] == [".docx", "-van-ban-kem-theo-1.docx"]
    whole, _ = build_letter(world, "thu.yaml")
    told = [measured(data, "QuocHieu") for data in (whole, *(product.data for product in products))]
    assert told == [[decree.QUOC_HIEU] * 2, [decree.QUOC_HIEU], [decree.QUOC_HIEU]]
    assert measured(products[1].data, "SoKyHieu") == []


def measured(data, role):
    return [line.text for line in measure(data, "thu.docx").played(role)]


def test_a_key_of_another_type_is_refused_with_the_types_that_have_it():
    (problem,) = refusal(composed, chu_tri="Giám đốc")
    assert (problem.code, problem.path) == ("K030", ("chu_tri",))
    assert "giấy mời" in str(problem)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [({}, "cong-van-14"), (MINUTES, "bien-ban-14"), (CONTRACT, "thoa-thuan-14")],
)
def test_a_type_names_its_template_unless_another_is_asked_for(changes, expected):
    meant = said(**changes)
    assert Path(template_name(meant, None)).stem == expected
    assert template_name(meant, "rieng.docx") == "rieng.docx"


# --- copies ---------------------------------------------------------------------------------------

COPY = {"hinh_thuc": "sao y", "nguoi_ky": {"chuc_vu": "Chánh Văn phòng", "ho_ten": "Bình"}}
OTHER = {"ten": "SỞ KHÁC", "ky_hieu": "SK", "dia_danh": "Nơi Khác"}


@rows(
    whole=({}, ("SAO Y", "Số:         /SY-SM", "SỞ MẪU", "- Lưu: VT.")),
    of_a_copy=({"hinh_thuc": "Sao lục", "so": "7"}, ("SAO LỤC", "Số: 07/SL-SM", "SỞ MẪU", "- Lưu: VT.")),
    in_part_by_another=(
        {"hinh_thuc": "trích sao", "co_quan": OTHER, "so": "12", "noi_nhan": ["A", "Lưu: VT"]},
        ("TRÍCH SAO", "Số: 12/TrS-SK", "SỞ KHÁC", "- A;- Lưu: VT."),
    ),
)
def test_a_copy_says_how_it_was_made_by_whom_under_which_number(changes, expected):
    made = composed(ban_sao={**COPY, **changes}).ban_sao
    recipients = "".join(run.text for text in made.noi_nhan for run in text)
    assert (made.hinh_thuc, made.so_ky_hieu, *made.co_quan, recipients) == expected
    assert made.nguoi_ky.titles == ("CHÁNH VĂN PHÒNG",)


WARD = "UBND xã Hoài Ân, tỉnh Gia Lai"


@rows(
    by_its_name=({"co_quan": WARD}, "ỦY BAN NHÂN DÂN;XÃ HOÀI ÂN;Số: 05/SY-UBND;Hoài Ân"),
    on_the_day_of_the_copy=(
        {"co_quan": "Sở Thông tin và Truyền thông tỉnh Bắc Giang", "ngay": "12/11/2024"},
        "SỞ THÔNG TIN;VÀ TRUYỀN THÔNG;Số: 05/SY-STTTT;Bắc Giang",
    ),
    by_a_config=({"co_quan": "mau"}, "SỞ CÓ TỆP;Số: 05/SY-SCT;Nơi Mẫu"),
)
def test_who_made_a_copy_is_said_by_name_too(changes, expected):
    config = "{ten: Sở Có Tệp, ky_hieu: SCT, dia_danh: Nơi Mẫu}".encode()
    text = letter(ngay="02/6/2026", ban_sao={**COPY, "so": "5", **changes})
    world = Memory({"thu.yaml": text.encode(), "configs/co-quan/mau.yaml": config})
    made = compose_file(world, "thu.yaml")[0].ban_sao
    assert ";".join((*made.co_quan, made.so_ky_hieu, made.dia_danh_ngay.split(",")[0])) == expected


@rows(
    of_no_place=("UBND xã Không Có, tỉnh Gia Lai", "A003"),
    of_no_config=("khong-co", "C001"),
)
def test_a_copy_by_whom_nobody_knows_is_refused_where_it_was_said(changes, expected):
    text = letter(ngay="02/6/2026", ban_sao={**COPY, "co_quan": changes})
    (problem,) = refusal(compose_file, Memory({"thu.yaml": text.encode()}), "thu.yaml")
    assert problem.code == expected
    assert changes in text.splitlines()[problem.place.line - 1][problem.place.column - 1 :]


@rows(
    alone=({}, []),
    behind_an_appendix=({"phu_luc": [{"noi_dung": "Một."}]}, ["Phụ lục"]),
)
def test_a_copy_ends_the_document(changes, expected):
    world = Memory({"thu.yaml": letter(**changes, ban_sao={**COPY, "ngay": "12/11/2024"}).encode()})
    lines = measure(build_letter(world, "thu.yaml")[0], "thu.docx").lines
    told = [line.text for line in lines if line.text.strip()]
    assert [text for text in told if text in ("Phụ lục", "SAO Y")] == [*expected, "SAO Y"]
    assert told[-1] == "Bình"
    assert told.count("Mẫu, ngày 12 tháng 11 năm 2024") == 2


def test_a_letter_that_is_no_copy_says_nothing_of_one():
    assert composed().ban_sao is None


# --- a new letter ---------------------------------------------------------------------------------


@pytest.mark.parametrize("key", decree.TYPES)
def test_a_new_letter_of_each_type_asks_for_the_keys_of_its_form(key):
    typed = TypedAnswers("UBND xã Hoài Ân, tỉnh Gia Lai", decree.TYPES[key][0], "Việc chung", to=("Sở A",))
    made = draft_letter(Memory({}), typed, "thu.yaml")
    root = yaml_tree.entries(yaml_tree.parse(made.text, "thu.yaml"))
    record = document_types()[key]
    assert {own.key for own in record.keys} | set(record.needs) <= root.keys()
    assert {problem.code for problem in made.problems} <= {"CV104", "CV155", "CV200", "CV239"}
    assert ("nguoi_ky" in root) is not bool(record.signed_by)


def test_whom_an_invitation_is_for_stands_in_its_text():
    typed = TypedAnswers("UBND xã Hoài Ân, tỉnh Gia Lai", "giấy mời", "Họp", to=("Sở A; Sở B",))
    made = draft_letter(Memory({}), typed, "thu.yaml")
    said_there = yaml_tree.to_plain(yaml_tree.parse(made.text, "thu.yaml"))
    assert (said_there["kinh_moi"], said_there["noi_nhan"]) == (["Sở A", "Sở B"], ["Như trên", "Lưu: VT"])
    assert "kinh_gui" not in said_there


def test_a_subject_is_asked_for_again_only_where_the_form_has_one():
    refuse_answer(Memory({}), TypedAnswers(kind="giấy giới thiệu"), "subject", "thu.yaml")
    (problem,) = refusal(refuse_answer, Memory({}), TypedAnswers(kind="giấy mời"), "subject", "thu.yaml")
    assert problem.code == "L002"


def test_a_type_whose_form_has_no_subject_begins_without_one():
    made = draft_letter(Memory({}), TypedAnswers("UBND xã Hoài Ân, tỉnh Gia Lai", "GGT"), "thu.yaml")
    assert "trich_yeu" not in yaml_tree.entries(yaml_tree.parse(made.text, "thu.yaml"))
    (problem,) = refusal(
        draft_letter, Memory({}), TypedAnswers("UBND xã Hoài Ân, tỉnh Gia Lai", "GM"), "thu.yaml"
    )
    assert problem.code == "L002"


# --- stamps and margins ---------------------------------------------------------------------------


def stamps(**changes):
    """Return where the frames of the stamps begin and end outside, and how high they are, in millimetres."""
    parts = open_package(build_letter(Memory({"thu.yaml": letter(**changes).encode()}), "thu.yaml")[0])
    styles = parts["word/styles.xml"].decode()
    found = []
    for part, role, room in (("document", "DoKhan", 58.0), ("header2", "LuuHanh", decree.TEXT_WIDTH)):
        text = parts[f"word/{part}.xml"].decode()
        for left, right in re.findall(rf'<w:pStyle w:val="{role}"/>.*?w:left="(\d+)" w:right="(\d+)"', text):
            line = int(re.search(rf'w:styleId="{role}".*?w:line="(\d+)"', styles)[1]) / 20
            edge = 2 * MM_PER_POINT  # a line of one point, one point from the word
            high = (line + 2 * 3 + 2) * MM_PER_POINT
            found.append((mm(left) - edge, room - mm(right) + edge, high))
    return [tuple(round(number) for number in stamp) for stamp in found]


def mm(twips):
    return int(twips) * 25.4 / 1440


@rows(
    at_once=({"do_khan": "hỏa tốc"}, [(0, 30, 8)]),
    very_urgent=({"do_khan": "thượng khẩn"}, [(0, 40, 8)]),
    urgent=({"do_khan": "khẩn"}, [(0, 20, 8)]),
    circulation=({"luu_hanh": "Lưu hành nội bộ"}, [(94, 142, 8)]),
    circulation_too_long_for_its_box=(
        {"luu_hanh": "Lưu hành nội bộ trong các cơ quan của tỉnh"},
        [(41, 165, 8)],
    ),
    neither=({}, []),
)
def test_a_stamp_is_as_large_outside_as_the_decree_says_and_stands_on_its_side(changes, expected):
    assert stamps(**changes) == expected


def test_a_lying_page_has_the_margins_of_the_decree_s_own():
    world = Memory({"thu.yaml": letter(phu_luc=[{"noi_dung": "Một.", "huong": "ngang"}]).encode()})
    page = measure(build_letter(world, "thu.yaml")[0], "thu.docx").pages[-1]
    assert {side: round(number) for side, number in page.margins.items()} == {
        "top": 20,
        "bottom": 15,
        "left": 30,
        "right": 15,
    }


def test_a_form_that_is_an_appendix_bears_its_heading_alone_too():
    forms = [{"cot": ["TT"], "la_phu_luc": "có"}, {"cot": ["TT"]}]
    changes = {"phu_luc": [{"noi_dung": "Một."}], "bieu_mau": forms}
    assert [part.heading for part in composed(**changes).phu_luc] == ["Phụ lục I", "Phụ lục II", ""]
    products, _ = make_forms(Memory({"thu.yaml": letter(**changes).encode()}), "thu.yaml")
    told = [measured(product.data, "PhuLuc") for product in products if product.suffix.endswith(".docx")]
    assert told == [["Phụ lục II"], []]


# --- templates of one's own -----------------------------------------------------------------------


def without_style(style):
    """Return the template of named types without one of its styles."""
    parts = open_package((ROOT / "templates" / "docx" / "van-ban-ten-loai-14.docx").read_bytes())
    text = parts["word/styles.xml"].decode()
    parts["word/styles.xml"] = text.replace(f'w:styleId="{style}"', 'w:styleId="Khac"').encode()
    return write_archive([pack_tight(name, data) for name, data in parts.items()])


@rows(
    chapters_without_their_style=({"noi_dung": [{"chuong": "Chung"}]}, ["T030"]),
    chapters_of_what_is_issued=(
        {"noi_dung": "Một.", "van_ban_kem_theo": {**ISSUED, "noi_dung": RULES}},
        ["T030"],
    ),
    no_chapters=({"noi_dung": [{"dieu": "Một."}]}, []),
)
def test_a_template_without_the_style_of_a_part_is_refused(changes, expected):
    files = {"thu.yaml": letter(**{**DECISION, **changes}).encode(), "mau.docx": without_style("Chuong")}
    _, problems = tried(build_letter, Memory(files), "thu.yaml", "mau.docx")
    assert [problem.code for problem in problems] == expected


# --- what the form prints is printed once ---------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "before", "after", "expected"),
    [
        ("Ông A", "Chủ trì: ", "", "Ông A"),
        ("Chủ trì: Ông A", "Chủ trì: ", "", "Ông A"),
        ("chủ trì Ông A", "Chủ trì: ", "", "Ông A"),
        ("Chủ trì", "Chủ trì: ", "", "Chủ trì"),
        ("Chủ trìnhA", "Chủ trì: ", "", "Chủ trìnhA"),
        ("kính mời Sở A", " trân trọng kính mời: ", "", "Sở A"),
        ("Dự án A", "Tới dự ", "", "Dự án A"),
        ("tới dự họp", "Tới dự ", "", "họp"),
        ("tỉnh A.", " tại ", ".", "tỉnh A"),
        ("tỉnh A.", " tại ", "", "tỉnh A."),
        ("tỉnh A;", " tại ", ".", "tỉnh A"),
        ("Chủ tịch tỉnh điện:", "", " điện:", "Chủ tịch tỉnh"),
        ("Chủ tịch tỉnh", "", " điện:", "Chủ tịch tỉnh"),
        ("…", "Chủ trì: ", ".", "…"),
    ],
)
def test_what_a_form_prints_is_taken_off_what_was_typed(typed, before, after, expected):
    assert without_printed(typed, before, after) == expected


PLAIN = [
    (key, name)
    for key in ("giay_moi", "giay_gioi_thieu", "giay_nghi_phep", "bien_ban", "cong_dien")
    for name in of_type(key)
]


@pytest.mark.parametrize(("key", "name"), PLAIN)
def test_no_label_of_a_form_is_printed_twice(key, name):
    """Each text of a form is typed with all that stands around its hole; the page is the same but for full stops."""
    record, small = document_types()[key], of_type(key)
    lines = (*record.opening, *record.closing)
    holes = [
        (hole, line.text)
        for line in lines
        for hole in HOLE.finditer(line.text)
        if hole.group() == f"{{{name}}}"
    ]
    for hole, text in holes:
        before, after = around(hole, text)
        said_there = small[name] if isinstance(small[name], str) else small[name][0]
        typed = f"{before}{said_there}{after}".strip()
        changed = {**small, name: typed if isinstance(small[name], str) else [typed, *small[name][1:]]}
        assert body(**changed) == body(**small)


@rows(
    in_the_text=({"noi_dung": ["QUYẾT ĐỊNH:", {"dieu": "Giao phòng Một."}]}, 1),
    in_bold=({"dan_nhap": "**Quyết định**"}, 1),
    said_elsewhere=({"noi_dung": [{"dieu": "Một."}, "Quyết định:"]}, 2),
    not_at_all=({}, 1),
)
def test_the_resolution_is_printed_once(changes, expected):
    told = [line.upper() for line in body(**{**DECISION, **changes})]
    assert sum("QUYẾT ĐỊNH" in line for line in told) == expected
