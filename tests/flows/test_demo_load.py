"""The demo warehouse comes in by the importer, and the ledger is whole afterwards."""

from contextlib import contextmanager
from pathlib import Path

import pytest

from backend.server.demo.load import is_empty, load
from backend.server.demo.retail import read_book
from backend.stock.verify import findings

RETAIL = Path(__file__).parents[2] / "demo" / "retail"


@contextmanager
def silent(_name):
    yield lambda _done, _total: None


@pytest.fixture(scope="module")
async def loaded(database, owner):
    assert await is_empty(database)
    await load(database, read_book(RETAIL), bar=silent)


async def test_the_demo_loads_and_the_ledger_is_whole(loaded, database, owner):
    counts = {
        table: await owner.fetchval(f"SELECT count(*) FROM {table}")
        for table in ("item", "bin", "stock_balance", "purchase_order", "person", "barcode")
    }

    assert counts["item"] > 2000
    assert counts["bin"] > 2000
    assert counts["stock_balance"] > 2000
    assert counts["barcode"] > 2000
    assert counts["person"] == 12
    assert await owner.fetchval("SELECT DISTINCT status FROM purchase_order") == "SENT"
    async with owner.transaction(isolation="repeatable_read", readonly=True):
        assert not [finding async for finding in findings(owner) if finding.off]


@pytest.mark.prove
async def test_loading_again_changes_no_stock(loaded, database, owner):
    before = await owner.fetchval("SELECT sum(on_hand) FROM stock_balance")

    await load(database, read_book(RETAIL), bar=silent)

    assert await owner.fetchval("SELECT sum(on_hand) FROM stock_balance") == before
