"""Imports over HTTP: a file is judged and shown first, and taken when the same file comes again."""

import asyncio
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from backend.api.context import Caller
from backend.api.errors import ForbiddenError, PublicError, UnauthenticatedError
from backend.api.front import Front
from backend.kernel.refusals import NotAllowed, Refusal
from backend.master.permissions import Permission
from backend.server.importing.kinds import KINDS
from backend.server.importing.take import Checked, check_file, take
from backend.server.trouble import Trouble

BODY_MAX = 8 * 1024 * 1024
UNPACKED_MAX = 256 * 1024 * 1024
"""A workbook is packed; one that unpacks to more than this is an attack."""
ROWS_MAX = 200_000
BODY_S = 60
"""How long a file may take to come in."""
FAULTS_SHOWN = 200
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
FORBIDDEN, NOT_FOUND, TOO_SLOW, CONFLICT, UNREADABLE, BUSY = 403, 404, 408, 409, 422, 429


class Uploads:
    """`POST /imports/{kind}` judges a file; with `?commit=DIGEST` it takes the file judged so."""

    def __init__(self, front: Front) -> None:
        """Stand behind this front."""
        self._front = front
        self._one_at_a_time = asyncio.Lock()

    def routes(self) -> list[Route]:
        """Return the route to mount; it takes larger bodies than all others."""
        return [
            Route("/imports/{kind}", self.receive, methods=["POST"], max_body_size=BODY_MAX),
        ]

    async def receive(self, request: HttpRequest) -> Response:
        """Answer one upload."""
        try:
            return await self._answer(request)
        except PublicError as error:
            return _no(error.status, error.code, error.message)
        except HTTPException as error:
            return _no(
                error.status_code, "BODY_TOO_LARGE", f"A file has at most {BODY_MAX:,} bytes."
            )
        except Refusal as refusal:
            status = FORBIDDEN if isinstance(refusal, NotAllowed) else UNREADABLE
            return _no(status, refusal.code, str(refusal))
        except Trouble as trouble:
            return _no(UNREADABLE, "FILE_UNREADABLE", str(trouble))

    async def _answer(self, request: HttpRequest) -> Response:
        caller = await self._front.caller(request)
        _check_right(caller)
        kind = request.path_params["kind"]
        if kind not in KINDS:
            return _no(NOT_FOUND, "NOT_FOUND", f"A file is one of {', '.join(KINDS)}.")
        _check_stock(caller, kind)
        try:
            # Before it is anybody's turn: whoever sends slowly keeps nobody waiting.
            async with asyncio.timeout(BODY_S):
                body = await request.body()
        except TimeoutError:
            return _no(TOO_SLOW, "TOO_SLOW", f"The file did not come in {BODY_S} seconds.")
        if self._one_at_a_time.locked():
            return _no(BUSY, "BUSY", "Another file is being read; try again in a moment.")
        async with self._one_at_a_time:
            return await self._read(request, caller, kind, body)

    async def _read(self, request: HttpRequest, caller: Caller, kind: str, body: bytes) -> Response:
        with tempfile.TemporaryDirectory(prefix="stockwright-import-") as folder:
            path = await asyncio.to_thread(_put_down, Path(folder), body)
            database = self._front.house.database
            checked = await check_file(database, kind, path, rows_max=ROWS_MAX)
        wanted = request.query_params.get("commit")
        if wanted is None or checked.faults:
            return JSONResponse(_judged(checked), headers={"cache-control": "no-store"})
        if wanted != checked.digest.hex():
            return _no(CONFLICT, "FILE_CHANGED", "This is not the file that was shown; look again.")
        assert caller.login is not None
        done = await take(self._front.house.database, checked, by=caller.login.actor)
        return JSONResponse(
            _judged(checked) | {"taken": done}, headers={"cache-control": "no-store"}
        )


def _check_right(caller: Caller) -> None:
    if caller.login is None:
        raise UnauthenticatedError
    if not caller.login.actor.may(Permission.IMPORT, None):
        raise ForbiddenError("You may not import files; ask somebody with the right IMPORT.")


def _check_stock(caller: Caller, kind: str) -> None:
    """Leave opening stock to administrators: it comes from nothing, unseen by a second (I14)."""
    assert caller.login is not None
    if kind == "stock" and not caller.login.actor.may(Permission.MANAGE_PEOPLE, None):
        raise ForbiddenError("You may not bring in opening stock; ask an administrator.")


def _put_down(folder: Path, body: bytes) -> Path:
    """Write the file down under a name that says what it is; its own name is not believed."""
    ending = ".xlsx" if body.startswith(ZIP) else ".xls" if body.startswith(OLD_EXCEL) else ".csv"
    path = folder / f"file{ending}"
    path.write_bytes(body)
    if ending == ".xlsx":
        try:
            with zipfile.ZipFile(path) as packed:
                unpacked = sum(part.file_size for part in packed.infolist())
        except zipfile.BadZipFile as error:
            raise Trouble("The workbook is damaged.", "Save it again as XLSX.") from error
        if unpacked > UNPACKED_MAX:
            raise Trouble("The workbook unpacks to too much.", "Save the sheet as CSV.")
    return path


def _judged(checked: Checked) -> dict[str, Any]:
    return {
        "kind": checked.name,
        "rows": checked.count,
        "isSound": not checked.faults,
        "faultCount": len(checked.faults),
        "faults": [
            {"line": fault.line, "column": fault.column, "problem": fault.problem}
            for fault in checked.faults[:FAULTS_SHOWN]
        ],
        "columns": list(checked.kind.headers),
        "preview": [{"line": row.line, "cells": _plain(row.texts)} for row in checked.first],
        "commit": None if checked.faults else checked.digest.hex(),
        "taken": None,
    }


def _plain(texts: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in texts.items() if text}


def _no(status: int, code: str, message: str) -> Response:
    headers = {"cache-control": "no-store"}
    return JSONResponse({"code": code, "message": message}, status, headers=headers)
