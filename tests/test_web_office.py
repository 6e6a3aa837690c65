"""An office: accounts, roles on every address, log-ins that slow down, sessions that end, who did what."""

import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import Memory, letter
from starlette.testclient import TestClient
from test_web_access import code, filled
from web_client import OnePage, elements

from dispatch.cli.main import main
from dispatch.problem import Refused
from dispatch.web.accounts import AccountFile, Passwords, with_account
from dispatch.web.app import create_app
from dispatch.web.events import APART, FILE_MOST, SAVED, Event, EventLog
from dispatch.web.events import FILE as EVENTS
from dispatch.web.office import FREE_TRIES, IDLE, LONGEST_DAY, LONGEST_WAIT, Office
from dispatch.web.rights import RIGHTS, Right, Role
from dispatch.web.routes import addresses_for
from dispatch.web.serve import Doors, open_socket, origins_of, serve_office
from dispatch.web.site import Site

ROOT = Path(__file__).parent.parent
ORIGIN = "https://congvan.example"
PASSWORD = "một câu dễ nhớ"
CHEAP = Passwords(memory=64, times=1)


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


class Desk:
    """An office with an account for each role, asked by as many browsers as a test wants."""

    def __init__(self, *roles, origin=ORIGIN):
        self.world = Memory({"cv/thu.yaml": letter().encode()})
        self.clock, self.origin = Clock(), origin
        known = {}
        for name, own in {"quan.tri": [Role.ADMINISTRATOR], "an": roles}.items():
            known = with_account(known, name, own, CHEAP.keep(PASSWORD, PASSWORD)) if own else known
        if roles:
            AccountFile(self.world, "cv").write(known)
        self.office = Office(AccountFile(self.world, "cv"), [origin], CHEAP, self.clock)
        self.log = []
        self.site = Site.at(self.world, "cv", self.office, OnePage(), self.log.append)

    def browser(self, name="", password=PASSWORD):
        browser = TestClient(
            create_app(self.site),
            base_url=self.origin,
            follow_redirects=False,
            headers={"origin": self.origin},
        )
        if name:
            came = browser.post("/log-in", data={"name": name, "password": password})
            assert came.status_code == 303, code(came)
        return browser

    def events(self):
        lines = self.world.files.get(f"cv/{EVENTS}", b"").splitlines()
        return [(event["by"], event["act"], event.get("letter", "")) for event in map(json.loads, lines)]


def csrf(browser):
    return next(
        meta["content"]
        for meta in elements(browser.get("/password").text, "meta")
        if meta.get("name") == "csrf"
    )


def post(browser, path, **pairs):
    return browser.post(path, data={"csrf": csrf(browser), **pairs})


R = Right
RIGHT_OF = {  # every address that strangers may not ask, and who may; a new one without a line fails
    "POST /language": R.READ,
    "GET /": R.READ,
    "GET /new": R.READ,
    "POST /new": R.WRITE,
    "GET /agencies": R.READ,
    "GET /letters/{name}/picture": R.READ,
    "GET /letters/{name}": R.READ,
    "POST /letters/{name}": R.WRITE,
    "POST /letters/{name}/check": R.READ,
    "POST /letters/{name}/change": R.WRITE,
    "POST /letters/{name}/draw": R.READ,
    "GET /letters/{name}/history": R.READ,
    "POST /letters/{name}/history": R.WRITE,
    "GET /letters/{name}/seen": R.READ,
    "GET /letters/{name}/as/{kind}": R.READ,
    "GET /letters/{name}/batch": R.READ,
    "POST /letters/{name}/batch": R.SEND,
    "GET /letters/{name}/batch/sample": R.READ,
    "POST /letters/{name}/batch/stop": R.SEND,
    "GET /letters/{name}/batch/zip": R.READ,
    "GET /letters/{name}/returns": R.READ,
    "POST /letters/{name}/returns": R.SEND,
    "GET /letters/{name}/returns/xlsx": R.READ,
    "GET /letters/{name}/returns/received/{sha}": R.READ,
    "GET /letters/{name}/returns/unit": R.READ,
    "GET /letters/{name}/returns/file": R.READ,
    "POST /letters/{name}/returns/decide": R.SEND,
    "GET /letters/{name}/returns/summary": R.READ,
    "GET /letters/{name}/returns/sources": R.READ,
    "POST /letters/{name}/returns/remind": R.SEND,
    "POST /letters/{name}/returns/report": R.SEND,
    "GET /letters/{name}/returns/made": R.READ,
    "GET /pages/{key}/{number}": R.READ,
    "POST /log-out": R.READ,
    "GET /password": R.READ,
    "POST /password": R.READ,
    "GET /accounts": R.MANAGE,
    "POST /accounts": R.MANAGE,
    "GET /events": R.READ,
    "POST /letters/{name}/approve": R.APPROVE,
}
PUBLIC = {
    "GET /static/{file}",
    "GET /health",
    "GET /log-in",
    "POST /log-in",
    "GET /first-account",
    "POST /first-account",
}
CHANGES_NOTHING = {"POST /language", "POST /letters/{name}/check", "POST /letters/{name}/draw"}
NOTES_ITSELF = {"POST /log-in", "POST /first-account", "POST /letters/{name}/approve"}
ADDRESSES = {f"{each.method} {each.path}": each for each in addresses_for(Desk().office)}


