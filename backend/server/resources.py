"""Find what travels with the code: migrations, the contract, the demo, the built client.

In a checkout these stand beside `backend`; in an installed wheel they lie inside it.
"""

from pathlib import Path

import backend

PACKAGE = Path(backend.__file__).parent
MIGRATIONS = PACKAGE / "server" / "migrations"


def resource(name: str) -> Path:
    """Return a folder or file such as `schema` or `demo`."""
    carried = PACKAGE / "carried" / name
    return carried if carried.exists() else PACKAGE.parent / name


def client_folder() -> Path:
    """Return the folder with the built scanner and board; it is missing until they are built."""
    carried = PACKAGE / "carried" / "web"
    return carried if carried.exists() else PACKAGE.parent / "scanner_app" / "dist"


def table_modules() -> tuple[str, ...]:
    """Name every module that holds models of the ORM: the `tables` of each area."""
    found = sorted(PACKAGE.rglob("tables.py"))
    return tuple(".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts) for path in found)
