"""The one module that speaks HTTP: from a request to `Asked`, from an `Answer` to a response."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dispatch.jobs.history import NO_VERSION
from dispatch.language import LANGUAGES, preferred_language, translator_for
from dispatch.problem import N_, Fault, Refused
from dispatch.web.access import HEADERS, NO_SESSION, OTHER_ORIGIN, SAFE_METHODS, is_same
from dispatch.web.drawn import GONE
from dispatch.web.mishaps import describe_mishap
from dispatch.web.rendering import problem_page
from dispatch.web.rights import NOBODY, Visit, roles_with
from dispatch.web.routes import Address, addresses_for
from dispatch.web.screens.batch import NO_SAMPLE
from dispatch.web.screens.entrance import NO_FILE
from dispatch.web.screens.letter import NO_KIND, NO_PAGE
from dispatch.web.screens.made_files import NO_PRODUCT
from dispatch.web.site import NO_LETTER, Answer, Asked, Site, Upload

TOO_LARGE = Fault(
    "S005", N_("gửi lên quá nhiều (nhiều nhất {most} MB)"), N_("chia nhỏ tệp, hoặc dùng dòng lệnh")
)
TOO_MANY = Fault(
    "S021",
    N_("một lần gửi lên chỉ đọc được {files} tệp, mỗi mục dài nhất {most} MB"),
    N_("gửi làm nhiều lần, hoặc nén các tệp vào một tệp .zip"),
)
NO_ADDRESS = Fault("S006", N_("không có trang này"), N_("về bàn làm việc"))
FIELDS_MOST, TEXT_MOST = 20_000, 2_000_000
STATUS = {
    NO_SESSION.code: 403,
    TOO_LARGE.code: 413,
    **dict.fromkeys(
        (
            fault.code
            for fault in (NO_LETTER, NO_FILE, NO_PAGE, NO_KIND, NO_PRODUCT, NO_VERSION, NO_SAMPLE, GONE)
        ),
        404,
    ),
}
NO_RIGHT = Fault(
    "S071", N_("tài khoản '{name}' không được làm việc này"), N_("việc này dành cho: {roles}; hỏi quản trị")
)
LOGGED_OUT = Fault(
    "S072",
    N_("phiên đăng nhập đã hết"),
    N_("mở tab khác, đăng nhập lại, rồi làm lại ở đây: chữ đã gõ vẫn còn"),
)
BAD_REQUEST = 400
LANGUAGE_COOKIE = "language"
DAY = 86_400
KEPT = f"private, max-age={DAY}"


def create_app(site: Site) -> ASGIApp:
    """Return the application: every address behind the same guard."""
    routes = [
        Route(address.path, _endpoint(site, address), methods=[address.method])
        for address in addresses_for(site.access)
    ]
    return Guarded(Starlette(routes=routes, exception_handlers={HTTPException: _nowhere}), site)


class Guarded:
    """An application that answers only its own host and pages."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self.app = app
        self.site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it before anything of it is read."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        fault = self.site.access.refusal(request.method, request.headers)
        if fault:
            response = _refused(request, Refused([fault.at(host=request.headers.get("host", ""))]), 403)
            await response(scope, receive, _with_headers(send))
            return
        await self.app(scope, receive, _with_headers(send))


def _with_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            said = {name for name, _ in message["headers"]}
            message["headers"] += [
                (name.encode(), value.encode())
                for name, value in HEADERS.items()
                if name.encode() not in said
            ]
        await send(message)

    return send_with_headers