def test_every_address_has_a_right_here():
    closed = {name for name, address in ADDRESSES.items() if not address.public}
    assert closed == RIGHT_OF.keys()
    assert ADDRESSES.keys() - closed == PUBLIC


def test_whatever_changes_something_is_noted():
    silent = {name for name, each in ADDRESSES.items() if each.method == "POST" and not each.act}
    assert silent == CHANGES_NOTHING | NOTES_ITSELF


@pytest.mark.parametrize("role", Role)
def test_a_role_reaches_what_is_its_own_and_nothing_else(role):
    desk = Desk(role)
    browser = desk.browser("an")
    mine = csrf(browser)
    for name, right in RIGHT_OF.items():
        if name == "POST /log-out":
            continue
        address = ADDRESSES[name]
        answer = browser.request(address.method, filled(address.path), data={"csrf": mine})
        refused = answer.status_code == 403 and code(answer) == "S071"
        assert refused == (right not in RIGHTS[role]), name


@pytest.mark.parametrize("name", RIGHT_OF)
def test_a_stranger_is_sent_to_the_way_in(name):
    address = ADDRESSES[name]
    answer = Desk(Role.CLERK).browser().request(address.method, filled(address.path))
    if address.method == "GET":
        assert (answer.status_code, answer.headers["location"]) == (303, "/log-in")
    else:
        assert (answer.status_code, code(answer)) == (403, "S072")


@pytest.mark.parametrize("name", [n for n in RIGHT_OF if n.startswith("POST")])
def test_a_form_of_another_page_changes_nothing(name):
    desk = Desk(*Role)
    browser, before = desk.browser("an"), dict(desk.world.files)
    for headers, sign in (({"origin": "https://evil.example"}, csrf(browser)), ({}, "x")):
        answer = browser.post(filled(ADDRESSES[name].path), data={"csrf": sign}, headers=headers)
        assert (answer.status_code, code(answer)) == (403, "S003")
    assert desk.world.files == before


def test_the_first_account_is_made_once_by_whoever_has_the_token():
    desk = Desk()
    token, browser = desk.office.first_token, desk.browser()
    typed = {"token": token, "name": "quan.tri", "password": PASSWORD, "again": PASSWORD}
    assert code(browser.get("/first-account", params={"token": token + "x"})) == "S070"
    assert browser.get("/first-account", params={"token": token}).status_code == 200
    for change, expected in (
        ({"token": "x"}, "S070"),
        ({"password": "ngắn", "again": "ngắn"}, "S064"),
        ({"again": PASSWORD + "x"}, "S065"),
        ({"name": " "}, "S061"),
    ):
        assert code(browser.post("/first-account", data=typed | change)) == expected
    came = browser.post("/first-account", data=typed)
    assert (came.status_code, came.headers["location"]) == (303, "/accounts")
    assert browser.get("/accounts").status_code == 200
    assert code(desk.browser().post("/first-account", data=typed | {"name": "ai.do"})) == "S070"
    assert desk.events() == [("quan.tri", "first-account", "")]
    assert PASSWORD.encode() not in b"".join(desk.world.files.values())


