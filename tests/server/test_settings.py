"""Settings: from the environment, or from the files that it names."""

import pytest

from backend.server.settings import load_settings
from backend.server.trouble import Trouble


def test_a_secret_may_be_given_as_a_file(monkeypatch, tmp_path):
    (tmp_path / "password").write_text("p@ss word\n")
    monkeypatch.setenv("DATABASE_URL", "postgres://app@db.example/stock")
    monkeypatch.setenv("DATABASE_PASSWORD_FILE", str(tmp_path / "password"))

    settings = load_settings()

    assert settings.app_url == "postgres://app:p%40ss%20word@db.example/stock"
    assert settings.owner_url == settings.app_url
    assert "p@ss" not in repr(settings)


def test_a_password_in_the_address_wins(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://app:own@db.example/stock")
    monkeypatch.setenv("DATABASE_PASSWORD", "other")

    assert load_settings().app_url == "postgres://app:own@db.example/stock"


def test_the_owner_may_log_in_elsewhere(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://stockwright_app@db.example/stock")
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgres://stockwright@db.example/stock")

    assert load_settings().owner_url == "postgres://stockwright@db.example/stock"


def test_an_empty_variable_is_not_set(monkeypatch):
    monkeypatch.setenv("STOCKWRIGHT_PORT", "")
    monkeypatch.setenv("DATABASE_URL", "")

    assert (load_settings().port, load_settings().app_url) == (8000, None)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://root@localhost/stock"),
        ("STOCKWRIGHT_PORT", "eight"),
        ("STOCKWRIGHT_LOG", "loud"),
        ("DATABASE_PASSWORD_FILE", "/nowhere/at/all"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_in_a_sentence(monkeypatch, name, value):
    monkeypatch.setenv(name, value)

    with pytest.raises(Trouble):
        load_settings()
