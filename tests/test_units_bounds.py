"""Where each condition on units and agencies begins and ends: what a name still means, and what it no longer does.

A row is what it shows, what is typed, and what comes of it: a unit or a block, or the code and the words of the
refusal.
"""

from datetime import date, timedelta

import pytest
from conftest import refusal

from dispatch import units
from dispatch.agencies import Agency, agency_block, as_yaml, places, short_name
from dispatch.agencies.bodies import DEPARTMENTS, MINISTRIES
from dispatch.agencies.writing import scalar
from dispatch.problem import Refused
from dispatch.units import Unit

NOW, THEN = date(2026, 11, 21), date(2024, 6, 3)
TIERS, REORGANISED = date(2025, 7, 1), date(2025, 3, 1)
DAY = timedelta(days=1)


def rows(names, **named):
    """Hand rows to a test; what a row shows is its id."""
    ids = {name.replace("_", " "): row for name, row in named.items()}
    return pytest.mark.parametrize(names, ids.values(), ids=ids)


def told(action, *given):
    """Return what an action returns, or the code, the message and the hint of its refusal."""
    try:
        return action(*given)
    except Refused as refused:
        return [(problem.code, problem.text(), problem.hint_text()) for problem in refused.problems]


# --- units: what is read off a name -----------------------------------------------------------------


@pytest.mark.parametrize(
    "kind", ["thành phố", "thị xã", "thị trấn", "đặc khu", "tỉnh", "quận", "huyện", "phường", "xã"]
)
def test_a_kind_is_read_off_whatever_its_case(kind):
    for written in (kind, kind.upper(), kind.capitalize()):
        unit = Unit("1", f"{written} An Lạ")
        assert (unit.kind, unit.name) == (kind, "An Lạ")
        assert (unit.place, unit.in_sentence) == ("An Lạ", f"{written[0].lower()}{written[1:]} An Lạ")
    assert Unit("1", f"{kind}An").kind == ""
    assert Unit("1", f"Một {kind} An").kind == ""


@rows(
    ("full", "proper"),
    number=("Quận 1", True),
    number_of_two_digits=("Phường 12", True),
    number_and_word=("Phường 3 An", True),
    number_behind=("Phường An 1", False),
    person=("Phường Chu Văn An", True),
    person_with_more=("Phường Chu Văn An Lạ", False),
    city_of_a_person=("Thành phố Hồ Chí Minh", True),
    plain=("Phường An Lạ", False),
)
def test_a_class_noun_belongs_to_a_number_and_to_a_person(full, proper):
    unit = Unit("1", full)
    assert unit.proper is proper
    assert unit.place == (full if proper else unit.name)
    assert unit.in_sentence == (full if proper else full[0].lower() + full[1:])


# --- units: the table -----------------------------------------------------------------------------


@rows(
    ("day", "count", "first"),
    eve=(TIERS - DAY, 63, Unit("01", "Thành phố Hà Nội")),
    day=(TIERS, 34, Unit("01", "Thành phố Hà Nội")),
)
def test_there_are_63_provinces_until_the_day_of_the_merger(day, count, first):
    found = units.provinces(day)
    assert (len(found), found[0]) == (count, first)


@rows(
    ("day", "unit"),
    eve=(TIERS - DAY, Unit("001", "Quận Ba Đình", "01")),
    day=(TIERS, Unit("00004", "Phường Ba Đình", "01")),
)
def test_below_a_province_are_districts_until_the_day_of_the_merger(day, unit):
    found = units.units_below(Unit("01", "x"), day)
    assert found[0] == unit
    assert {below.above for below in found} == {"01"}


def test_the_communes_of_a_district_are_its_own():
    found = units.communes(Unit("001", "Quận Ba Đình", "01"), TIERS - DAY)
    assert found[:2] == [Unit("00001", "Phường Phúc Xá", "001"), Unit("00004", "Phường Trúc Bạch", "001")]
    assert {below.above for below in found} == {"001"}


@rows(
    ("day", "province", "commune"),
    first_day=(TIERS, "Tỉnh Bắc Ninh", "Xã Yên Phong"),
    before_the_communes=(date(2026, 8, 3), "Tỉnh Bắc Ninh", "Xã Yên Phong"),
    day_of_the_communes=(date(2026, 8, 4), "Tỉnh Bắc Ninh", "Phường Yên Phong"),
    before_the_province=(date(2026, 9, 19), "Tỉnh Bắc Ninh", "Phường Yên Phong"),
    day_of_the_province=(date(2026, 9, 20), "Thành phố Bắc Ninh", "Phường Yên Phong"),
)
def test_a_name_is_lost_on_its_day_and_not_before(day, province, commune):
    (above,) = [unit for unit in units.provinces(day) if unit.code == "24"]
    assert above == Unit("24", province)
    assert Unit("09193", commune, "24") in units.units_below(above, day)


@pytest.mark.parametrize(
    ("name", "above", "since", "until"),
    [
        ("Huyện Việt Yên", "24", None, "2024-02-01"),
        ("Thị xã Việt Yên", "24", "2024-02-01", "2025-07-01"),
        ("Huyện Yên Dũng", "24", None, "2025-01-01"),
        ("Thị xã Chũ", "24", "2025-01-01", "2025-07-01"),
        ("Quận 2", "79", None, "2021-01-01"),
        ("Quận Thủ Đức", "79", None, "2021-01-01"),
        ("Thành phố Thủ Đức", "79", "2021-01-01", "2025-07-01"),
        ("Huyện Thuỷ Nguyên", "31", None, "2025-01-01"),
        ("Thành phố Thuỷ Nguyên", "31", "2025-01-01", "2025-07-01"),
        ("Huyện Hoài Nhơn", "52", None, "2020-06-01"),
        ("Huyện Quảng Uyên", "04", None, "2020-03-01"),
        ("Huyện Quảng Hòa", "04", "2020-03-01", "2025-07-01"),
        ("Thị xã Cửa Lò", "40", None, "2024-12-01"),
        ("Thành phố Huế", "46", None, "2025-01-01"),
        ("Quận Thuận Hóa", "46", "2025-01-01", "2025-07-01"),
    ],
)
def test_a_district_is_there_from_its_first_day_to_its_last(name, above, since, until):
    def is_there(day):
        return name in {unit.full for unit in units.units_below(Unit(above, "x"), day)}

    first = date.fromisoformat(since) if since else date(2020, 1, 1)
    end = date.fromisoformat(until)
    assert [is_there(day) for day in (first, end - DAY)] == [True, True]
    assert not is_there(end)
    assert since is None or not is_there(first - DAY)


