"""The accounts of an office: log in and out, one's own password, who may do what, what was done."""

from typing import Any, cast

from dispatch.problem import N_, Refused
from dispatch.web.accounts import Known, account_of, with_account, with_password, with_roles, without
from dispatch.web.events import APPROVED, SAVED
from dispatch.web.office import NOT_THE_FIRST, Office
from dispatch.web.rendering import page, told_problems
from dispatch.web.rights import RIGHTS, Right, Role
from dispatch.web.site import Answer, Asked, Site

EVENTS_SHOWN = 500
ACTS = {
    "log-in": N_("đăng nhập"),
    "log-out": N_("đăng xuất"),
    "first-account": N_("lập tài khoản quản trị đầu tiên"),
    "password": N_("đổi mật khẩu của mình"),
    "account-added": N_("thêm tài khoản"),
    "account-changed": N_("đổi tài khoản"),
    "letter-begun": N_("lập công văn mới"),
    SAVED: N_("sửa công văn"),
    "letter-taken-back": N_("lấy lại bản cũ của công văn"),
    "batch": N_("gửi hàng loạt"),
    "batch-stopped": N_("dừng gửi hàng loạt"),
    "returns-received": N_("nhận biểu gửi về"),
    "returns-decided": N_("quyết định về biểu gửi về"),
    "reminder": N_("làm công văn đôn đốc"),
    "report": N_("làm báo cáo"),
    APPROVED: N_("duyệt công văn"),
}


def _office(site: Site) -> Office:
    """Return the way in of an office: only its addresses lead to these screens."""
    return cast("Office", site.access)


def show_log_in(site: Site, asked: Asked) -> Answer:
    """Ask for name and password."""
    return page(site, asked, "log_in.html", typed="", problems=[], unsafe=not site.access.secure)


def log_in(site: Site, asked: Asked) -> Answer:
    """Let in whoever knows the password; a name stays typed, a password never."""
    office, name = _office(site), asked.said("name")
    try:
        session = office.log_in(name, asked.said("password"))
    except Refused as refusal:
        told = told_problems(refusal.problems, asked.language)
        return page(site, asked, "log_in.html", 403, typed=name, problems=told, unsafe=not site.access.secure)
    site.events.note(name.strip(), "log-in")
    return Answer(goal="/", cookies={office.cookie: session})


def log_out(site: Site, asked: Asked) -> Answer:
    """End this session."""
    _office(site).log_out(asked.cookies)
    return Answer(goal="/log-in")


def show_first(site: Site, asked: Asked) -> Answer:
    """Ask for the first account, whoever brings the token."""
    token = asked.query.get("token", "")
    if not _office(site).is_first(token):
        raise Refused([NOT_THE_FIRST.at()])
    return page(site, asked, "first_account.html", token=token, typed="", problems=[])


def make_first(site: Site, asked: Asked) -> Answer:
    """Make the first account and let it in."""
    office, name, token = _office(site), asked.said("name"), asked.said("token")
    try:
        session = office.make_first(token, name, asked.said("password"), asked.said("again"))
    except Refused as refusal:
        if not office.is_first(token):
            raise
        told = told_problems(refusal.problems, asked.language)
        return page(site, asked, "first_account.html", 422, token=token, typed=name, problems=told)
    site.events.note(name.strip(), "first-account")
    return Answer(goal="/accounts", cookies={office.cookie: session})


def show_password(site: Site, asked: Asked) -> Answer:
    """Ask for one's own password, the one that is and the one that shall be."""
    return page(site, asked, "password.html", problems=[])


def change_password(site: Site, asked: Asked) -> Answer:
    """Change one's own password; every session of the account ends, and a new one begins."""
    office, name = _office(site), asked.visit.name
    try:
        session = office.change_password(name, asked.said("now"), asked.said("password"), asked.said("again"))
    except Refused as refusal:
        told = told_problems(refusal.problems, asked.language)
        return page(site, asked, "password.html", 422, problems=told)
    return Answer(goal="/", cookies={office.cookie: session})


def show_accounts(site: Site, asked: Asked) -> Answer:
    """Show who has an account, and a form for another."""
    return _accounts_page(site, asked, [])


def _accounts_page(site: Site, asked: Asked, problems: list[dict[str, Any]], status: int = 200) -> Answer:
    known = _office(site).accounts.read()
    rows = [
        {"name": account.name, "roles": [role.name for role in account.roles]} for account in known.values()
    ]
    roles = [
        {
            "name": role.name,
            "text": role.value,
            "rights": [right.value for right in Right if right in RIGHTS[role]],
        }
        for role in Role
    ]
    typed = asked.said("name") if problems and asked.said("act") == "add" else ""
    return page(
        site, asked, "accounts.html", status, accounts=rows, roles=roles, problems=problems, typed=typed
    )


def change_accounts(site: Site, asked: Asked) -> Answer:
    """Add an account, give it other roles or another password, or take it away."""
    office = _office(site)
    try:
        with office.changing:
            office.accounts.write(_changed(office, office.accounts.read(), asked))
    except Refused as refusal:
        return _accounts_page(site, asked, told_problems(refusal.problems, asked.language), 422)
    if asked.said("act") in ("password", "remove"):
        office.end_sessions(asked.said("name"))
    return Answer(goal="/accounts")


def _changed(office: Office, known: Known, asked: Asked) -> dict[str, Any]:
    """Return the accounts as they are asked to be."""
    name, act = asked.said("name"), asked.said("act")
    roles = tuple(Role[value] for key, value in asked.pairs if key == "role" and value in Role.__members__)
    if act == "add":
        kept = office.passwords.keep(asked.said("password"), asked.said("again"))
        return with_account(known, name, roles, kept)
    if act == "roles":
        return with_roles(known, name, roles)
    if act == "password":
        account_of(known, name)
        return with_password(known, name, office.passwords.keep(asked.said("password"), asked.said("again")))
    return without(known, name)


def show_events(site: Site, asked: Asked) -> Answer:
    """Show who did what, the last first."""
    letter = asked.query.get("letter", "")
    events = site.events.read(letter)
    shown = [event._replace(act=asked.say(ACTS.get(event.act, event.act))) for event in events[:EVENTS_SHOWN]]
    return page(site, asked, "events.html", events=shown, count=len(events), letter=letter)


def is_healthy(site: Site, asked: Asked) -> Answer:  # noqa: ARG001 - every screen is asked alike
    """Say that the server answers, and nothing else."""
    return Answer(b"ok\n", "text/plain; charset=utf-8")
