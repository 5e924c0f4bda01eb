"""The command line: it says what is in the way, and leaves nothing running."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

COMMAND = [sys.executable, "-c", "from backend.server.cli import main; main()"]
START_S = 120


@pytest.fixture
def environment(short_folder: Path, request) -> dict[str, str]:
    folder = short_folder / f"cli{abs(hash(request.node.name)) % 100_000}"
    clean = {name: value for name, value in os.environ.items() if "DATABASE" not in name}
    return clean | {"STOCKWRIGHT_DATA": str(folder), "STOCKWRIGHT_GRACEFUL_S": "2"}


@pytest.fixture(scope="module")
def migrated(short_folder: Path) -> Path:
    """A warehouse that nobody has served yet, for others to copy."""
    folder = short_folder / "migrated"
    done = typed(dict(os.environ) | {"STOCKWRIGHT_DATA": str(folder)}, "migrate")
    assert "Applied" in done.stderr
    return folder


@pytest.fixture
def warehouse(environment: dict[str, str], migrated: Path) -> dict[str, str]:
    """The environment of a copy of that warehouse."""
    subprocess.run(["/bin/cp", "-a", migrated, environment["STOCKWRIGHT_DATA"]], check=True)
    return environment


def typed(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    command = [*COMMAND, *words]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, timeout=60
    )


@contextmanager
def serving(environment: dict[str, str], *words: str) -> Iterator[tuple[subprocess.Popen, str]]:
    port = free_port()
    with subprocess.Popen(
        [*COMMAND, *words, "--port", str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            yield process, f"http://127.0.0.1:{port}"
        finally:
            process.kill()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answer(process: subprocess.Popen, url: str) -> httpx2.Response:
    end = time.monotonic() + START_S
    while True:
        assert process.poll() is None, f"the server ended with {process.returncode}"
        try:
            return httpx2.get(url)
        except httpx2.HTTPError:
            assert time.monotonic() < end, f"{url} never answered"
            time.sleep(0.05)


def database_pid(environment: dict[str, str]) -> int:
    pid_file = Path(environment["STOCKWRIGHT_DATA"]) / "postgres" / "postmaster.pid"
    return int(pid_file.read_text().split()[0])


def is_running(pid: int) -> bool:
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def gone_within(pid: int, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while is_running(pid) and time.monotonic() < end:
        time.sleep(0.02)
    return not is_running(pid)


@pytest.mark.parametrize(
    "number",
    [
        signal.SIGTERM,
        *(pytest.param(one, marks=pytest.mark.prove) for one in (signal.SIGINT, signal.SIGHUP)),
    ],
)
def test_a_server_that_is_told_to_stop_leaves_nothing_running_and_is_not_well(warehouse, number):
    with serving(warehouse, "serve") as (process, url):
        assert answer(process, f"{url}/readyz").json() == {"ready": True, "lacks": []}
        database = database_pid(warehouse)

        process.send_signal(number)

        assert process.wait(60) == 0
        assert not is_running(database)
        assert typed(warehouse, "health", "--url", url).returncode == 1


def test_a_killed_server_leaves_nothing_running_and_the_next_one_is_up_at_once(environment):
    with serving(environment, "serve") as (process, url):
        answer(process, f"{url}/readyz")
        database = database_pid(environment)
        process.kill()
        process.wait()
        assert gone_within(database, 10)

    begun = time.monotonic()
    with serving(environment, "serve") as (process, url):
        assert answer(process, f"{url}/readyz").is_success
        assert time.monotonic() - begun < 60


@pytest.mark.prove
def test_killed_servers_with_workers_take_every_process_along(warehouse):
    with serving(warehouse, "serve", "--workers", "2") as (process, url):
        assert answer(process, f"{url}/readyz").is_success
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        assert len(children) >= 3

        process.kill()
        process.wait()

        assert [pid for pid in children if not gone_within(int(pid), 10)] == []


def test_a_taken_port_is_said_in_a_sentence(environment):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()

        done = typed(environment, "serve", "--port", str(other.getsockname()[1]))

    assert done.returncode == 3
    assert "cannot be used" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_data_folder_that_cannot_be_written_is_said_in_a_sentence(environment, tmp_path):
    (tmp_path / "file").touch()

    done = typed(environment | {"STOCKWRIGHT_DATA": str(tmp_path / "file")}, "migrate")

    assert done.returncode == 1
    assert "cannot be written" in done.stderr


def test_a_database_that_does_not_answer_is_said_in_a_sentence(environment):
    nowhere = f"postgres://nobody@127.0.0.1:{free_port()}/nothing"

    done = typed(environment | {"DATABASE_URL": nowhere}, "serve", "--port", str(free_port()))

    assert done.returncode == 1
    assert "does not answer" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_setting_that_makes_no_sense_is_named(environment):
    done = typed(environment | {"STOCKWRIGHT_POOL_MAX": "many"}, "migrate")

    assert done.returncode == 1
    assert "pool_max" in done.stderr


def test_migrating_twice_changes_nothing(warehouse):
    again = typed(warehouse, "migrate")

    assert again.returncode == 0
    assert "up to date" in again.stderr


def test_fresh_throws_away_the_demo_and_never_another_warehouse(warehouse):
    done = typed(warehouse, "demo", "--fresh", "--port", str(free_port()))

    assert done.returncode == 1
    assert "is not the demo's" in done.stderr


def test_a_server_outlives_the_fall_of_its_database_and_says_that_it_is_well(warehouse):
    with serving(warehouse, "serve") as (process, url):
        answer(process, f"{url}/readyz")
        database = database_pid(warehouse)

        os.kill(database, signal.SIGKILL)

        assert gone_within(database, 5)
        assert ready_again(process, url)
        assert typed(warehouse, "health", "--ready", "--url", url).returncode == 0


def ready_again(process: subprocess.Popen, url: str) -> bool:
    end = time.monotonic() + START_S
    while time.monotonic() < end:
        if answer(process, f"{url}/readyz").is_success:
            return True
        time.sleep(0.1)
    return False