def test_a_name_is_known_whatever_its_capitals_and_a_password_by_each_letter():
    desk = Desk(Role.CLERK)
    assert desk.browser("AN ").get("/").status_code == 200
    for name, password in (("an", PASSWORD.upper()), ("an", ""), ("ai.do", PASSWORD), ("", "")):
        answer = desk.browser().post("/log-in", data={"name": name, "password": password})
        assert (answer.status_code, code(answer)) == (403, "S068")
        desk.clock.now += LONGEST_WAIT


def wrong(desk, name="an"):
    return code(desk.browser().post("/log-in", data={"name": name, "password": "sai rồi, sai rồi"}))


@pytest.mark.parametrize("name", ["an", "ai.do"])
def test_log_ins_that_fail_must_wait_longer_each_time(name):
    desk = Desk(Role.CLERK)
    assert [wrong(desk, name) for _ in range(FREE_TRIES + 1)] == ["S068"] * FREE_TRIES + ["S069"]
    for seconds in (1, 2, 4, 8, 16, 32, 64, 128, 256, LONGEST_WAIT, LONGEST_WAIT):
        desk.clock.now += seconds - 0.5
        assert wrong(desk, name) == "S069", seconds
        desk.clock.now += 0.5
        assert wrong(desk, name) == "S068", seconds
    desk.clock.now += LONGEST_WAIT
    desk.browser("an")


def test_one_who_waits_keeps_nobody_else_waiting():
    desk = Desk(Role.CLERK)
    for _ in range(FREE_TRIES):
        wrong(desk, "ai.do")
    assert wrong(desk, "ai.khac") == "S069"
    desk.browser("an")