@rows(
    ("day", "name"),
    eve=(date(2024, 12, 31), "Tỉnh Thừa Thiên Huế"),
    day=(date(2025, 1, 1), "Thành phố Huế"),
)
def test_a_province_that_became_a_city_bears_the_name_of_the_day(day, name):
    assert [unit.full for unit in units.provinces(day) if unit.code == "46"] == [name]


@rows(
    ("day", "names"),
    before=(date(2024, 10, 31), ["Huyện Kim Bảng"]),
    not_known=(date(2024, 11, 1), ["Huyện Kim Bảng", "Thị xã Kim Bảng"]),
    not_known_still=(date(2024, 12, 31), ["Huyện Kim Bảng", "Thị xã Kim Bảng"]),
    after=(date(2025, 1, 1), ["Thị xã Kim Bảng"]),
)
def test_where_the_day_of_a_change_is_not_known_both_names_are_taken(day, names):
    found = units.may_be_below(Unit("35", "Tỉnh Hà Nam"), day)
    assert [unit.full for unit in found if unit.name == "Kim Bảng"] == names
    assert [
        unit.full for unit in units.units_below(Unit("35", "x"), day) if unit.name == "Kim Bảng"
    ] == names[:1]


@rows(
    ("name", "day", "said"),
    not_yet=("thành phố Thủ Đức, Thành phố Hồ Chí Minh", date(2020, 6, 1), "chỉ có từ ngày 01/01/2021"),
    no_more=("quận 9, Thành phố Hồ Chí Minh", date(2021, 1, 1), "chỉ có trước ngày 01/01/2021"),
    renamed=("thị xã Việt Yên, Bắc Giang", date(2023, 1, 1), "là huyện Việt Yên, tỉnh Bắc Giang"),
    not_known=(
        "xã Thái Hòa, Ứng Hòa, Hà Nội",
        date(2024, 6, 1),
        "chỉ có từ một ngày chưa rõ, muộn nhất là 01/01/2025",
    ),
)
def test_a_unit_of_another_day_is_told_with_that_day(name, day, said):
    assert said in str(refusal(places.find_place, name, day)[0])


def test_a_unit_stands_once_in_a_list_though_its_name_is_not_known():
    for district in units.units_below(Unit("01", "Thành phố Hà Nội"), date(2024, 12, 1)):
        codes = [unit.code for unit in units.communes(district, date(2024, 12, 1))]
        assert len(codes) == len(set(codes))


# --- units: how names are compared ------------------------------------------------------------------


@rows(
    ("one", "other", "same"),
    case=("AN LẠ", "an lạ", True),
    spaces=("an  lạ", " an lạ ", True),
    hyphen=("an-lạ", "an lạ", True),
    short_dash=("an–lạ", "an lạ", True),
    long_dash=("an—lạ", "an lạ", True),
    full_stop=("an.lạ", "an lạ", True),
    comma=("an,lạ", "an lạ", True),
    another_sign=("an/lạ", "an lạ", False),
    straight_apostrophe=("M'Drăk", "MDrăk", True),
    curly_apostrophe=("M’Drăk", "MDrăk", True),
    quotation_mark=('M"Drăk', "MDrăk", False),
    together_or_apart=("anlạ", "an lạ", False),
    decomposed=("la\u0323", "lạ", True),
    grave_on_either_vowel=("hoà", "hòa", True),
    acute_on_either_vowel=("hoá", "hóa", True),
    tilde_on_either_vowel=("hoã", "hõa", True),
    hook_on_either_vowel=("hoả", "hỏa", True),
    dot_on_either_vowel=("hoạ", "họa", True),
    another_tone=("hoà", "hoá", False),
    no_tone=("hoà", "hoa", False),
    marked_vowel=("hôa", "hoa", False),
    d_with_a_stroke=("đa", "da", False),
    y_for_i=("mỹ", "mĩ", True),
    y_alone=("ý", "í", True),
    y_not_at_the_end=("yn", "in", False),
)
def test_names_are_compared_without_what_is_only_spelling(one, other, same):
    assert (units.name_key(one) == units.name_key(other)) is same


@pytest.mark.parametrize("vowel", "aăâeêioôơuưy")
def test_y_behind_a_vowel_is_not_i(vowel):
    assert units.name_key(f"t{vowel}y") == f"t{vowel}y"
    assert units.name_key(f"{vowel}ty") == f"{vowel}ti"


@rows(
    ("name", "key"),
    tones=("Hòa Lạ", "hoa la"),
    marks=("Ấm Ước Ê", "am uoc e"),
    d_with_a_stroke=("Đà Đô", "da do"),
    y=("Mỹ", "mi"),
    dash=("An - Lạ", "an la"),
)
def test_a_bare_key_has_no_marks(name, key):
    assert units.bare_key(name) == key


# --- units: which unit a name means ---------------------------------------------------------------

AN, LA = Unit("101", "Xã An"), Unit("102", "Xã Là")
AMONG = [
    AN,
    LA,
    Unit("103", "Phường Là"),
    Unit("104", "Xã Lá"),
    Unit("105", "Thành phố Bé"),
    Unit("106", "Xã Phường An"),
    Unit("107", "Xã M'Đê"),
]
ONE_OF_THREE = "Xã Là (102), Phường Là (103), Xã Lá (104)"


