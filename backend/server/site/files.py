"""A file as browsers get it: read once, squeezed once, known by what is in it."""

import gzip
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from backend.server.site.policy import PAGE_HEADERS

KINDS = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".mp3": "audio/mpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".wav": "audio/wav",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
SQUEEZED = (".css", ".html", ".js", ".json", ".map", ".svg", ".txt", ".wasm", ".webmanifest")
FILES_KEPT = 256
FOREVER = "public, max-age=31536000, immutable"
"""For files that bear their digest in their name."""
ASK_AGAIN = "no-cache"


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in memory; `squeezed` is None where gzip gains nothing."""

    kind: str
    plain: bytes
    squeezed: bytes | None
    digest: str


def find_file(folder: Path, name: str) -> Path | None:
    """Return a file below a folder; None for what is not there, is hidden, or lies outside."""
    parts = name.split("/")
    if "\0" in name or "\\" in name or any(not part or part.startswith(".") for part in parts):
        return None
    path = folder.joinpath(*parts)
    try:
        is_there = path.suffix in KINDS and path.is_file()
    except OSError:  # a name longer than file systems take is not even said not to be there
        return None
    return path if is_there and path.resolve().is_relative_to(folder.resolve()) else None


def send_file(request: Request, path: Path, *, cached: str, **headers: str) -> Response:
    """Answer with a file, or with 304 to a browser that has this very one."""
    state = path.stat()
    kept = _kept(path, state.st_mtime_ns, state.st_size)
    body, digest = kept.plain, f'"{kept.digest}"'
    said = PAGE_HEADERS | {"cache-control": cached, "vary": "Accept-Encoding"} | headers
    if kept.squeezed is not None and _takes_gzip(request):
        body, digest = kept.squeezed, f'"{kept.digest}-gzip"'
        said["content-encoding"] = "gzip"
    said["etag"] = digest
    if _has_already(request, digest):
        del said["vary"]
        said.pop("content-encoding", None)
        return Response(status_code=304, headers=said)
    return Response(body, headers=said | {"content-type": kept.kind})


# A rebuilt file has another time or size, so that nobody gets the old one.
@lru_cache(FILES_KEPT)
def _kept(path: Path, _changed_ns: int, _size: int) -> Kept:
    plain = path.read_bytes()
    squeezed = gzip.compress(plain, 9, mtime=0) if path.suffix in SQUEEZED else None
    if squeezed is not None and len(squeezed) >= len(plain):
        squeezed = None
    return Kept(KINDS[path.suffix], plain, squeezed, sha256(plain).hexdigest()[:32])


def _takes_gzip(request: Request) -> bool:
    for offer in request.headers.get("accept-encoding", "").lower().split(","):
        coding, _, weight = offer.partition(";")
        if coding.strip() in {"gzip", "*"}:
            return weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False


def _has_already(request: Request, digest: str) -> bool:
    known = request.headers.get("if-none-match", "")
    return known.strip() == "*" or digest in {
        tag.strip().removeprefix("W/") for tag in known.split(",")
    }