def _limited(receive: Receive, most: int) -> Receive:
    """Return what receives a body, and refuses one that does not end."""
    room = most

    async def receive_some() -> Message:
        nonlocal room
        message = await receive()
        room -= len(message.get("body", b""))
        if room < 0:
            raise Refused([TOO_LARGE.at(most=most // 1_000_000)])
        return message

    return receive_some


def _endpoint(site: Site, address: Address) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        try:
            visit = site.access.visit(request.cookies)
            if not address.public and (visit is None or address.right not in visit.rights):
                return _kept_out(site, request, address, visit)
            asked = await _asked(request, address, visit or NOBODY)
            if (
                visit
                and request.method not in SAFE_METHODS
                and not is_same(visit.csrf, _csrf(request, asked))
            ):
                return _refused(request, Refused([OTHER_ORIGIN.at()]), 403)
            answer = await run_in_threadpool(_answer, site, address, asked)
        except Refused as refusal:
            return _refused(request, refusal, _status(refusal))
        except (MultiPartException, HTTPException):  # as which of both depends on who reads the form
            told = TOO_MANY.at(files=address.limits.files, most=TEXT_MOST // 1_000_000)
            return _refused(request, Refused([told]), 413)
        except Exception as error:  # noqa: BLE001 - whatever it is, the server goes on
            told, line = describe_mishap(address.method, address.path, error)
            site.log(line)
            return _refused(request, Refused([told]), 500)
        return _response(answer, secure=site.access.secure)

    return endpoint


def _kept_out(site: Site, request: Request, address: Address, visit: Visit | None) -> Response:
    """Return what somebody is told who may not ask this, or has not come in."""
    if visit:
        say = translator_for(_language(request))
        roles = ", ".join(say(role.value) for role in roles_with(address.right))
        return _refused(request, Refused([NO_RIGHT.at(name=visit.name, roles=roles)]), 403)
    if site.access.way_in and request.method in SAFE_METHODS and not _wants_json(request):
        return RedirectResponse(site.access.way_in, 303)
    return _refused(request, Refused([LOGGED_OUT.at() if site.access.way_in else NO_SESSION.at()]), 403)


def _answer(site: Site, address: Address, asked: Asked) -> Answer:
    """Answer a request; in an office, what was changed is noted with the name of who did it."""
    answer = address.handler(site, asked)
    if address.act and asked.visit.name and answer.status < BAD_REQUEST:
        site.events.note(asked.visit.name, address.act, asked.path.get("name", ""))
    return answer


def _csrf(request: Request, asked: Asked) -> str:
    return request.headers.get("x-csrf") or asked.said("csrf")


def _status(refusal: Refused) -> int:
    return next((STATUS[problem.code] for problem in refusal.problems if problem.code in STATUS), 422)


async def _asked(request: Request, address: Address, visit: Visit) -> Asked:
    """Return what a request asks, its form read within limits."""
    pairs: list[tuple[str, str]] = []
    uploads: list[tuple[str, Upload]] = []
    if request.method not in SAFE_METHODS:
        limits = {"max_files": address.limits.files, "max_fields": FIELDS_MOST, "max_part_size": TEXT_MOST}
        within = Request(request.scope, _limited(request.receive, address.limits.body))
        async with within.form(**limits) as form:
            for name, value in form.multi_items():
                if isinstance(value, str):
                    pairs.append((name, value))
                else:
                    uploads.append((name, Upload(value.filename or "", await value.read())))
    language = _language(request)
    return Asked(
        path=dict(request.path_params),
        query=dict(request.query_params),
        pairs=pairs,
        uploads=uploads,
        language=language,
        wants_json=_wants_json(request),
        say=translator_for(language),
        visit=visit,
        cookies=request.cookies,
    )


def _language(request: Request) -> str:
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    return preferred_language(chosen if chosen in LANGUAGES else None)


def _wants_json(request: Request) -> bool:
    return request.headers.get("accept", "").startswith("application/json")


def _response(answer: Answer, *, secure: bool = False) -> Response:
    response: Response
    if answer.goal:
        response = RedirectResponse(answer.goal, 303)
    else:
        response = Response(answer.data, answer.status, media_type=answer.kind)
    if answer.file_name:
        response.headers["content-disposition"] = f"attachment; filename*=UTF-8''{quote(answer.file_name)}"
    if answer.stays:
        response.headers["cache-control"] = KEPT
    for name, value in answer.cookies.items():
        response.set_cookie(name, value, max_age=DAY, httponly=True, samesite="strict", secure=secure)
    return response


def _refused(request: Request, refusal: Refused, status: int) -> Response:
    language = _language(request)
    return _response(problem_page(refusal.problems, language, status, as_data=_wants_json(request)))


async def _nowhere(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return _refused(request, Refused([NO_ADDRESS.at()]), status)
