"""What came back, on the page: files are dropped, units turn, people decide, every number shows its cells."""

import html
import io
import re
import zipfile
from datetime import date

import openpyxl
import pytest
from conftest import letter
from web_client import ORIGIN, Visitor, elements

from dispatch.batch.manifest import LOCK
from dispatch.jobs.collect import Collecting, collect_returns
from dispatch.jobs.desk import State, list_desk
from dispatch.jobs.returned import look_at_returns
from dispatch.word.filled_form import fill_form
from dispatch.world import Disk

FORM = {
    "ma": "so-lieu",
    "tieu_de": "BIỂU SỐ LIỆU",
    "han": "trước ngày 20/11/2026",
    "cot": [
        {"khoa": "noi_dung", "ten": "Nội dung"},
        {"khoa": "nguoi", "ten": "Số người", "kieu": "số nguyên", "tong": "có"},
    ],
    "dong": [["Nam", ""], ["Nữ", ""]],
}
ROWS = "ma\tten\tkinh_gui\n01\txã Một\tUBND xã Một\n02\txã Hai\tUBND xã Hai\n03\txã Ba\tUBND xã Ba\n"
LETTER, PATH, FOLDER = "/letters/thu.yaml", "/letters/thu.yaml/returns", "cv/thu-gui-nhieu-noi"
EARLY, TODAY = date(2026, 11, 12), date(2026, 11, 21)


def handed_out(way=""):
    """Return a visitor of a folder whose letter went out to three units, each with a form, on an early day."""
    form = FORM | ({"tong_hop": way} if way else {})
    text = letter(ngay="02/11/2026", bieu_mau=[form], noi_dung=["Báo cáo theo biểu."], kinh_gui=None)
    visitor = Visitor({"thu.yaml": text})
    visitor.world.day = EARLY
    done = visitor.post(f"{LETTER}/batch", {"pasted": ROWS, "act": "write", "forms": "1"})
    assert "Đã ghi 3" in done.text
    return visitor


def filled(visitor, number, men="3", women="4"):
    """Return the form of a unit as it comes back."""
    names = ("001 xã Một", "002 xã Hai", "003 xã Ba")
    data = visitor.world.files[f"{FOLDER}/bieu/{names[number - 1]}-so-lieu.docx"]
    return fill_form(data, {"d1.nguoi": men, "d2.nguoi": women})


def send(visitor, *files):
    """Send files as a browser does; return the page as somebody reads it."""
    pairs = {"csrf": visitor.site.access.csrf}
    parts = [("files", (name, data)) for name, data in files]
    return visitor.client.post(PATH, data=pairs, files=parts, headers={"origin": ORIGIN})


def shown(response):
    """Return the words of a page, each text once and blanks evened out."""
    text = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", response.text)
    return " ".join(html.unescape(text).split())


def shown_raw(response):
    return html.unescape(response.text)


def journal(visitor):
    return visitor.world.files.get(f"{FOLDER}/journal.jsonl", b"")


def sha(visitor, name):
    found = [file for file in fates(visitor) if file.receipt.name == name]
    return found[0].receipt.sha256


def fates(visitor):
    return collect_returns(visitor.world, Collecting(FOLDER)).files


@pytest.fixture
def visitor():
    return handed_out()


# --- files come in ----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [letter(), letter(bieu_mau=[FORM]), "trich_yeu: [\n"])
def test_a_letter_that_handed_out_nothing_says_what_to_do(text):
    response = Visitor({"thu.yaml": text}).get(PATH)
    assert (response.status_code, "chưa phát biểu mẫu" in shown(response)) == (200, True)
    assert f"{LETTER}/batch" in {each["href"] for each in elements(response.text, "a")}


def test_forms_are_handed_out_only_if_that_is_asked_for():
    visitor = Visitor({"thu.yaml": letter(bieu_mau=[FORM], kinh_gui=None)})
    (box,) = (
        each for each in elements(visitor.get(f"{LETTER}/batch").text, "input") if each.get("name") == "forms"
    )
    assert "checked" in box
    visitor.post(f"{LETTER}/batch", {"pasted": ROWS, "act": "write"})
    assert not [file for file in visitor.world.files if "/bieu/" in file]
    again = visitor.post(f"{LETTER}/batch", {"act": "check", "forms": "1"})
    assert "--forms" in again.text
    assert 'name="forms"' not in Visitor({"thu.yaml": letter()}).get(f"{LETTER}/batch").text


