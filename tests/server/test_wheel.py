"""The wheel brings along what the program needs when there is no checkout beside it."""

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
CARRIED = {"schema": "schema", "demo": "demo", "scanner_app/dist": "web"}


def test_a_wheel_carries_migrations_data_and_the_client(tmp_path):
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)

    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())

    migrations = {
        f"backend/server/migrations/{path.name}"
        for path in (ROOT / "backend" / "server" / "migrations").glob("*.sql")
    }
    carried = {
        f"backend/carried/{there}/{path.relative_to(ROOT / name)}"
        for name, there in CARRIED.items()
        for path in (ROOT / name).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert migrations
    assert "backend/carried/web/sw.js" in carried, "where client_folder() looks"
    assert migrations | carried <= names
    assert not any(name.startswith("tests/") for name in names)
