"""Who is answered: every address there is, asked by strangers, by other pages, by other names, with markup."""

import pytest
from conftest import letter
from web_client import ORIGIN, PORT, Visitor

from dispatch.web.access import OwnMachine
from dispatch.web.routes import addresses_for

FILES = {"thu.yaml": letter()}
HOLES = {
    "{name}": "thu.yaml",
    "{file}": "style.css",
    "{key}": "0" * 64,
    "{number}": "0",
    "{kind}": "yaml",
    "{sha}": "0" * 64,
}


def filled(path):
    for hole, value in HOLES.items():
        path = path.replace(hole, value)
    assert "{" not in path, "a new hole needs a value here"
    return path


EVERY = [
    pytest.param(address, id=f"{address.method} {address.path}")
    for address in addresses_for(OwnMachine(PORT))
]
CLOSED = [pytest.param(*each.values, id=each.id) for each in EVERY if not each.values[0].public]
CHANGING = [pytest.param(*each.values, id=each.id) for each in EVERY if each.values[0].method == "POST"]


def ask(visitor, address, **headers):
    return visitor.client.request(address.method, filled(address.path), headers={"origin": ORIGIN, **headers})


def code(response):
    """Return the code of what was refused."""
    return response.text.partition('class="code">')[2].partition("<")[0]


@pytest.mark.parametrize("address", EVERY)
def test_another_host_is_refused(address):
    for host in ("evil.example", f"evil.example:{PORT}", "127.0.0.1", "", f"127.0.0.1:{PORT}.evil.example"):
        response = ask(Visitor(FILES), address, host=host)
        assert (response.status_code, code(response)) == (403, "S002"), host


@pytest.mark.parametrize("address", CLOSED)
def test_a_stranger_sees_nothing(address):
    response = ask(Visitor(FILES, inside=False), address)
    assert (response.status_code, code(response)) == (403, "S001")


@pytest.mark.parametrize("address", CHANGING)
def test_the_page_of_another_changes_nothing(address):
    for origin in ("http://evil.example", "null", "", f"https://127.0.0.1:{PORT}", "http://127.0.0.1:1"):
        visitor = Visitor(FILES)
        response = visitor.post(filled(address.path), headers={"origin": origin})
        assert (response.status_code, code(response)) == (403, "S003"), origin


@pytest.mark.parametrize("address", CHANGING)
def test_a_form_that_is_not_ours_changes_nothing(address):
    for csrf in ("", "x", "ữ"):
        visitor = Visitor(FILES)
        response = visitor.post(filled(address.path), {"csrf": csrf})
        assert (response.status_code, code(response)) == (403, "S003"), csrf
        assert visitor.world.files.keys() == {"cv/thu.yaml"}


@pytest.mark.parametrize("address", EVERY)
def test_every_answer_forbids_scripts_of_others(address):
    headers = ask(Visitor(FILES), address).headers
    assert headers["content-security-policy"].startswith("default-src 'self';")
    assert headers["x-content-type-options"] == "nosniff"


def test_the_token_is_good_once():
    visitor = Visitor(FILES, inside=False)
    token = visitor.site.access.token
    assert visitor.get("/enter", params={"token": token + "x"}).status_code == 403
    assert visitor.get("/enter", params={"token": "ữ"}).status_code == 403
    came = visitor.get("/enter", params={"token": token})
    assert came.headers["location"] == "/"
    assert {"httponly", "samesite=strict"} <= {*came.headers["set-cookie"].lower().split("; ")}
    assert visitor.get("/").status_code == 200
    visitor.client.cookies.clear()
    assert visitor.get("/enter", params={"token": token}).status_code == 403
    assert visitor.get("/enter", params={"token": ""}).status_code == 403


NOT_IN_THE_FOLDER = [
    "..%2Fbi-mat.yaml",
    "..%5Cbi-mat.yaml",
    "%2Fetc%2Fpasswd",
    "khac.yaml",
    "thu.yaml%00",
    ".",
]


@pytest.mark.parametrize("name", NOT_IN_THE_FOLDER)
def test_no_name_leads_out_of_the_folder(name):
    visitor = Visitor(FILES)
    visitor.world.files["bi-mat.yaml"] = b"co_quan: x\n"
    assert visitor.get(f"/letters/{name}/picture").status_code == 404
    assert visitor.get(f"/static/{name}").status_code == 404


def test_a_body_without_end_is_refused():
    visitor = Visitor(FILES)
    response = visitor.post("/language", {"x": "a" * 21_000_000})
    assert (response.status_code, code(response)) == (413, "S005")