def test_units_turn_as_files_come_in(visitor):
    assert "Đã báo cáo 0/3 đơn vị" in shown(visitor.get(PATH))
    told = shown(send(visitor, ("xã Một.docx", filled(visitor, 1)), ("x.pdf", b"%PDF-1.7"), ("a.txt", b"a")))
    assert "Vừa nhận 3 tệp, 3 tệp mới: đạt 1 · đã gửi, chưa tổng hợp được 1 · không phải của ta 1" in told
    assert "Đã báo cáo 1/3 đơn vị, muộn 0." in told
    visitor.world.day = TODAY
    told = shown(send(visitor, ("lại.docx", filled(visitor, 1)), ("hai.docx", filled(visitor, 2))))
    assert "Vừa nhận 2 tệp, 2 tệp mới: đạt 1 · trùng tệp 1" in told
    assert "Đã báo cáo 2/3 đơn vị, muộn 1." in told
    assert "quá hạn 2 ngày" in told
    assert "Vừa nhận 1 tệp, 0 tệp mới" in shown(send(visitor, ("hai.docx", filled(visitor, 2))))


def test_a_packed_folder_and_a_name_with_folders_are_taken(visitor):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("thư mục/một.docx", filled(visitor, 1))
    told = shown(
        send(visitor, ("C:\\Users\\x\\ve.zip", buffer.getvalue()), ("../../b.docx", filled(visitor, 2)))
    )
    assert "Vừa nhận 2 tệp, 2 tệp mới: đạt 2" in told
    assert {file.receipt.name for file in fates(visitor)} == {"ve.zip/thư mục/một.docx", "b.docx"}


@pytest.mark.parametrize(("state", "name"), [("in_time", "xã Một"), ("missing", "xã Ba"), ("late", "xã Hai")])
def test_units_are_shown_by_their_state(visitor, state, name):
    send(visitor, ("a.docx", filled(visitor, 1)))
    visitor.world.day = TODAY
    send(visitor, ("b.docx", filled(visitor, 2)))
    page = visitor.get(PATH, params={"state": state}).text.partition('id="units"')[2].partition("</table>")[0]
    assert [each for each in ("xã Một", "xã Hai", "xã Ba") if f">{each}<" in page] == [name]


STEPS = [
    ((), EARLY, "chọn các tệp gửi về"),
    (("một",), EARLY, "chờ 2 nơi còn lại"),
    (("một", "quét"), TODAY, "cho biết 1 tệp là của đơn vị nào"),
    (("một",), TODAY, "đã quá hạn, làm công văn đôn đốc 2 nơi"),
    (("một", "hai", "ba"), EARLY, "đã đủ: xem số liệu tổng hợp"),
]


@pytest.mark.parametrize(("came", "day", "step"), STEPS, ids=[step for _, _, step in STEPS])
def test_the_page_says_what_is_done_next(visitor, came, day, step):
    files = {"một": (1,), "hai": (2,), "ba": (3,)}
    sent = [(name, filled(visitor, *files[name]) if name in files else b"%PDF-1.7") for name in came]
    if sent:
        send(visitor, *sent)
    visitor.world.day = day
    page = visitor.get(PATH)
    assert f"Việc tiếp theo: {step}" in shown(page)
    goal = page.text.partition('class="next-step"')[2].partition('href="#')[2].partition('"')[0]
    assert f'id="{goal}"' in page.text


def test_nothing_chosen_and_too_much_are_told(visitor):
    assert "S022" in send(visitor, ("", b"")).text
    assert send(visitor, *((f"{at}.txt", b"") for at in range(2_001))).status_code == 413
    pairs = {"csrf": visitor.site.access.csrf}
    parts = [("table", ("a.csv", b"x"))] * 6
    told = visitor.client.post(f"{LETTER}/batch", data=pairs, files=parts, headers={"origin": ORIGIN})
    assert (told.status_code, "S021" in told.text) == (413, True)
    assert not journal(visitor)


# --- people decide ----------------------------------------------------------------------------------


def decide(visitor, kind, about, **said):
    back = {"file": about} if kind in ("pinned", "dated", "named") else {"unit": about}
    pairs = {"kind": kind, "about": about, "reason": "điện thoại", "by": "Lan", **back, **said}
    return visitor.post(f"{PATH}/decide", pairs)


def statuses(visitor):
    return look_at_returns(visitor.world, FOLDER).statuses


