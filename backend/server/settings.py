"""What can be set from outside, all of it through the environment; docs/settings.md explains each.

A variable may be given as a file instead: NAME_FILE holds the path of a file with the value.
"""

import os
from pathlib import Path
from typing import Literal
from urllib.parse import quote, urlsplit

from pydantic import AliasChoices, Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from backend.server.trouble import Trouble

PREFIX = "STOCKWRIGHT_"


def default_data_folder() -> Path:
    """Return where the embedded database lives unless told otherwise."""
    if os.geteuid() == 0:
        return Path("/var/lib/stockwright")
    home = os.environ.get("XDG_DATA_HOME")
    return (Path(home) if home else Path.home() / ".local" / "share") / "stockwright"


def _plain(name: str) -> AliasChoices:
    """Read a setting under the name that every platform gives it, without our prefix."""
    return AliasChoices(name)


class Settings(BaseSettings):
    """Every setting, with its default; the prefix is STOCKWRIGHT_ where none is named."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, populate_by_name=True, extra="ignore", frozen=True
    )

    database_url: str | None = Field(default=None, validation_alias=_plain("DATABASE_URL"))
    database_password: str | None = Field(
        default=None, validation_alias=_plain("DATABASE_PASSWORD"), repr=False
    )
    database_owner_url: str | None = Field(
        default=None, validation_alias=_plain("DATABASE_OWNER_URL")
    )
    data: Path = Field(default_factory=default_data_folder)
    postgres_bin: Path | None = None
    pool_max: int = Field(default=12, ge=2, le=500)
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    workers: int = Field(default=1, ge=1, le=64)
    mode: Literal["development", "production"] = "production"
    allowed_origins: str = ""
    https_names: str = ""
    demo_page: bool = False
    reactions_in: Literal["server", "worker"] = "server"
    log: Literal["json", "plain"] = "json"
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    graceful_s: int = Field(default=20, ge=1, le=600)

    @field_validator("database_url", "database_owner_url")
    @classmethod
    def _is_postgresql(cls, url: str | None) -> str | None:
        if url is not None and urlsplit(url).scheme not in {"postgres", "postgresql"}:
            raise ValueError("only postgres:// addresses are served")
        return url

    @property
    def app_url(self) -> str | None:
        """The address that the application logs in at, or None for the embedded database."""
        return None if self.database_url is None else self._with_password(self.database_url)

    @property
    def owner_url(self) -> str | None:
        """The address of the schema's owner, who migrates; the application's unless set."""
        url = self.database_owner_url or self.database_url
        return None if url is None else self._with_password(url)

    @property
    def origins(self) -> tuple[str, ...]:
        """The web origins, besides our own, whose pages may open sockets."""
        return tuple(part.strip() for part in self.allowed_origins.split(",") if part.strip())

    def _with_password(self, url: str) -> str:
        parts = urlsplit(url)
        if self.database_password is None or parts.password is not None or not parts.username:
            return url
        who = f"{parts.username}:{quote(self.database_password, safe='')}"
        return parts._replace(netloc=f"{who}@{parts.netloc.rpartition('@')[2]}").geturl()


def variable_names() -> dict[str, str]:
    """Map each setting to the environment variable that sets it."""
    names = {}
    for name, field in Settings.model_fields.items():
        alias = field.validation_alias
        names[name] = (
            str(alias.choices[0]) if isinstance(alias, AliasChoices) else f"{PREFIX}{name.upper()}"
        )
    return names


def load_settings() -> Settings:
    """Read the environment, and the files that `*_FILE` variables name."""
    given: dict[str, str] = {}
    for name, variable in variable_names().items():
        path = os.environ.get(f"{variable}_FILE")
        if path:
            try:
                given[name] = Path(path).read_text("utf-8").strip()
            except OSError as error:
                raise Trouble(f"{variable}_FILE cannot be read: {error}.", "Correct it.") from error
    try:
        return Settings.model_validate(given) if not given else Settings(**given)  # type: ignore[arg-type]  # pydantic converts
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise Trouble(f"Setting {where}: {first['msg']}.", "See docs/settings.md.") from error
