"""A database with a small demo warehouse in it, made once and copied for each module."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from backend.server.demo.book import Book
from backend.server.demo.load import load
from backend.server.demo.retail import read_book
from backend.server.postgres import Addresses
from backend.server.resources import resource
from backend.server.storage import connected
from tests.conftest import execute, renamed

DAY = date(2010, 12, 8)
DOCUMENTS = 12


@asynccontextmanager
async def stocked(server: Addresses, template: str) -> AsyncIterator[str]:
    """Copy the migrated database, load the demo of a few documents, and give its name."""
    name = f"stocked_{uuid4().hex[:8]}"
    owner = urlsplit(server.owner).username
    await execute(server.superuser, f"CREATE DATABASE {name} OWNER {owner} TEMPLATE {template}")
    database = await connected(renamed(server.app, name), pool_max=4)
    try:
        await load(database, few(DOCUMENTS), bar=_silent)
    finally:
        await database.close()
    yield name
    await execute(server.superuser, f"DROP DATABASE {name} WITH (FORCE)")


def few(documents: int) -> Book:
    """Return so many documents of a carried day, with the products in them."""
    book = read_book(resource("demo") / "retail", DAY, DAY)
    taken = book.documents[:documents]
    skus = {line.sku for document in taken for line in document.lines}
    products = {sku: product for sku, product in book.products.items() if sku in skus}
    return replace(book, documents=taken, products=products)


@contextmanager
def _silent(_label: str) -> Any:
    yield lambda _done, _total: None
