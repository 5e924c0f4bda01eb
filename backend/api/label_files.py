"""Labels as files: the PDF of a printing, a trial page; a badge and a code that are kept nowhere.

A GET changes nothing and no other origin can read its answer, so a plain link with our cookie will
do. A badge and a set-up code are secrets, so they are posted under the same proof as the graph.
"""

import asyncio
import json
import re
from uuid import UUID

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from backend.api.context import PooledSession
from backend.api.errors import PublicError
from backend.api.front import Front
from backend.api.global_ids import key_of
from backend.api.login import Credentials, Login
from backend.api.permissions import Permission
from backend.kernel.refusals import NotFound
from backend.kernel.work import Reader
from backend.master.people.people import person_called
from backend.master.refs import Ref
from backend.printing.facts import FONTS
from backend.printing.jobs import job_of
from backend.printing.reads import file_of
from labels.kinds import badge_label
from labels.pdf import render_pdf, trial_page
from labels.refused import LabelRefused
from labels.sheets import proved
from labels.stock import STOCKS
from labels.svg import matrix_svg
from labels.symbols import qr

DPI = 300
SET_UP_CODE = re.compile(r"[A-Za-z0-9_-]{8,128}")
BODY_MAX = 4_096
HEADERS = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
}


class LabelFiles:
    """The files, behind the same front as the graph."""

    def __init__(self, front: Front) -> None:
        """Stand behind this front."""
        self._front = front
        self._reader = Reader(PooledSession(front.house.database))

    def routes(self) -> list[BaseRoute]:
        """Return where they are found."""
        return [
            Route("/labels/trial/{stock}.pdf", self.trial),
            Route("/labels/badge", self.badge, methods=["POST"]),
            Route("/labels/set-up", self.set_up, methods=["POST"]),
            Route("/labels/{job}.pdf", self.job),
        ]

    async def job(self, request: Request) -> Response:
        """Send the PDF of a printing to those who may print there."""
        login = await self._login(request)
        if login is None:
            return _no(401, "Sign in first.")
        try:
            job = await job_of(self._reader, key_of("PrintJob", request.path_params["job"]))
        except NotFound:
            return _no(404, "There is no such printing.")
        if not login.actor.may(Permission.PRINT, job.location_id):
            return _no(404, "There is no such printing.")
        content = await file_of(self._reader, job.id)
        if content is None:
            return _no(404, "The file is not made yet, or was thrown away; print it again.")
        return _pdf(content, name=f"labels-{job.created_at:%Y%m%d-%H%M%S}")

    async def trial(self, request: Request) -> Response:
        """Send a sheet's outlines to whoever is signed in."""
        if await self._login(request) is None:
            return _no(401, "Sign in first.")
        stock = STOCKS.get(request.path_params["stock"])
        if stock is None:
            return _no(404, "There is no such sheet.")
        content = await asyncio.to_thread(trial_page, stock, dpi=DPI)
        return _pdf(content, name=f"trial-{stock.code}")

    async def badge(self, request: Request) -> Response:
        """Draw a badge for whoever manages people; what it says is not kept."""
        login = await self._proved(request)
        if isinstance(login, Response):
            return login
        if not login.actor.may(Permission.MANAGE_PEOPLE, None):
            return _no(403, "Your role does not permit this.")
        sent = _read(await request.body())
        if sent is None:
            return _no(400, 'Send {"user": "…", "badge": "…"}.')
        return await self._badge(*sent)

    async def set_up(self, request: Request) -> Response:
        """Draw the code that a new device scans, for whoever was just given it."""
        login = await self._proved(request)
        if isinstance(login, Response):
            return login
        code = _code(await request.body())
        if code is None:
            return _no(400, 'Send {"code": "…"}.')
        return Response(matrix_svg(qr(code)), media_type="image/svg+xml", headers=HEADERS)

    async def _proved(self, request: Request) -> Login | Response:
        """Return who posts from a page of ours, or the no."""
        try:
            caller = await self._front.caller(request)
        except PublicError as error:
            return _no(403, error.message)
        return caller.login or _no(401, "Sign in first.")

    async def _badge(self, user: UUID, badge: str) -> Response:
        person = await person_called(self._reader, Ref(barcode=badge))
        if person is None or person.id != user:
            return _no(404, "This is not the badge of this person; save it first.")
        label = badge_label(name=person.name, badge=badge, place=person.code)
        try:
            _, image = await asyncio.to_thread(proved, label, dpi=DPI, fonts=FONTS)
        except LabelRefused as refused:
            return _no(422, str(refused))
        return _pdf(render_pdf([image], stock=None, dpi=DPI), name="badge")

    async def _login(self, request: Request) -> Login | None:
        credentials = Credentials(headers=request.headers, cookies=request.cookies)
        return await self._front.authenticate(credentials)


def _read(body: bytes) -> tuple[UUID, str] | None:
    """Return whose badge, and what it says; None when it was sent in another shape."""
    if len(body) > BODY_MAX:
        return None
    try:
        sent = json.loads(body)
        user, badge = key_of("User", sent["user"]), sent["badge"]
        str(badge).encode()
    except (ValueError, KeyError, TypeError, AttributeError, NotFound, RecursionError):
        return None
    return (user, badge) if isinstance(badge, str) and badge else None


def _code(body: bytes) -> str | None:
    """Return a set-up code; None when it was sent in another shape."""
    try:
        code = json.loads(body[:BODY_MAX])["code"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return code if isinstance(code, str) and SET_UP_CODE.fullmatch(code) else None


def _pdf(content: bytes, *, name: str) -> Response:
    safe = re.sub(r"[^A-Za-z0-9_-]", "", name)
    headers = HEADERS | {"content-disposition": f'inline; filename="{safe}.pdf"'}
    return Response(content, media_type="application/pdf", headers=headers)


def _no(status: int, message: str) -> Response:
    return JSONResponse({"message": message}, status_code=status, headers=HEADERS)
