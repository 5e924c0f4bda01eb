"""Browsers get the built client: never stale, never twice, and with nothing from elsewhere."""

import gzip
from pathlib import Path

import httpx2
import pytest
from starlette.applications import Starlette

from backend.server.site.client import Client
from tests.server.test_app import app_over

SCRIPT = "console.log('ready');\n" * 200


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    dist = tmp_path / "dist"
    (dist / "assets").mkdir(parents=True)
    (dist / "icons").mkdir()
    (dist / "index.html").write_text("<!doctype html><title>Scanner</title>")
    (dist / "board.html").write_text("<!doctype html><title>Board</title>")
    (dist / "sw.js").write_text("// shell")
    (dist / "manifest.webmanifest").write_text('{"name": "Stockwright"}')
    (dist / "icons" / "192.png").write_bytes(b"\x89PNG")
    (dist / "assets" / "main-4f1a.js").write_text(SCRIPT)
    (dist / ".stamp").write_text("secret")
    (tmp_path / "outside.js").write_text("secret")
    (dist / "assets" / "link.js").symlink_to(tmp_path / "outside.js")
    return dist


@pytest.fixture
async def browser(folder: Path):
    transport = httpx2.ASGITransport(app=Starlette(routes=Client(folder).routes()))
    async with httpx2.AsyncClient(transport=transport, base_url="http://house") as client:
        yield client


async def test_the_scanner_is_at_the_root_and_the_board_beside_it(browser):
    scanner, board = await browser.get("/"), await browser.get("/board")

    assert "<title>Scanner" in scanner.text
    assert "<title>Board" in board.text
    assert scanner.headers["content-type"] == "text/html; charset=utf-8"
    assert scanner.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["/", "/board", "/sw.js", "/assets/main-4f1a.js", "/nothing"])
async def test_every_answer_forbids_what_is_not_ours(browser, path):
    headers = (await browser.get(path)).headers

    rules = headers["content-security-policy"].split("; ")
    assert "default-src 'none'" in rules
    assert "script-src 'self' 'wasm-unsafe-eval'" in rules
    assert "connect-src 'self'" in rules
    assert "worker-src 'self'" in rules
    assert "frame-ancestors 'none'" in rules
    assert "unsafe-inline" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["permissions-policy"].startswith("camera=(self)")


async def test_a_hashed_file_is_kept_for_a_year_and_goes_over_the_wire_squeezed(browser):
    answer = await browser.get("/assets/main-4f1a.js")

    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert int(answer.headers["content-length"]) == len(gzip.compress(SCRIPT.encode(), 9))
    assert answer.text == SCRIPT


@pytest.mark.parametrize("offer", ["identity", "br", "gzip;q=0"])
async def test_who_takes_no_gzip_gets_the_file_as_it_is(browser, offer):
    answer = await browser.get("/assets/main-4f1a.js", headers={"accept-encoding": offer})

    assert "content-encoding" not in answer.headers
    assert answer.text == SCRIPT


@pytest.mark.parametrize("offer", ["gzip", "identity"])
async def test_a_browser_that_has_it_is_not_sent_it_again(browser, offer):
    asked = {"accept-encoding": offer}
    first = await browser.get("/assets/main-4f1a.js", headers=asked)

    known = asked | {"if-none-match": f'"other", W/{first.headers["etag"]}'}
    again = await browser.get("/assets/main-4f1a.js", headers=known)

    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == first.headers["etag"]


async def test_a_new_build_is_served_at_once(browser, folder):
    old = await browser.get("/")
    (folder / "index.html").write_text("<!doctype html><title>Newer scanner</title>")

    new = await browser.get("/", headers={"if-none-match": old.headers["etag"]})

    assert new.status_code == 200
    assert "Newer" in new.text


async def test_the_service_worker_may_hold_every_page_and_is_never_an_old_one(browser):
    answer = await browser.get("/sw.js")

    assert answer.headers["service-worker-allowed"] == "/"
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"


async def test_manifest_and_icons_have_their_kinds(browser):
    manifest = await browser.get("/manifest.webmanifest")
    icon = await browser.get("/icons/192.png")

    assert manifest.headers["content-type"] == "application/manifest+json"
    assert icon.headers["content-type"] == "image/png"
    assert "content-encoding" not in icon.headers


@pytest.mark.parametrize(
    "path",
    [
        "/.stamp",
        "/assets/../.stamp",
        "/assets/%2e%2e/%2e%2e/outside.js",
        "/..%2foutside.js",
        "/assets/link.js",
        "/assets/",
        "/assets/main-4f1a.js%00.png",
        "/etc/passwd",
        f"/assets/{'x' * 5000}.js",
        f"/{'a/' * 3000}main.js",
    ],
)
async def test_nothing_but_the_built_files_can_be_read(browser, path):
    answer = await browser.get(path)

    assert answer.status_code == 404
    assert "secret" not in answer.text


async def test_a_client_that_was_not_built_is_said_on_a_page(tmp_path):
    transport = httpx2.ASGITransport(app=Starlette(routes=Client(tmp_path / "dist").routes()))
    async with httpx2.AsyncClient(transport=transport, base_url="http://house") as client:
        answer = await client.get("/board")

    assert answer.status_code == 503
    assert "client is not built" in answer.text
    assert "./dev build" in answer.text


async def test_the_client_takes_nothing_from_the_graph_and_the_vitals(urls):
    async with app_over(urls, mode="development") as client:
        graph = await client.post("/graphql", json={"query": "{ __typename }"})

        assert (await client.get("/healthz")).text == "ok\n"
        assert graph.json()["data"] == {"__typename": "Query"}
        assert (await client.get("/no/such/thing")).status_code == 404
        assert "content-security-policy" in (await client.get("/")).headers
