"""The demo's files say what its rows say, the same each time."""

import csv
from datetime import date

import pytest

from backend.server.demo.files import SHAPES, rows_of, write_files
from backend.server.demo.generate import generate
from backend.server.demo.people import PEOPLE, people_of
from backend.server.demo.retail import read_book
from backend.server.demo.rows import cells
from backend.server.resources import resource
from tests.demo.folders import WEEK, bare_traps, traps


def test_rows_come_back_from_their_files_as_they_were(tmp_path):
    demo = generate(read_book(WEEK))

    files = write_files(demo, tmp_path)

    assert [path.stem for path in files] == list(SHAPES)
    for path in files:
        with path.open(encoding="utf-8", newline="") as file:
            assert list(csv.DictReader(file)) == [cells(row) for row in rows_of(demo, path.stem)]


def test_the_same_days_make_the_same_bytes(tmp_path):
    first = write_files(generate(read_book(WEEK)), tmp_path / "first")
    second = write_files(generate(read_book(WEEK)), tmp_path / "second")

    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


@pytest.mark.parametrize("folder", [traps, bare_traps])
def test_a_folder_with_every_trap_makes_a_warehouse(tmp_path, folder):
    demo = generate(read_book(folder(tmp_path)))

    orders = list(rows_of(demo, "orders"))
    assert [row.quantity for row in orders if row.number == "100"] == [6, 6, 1]
    assert {row.channel for row in orders if row.number == "103"} == {"WEB"}
    assert {row.country for row in orders if row.number == "108"} == {""}
    assert max(row.quantity for row in orders) == 74_215


def test_a_range_without_documents_makes_an_empty_warehouse(tmp_path):
    demo = generate(read_book(traps(tmp_path), date(2012, 1, 1), date(2012, 1, 2)))

    assert demo.items == demo.stock == demo.purchase_orders == ()
    assert len(demo.bins) == 200 + 36


@pytest.mark.parametrize("kind", SHAPES)
def test_the_headers_are_those_that_the_page_describes(kind, tmp_path):
    page = (resource("docs") / "import-formats.md").read_text(encoding="utf-8")
    files = {
        path.stem: path for path in write_files(generate(read_book(traps(tmp_path))), tmp_path)
    }

    assert f"`{files[kind].read_text(encoding='utf-8').splitlines()[0]}`" in page


def test_people_have_badges_and_pins_of_their_own():
    assert len({person.badge for person in PEOPLE}) == len(PEOPLE)
    assert len({person.pin for person in PEOPLE}) == len(PEOPLE)
    assert len(people_of("worker")) == 8
    assert len(people_of("supervisor")) == 2
    assert all("(demo)" in person.name for person in PEOPLE)
    assert [person.code for person in people_of("admin") if person.password] == ["admin"]