@rows(
    ("typed", "full"),
    full=("Xã An", "Xã An"),
    name=("An", "Xã An"),
    code=("101", "Xã An"),
    lower_case=("xã an", "Xã An"),
    full_of_one_of_two=("xã Là", "Xã Là"),
    full_of_the_other=("phường Là", "Phường Là"),
    with_marks_one=("Lá", "Xã Lá"),
    full_name_before_bare_name=("phường An", "Xã Phường An"),
    curly_apostrophe=("xã M’Đê", "Xã M'Đê"),
    without_marks=("xa m'de", "Xã M'Đê"),
    wrong_marks_of_one=("xã Án", "Xã An"),
    body_before=("UBND xã An", "Xã An"),
    body_in_full=("Ủy ban nhân dân xã An", "Xã An"),
    council=("HĐND xã An", "Xã An"),
    council_in_full=("Hội đồng nhân dân xã An", "Xã An"),
    body_before_a_short_class_noun=("UBND x. An", "Xã An"),
    short_city=("TP. Bé", "Thành phố Bé"),
    short_city_without_a_space=("tp.Bé", "Thành phố Bé"),
    room_between=("  xã   An ", "Xã An"),
)
def test_a_name_means_one_unit(typed, full):
    assert units.find_unit(typed, AMONG).full == full


@pytest.mark.parametrize(
    ("short", "kind"),
    [
        ("tp", "Thành phố"),
        ("tx", "Thị xã"),
        ("tt", "Thị trấn"),
        ("q", "Quận"),
        ("h", "Huyện"),
        ("p", "Phường"),
        ("x", "Xã"),
    ],
)
def test_a_class_noun_may_be_shortened_with_a_full_stop(short, kind):
    among = [Unit(str(at), f"{one} Lạ") for at, one in enumerate(["Tỉnh", "Đặc khu", kind])]
    for typed in (f"{short}. Lạ", f"{short}.Lạ", f"{short.upper()}. Lạ"):
        assert units.matching_units(typed, among) == [among[2]]
    assert units.matching_units(f"{short} Lạ", among) == []
    assert units.matching_units(f"Lạ {short}.", among) == []


@rows(
    ("typed", "expected"),
    two_of_a_name=(
        "Là",
        ("U002", "'Là' có thể là: Xã Là (102), Phường Là (103)", "ghi rõ xã hay phường, hoặc mã đơn vị"),
    ),
    three_without_marks=(
        "la",
        ("U002", f"'la' có thể là: {ONE_OF_THREE}", "ghi rõ xã hay phường, hoặc mã đơn vị"),
    ),
    two_full_names_without_marks=(
        "xa la",
        (
            "U002",
            "'xa la' có thể là: Xã Là (102), Xã Lá (104)",
            "ghi rõ xã hay phường, hoặc mã đơn vị",
        ),
    ),
    wrong_marks_of_several=(
        "Lả",
        ("U002", f"'Lả' có thể là: {ONE_OF_THREE}", "ghi rõ xã hay phường, hoặc mã đơn vị"),
    ),
    another_class_noun=("tỉnh An", ("U001", "không có đơn vị 'tỉnh An'", "có phải Xã An (101)?")),
    nothing_like_it=("Zzzz", ("U001", "không có đơn vị 'Zzzz'", "")),
)
def test_a_name_of_none_or_of_several_is_asked_back(typed, expected):
    assert told(units.find_unit, typed, AMONG) == [expected]


@rows(
    ("count", "ends"),
    two=(2, "(2)"),
    five=(5, "(5)"),
    six=(6, "(5), …"),
)
def test_no_more_than_five_are_named(count, ends):
    (problem,) = refusal(units.find_unit, "Lạ", [Unit(str(n), "Xã Lạ") for n in range(1, count + 1)])
    assert problem.text().endswith(ends)


@rows(
    ("name", "fulls", "expected"),
    same_name=("huyện An Lạ", ["Xã Bé", "Xã An Lạ"], ["Xã An Lạ"]),
    same_names_before_alike_ones=(
        "xã An Lạ",
        ["Xã An La", "Xã An Lả", "Xã An Bạ"],
        ["Xã An La", "Xã An Lả", "Xã An Bạ"],
    ),
    alike=("Phường Cầu Giáy", ["Phường Cầu Giấy", "Thị trấn Mộc"], ["Phường Cầu Giấy"]),
    alike_by_its_bare_name=("Cầu Giấ", ["Phường Cầu Giấy", "Phường Ba Vì"], ["Phường Cầu Giấy"]),
    seven_tenths=("abcdefgxyz", ["Xã abcdefghkl"], ["Xã abcdefghkl"]),
    six_tenths=("abcdefwxyz", ["Xã abcdefghkl"], []),
    end_of_a_longer_word=("Xuân", ["Huyện Ân"], []),
    at_most_five=(
        "tỉnh An",
        [f"{kind} An" for kind in ("Xã", "Huyện", "Quận", "Phường", "Thị xã", "Thị trấn")],
        ["Xã An", "Huyện An", "Quận An", "Phường An", "Thị xã An"],
    ),
    two_of_one_name=("Cầu Giấ", ["Xã Cầu Giấy", "Xã Cầu Giầy"], ["Xã Cầu Giấy"]),
    nothing=("Zzz", ["Xã An"], []),
)
def test_the_nearest_units_are_those_of_the_name_then_those_spelt_like_it(name, fulls, expected):
    among = [Unit(str(at), full) for at, full in enumerate(fulls)]
    assert [unit.full for unit in units.nearest_units(name, among)] == expected


@rows(
    ("phrase", "text", "expected"),
    more_behind=("Sở Y tế", "Sở Y tế tỉnh Gia Lai", "tỉnh Gia Lai"),
    nothing_behind=("Sở Y tế", "Sở Y tế", ""),
    case=("Sở Y tế", "SỞ Y TẾ x", "x"),
    without_marks=("Sở Y tế", "so y te x", "x"),
    marks_that_differ=("Sở Y tế", "Sơ Y tế x", None),
    some_marks_missing=("Sở Y tế", "So y tế x", None),
    fewer_words=("Sở Y tế", "Sở Y", None),
    part_of_a_word=("Sở Y tế", "Sở Y tếx", None),
    further_on=("Sở Y tế", "Cả Sở Y tế", None),
    dash=("Lao động - Thương binh", "Lao động Thương binh x", "x"),
    dash_kept_behind=("Sở", "Sở A - B", "A - B"),
    comma_between=("Sở", "Sở, A", "A"),
)
def test_a_text_opens_with_a_phrase_in_whole_words(phrase, text, expected):
    assert units.text_after(phrase, text) == expected


