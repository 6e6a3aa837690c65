"""How legal bases are cited: what each type of act makes of its subject, and how an act is cited again."""

import pytest

from dispatch.text import citation


def table(**rows):
    """Hand rows of an input and what comes of it to a test; what a row shows is its id."""
    return pytest.mark.parametrize(
        ("given", "expected"), rows.values(), ids=[name.replace("_", " ") for name in rows]
    )


@table(
    whole=(
        ("Công văn", "1/SM", "12/11/2024", "Sở Mẫu"),
        "Công văn số 1/SM ngày 12/11/2024 của Sở Mẫu",
    ),
    without_type=(("", "1/SM", "12/11/2024", "Sở Mẫu"), "số 1/SM ngày 12/11/2024 của Sở Mẫu"),
    without_number=(("Công văn", "", "12/11/2024", "Sở Mẫu"), "Công văn ngày 12/11/2024 của Sở Mẫu"),
    without_day=(("Công văn", "1/SM", "", "Sở Mẫu"), "Công văn số 1/SM của Sở Mẫu"),
    without_issuer=(("Công văn", "1/SM", "12/11/2024", ""), "Công văn số 1/SM ngày 12/11/2024"),
    nothing=(("", "", "", ""), ""),
    day_with_its_word=(("Luật", "", "ngày 5 tháng 3 năm 2026", ""), "Luật ngày 5 tháng 3 năm 2026"),
    day_with_a_capital=(("Luật", "", "Ngày  5/3/2026", ""), "Luật ngày 5/3/2026"),
    word_that_begins_alike=(("Luật", "", "ngày5", ""), "Luật ngày ngày5"),
    word_further_on=(("Luật", "", "các ngày 5", ""), "Luật ngày các ngày 5"),
)
def test_a_citation_says_what_is_known(given, expected):
    assert citation.cite(*given) == expected


# --- 'về việc' --------------------------------------------------------------------------------------

LED = ("Công văn", "văn bản", "Tờ trình", "Báo cáo", "Thông báo", "Công điện", "Giấy mời", "Biên bản", "")
QUOTING = (
    "Nghị định",
    "Nghị quyết",
    "Thông tư",
    "Thông tư liên tịch",
    "Quyết định",
    "Chỉ thị",
    "Kết luận",
    "Kế hoạch",
    "Chương trình",
    "Đề án",
    "Dự án",
    "Phương án",
    "Chiến lược",
    "Quy hoạch",
    "Quy chế",
    "Quy định",
    "Hướng dẫn",
    "QUYẾT ĐỊNH",
)
TITLES = ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp", "Luật Viễn thông")
VERBS = (
    "quy định chi tiết một số điều",
    "ban hành Quy chế",
    "hướng dẫn thi hành",
    "sửa đổi, bổ sung một số điều",
    "bổ sung một số điều",
    "phê duyệt Đề án",
    "phê chuẩn kết quả",
    "thông qua Nghị quyết",
    "bãi bỏ văn bản",
    "hủy bỏ văn bản",
    "thay thế văn bản",
    "công bố danh mục",
    "công nhận đơn vị",
    "thành lập Ban Chỉ đạo",
    "kiện toàn Ban Chỉ đạo",
    "giải thể Trung tâm",
    "sáp nhập Trung tâm",
    "sắp xếp đơn vị",
    "giao chỉ tiêu",
    "phân công nhiệm vụ",
    "phân cấp quản lý",
    "ủy quyền giải quyết",
    "điều chỉnh Quy hoạch",
    "đính chính Quyết định",
    "bổ nhiệm công chức",
    "miễn nhiệm công chức",
    "điều động công chức",
    "thu hồi đất",
    "triển khai Nghị quyết",
    "thực hiện Nghị quyết",
    "tổ chức Hội thi",
    "chi tiết thi hành",
)


@pytest.mark.parametrize("kind", LED)
@pytest.mark.parametrize(
    "subject", ["đo chất lượng", "công tác văn thư", "Đo", "vềx", "việcx", "v/vx", *VERBS]
)
def test_a_letter_leads_in_its_subject_whatever_it_opens_with(kind, subject):
    assert citation.subject_clause(kind, subject) == f"về việc {subject}"


@pytest.mark.parametrize("kind", QUOTING)
@pytest.mark.parametrize("title", VERBS)
def test_a_title_that_opens_with_a_verb_is_quoted_as_it_is(kind, title):
    assert citation.subject_clause(kind, title) == title
    assert citation.subject_clause(kind, title[0].upper() + title[1:]) == title
    assert not citation.is_doubtful(kind, title)


@pytest.mark.parametrize("kind", QUOTING)
@pytest.mark.parametrize("title", ["công tác văn thư", "Chuyển đổi số", "giaox", "vềx", "việcx"])
def test_another_title_follows_behind_one_word_and_that_is_doubtful(kind, title):
    assert citation.subject_clause(kind, title) == f"về {title}"
    assert citation.is_doubtful(kind, title)