def states(visitor):
    return {each.unit.name: each.state.name for each in statuses(visitor)}


def test_every_decision_is_made_on_the_page(visitor):
    send(visitor, ("a.docx", filled(visitor, 1, "3")), ("quét.pdf", b"%PDF-1.7"))
    visitor.world.day = TODAY
    send(visitor, ("b.docx", filled(visitor, 1, "5")))
    assert decide(visitor, "excused", "03").headers["location"] == f"{PATH}/unit?unit=03"
    scan = sha(visitor, "quét.pdf")
    assert decide(visitor, "named", scan, said="xã Hai").headers["location"] == f"{PATH}/file?file={scan}"
    assert states(visitor) == {"xã Một": "LATE", "xã Hai": "INSTEAD", "xã Ba": "EXCUSED"}
    decide(visitor, "entered", "02", form="so-lieu", **{"v.d1.nguoi": "7", "v.d2.nguoi": ""})
    decide(visitor, "dated", sha(visitor, "b.docx"), said="13/11/2026")
    assert states(visitor) == {"xã Một": "IN_TIME", "xã Hai": "LATE", "xã Ba": "EXCUSED"}
    decide(visitor, "pinned", sha(visitor, "a.docx"))
    assert statuses(visitor)[0].file == "a.docx"
    assert journal(visitor).count('"reason": "điện thoại", "by": "Lan"'.encode()) == 5


REFUSED = [
    ("excused", "03", {"reason": " "}, "R030"),
    ("entered", "02", {"form": "so-lieu", "v.d1.nguoi": "bảy"}, "R034"),
    ("entered", "02", {"form": "so-lieu", "v.d1.noi_dung": "x"}, "R034"),
    ("named", "{scan}", {"said": "xã Không Có"}, "R031"),
    ("dated", "{scan}", {"said": "31/2/2026"}, "R035"),
    ("pinned", "{scan}", {}, "R033"),
    ("xóa", "03", {}, "S024"),
]


@pytest.mark.parametrize(
    ("kind", "about", "said", "code"), REFUSED, ids=[f"{k} {c}" for k, _, _, c in REFUSED]
)
def test_a_decision_that_means_nothing_is_told_and_what_was_typed_stays(visitor, kind, about, said, code):
    send(visitor, ("quét.pdf", b"%PDF-1.7"))
    before, about = journal(visitor), about.replace("{scan}", sha(visitor, "quét.pdf"))
    response = decide(visitor, kind, about, **said)
    assert (response.status_code, code in response.text) == (422, True)
    assert journal(visitor) == before
    values = {each.get("value") for each in elements(response.text, "input")}
    kept = {value for key, value in said.items() if key != "form" and "noi_dung" not in key and value.strip()}
    assert kept <= values


def test_what_never_came_and_who_was_never_asked_are_told(visitor):
    for path in ("unit?unit=99", f"file?file={'0' * 64}", "received/x", "sources?form=x", "made?folder=x"):
        response = visitor.get(f"{PATH}/{path}")
        assert response.status_code in (404, 422), path
        assert 'class="code"' in response.text
    assert "S025" in visitor.get(f"{PATH}/sources", params={"form": "khac"}).text


def test_the_fields_of_a_form_hold_what_was_sent(visitor):
    send(visitor, ("a.docx", filled(visitor, 1, "1.234", "khoảng 5")))
    page = visitor.get(f"{PATH}/unit", params={"unit": "01"})
    assert "'khoảng 5' không phải số nguyên" in shown(page)
    cells = {
        each["name"]: each["value"]
        for each in elements(page.text, "input")
        if each.get("name", "").startswith("v.")
    }
    assert cells == {"v.d1.nguoi": "1234", "v.d2.nguoi": ""}


# --- the summary ------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["", "đơn vị", "dòng", "cộng"])
def test_every_number_of_the_summary_leads_to_what_it_is_the_sum_of(way):
    visitor = handed_out(way)
    send(visitor, *((f"{at}.docx", filled(visitor, at, str(at), "1.000")) for at in (1, 2)))
    decide(visitor, "entered", "03", form="so-lieu", **{"v.d1.nguoi": "100"})
    page = visitor.get(f"{PATH}/summary").text
    goals = re.findall(r'href="([^"]+/sources\?[^"]+)">([\d.]+)</a>', page)
    assert len(goals) >= 3
    for goal, number in goals:
        found = visitor.get(html.unescape(goal)).text
        parts = [int(each.replace(".", "")) for each in re.findall(r"<strong>([\d.]+)</strong>", found)]
        assert sum(parts) == int(number.replace(".", "")), goal
    assert ">2.103<" in page