# --- units: days ------------------------------------------------------------------------------------


@rows(
    ("text", "expected"),
    past_year=("2024", date(2024, 12, 31)),
    this_year=("2026", NOW),
    next_year=("2027", date(2027, 12, 31)),
    month=("3/2024", date(2024, 3, 1)),
    day=("5/3/2024", date(2024, 3, 5)),
    day_of_this_year=("5/3/2026", date(2026, 3, 5)),
    no_date=("hôm qua", [("U003", "'hôm qua' không phải năm hay ngày", "viết như Bắc Giang@2024")]),
    no_day_of_the_calendar=(
        "31/2/2024",
        [("U003", "'31/2/2024' không phải năm hay ngày", "viết như Bắc Giang@2024")],
    ),
)
def test_a_year_is_read_as_its_last_day_known(text, expected):
    assert told(units.day_of, text, NOW) == expected


BAC_GIANG = ("Tỉnh Bắc Giang", date(2024, 12, 31))


def merged(name, now, day="01/7/2025"):
    return [
        (
            "U004",
            f"'{name}' không còn từ {day}, nay thuộc {now}",
            f"muốn hỏi đơn vị cũ thì viết '{name}@2024'",
        )
    ]


@rows(
    ("text", "today", "expected"),
    of_today=("Gia Lai", NOW, ("Tỉnh Gia Lai", NOW)),
    with_a_year=("Bắc Giang@2024", NOW, BAC_GIANG),
    with_room_around=("Bắc Giang @ 2024 ", NOW, BAC_GIANG),
    on_the_last_day=("Bắc Giang@30/6/2025", NOW, ("Tỉnh Bắc Giang", TIERS - DAY)),
    on_the_first_day_without_it=("Bắc Giang@01/7/2025", NOW, merged("Bắc Giang", "Tỉnh Bắc Ninh")),
    no_year_behind_the_sign=("Gia Lai@", NOW, ("Tỉnh Gia Lai", NOW)),
    former=("Bắc Giang", NOW, merged("Bắc Giang", "Thành phố Bắc Ninh")),
    former_in_full=("tỉnh Bắc Giang", NOW, merged("Bắc Giang", "Thành phố Bắc Ninh")),
    former_while_it_was_there=("Bắc Giang", THEN, ("Tỉnh Bắc Giang", THEN)),
    another_former=("Hoà Bình", NOW, merged("Hoà Bình", "Tỉnh Phú Thọ")),
)
def test_a_province_is_that_of_a_day(text, today, expected):
    found = told(units.province_on_day, text, today)
    assert (found if isinstance(found, list) else (found[0].full, found[1])) == expected


@rows(
    ("text", "today", "code"),
    nowhere=("Xứ Lạ", NOW, "U001"),
    nowhere_then=("Xứ Lạ", THEN, "U001"),
    former_name_of_none=("Bắc Giangggg@2024", NOW, "U001"),
    no_day=("Gia Lai@x", NOW, "U003"),
)
def test_a_province_that_never_was_is_not_said_to_have_merged(text, today, code):
    assert [problem.code for problem in refusal(units.province_on_day, text, today)] == [code]


# --- bodies -----------------------------------------------------------------------------------------

ALWAYS, SINCE = "always", "since the reorganisation"
NNMT = "và Môi trường"
BODIES = [  # symbol, name line by line where the column is too narrow, from when or what it became
    ("BQP", ["Bộ Quốc phòng"], ALWAYS),
    ("BCA", ["Bộ Công an"], ALWAYS),
    ("BNG", ["Bộ Ngoại giao"], ALWAYS),
    ("BNV", ["Bộ Nội vụ"], ALWAYS),
    ("BTP", ["Bộ Tư pháp"], ALWAYS),
    ("BTC", ["Bộ Tài chính"], ALWAYS),
    ("BCT", ["Bộ Công Thương"], ALWAYS),
    ("BNNMT", ["Bộ Nông nghiệp", "và Môi trường"], SINCE),
    ("BXD", ["Bộ Xây dựng"], ALWAYS),
    ("BVHTTDL", ["Bộ Văn hóa, Thể thao", "và Du lịch"], ALWAYS),
    ("BKHCN", ["Bộ Khoa học", "và Công nghệ"], ALWAYS),
    ("BGDĐT", ["Bộ Giáo dục", "và Đào tạo"], ALWAYS),
    ("BYT", ["Bộ Y tế"], ALWAYS),
    ("BDTTG", ["Bộ Dân tộc", "và Tôn giáo"], SINCE),
    ("VPCP", ["Văn phòng Chính phủ"], ALWAYS),
    ("TTCP", ["Thanh tra Chính phủ"], ALWAYS),
    ("NHNN", ["Ngân hàng Nhà nước", "Việt Nam"], ALWAYS),
    ("BTTTT", ["Bộ Thông tin", "và Truyền thông"], "Bộ Khoa học và Công nghệ"),
    ("BKHĐT", ["Bộ Kế hoạch", "và Đầu tư"], "Bộ Tài chính"),
    ("BGTVT", ["Bộ Giao thông vận tải"], "Bộ Xây dựng"),
    ("BLĐTBXH", ["Bộ Lao động - Thương binh", "và Xã hội"], "Bộ Nội vụ"),
    ("BNN", ["Bộ Nông nghiệp", "và Phát triển", "nông thôn"], "Bộ Nông nghiệp và Môi trường"),
    ("BTNMT", ["Bộ Tài nguyên", "và Môi trường"], "Bộ Nông nghiệp và Môi trường"),
    ("UBDT", ["Ủy ban Dân tộc"], "Bộ Dân tộc và Tôn giáo"),
    ("SNV", ["Sở Nội vụ"], ALWAYS),
    ("STP", ["Sở Tư pháp"], ALWAYS),
    ("STC", ["Sở Tài chính"], ALWAYS),
    ("SCT", ["Sở Công Thương"], ALWAYS),
    ("SNNMT", ["Sở Nông nghiệp", "và Môi trường"], SINCE),
    ("SXD", ["Sở Xây dựng"], ALWAYS),
    ("SKHCN", ["Sở Khoa học", "và Công nghệ"], ALWAYS),
    ("SVHTTDL", ["Sở Văn hóa, Thể thao", "và Du lịch"], ALWAYS),
    ("SVHTT", ["Sở Văn hóa", "và Thể thao"], ALWAYS),
    ("SDL", ["Sở Du lịch"], ALWAYS),
    ("SGDĐT", ["Sở Giáo dục", "và Đào tạo"], ALWAYS),
    ("SYT", ["Sở Y tế"], ALWAYS),
    ("SDTTG", ["Sở Dân tộc", "và Tôn giáo"], SINCE),
    ("SNGV", ["Sở Ngoại vụ"], ALWAYS),
    ("SQHKT", ["Sở Quy hoạch -", "Kiến trúc"], ALWAYS),
    ("SATTP", ["Sở An toàn thực phẩm"], ALWAYS),
    ("STTTT", ["Sở Thông tin", "và Truyền thông"], "Sở Khoa học và Công nghệ"),
    ("SKHĐT", ["Sở Kế hoạch", "và Đầu tư"], "Sở Tài chính"),
    ("SGTVT", ["Sở Giao thông vận tải"], "Sở Xây dựng"),
    ("SLĐTBXH", ["Sở Lao động - Thương binh", "và Xã hội"], "Sở Nội vụ"),
    ("SNN", ["Sở Nông nghiệp", "và Phát triển", "nông thôn"], "Sở Nông nghiệp và Môi trường"),
    ("STNMT", ["Sở Tài nguyên", "và Môi trường"], "Sở Nông nghiệp và Môi trường"),
]


