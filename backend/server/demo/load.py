"""Load the demo into an empty warehouse: people, bins, items, suppliers, stock, purchases."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID

from backend.kernel.database import Database
from backend.kernel.ids import derived_id
from backend.kernel.perform import Request, perform
from backend.kernel.work import Reader
from backend.master.people.save_role import role_of
from backend.master.people.save_user import Grant, SaveUser, save_user
from backend.master.people.secrets import digest_of, hash_of
from backend.master.refs import Ref
from backend.server.demo.book import Book
from backend.server.demo.files import rows_of
from backend.server.demo.generate import generate
from backend.server.demo.partners import trade_with
from backend.server.demo.people import PEOPLE, Person
from backend.server.demo.rows import cells
from backend.server.demo.targets import aim
from backend.server.importing.take import check_texts, take
from backend.server.trouble import Trouble
from backend.tasks.system import SYSTEM

LOADED = ("items", "bins", "suppliers", "stock", "purchase-orders")
"""Orders come later, in the order of their time."""
DEMO = UUID("00000000-0000-8000-8000-0000000000de")
Bar = Callable[[str], AbstractContextManager[Callable[[int, int], Any]]]


async def is_empty(database: Database) -> bool:
    """Tell whether nothing has happened here yet: no operation was recorded."""
    async with database.session() as session:
        return not await session.fetch("SELECT FROM operation LIMIT 1")


async def load(database: Database, book: Book, *, bar: Bar) -> None:
    """Load the demo warehouse of a book; `bar` draws how far each part is.

    Stopped in between, it goes on where it was: what is there already is there once.
    """
    demo = generate(book)
    for name in LOADED:
        texts = [cells(row) for row in rows_of(demo, name)]
        with bar(name) as tell:
            checked = await check_texts(database, name, texts)
            if checked.faults:
                raise Trouble(f"The demo's {name}: {checked.faults[0]}.", "Mend the generator.")
            await take(database, checked, tell=tell)
    await trade_with(database)
    await aim(database)
    with bar("people") as tell:
        for done, person in enumerate(PEOPLE, start=1):
            await _hire(database, person)
            tell(done, len(PEOPLE))


async def _hire(database: Database, person: Person) -> None:
    operation_id = derived_id(DEMO, f"person {person.code}")
    async with database.session() as session:
        role = await role_of(Reader(session), Ref(code=person.role))
    password = person.password
    asked = SaveUser(
        code=person.code,
        name=person.name,
        grants=(Grant(role.id),),
        badge_hash=digest_of(person.badge).hex(),
        pin_hash=await hash_of(person.pin, operation_id=operation_id),
        password_hash=await hash_of(password, operation_id=operation_id) if password else None,
    )
    await perform(database, save_user, asked, Request(operation_id, SYSTEM))