def test_a_source_names_file_cell_day_and_who_decided(visitor):
    send(visitor, ("a.docx", filled(visitor, 1, "3", "4")))
    decide(visitor, "entered", "02", form="so-lieu", **{"v.d1.nguoi": "7"})
    told = shown(visitor.get(f"{PATH}/sources", params={"form": "so-lieu", "column": "nguoi"}))
    assert "xã Một 1: Nam Số người 3 a.docx dòng 2 cột 2 12/11/2026" in told
    assert "xã Hai 1: Nam Số người 7 điện thoại d1.nguoi 12/11/2026 Lan" in told


def test_the_workbook_has_the_figures_of_the_commands(visitor):
    send(visitor, ("a.docx", filled(visitor, 1, "3", "4")))
    response = visitor.get(f"{PATH}/xlsx")
    collect_returns(visitor.world, Collecting(FOLDER, output="cv/tong-hop.xlsx"))
    books = [
        openpyxl.load_workbook(io.BytesIO(data))
        for data in (response.content, visitor.world.files["cv/tong-hop.xlsx"])
    ]
    rows = [[[*sheet.iter_rows(values_only=True)] for sheet in book] for book in books]
    assert rows[0] == rows[1]
    assert "thu-tong-hop.xlsx" in response.headers["content-disposition"]


def test_a_received_file_is_carried_away_as_it_came_and_never_shown(visitor):
    page = b"<html><script>alert(1)</script>"
    send(visitor, ("a.html", page))
    response = visitor.get(f"{PATH}/received/{sha(visitor, 'a.html')}")
    assert (response.content, response.headers["content-type"]) == (page, "application/octet-stream")
    assert response.headers["content-disposition"].startswith("attachment;")


# --- what follows -----------------------------------------------------------------------------------


def test_a_reminder_is_renewed_while_its_deadline_is_ahead_and_then_the_next_one(visitor):
    visitor.world.day = TODAY
    send(visitor, ("a.docx", filled(visitor, 1)))
    for day, deadline, folder, units in (
        (TODAY, "25/11/2026", "thu-don-doc", 2),
        (date(2026, 11, 25), "28/11/2026", "thu-don-doc", 2),
        (date(2026, 11, 29), "05/12/2026", "thu-don-doc-2", 1),
    ):
        visitor.world.day = day
        if folder.endswith("2"):
            send(visitor, ("b.docx", filled(visitor, 2)))
        done = visitor.post(f"{PATH}/remind", {"deadline": deadline, "number": "15", "day": "02/11/2026"})
        assert done.headers["location"] == f"{PATH}#made"
        assert f"{folder} : gửi {units} đơn vị, hạn mới {deadline}" in shown(visitor.get(PATH))
    text = visitor.get(f"{PATH}/made", params={"folder": "thu-don-doc-2", "file": "don-doc.yaml"}).text
    assert "xã Ba" in text
    assert "xã Hai" not in text


def test_the_report_goes_upwards_and_is_carried_away(visitor):
    send(visitor, ("a.docx", filled(visitor, 1)))
    visitor.post(f"{PATH}/report", {"to": "UBND tỉnh Gia Lai"})
    made = {"folder": "thu-bao-cao"}
    assert "UBND tỉnh Gia Lai" in visitor.get(f"{PATH}/made", params={**made, "file": "bao-cao.yaml"}).text
    packed = visitor.get(f"{PATH}/made", params=made)
    assert packed.content.startswith(b"PK")
    assert "thu-bao-cao.zip" in packed.headers["content-disposition"]
    visitor.world.files["cv/thu-bao-cao/bao-cao.docx"] = b"edited"
    assert "W009" in visitor.post(f"{PATH}/report", {"to": ""}).text


def test_a_reminder_that_cannot_be_made_is_told(visitor):
    visitor.world.day = TODAY
    assert "R042" in visitor.post(f"{PATH}/remind", {"deadline": "20/11/2026"}).text
    send(visitor, *((f"{at}", filled(visitor, at)) for at in (1, 2, 3)))
    assert "R040" in visitor.post(f"{PATH}/remind", {"deadline": "25/11/2026"}).text