def test_every_body_is_in_the_table_of_this_test():
    assert [body.symbol for body in (*MINISTRIES, *DEPARTMENTS)] == [symbol for symbol, _, _ in BODIES]


@pytest.mark.parametrize(("symbol", "lines", "when"), BODIES, ids=[row[0] for row in BODIES])
def test_a_body_is_found_by_its_name_and_symbol_while_it_is_there(symbol, lines, when):
    name, below = " ".join(lines), " tỉnh Gia Lai" if symbol[0] == "S" else ""
    eve = REORGANISED - DAY
    for call in (symbol, name, f"{name.split()[0]} {symbol[1:]}"):
        for day, there in ((eve, when != SINCE), (REORGANISED, when in (ALWAYS, SINCE))):
            found = told(agency_block, call + below, day)
            if there:
                assert (found.ten, found.ky_hieu, found.ten_goi) == (tuple(lines), symbol, name + below)
                assert found.chu_quan == (("UBND tỉnh Gia Lai",) if below else ())
                assert found.dia_danh == ("Gia Lai" if below else "Hà Nội")
            elif day == REORGANISED:
                what = f"'{name}' không còn từ ngày 01/3/2025, công văn đề ngày 01/3/2025"
                assert found == [("A008", what, f"nay là {when}")]
            else:
                what = f"'{name}' chỉ có từ ngày 01/3/2025, công văn đề ngày 28/02/2025"
                assert [row[:2] for row in found] == [("A009", what)]


@rows(
    ("name", "then"),
    of_two=(
        "Bộ Nông nghiệp và Môi trường",
        "khi ấy là Bộ Nông nghiệp và Phát triển nông thôn, Bộ Tài nguyên và Môi trường",
    ),
    of_one=("Bộ Dân tộc và Tôn giáo", "khi ấy là Ủy ban Dân tộc"),
    department=(
        "Sở Nông nghiệp và Môi trường tỉnh Gia Lai",
        "khi ấy là Sở Nông nghiệp và Phát triển nông thôn, Sở Tài nguyên và Môi trường",
    ),
)
def test_a_body_that_is_not_there_yet_is_told_by_those_before_it(name, then):
    assert told(agency_block, name, THEN)[0][2] == then


# --- blocks -------------------------------------------------------------------------------------------

OWN = "tự ghi tên cơ quan ban hành (`ten`), cơ quan chủ quản (`chu_quan`), ký hiệu (`ky_hieu`), địa danh (`dia_danh`)"
UBND, HDND = "Ủy ban nhân dân", "Hội đồng nhân dân"