@pytest.mark.parametrize(
    ("steps", "inside"),
    [
        ([IDLE], True),
        ([IDLE + 1], False),
        ([IDLE] * (LONGEST_DAY // IDLE), True),
        ([IDLE] * (LONGEST_DAY // IDLE) + [1], False),
    ],
)
def test_a_session_ends_when_nobody_uses_it_and_at_the_end_of_a_day(steps, inside):
    desk = Desk(Role.CLERK)
    browser = desk.browser("an")
    for seconds in steps:
        desk.clock.now += seconds
        answer = browser.get("/")
    assert (answer.status_code == 200) == inside


def test_logging_out_ends_this_session_alone():
    desk = Desk(Role.CLERK)
    one, other = desk.browser("an"), desk.browser("an")
    kept = dict(one.cookies)
    post(one, "/log-out")
    one.cookies.update(kept)
    assert (one.get("/").status_code, other.get("/").status_code) == (303, 200)


def test_a_right_that_is_taken_away_is_gone_at_once():
    desk = Desk(Role.CLERK)
    clerk, boss = desk.browser("an"), desk.browser("quan.tri")
    post(boss, "/accounts", act="roles", name="an", role="LEADER")
    assert code(post(clerk, "/new", subject="x", way="blank")) == "S071"
    post(boss, "/accounts", act="remove", name="an")
    assert clerk.get("/").status_code == 303
    assert [act for _, act, _ in desk.events()] == ["log-in", "log-in", "account-changed", "account-changed"]


def test_another_password_ends_every_session_but_a_new_one():
    desk = Desk(Role.CLERK)
    one, other = desk.browser("an"), desk.browser("an")
    new = {"password": "một câu khác hẳn", "again": "một câu khác hẳn"}
    assert code(post(one, "/password", now="không phải nó", **new)) == "S068"
    assert post(one, "/password", now=PASSWORD, **new).status_code == 303
    assert (one.get("/").status_code, other.get("/").status_code) == (200, 303)
    desk.browser("an", new["password"])
    assert wrong(desk) == "S068"


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ({"act": "add", "name": "An", "role": "CLERK"}, "S062"),
        ({"act": "add", "name": "x\ny", "role": "CLERK"}, "S061"),
        ({"act": "add", "name": "x" * 61, "role": "CLERK"}, "S061"),
        ({"act": "add", "name": "bình"}, "S066"),
        ({"act": "add", "name": "bình", "role": "KING"}, "S066"),
        ({"act": "roles", "name": "ai.do", "role": "CLERK"}, "S063"),
        ({"act": "roles", "name": "quan.tri", "role": "CLERK"}, "S067"),
        ({"act": "remove", "name": "quan.tri"}, "S067"),
        ({"act": "password", "name": "ai.do"}, "S063"),
    ],
)
def test_an_account_that_cannot_be_is_refused_and_nothing_changes(pairs, expected):
    desk = Desk(Role.CLERK)
    boss, before = desk.browser("quan.tri"), AccountFile(desk.world, "cv").read()
    assert code(post(boss, "/accounts", password=PASSWORD, again=PASSWORD, **pairs)) == expected
    assert AccountFile(desk.world, "cv").read() == before


def test_an_account_that_was_added_can_come_in():
    desk = Desk(Role.CLERK)
    boss = desk.browser("quan.tri")
    markup = "<b>bình</b>"
    post(boss, "/accounts", act="add", name=markup, role="DRAFTER", password=PASSWORD, again=PASSWORD)
    assert markup not in boss.get("/accounts").text
    assert desk.browser(markup).get("/").status_code == 200


@pytest.mark.parametrize(
    "data",
    [
        b"{",
        b"[]",
        b'{"accounts": [{"name": "an"}]}',
        b'{"accounts": [{"name": "a", "roles": ["KING"], "password": ""}]}',
    ],
)
def test_a_torn_file_of_accounts_lets_nobody_in_and_begins_nothing_anew(data):
    desk = Desk(Role.CLERK)
    browser = desk.browser("an")
    desk.world.files["cv/.congvan.accounts.json"] = data
    assert code(browser.get("/")) == "S060"
    assert code(desk.browser().post("/log-in", data={"name": "an", "password": PASSWORD})) == "S060"
    with pytest.raises(Refused):
        Office(AccountFile(desk.world, "cv"), [ORIGIN], CHEAP)


def test_a_leader_approves_what_was_seen_and_a_later_change_shows():
    desk = Desk(*Role)
    browser = desk.browser("an")
    seen = next(
        e["value"]
        for e in elements(browser.get("/letters/thu.yaml").text, "input")
        if e.get("name") == "seen"
    )
    assert "Chưa ai duyệt" in browser.get("/letters/thu.yaml").text
    assert code(post(browser, "/letters/thu.yaml/approve", seen="0" * 64)) == "L010"
    assert post(browser, "/letters/thu.yaml/approve", seen=seen).status_code == 303
    assert "an đã duyệt bản này" in browser.get("/letters/thu.yaml").text
    desk.world.files["cv/thu.yaml"] += b"\n# x\n"
    assert "Đã sửa sau khi an duyệt" in browser.get("/letters/thu.yaml").text
    assert desk.events()[-1] == ("an", "approved", "thu.yaml")


def test_what_was_done_is_shown_with_its_name_and_without_contents():
    desk = Desk(*Role)
    browser = desk.browser("an")
    post(browser, "/letters/thu.yaml", view="yaml", yaml=letter(trich_yeu="bí mật"), seen="x", breaks="lf")
    seen = next(
        e["value"]
        for e in elements(browser.get("/letters/thu.yaml").text, "input")
        if e.get("name") == "seen"
    )
    saved = post(
        browser, "/letters/thu.yaml", view="yaml", yaml=letter(trich_yeu="bí mật"), seen=seen, breaks="lf"
    )
    assert saved.status_code == 303
    assert desk.events() == [("an", "log-in", ""), ("an", "letter-saved", "thu.yaml")]
    assert "bí mật".encode() not in desk.world.files[f"cv/{EVENTS}"]
    desk.world.files[f"cv/{EVENTS}"] += b'{"torn'
    assert len(re.findall("<tr>", browser.get("/events").text)) == 1 + 2
    assert len(re.findall("<tr>", browser.get("/events?letter=thu.yaml").text)) == 1 + 1


@pytest.mark.parametrize(
    ("seconds", "by", "letter", "noted"),
    [(APART - 1, "an", "a", 1), (APART, "an", "a", 2), (0, "bình", "a", 2), (0, "an", "b", 2)],
)
def test_what_a_form_saves_by_itself_is_one_event_in_five_minutes(seconds, by, letter, noted):
    clock, world = Clock(), Memory({})
    log = EventLog(world, "cv", clock)
    log.note("an", SAVED, "a")
    clock.now += seconds
    log.note(by, SAVED, letter)
    assert len(log.read()) == noted


def test_a_letter_opens_however_long_the_list_of_events_is():
    desk = Desk(*Role)
    browser = desk.browser("an")
    desk.world.files[f"cv/{EVENTS}"] = bytes(FILE_MOST + 1)
    assert browser.get("/letters/thu.yaml").status_code == 200
    assert code(browser.get("/events")) != ""


@pytest.mark.parametrize(
    ("time", "shown"), [("2026-06-09T08:05:59+07:00", "08:05, 09/06/2026"), ("hôm qua", "hôm qua")]
)
def test_a_time_is_shown_as_it_is_read(time, shown):
    assert Event(time, "an", "batch").when == shown


def test_cookies_go_over_tls_alone_where_every_address_has_it():
    for origin, secure in ((ORIGIN, True), ("http://congvan.example", False)):
        came = (
            Desk(Role.CLERK, origin=origin)
            .browser()
            .post("/log-in", data={"name": "an", "password": PASSWORD})
        )
        flags = {*came.headers["set-cookie"].lower().split("; ")}
        assert {"httponly", "samesite=strict"} <= flags
        assert ("secure" in flags) == secure


def test_the_health_of_the_server_says_nothing_else():
    assert Desk(Role.CLERK).browser().get("/health").text == "ok\n"


@pytest.mark.parametrize(
    ("addresses", "expected"),
    [
        (["https://congvan.example"], ("https://congvan.example",)),
        (["https://Congvan.Example:443/"], ("https://congvan.example",)),
        (["http://10.0.0.5:8750"], ("http://10.0.0.5:8750",)),
    ],
)
def test_an_address_is_as_browsers_say_it(addresses, expected):
    with open_socket(0) as listening:
        assert origins_of(listening, Doors(addresses)) == expected


@pytest.mark.parametrize(
    "address", ["congvan.example", "ftp://congvan.example", "https://", "https://a@b", "https://a/b"]
)
def test_what_is_no_address_is_refused(address):
    with open_socket(0) as listening, pytest.raises(Refused, match="S074"):
        origins_of(listening, Doors([address]))


def test_a_server_that_is_reached_from_everywhere_knows_the_names_of_its_machine():
    with open_socket(0, "0.0.0.0") as listening:
        port = listening.getsockname()[1]
        origins = origins_of(listening, Doors())
    assert {f"http://{socket.gethostname().lower()}:{port}", f"http://127.0.0.1:{port}"} <= {*origins}


@pytest.fixture(scope="session")
def tls(tmp_path_factory):
    """Return the files of a certificate for this machine and of its key."""
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    folder = tmp_path_factory.mktemp("tls")
    files = str(folder / "chung-thu.pem"), str(folder / "khoa.pem")
    names = ("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1")
    made = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2")
    subprocess.run([*made, "-out", files[0], "-keyout", files[1], *names], check=True, capture_output=True)
    return files


@pytest.mark.parametrize(("certificate", "key"), [("", 1), (0, ""), (1, 0), (1, 1)])
def test_a_certificate_that_cannot_be_used_is_refused_at_once(tls, certificate, key):
    files = [tls[which] if which != "" else "khong-co.pem" for which in (certificate, key)]
    with open_socket(0) as listening, pytest.raises(Refused, match="S073"):
        serve_office(Memory({}), "cv", listening, OnePage(), Doors((), *files), lambda *_: None, print)


@pytest.mark.parametrize("words", [["--host", "0.0.0.0"], ["--address", ORIGIN], ["--tls", "a.pem", "b.pem"]])
def test_what_is_only_for_an_office_is_refused_without_it(words):
    assert "S075" in CliRunner().invoke(main, ["serve", *words]).stderr


def test_an_office_has_no_demo():
    assert "S076" in CliRunner().invoke(main, ["serve", "--office", "--demo"]).stderr


def test_a_real_server_over_tls_lets_in_the_first_account(tmp_path, tls):
    (tmp_path / "thu.yaml").write_text(letter(), "utf-8")
    words = [sys.executable, ROOT / "cli.py", "serve", str(tmp_path), "--office", "--tls", *tls]
    env = {**os.environ, "PYTHONUNBUFFERED": "1"}
    server = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=env)
    try:
        first = next(line.strip() for line in server.stdout if "first-account" in line)
        trust = ssl.create_default_context(cafile=tls[0])
        with urllib.request.urlopen(first, context=trust) as page:
            assert "Tài khoản quản trị đầu tiên" in page.read().decode()
    finally:
        server.kill()
        server.wait()
        server.stdout.close()