@pytest.mark.parametrize(
    "asked",
    [
        {"folder": "..", "file": "thu.yaml"},
        {"folder": "thu-don-doc", "file": "../thu.yaml"},
        {"folder": "thu-gui-nhieu-noi", "file": "manifest.jsonl"},
        {"folder": "thu-don-doc", "file": "bi-mat.txt"},
        {},
    ],
)
def test_only_what_was_written_is_carried_away(visitor, asked):
    visitor.world.files["cv/thu-don-doc/bi-mat.txt"] = b"x"
    visitor.world.append(
        f"{FOLDER}/.congvan.products.jsonl", b'{"name": "../../bi-mat.txt", "sha256": "x"}\n'
    )
    visitor.world.day = TODAY
    visitor.post(f"{PATH}/remind", {"deadline": "25/11/2026"})
    response = visitor.get(f"{PATH}/made", params=asked)
    assert (response.status_code, "S023" in response.text) == (404, True)


# --- the desk, markup, links ------------------------------------------------------------------------


def desk_state(visitor):
    (found,) = list_desk(visitor.world, "cv")
    return found.state


def test_the_desk_says_how_many_came_back(visitor):
    assert desk_state(visitor) is State.RETURNING
    send(visitor, ("a.docx", filled(visitor, 1)))
    visitor.world.day = TODAY
    assert desk_state(visitor) is State.OVERDUE
    assert "quá hạn: đã về 1/3, muộn 0" in shown(visitor.get("/"))
    send(visitor, ("b.docx", filled(visitor, 2)))
    decide(visitor, "excused", "03")
    assert desk_state(visitor) is State.RETURNED
    assert "đã về đủ 2, muộn 1" in shown(visitor.get("/"))
    assert f"{PATH}" in {each.get("href") for each in elements(visitor.get("/").text, "a")}


def test_markup_in_names_and_figures_stays_text(visitor):
    markup = "<img src=x onerror=alert(1)>"
    send(visitor, (f"{markup}.docx", filled(visitor, 1, markup)), (f"{markup}.pdf", b"%PDF-1.7"))
    decide(visitor, "excused", "03", reason=markup)
    file = sha(visitor, f"{markup}.docx")
    for path in (
        "",
        "/unit?unit=01",
        "/unit?unit=03",
        f"/file?file={file}",
        "/summary",
        "/sources?form=so-lieu",
    ):
        page = visitor.get(f"{PATH}{path}").text
        assert not elements(page, "img"), path
    assert markup in shown_raw(visitor.get(PATH))


def test_every_link_of_these_pages_leads_somewhere(visitor):
    send(visitor, ("a.docx", filled(visitor, 1)), ("b.pdf", b"%PDF-1.7"))
    visitor.world.day = TODAY
    visitor.post(f"{PATH}/remind", {"deadline": "25/11/2026"})
    seen, waiting = set(), [PATH]
    while waiting:
        path = waiting.pop()
        response = visitor.get(path)
        assert response.status_code == 200, path
        if not response.headers["content-type"].startswith("text/html"):
            continue
        ids = re.findall(r'\bid="([^"]+)"', response.text)
        assert len(ids) == len(set(ids)), path
        labelled = {each["for"] for each in elements(response.text, "label")}
        for each in elements(response.text, "input"):
            named = each.get("type") == "hidden" or each.get("aria-label") or each.get("id") in labelled
            assert named, each
        for goal in (each["href"].partition("#")[0] for each in elements(response.text, "a")):
            if goal.startswith(PATH) and goal not in seen:
                seen.add(goal)
                waiting.append(goal)
    assert len(seen) > 10


def test_a_folder_at_which_another_run_is_at_work_is_told(tmp_path):
    (tmp_path / "thu.yaml").write_text(letter(bieu_mau=[FORM], kinh_gui=None, ngay="02/11/2026"), "utf-8")
    visitor = Visitor(world=Disk(), folder=str(tmp_path))
    visitor.post(f"{LETTER}/batch", {"pasted": ROWS, "act": "write", "forms": "1"})
    with Disk().claimed(str(tmp_path / "thu-gui-nhieu-noi" / LOCK)) as ours:
        response = send(visitor, ("a.pdf", b"%PDF-1.7"))
    assert ours
    assert (response.status_code, "B031" in response.text) == (422, True)
    assert "Vừa nhận 1 tệp, 1 tệp mới" in shown(send(visitor, ("a.pdf", b"%PDF-1.7")))