@rows(
    ("name", "day", "expected"),
    commune=(
        "UBND xã Hoài Ân, tỉnh Gia Lai",
        NOW,
        Agency((UBND, "Xã Hoài Ân"), (), "UBND", "Hoài Ân", "UBND xã Hoài Ân"),
    ),
    council=(
        "Hội đồng nhân dân tỉnh Gia Lai",
        NOW,
        Agency((HDND, "Tỉnh Gia Lai"), (), "HĐND", "Gia Lai", "HĐND tỉnh Gia Lai"),
    ),
    council_by_its_symbol=(
        "HĐND tỉnh Gia Lai",
        NOW,
        Agency((HDND, "Tỉnh Gia Lai"), (), "HĐND", "Gia Lai", "HĐND tỉnh Gia Lai"),
    ),
    in_full_with_room_between=(
        "  Ủy ban  nhân dân tỉnh Gia Lai ",
        NOW,
        Agency((UBND, "Tỉnh Gia Lai"), (), "UBND", "Gia Lai", "UBND tỉnh Gia Lai"),
    ),
    called_after_a_person=(
        "UBND Thành phố Hồ Chí Minh",
        NOW,
        Agency(
            (UBND, "Thành phố", "Hồ Chí Minh"),
            (),
            "UBND",
            "Thành phố Hồ Chí Minh",
            "UBND Thành phố Hồ Chí Minh",
        ),
    ),
    called_after_a_number=(
        "UBND quận 1, thành phố Hồ Chí Minh",
        THEN,
        Agency((UBND, "Quận 1"), (), "UBND", "Quận 1", "UBND Quận 1"),
    ),
    long_name_behind_the_kind=(
        "UBND tỉnh Bà Rịa - Vũng Tàu",
        THEN,
        Agency(
            (f"{UBND} tỉnh", "Bà Rịa - Vũng Tàu"),
            (),
            "UBND",
            "Bà Rịa - Vũng Tàu",
            "UBND tỉnh Bà Rịa - Vũng Tàu",
        ),
    ),
    long_name_torn_at_its_dash=(
        "UBND thành phố Phan Rang-Tháp Chàm",
        THEN,
        Agency(
            (UBND, "Thành phố", "Phan Rang -", "Tháp Chàm"),
            (),
            "UBND",
            "Phan Rang-Tháp Chàm",
            "UBND thành phố Phan Rang-Tháp Chàm",
        ),
    ),
    department=(
        "Sở Y tế tỉnh Gia Lai",
        NOW,
        Agency(("Sở Y tế",), ("UBND tỉnh Gia Lai",), "SYT", "Gia Lai", "Sở Y tế tỉnh Gia Lai"),
    ),
    department_of_a_broken_parent=(
        "Sở Y tế tỉnh Bà Rịa - Vũng Tàu",
        THEN,
        Agency(
            ("Sở Y tế",),
            ("UBND tỉnh", "Bà Rịa - Vũng Tàu"),
            "SYT",
            "Bà Rịa - Vũng Tàu",
            "Sở Y tế tỉnh Bà Rịa - Vũng Tàu",
        ),
    ),
    department_with_an_ampersand=(
        "Sở GD&ĐT Gia Lai",
        NOW,
        Agency(
            ("Sở Giáo dục", "và Đào tạo"),
            ("UBND tỉnh Gia Lai",),
            "SGDĐT",
            "Gia Lai",
            "Sở Giáo dục và Đào tạo tỉnh Gia Lai",
        ),
    ),
    longest_name_of_those_it_opens_with=(
        "Sở Văn hóa, Thể thao & Du lịch tỉnh Gia Lai",
        NOW,
        Agency(
            ("Sở Văn hóa, Thể thao", "và Du lịch"),
            ("UBND tỉnh Gia Lai",),
            "SVHTTDL",
            "Gia Lai",
            "Sở Văn hóa, Thể thao và Du lịch tỉnh Gia Lai",
        ),
    ),
    ministry=("Bộ Y tế", NOW, Agency(("Bộ Y tế",), (), "BYT", "Hà Nội", "Bộ Y tế")),
    nothing=("  ", NOW, [("A001", "chưa có tên cơ quan", "ví dụ: UBND xã Hoài Ân, tỉnh Gia Lai")]),
    committee_of_nobody=(
        "UBND",
        NOW,
        [("A010", "'UBND' của đơn vị nào?", "ví dụ: UBND xã Hoài Ân, tỉnh Gia Lai")],
    ),
    department_of_nobody=(
        "Sở Y tế",
        NOW,
        [("A010", "'Sở Y tế' của đơn vị nào?", "ví dụ: Sở Y tế tỉnh Gia Lai")],
    ),
    ministry_with_more_behind=(
        "Bộ Y tế tỉnh Gia Lai",
        NOW,
        [("A007", "không biết 'Bộ Y tế tỉnh Gia Lai'", "có phải 'Bộ Y tế'?")],
    ),
    department_spelt_nearly=(
        "Sở Y tếế tỉnh Gia Lai",
        NOW,
        [("A007", "không biết 'Sở Y tếế tỉnh Gia Lai'", "có phải 'Sở Y tế'?")],
    ),
    department_spelt_nearly_before_a_comma=(
        "Sở Y tếế, Gia Lai",
        NOW,
        [("A007", "không biết 'Sở Y tếế, Gia Lai'", "có phải 'Sở Y tế'?")],
    ),
    department_spelt_nearly_before_a_city=(
        "Sở Y tếế TP Huế",
        NOW,
        [("A007", "không biết 'Sở Y tếế TP Huế'", "có phải 'Sở Y tế'?")],
    ),
    department_spelt_nearly_before_a_city_in_full=(
        "Sở Y tếế thành phố Huế",
        NOW,
        [("A007", "không biết 'Sở Y tếế thành phố Huế'", "có phải 'Sở Y tế'?")],
    ),
    ministry_spelt_nearly=("Bộ Y tê", NOW, [("A007", "không biết 'Bộ Y tê'", "có phải 'Bộ Y tế'?")]),
    of_another_kind_spelt_nearly=(
        "Văn phòng Chính phú",
        NOW,
        [("A002", "không tự lập được khối tên của 'Văn phòng Chính phú'", OWN)],
    ),
    spelt_nearly_like_one_that_is_gone=(
        "Bộ Kế hoạch và Đầu tứ",
        NOW,
        [("A002", "không tự lập được khối tên của 'Bộ Kế hoạch và Đầu tứ'", OWN)],
    ),
    spelt_nearly_like_one_that_is_there=(
        "Bộ Kế hoạch và Đầu tứ",
        THEN,
        [("A007", "không biết 'Bộ Kế hoạch và Đầu tứ'", "có phải 'Bộ Kế hoạch và Đầu tư'?")],
    ),
    school=("Trường A", NOW, [("A002", "không tự lập được khối tên của 'Trường A'", OWN)]),
    department_like_none=("Sở Zzzzzz", NOW, [("A002", "không tự lập được khối tên của 'Sở Zzzzzz'", OWN)]),
)
def test_a_name_becomes_a_block_or_is_asked_back(name, day, expected):
    assert told(agency_block, name, day) == expected


# --- places -------------------------------------------------------------------------------------------


def chain(text, day):
    found = told(places.find_place, text, day)
    return found if isinstance(found, list) else places.full_address(found)


