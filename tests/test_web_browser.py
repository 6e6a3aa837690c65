"""The pages in a real browser: typing with composition, by keyboard alone, two at one letter, a server that dies."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import letter

CHROMIUM = shutil.which("chromium")
ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: make browser")
SAVED = "#saved:text-is('đã lưu')"
BODY = letter(noi_dung=["Câu một.", "Câu hai."])


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Served:
    """A server of a folder in a process of its own, as a clerk starts it."""

    def __init__(self, folder):
        self.folder = folder
        self.start()

    def start(self, port="0"):
        words = [sys.executable, ROOT / "cli.py", "serve", self.folder, "--no-open", "--port", port]
        env = {**os.environ, "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=env)
        self.address = re.search(r"http\S+", self.process.stdout.readline())[0]
        self.base = self.address.partition("/enter")[0]

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def saved(self):
        return (self.folder / "thu.yaml").read_text("utf-8")


@pytest.fixture
def served(tmp_path):
    (tmp_path / "thu.yaml").write_text(BODY, "utf-8")
    server = Served(tmp_path)
    yield server
    server.kill()


@pytest.fixture
def tab(chromium, served):
    """A tab with the letter open; whatever a script stumbles over fails the test."""
    context = chromium.new_context()
    page = context.new_page()
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(served.address)
    page.goto(f"{served.base}/letters/thu.yaml")
    yield page
    context.close()
    assert wrong == []


def test_a_clerk_goes_from_the_desk_to_a_saved_letter_by_keyboard(tab, served):
    tab.goto(served.base)
    tab.keyboard.press("Tab")
    assert tab.locator(":focus").get_attribute("class") == "skip"
    tab.locator(".card .sheet").focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/letters/thu.yaml")
    tab.locator("[name='trich_yeu']").focus()
    tab.keyboard.press("Control+a")
    tab.keyboard.type("xin ý kiến")
    tab.keyboard.press("Enter")  # sends nothing
    assert tab.url.endswith("/letters/thu.yaml")
    tab.keyboard.press("Control+s")
    tab.wait_for_selector(SAVED)
    assert "trich_yeu: xin ý kiến" in served.saved()


def test_half_a_word_asks_nothing_and_a_whole_one_is_saved(tab, served):
    asked = []
    tab.on("request", lambda request: asked.append(request.url) if request.method == "POST" else None)
    subject = tab.locator("[name='trich_yeu']")
    subject.focus()
    subject.evaluate(
        """(input) => {
            input.dispatchEvent(new CompositionEvent("compositionstart", {bubbles: true}));
            input.value = "bao";
            input.dispatchEvent(new InputEvent("input", {bubbles: true, isComposing: true}));
        }"""
    )
    tab.evaluate("() => new Promise((done) => setTimeout(done, 400))")
    assert asked == []
    with tab.expect_request(lambda request: request.url.endswith("/check")):
        subject.evaluate(
            """(input) => {
                input.value = "báo";
                input.dispatchEvent(new CompositionEvent("compositionend", {bubbles: true, data: "báo"}));
            }"""
        )
    tab.wait_for_selector(SAVED)
    assert "trich_yeu: báo\n" in served.saved()


def test_problems_and_pages_follow_what_is_typed(tab):
    day = tab.locator("[name='ngay']")
    before = tab.locator("#pages svg text[data-field='ngay']").text_content()
    day.fill("31/02/2026")
    tab.wait_for_selector("#said-ngay .error")
    tab.wait_for_selector("#stale:not(:empty)")
    tab.locator("#problems a").first.click()
    assert tab.locator(":focus").get_attribute("name") == "ngay"
    day.fill("28/02/2026")
    tab.wait_for_selector("#pages svg text[data-field='ngay']:has-text('28')")
    assert before != tab.locator("#pages svg text[data-field='ngay']").text_content()
    assert tab.locator("#said-ngay span").count() == 0


def test_a_click_on_the_page_goes_to_its_field(tab):
    for words, name in (("Câu hai", "noi_dung.1.text"), ("Mẫu, ngày", "ngay"), ("Lưu: VT", "noi_nhan")):
        tab.locator(f"#pages svg text:has-text('{words}')").click()
        assert tab.locator(":focus").get_attribute("name") == name
    tab.locator("#pages svg text:has-text('CỘNG HÒA')").click()
    assert tab.locator(":focus").count() == 0  # nobody types that line


def test_letters_are_as_wide_as_on_paper(tab):
    tab.wait_for_function("document.fonts.status === 'loaded' && document.fonts.check('12px Tinos')")
    off = tab.evaluate(
        """() => [...document.querySelectorAll("#pages tspan[textLength]")].map((span) => {
            const wanted = Number(span.getAttribute("textLength"));
            span.removeAttribute("textLength");
            return [span.textContent, wanted, span.getComputedTextLength()];
        }).filter(([, wanted, drawn]) => Math.abs(wanted - drawn) > 0.3)"""
    )
    assert off == []


def test_the_body_is_typed_as_an_outline(tab, served):
    first = tab.locator("[name='noi_dung.0.text']")
    first.focus()
    tab.keyboard.press("End")
    tab.keyboard.press("Enter")
    tab.keyboard.type("Việc: gửi")
    tab.locator("[name='noi_dung.1.kind']").select_option("khoan")
    tab.locator("[name='noi_dung.1.text']").focus()
    tab.keyboard.press("End")
    tab.keyboard.press("Enter")
    tab.keyboard.type("sớm")
    tab.keyboard.press("Control+a")
    tab.keyboard.press("Control+b")
    tab.keyboard.press("Home")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Control+s")
    tab.wait_for_selector(SAVED)
    from dispatch.yaml_tree import parse, to_plain

    assert to_plain(parse(served.saved(), ""))["noi_dung"] == [
        "Câu một.",
        {"khoan": "Việc: gửi", "noi_dung": [{"khoan": "**sớm**"}]},
        "Câu hai.",
    ]


def test_a_new_row_is_at_hand_behind_the_last(tab, served):
    tab.locator("[name='phan_cong.0.viec.0.noi_dung']").fill("Gửi báo cáo")
    tab.locator("[name='phan_cong.0.viec.1.noi_dung']").fill("Dự họp")
    assert tab.locator("[name='phan_cong.1.viec.0.noi_dung']").count() == 1
    tab.wait_for_selector(SAVED)
    assert "phan_cong:\n  - viec:\n      - Gửi báo cáo\n      - Dự họp\n" in served.saved()


def test_two_browsers_at_one_letter_lose_nothing(tab, served):
    tab.locator("[name='trich_yeu']").fill("của tôi")
    other = BODY.replace("Nguyễn Văn An", "Trần Thị Bình")
    (served.folder / "thu.yaml").write_text(other, "utf-8")
    tab.wait_for_selector("#mine")
    assert "của tôi" in tab.locator("#mine").input_value()
    assert "Trần Thị Bình" in tab.locator("#theirs").input_value()
    assert served.saved() == other


def test_a_server_that_dies_takes_nothing_along(tab, served):
    port = served.base.rpartition(":")[2]
    served.kill()
    tab.locator("[name='trich_yeu']").fill("gõ khi máy chủ đã tắt")
    tab.wait_for_selector("#saved:has-text('còn giữ')")
    served.start(port)
    tab.on("dialog", lambda dialog: dialog.accept())
    tab.goto(served.address)
    tab.goto(f"{served.base}/letters/thu.yaml")
    tab.wait_for_selector(SAVED)
    assert "trich_yeu: gõ khi máy chủ đã tắt" in served.saved()


def test_a_hint_is_made_a_change_by_one_click_with_what_was_typed(tab, served):
    tab.locator("[name='noi_dung.0.text']").fill("Gửi Sở Nội Vụ.")
    tab.locator("[name='so']").fill("7")
    tab.locator("#problems .change:text-is('Sửa thành Sở Nội vụ')").click()
    tab.wait_for_function("document.querySelector('[name=\"noi_dung.0.text\"]').value === 'Gửi Sở Nội vụ.'")
    assert "Gửi Sở Nội vụ." in served.saved()
    assert "so: 7\n" in served.saved()
    assert tab.locator(".change").count() == 0


def test_an_agency_is_completed_by_keyboard_without_marks(tab, served):
    tab.goto(f"{served.base}/new")
    agency = tab.locator("#agency")
    agency.press_sequentially("hoai an gia lai")
    tab.wait_for_selector("#names-agency li")
    agency.press("ArrowDown")
    agency.press("Enter")
    assert agency.input_value() == "UBND xã Hoài Ân, tỉnh Gia Lai"
    assert tab.locator("#names-agency").is_hidden()
    assert tab.url.endswith("/new")
    agency.press("Backspace")
    tab.wait_for_selector("#names-agency li")
    agency.press("Escape")
    assert tab.locator("#names-agency").is_hidden()


FORM = {
    "ma": "so-lieu",
    "tieu_de": "BIỂU SỐ LIỆU",
    "cot": [
        {"khoa": "ten", "ten": "Nội dung"},
        {"khoa": "so", "ten": "Số", "kieu": "số nguyên", "tong": "có"},
    ],
    "dong": [["Nam", ""], ["Nữ", ""]],
}
TABLE = "ma\tten\tkinh_gui\n01\txã Một\tUBND xã Một\n02\txã Hai\tUBND xã Hai\n03\txã Ba\tUBND xã Ba\n"


def test_a_clerks_day_from_a_batch_to_the_reminder(tab, served):
    asked = letter(ngay="02/11/2026", bieu_mau=[FORM], noi_dung=["Báo cáo theo biểu."], kinh_gui=None)
    (served.folder / "thu.yaml").write_text(asked, "utf-8")
    tab.goto(served.base)
    tab.locator(".card .sheet").click()
    tab.locator("nav >> text='Gửi nhiều nơi'").click()
    tab.locator("#pasted").fill(TABLE)
    tab.locator("button:text-is('Soát, chưa ghi gì')").click()
    tab.wait_for_selector("text='Đã soát 3 dòng: 0 dòng có lỗi. Chưa ghi gì.'")
    tab.locator("button:text-is('Làm công văn')").click()
    tab.wait_for_selector("text='Đợt này đã làm 3/3 công văn.'", timeout=90_000)
    tab.locator("p >> text='Biểu gửi về'").click()
    tab.locator("#files").set_input_files(returned_files(served.folder))
    tab.locator("#files").focus()
    tab.keyboard.press("Tab")  # from the field to its button
    tab.keyboard.press("Enter")
    tab.wait_for_selector("text=/Vừa nhận 3 tệp, 3 tệp mới: đạt 2/")
    tab.locator("main >> text='Số liệu tổng hợp'").click()
    tab.locator(".figures tbody tr:last-child a").click()
    assert tab.locator("tbody tr").count() == 4
    tab.locator("text='a.docx' >> nth=0").click()
    tab.wait_for_selector("h1:text-is('a.docx')")
    tab.goto(f"{served.base}/letters/thu.yaml/returns")
    tab.locator("#deadline").fill("25/12/2099")
    tab.locator("button:text-is('Làm công văn đôn đốc')").click()
    tab.wait_for_selector("text=/thu-don-doc: gửi 1 đơn vị, hạn mới 25.12.2099/")
    with tab.expect_download() as carried:
        tab.locator("a:text-is('don-doc.docx')").click()
    assert carried.value.suggested_filename == "don-doc.docx"


def returned_files(folder):
    """Return what two units send back, and a scan."""
    from dispatch.word.filled_form import fill_form

    sent = folder / "ve"
    sent.mkdir()
    for name, unit in (("a.docx", "001 xã Một"), ("b.docx", "002 xã Hai")):
        data = (folder / f"thu-gui-nhieu-noi/bieu/{unit}-so-lieu.docx").read_bytes()
        (sent / name).write_bytes(fill_form(data, {"d1.so": "3", "d2.so": "4"}))
    (sent / "quét.pdf").write_bytes(b"%PDF-1.7")
    return sorted(sent.iterdir())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_enough(chromium, served, scheme):
    context = chromium.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(served.address)
    for path in ("/", "/new", "/letters/thu.yaml", "/letters/thu.yaml/batch", "/letters/thu.yaml/history"):
        page.goto(served.base + path)
        assert page.evaluate(CONTRAST) == []
    context.close()


CONTRAST = """() => {
  const light = (c) => {
    const [r, g, b] = c.match(/[\\d.]+/g).map(Number).map((v) => v / 255)
      .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (e) => {
    for (let at = e; at; at = at.parentElement) {
      const c = getComputedStyle(at).backgroundColor;
      if (c !== "rgba(0, 0, 0, 0)") return c;
    }
    return "rgb(255, 255, 255)";
  };
  const texts = [...document.querySelectorAll("body *")].filter((e) => e.checkVisibility()
    && [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()));
  return texts.filter((e) => {
    const [a, b] = [light(getComputedStyle(e).color), light(ground(e))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5;
  }).map((e) => e.outerHTML.slice(0, 80));
}"""