@pytest.mark.parametrize("kind", TITLES)
@pytest.mark.parametrize("title", ["Viễn thông", "sửa đổi Luật Đất đai", "Sửa đổi Luật Đất đai"])
def test_a_law_is_called_by_its_title(kind, title):
    assert citation.subject_clause(kind, title) == title
    assert not citation.is_doubtful(kind, title)


@pytest.mark.parametrize("kind", [*LED, *QUOTING, *TITLES])
@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("về đo", "về đo"),
        ("Về đo", "về đo"),
        ("về việc đo", "về việc đo"),
        ("Về việc đo", "về việc đo"),
        ("VỀ VIỆC đo", "về việc đo"),
        ("về việc: đo", "về việc đo"),
        ("việc đo", "về việc đo"),
        ("Việc đo", "về việc đo"),
        ("V/v đo", "về việc đo"),
        ("v/v đo", "về việc đo"),
        ("V/v: đo", "về việc đo"),
        ("V/v. đo", "về việc đo"),
        ("V/v:đo", "về việc đo"),
        ("V / v  đo", "về việc đo"),
        ("về  việc  đo", "về việc đo"),
    ],
)
def test_what_was_typed_with_its_own_opening_takes_no_other(kind, typed, printed):
    assert citation.subject_clause(kind, typed) == printed
    assert not citation.is_doubtful(kind, typed)


@table(
    letter=(("Công văn", ""), ""),
    decree=(("Nghị định", ""), ""),
    law=(("Luật", ""), ""),
    no_type=(("", ""), ""),
    nothing_behind_the_opening=(("Công văn", "việc"), "về việc việc"),
    a_type_that_only_begins_alike=(("Luật sư", "đo"), "đo"),
    another_word=(("Kế hoạchx", "đo"), "về việc đo"),
    its_own_words=(("Kế hoạch số 5/KH-SM ngày 1/2/2026", "đo"), "về đo"),
)
def test_a_subject_follows_what_is_cited(given, expected):
    assert citation.subject_clause(*given) == expected
    if not given[1]:
        assert not citation.is_doubtful(*given)


# --- cited again ------------------------------------------------------------------------------------


@table(
    decree=(
        "Nghị định số 163/2024/NĐ-CP ngày 24/12/2024 của Chính phủ sửa đổi Nghị định số 9/2020/NĐ-CP",
        "Nghị định số 163/2024/NĐ-CP",
    ),
    without_a_day=("Nghị quyết số 57-NQ/TW", "Nghị quyết số 57-NQ/TW"),
    number_to_be_filled_in=("Công văn số …../SM-BC ngày …../6/2026 của Sở Mẫu", "Công văn số …../SM-BC"),
    number_typed_apart=("Công văn số 676 / SM-X ngày 4/5/2026", "Công văn số 676 / SM-X"),
    number_with_a_colon=("Công văn số: 5/SM ngày 4/5/2026", "Công văn số: 5/SM"),
    number_with_a_comma=("Công văn số 5/SM, ngày 4/5/2026", "Công văn số 5/SM"),
    several_numbers=("các Công văn số 1/SM, số 2/SM ngày 5/6/2024", "các Công văn số 1/SM, số 2/SM"),
    a_number_alone=("số 12/SM ngày 4/5/2026", "số 12/SM"),
    law=("Luật Viễn thông ngày 24/11/2023", "Luật Viễn thông"),
    law_with_its_number=("Luật Viễn thông số 24/2023/QH15 ngày 24/11/2023", "Luật Viễn thông"),
    law_of_a_year=("Luật Đất đai năm 2024", "Luật Đất đai"),
    code=("Bộ luật Dân sự của Quốc hội", "Bộ luật Dân sự"),
    plan_of_a_year=("Kế hoạch năm 2026 của UBND tỉnh", "Kế hoạch năm 2026"),
    notice_of_somebody=("Thông báo kết luận của Chủ tịch UBND tỉnh", "Thông báo kết luận"),
    report_about_something=("Báo cáo tháng 6 về tình hình thu ngân sách", "Báo cáo tháng 6"),
    two_things=("Công văn của Sở A, công văn của Sở B", "Công văn"),
    in_brackets=("Tài liệu tập huấn (bản 2026)", "Tài liệu tập huấn"),
    no_more_than_a_name=("Công văn hôm qua", "Công văn hôm qua"),
    lead_of_its_own=("Căn cứ Luật Đất đai ngày 18/01/2024", "Luật Đất đai"),
    lead_alone=("Xét", "Xét"),
)
def test_what_was_cited_in_words_is_cited_again_by_type_and_number(given, expected):
    assert citation.cite_again(given) == expected


@pytest.mark.parametrize("lead", citation.LEADS)
def test_a_basis_may_bring_its_lead(lead):
    assert citation.has_lead(f"{lead} Luật A")
    assert citation.has_lead(f"{lead.capitalize()} Luật A")
    assert citation.without_lead(f"{lead.capitalize()}  Luật A") == "Luật A"
    assert not citation.has_lead(f"{lead}x Luật A")
    assert not citation.has_lead(f"Luật {lead} A")