HOAI_AN = "xã Hoài Ân, tỉnh Gia Lai"
BA_DINH = "phường Phúc Xá, quận Ba Đình, thành phố Hà Nội"


@rows(
    ("text", "day", "expected"),
    comma=("xã Hoài Ân, tỉnh Gia Lai", NOW, HOAI_AN),
    comma_with_room=("xã Hoài Ân ,tỉnh Gia Lai", NOW, HOAI_AN),
    comma_and_bare_names=("Hoài Ân, Gia Lai", NOW, HOAI_AN),
    comma_at_the_end=("xã Hoài Ân, tỉnh Gia Lai,", NOW, HOAI_AN),
    province_behind_a_space=("xã Hoài Ân tỉnh Gia Lai", NOW, HOAI_AN),
    province_in_capitals=("xã Hoài Ân TỈNH Gia Lai", NOW, HOAI_AN),
    without_marks=("xa hoai an tinh gia lai", NOW, HOAI_AN),
    city_behind_a_space=("phường Thuận Hóa thành phố Huế", NOW, "phường Thuận Hóa, thành phố Huế"),
    city_without_marks=("phuong thuan hoa thanh pho hue", NOW, "phường Thuận Hóa, thành phố Huế"),
    short_city_with_a_full_stop=("phường Thuận Hóa TP. Huế", NOW, "phường Thuận Hóa, thành phố Huế"),
    short_city_without_a_space=("phường Thuận Hóa TP.Huế", NOW, "phường Thuận Hóa, thành phố Huế"),
    province_alone=("tỉnh Gia Lai", NOW, "tỉnh Gia Lai"),
    province_by_its_bare_name=("Gia Lai", NOW, "tỉnh Gia Lai"),
    commune_alone=("xã Hoài Ân", NOW, HOAI_AN),
    district=("quận Ba Đình, Hà Nội", THEN, "quận Ba Đình, thành phố Hà Nội"),
    commune_of_a_district=("phường Phúc Xá, quận Ba Đình, Hà Nội", THEN, BA_DINH),
    commune_without_its_district=("phường Phúc Xá, Hà Nội", THEN, BA_DINH),
    commune_without_its_province=("phường Phúc Xá, quận Ba Đình", THEN, BA_DINH),
    district_before_its_province_by_spaces=("phường Phúc Xá quận Ba Đình thành phố Hà Nội", THEN, BA_DINH),
    huyen_behind_a_space=(
        "xã Tân Mỹ huyện Chiêm Hóa tỉnh Tuyên Quang",
        THEN,
        "xã Tân Mỹ, huyện Chiêm Hóa, tỉnh Tuyên Quang",
    ),
    bare_name_of_a_province_and_no_commune=("Cao Bằng", NOW, "tỉnh Cao Bằng"),
    last_day_of_a_district=("quận Ba Đình, Hà Nội", TIERS - DAY, "quận Ba Đình, thành phố Hà Nội"),
    first_day_of_a_commune=("phường Ba Đình, Hà Nội", TIERS, "phường Ba Đình, thành phố Hà Nội"),
    commune_of_the_name_of_a_province=("phường Lào Cai", NOW, "phường Lào Cai, tỉnh Lào Cai"),
    commune_of_a_bare_name_in_a_province=("Yên Bái, Lào Cai", NOW, "phường Yên Bái, tỉnh Lào Cai"),
)
def test_a_place_is_found_by_its_parts(text, day, expected):
    assert chain(text, day) == expected


TELL = "ghi rõ loại đơn vị, và tỉnh sau dấu phẩy"
LOOK = "kiểm tra tên cơ quan và ngày ban hành (`ngay`)"
WRITE = "viết theo tên của ngày đó"
BAC_NINH = "tỉnh Bắc Ninh"


@rows(
    ("text", "day", "expected"),
    commune_and_province=(
        "Lào Cai",
        NOW,
        ("A004", "'Lào Cai' có thể là: tỉnh Lào Cai; phường Lào Cai, tỉnh Lào Cai", TELL),
    ),
    commune_that_bears_the_name_of_a_former_unit=(
        "Yên Bái",
        NOW,
        ("A004", "'Yên Bái' có thể là: phường Yên Bái, tỉnh Lào Cai", TELL),
    ),
    no_more_since_the_merger=(
        "quận Ba Đình, Hà Nội",
        TIERS,
        ("A005", "'quận Ba Đình, Hà Nội' chỉ có trước ngày 01/7/2025, công văn đề ngày 01/7/2025", LOOK),
    ),
    not_yet_before_the_merger=(
        "phường Ba Đình, Hà Nội",
        TIERS - DAY,
        ("A005", "'phường Ba Đình, Hà Nội' chỉ có từ ngày 01/7/2025, công văn đề ngày 30/6/2025", LOOK),
    ),
    province_renamed_on_that_day=(
        BAC_NINH,
        date(2026, 9, 20),
        ("A006", "'tỉnh Bắc Ninh' vào ngày 20/9/2026 là thành phố Bắc Ninh", WRITE),
    ),
    province_renamed_a_day_later=(
        "thành phố Bắc Ninh",
        date(2026, 9, 19),
        ("A006", "'thành phố Bắc Ninh' vào ngày 19/9/2026 là tỉnh Bắc Ninh", WRITE),
    ),
    commune_renamed_before=(
        "xã Yên Phong, tỉnh Bắc Ninh",
        NOW,
        (
            "A006",
            "'xã Yên Phong, tỉnh Bắc Ninh' vào ngày 21/11/2026 là phường Yên Phong, thành phố Bắc Ninh",
            WRITE,
        ),
    ),
    commune_renamed_later=(
        "phường Yên Phong",
        date(2026, 8, 3),
        ("A006", "'phường Yên Phong' vào ngày 03/8/2026 là xã Yên Phong, tỉnh Bắc Ninh", WRITE),
    ),
    spelt_nearly_in_its_province=(
        "xã Hoài Ânn, tỉnh Gia Lai",
        NOW,
        (
            "A003",
            "không có 'xã Hoài Ânn, tỉnh Gia Lai' vào ngày 21/11/2026",
            (
                "có phải xã Hoài Ân, tỉnh Gia Lai; xã Hội Sơn, tỉnh Gia Lai; xã Ia Nan, tỉnh Gia Lai; "
                "phường Hoài Nhơn, tỉnh Gia Lai?"
            ),
        ),
    ),
    its_province_spelt_nearly=(
        "xã Hoài Ân, tỉnh Gia Lại",
        NOW,
        (
            "A003",
            "không có 'xã Hoài Ân, tỉnh Gia Lại' vào ngày 21/11/2026",
            "có phải xã Hoài Ân, tỉnh Gia Lai; xã Hoài Ân, tỉnh Đắk Lắk?",
        ),
    ),
    its_province_like_none=(
        "xã An, tỉnh Zzz",
        NOW,
        ("A003", "không có 'xã An, tỉnh Zzz' vào ngày 21/11/2026", ""),
    ),
    spelt_nearly_anywhere=(
        "tỉnh Gia Laii",
        NOW,
        (
            "A003",
            "không có 'tỉnh Gia Laii' vào ngày 21/11/2026",
            "có phải tỉnh Gia Lai; phường Tĩnh Gia, tỉnh Thanh Hóa; tỉnh Đắk Lắk?",
        ),
    ),
    nothing=("", NOW, ("A003", "không có '' vào ngày 21/11/2026", "")),
    a_comma=(",", NOW, ("A003", "không có ',' vào ngày 21/11/2026", "")),
)
def test_a_place_that_is_not_one_is_asked_back(text, day, expected):
    assert chain(text, day) == [expected]


