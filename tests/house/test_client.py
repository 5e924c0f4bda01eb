"""The client is built again when its sources change, and only then; browsers are asked for."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools import chromium, client

ROOT = Path(__file__).parents[2]


@pytest.fixture
def app(tmp_path, monkeypatch):
    """Give a copy of the client's sources that says of itself that it is built."""
    folder = tmp_path / "scanner_app"
    shutil.copytree(client.APP, folder, ignore=shutil.ignore_patterns("node_modules", "dist"))
    for name, path in {"APP": folder, "DIST": folder / "dist"}.items():
        monkeypatch.setattr(client, name, path)
    (folder / "dist").mkdir()
    (folder / "dist" / client.STAMP).write_text(client.digest(client.SOURCES))
    assert client.is_fresh()
    return folder


@pytest.mark.parametrize("name", ["src/contract.ts", "index.html", "package-lock.json"])
def test_an_edit_makes_the_client_stale(app, name):
    with (app / name).open("a") as file:
        file.write("\n")

    assert not client.is_fresh()


def test_a_file_that_goes_makes_the_client_stale(app):
    (app / "public" / "icons" / "192.png").unlink()

    assert not client.is_fresh()


def test_an_edit_of_a_test_builds_nothing(app):
    (app / "src" / "scan" / "more.test.ts").write_text("// More.\n")

    assert client.is_fresh()


def test_without_sources_what_was_built_is_fresh(app):
    shutil.rmtree(app / "src")
    assert not client.is_fresh()

    (app / "dist" / "index.html").touch()

    assert client.is_fresh()


def test_the_browser_that_is_named_comes_first(monkeypatch, tmp_path):
    named = tmp_path / "chromium"
    monkeypatch.setenv("CHROMIUM", str(named))

    assert chromium.find() == named


@pytest.mark.prove
@pytest.mark.parametrize(("ci", "word"), [("true", "1 error"), ("", "1 skipped")])
def test_a_missing_browser_skips_here_and_fails_in_ci(tmp_path, ci, word):
    nowhere = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path), "PATH": str(tmp_path)}
    given = {name: value for name, value in os.environ.items() if name != "CHROMIUM"}
    asked = "tests/browser/test_kit.py::test_there_is_a_browser"

    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", asked],
        cwd=ROOT, env=given | nowhere | {"CI": ci}, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert word in ended.stdout, ended.stdout + ended.stderr
    assert ended.returncode == (1 if ci else 0)