@rows(
    ("text", "day", "expected"),
    bare_name=("Gia Lai", NOW, "Tỉnh Gia Lai"),
    short_city=("tp. Huế", NOW, "Thành phố Huế"),
    former=("Bắc Giang", THEN, "Tỉnh Bắc Giang"),
    no_more=(
        "Bắc Giang",
        NOW,
        [("A005", "'Bắc Giang' chỉ có trước ngày 01/7/2025, công văn đề ngày 21/11/2026", LOOK)],
    ),
    renamed=(BAC_NINH, NOW, [("A006", "'tỉnh Bắc Ninh' vào ngày 21/11/2026 là thành phố Bắc Ninh", WRITE)]),
    spelt_nearly=(
        "tỉnh Gia Laii",
        NOW,
        [
            (
                "A003",
                "không có 'tỉnh Gia Laii' vào ngày 21/11/2026",
                "có phải tỉnh Gia Lai; tỉnh Đắk Lắk?",
            )
        ],
    ),
    commune=("xã Hoài Ân", NOW, [("A003", "không có 'xã Hoài Ân' vào ngày 21/11/2026", "")]),
)
def test_a_province_is_found_and_nothing_below_it(text, day, expected):
    found = told(places.find_province, text, day)
    assert (found if isinstance(found, list) else found[0].full) == expected


# --- writing ------------------------------------------------------------------------------------------


@rows(
    ("text", "written"),
    word=("An", "An"),
    words=("An Lạ", "An Lạ"),
    one_letter=("A", "A"),
    digit=("1", "1"),
    signs_inside=("a,b;c&d.e/f(g)h’i'k–l-m n", "a,b;c&d.e/f(g)h’i'k–l-m n"),
    full_stop_at_the_end=("An.", "An."),
    bracket_at_the_end=("An (Lạ)", "An (Lạ)"),
    comma_at_the_end=("An,", "'An,'"),
    dash_at_the_end=("An -", "'An -'"),
    bracket_at_the_beginning=("(An)", "'(An)'"),
    dash_at_the_beginning=("- An", "'- An'"),
    low_line_at_the_beginning=("_An", "'_An'"),
    low_line_inside=("An_Lạ", "An_Lạ"),
    space_at_the_end=("An ", "'An '"),
    colon=("An: Lạ", "'An: Lạ'"),
    number_sign=("An #1", "'An #1'"),
    nothing=("", "''"),
    apostrophe_in_quotes=("a': x", "'a'': x'"),
    line_break=("a\nb", r'"a\nb"'),
    tab=("a\tb", r'"a\tb"'),
    next_line=("a\x85b", r'"a\u0085b"'),
    line_separator=("a\u2028b", r'"a\u2028b"'),
    paragraph_separator=("a\u2029b", r'"a\u2029b"'),
    quotation_mark_and_stroke_with_a_line_break=('a"\\\nb', r'"a\"\\\nb"'),
    quotation_mark_alone=('a"b', "'a\"b'"),
)
def test_a_text_is_quoted_where_a_sign_might_mean_something_else(text, written):
    assert scalar(text) == written


def test_a_config_says_what_each_line_is():
    block = Agency(("Sở A",), ("x", "y: z"), "SA", "Đà Nẵng", "", ("1 Lê Lợi",))
    meanings = {"ten": "Tên", "ky_hieu": "", "dia_danh": "Nơi", "ten_goi": "Gọi"}
    assert as_yaml(block, meanings, "một", "hai") == (
        "# một\n# hai\n# Tên\nten: Sở A\nchu_quan:\n  - x\n  - 'y: z'\nky_hieu: SA\n"
        "# Nơi\ndia_danh: Đà Nẵng\nlien_he: 1 Lê Lợi\n"
    )
    assert as_yaml(Agency(ky_hieu="SA")) == "ky_hieu: SA\n"


@rows(
    ("symbol", "place", "name"),
    both=("SYT", "Gia Lai", "syt-gia-lai"),
    symbol_alone=("SYT", "", "syt"),
    place_alone=("", "Đà Nẵng", "da-nang"),
    neither=("", "", "co-quan"),
    signs=("S-Y_T", "Đà Nẵng.", "s-y-t-da-nang"),
    signs_alone=("--", ".", "co-quan"),
)
def test_a_config_is_named_by_symbol_and_place(symbol, place, name):
    assert short_name(Agency(ky_hieu=symbol, dia_danh=place)) == name
