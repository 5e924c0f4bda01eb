"""Put what travels with the code into the wheel, where backend/server/resources.py looks for it."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CARRIED = ("schema", "demo")


class Carry(BuildHookInterface):  # type: ignore[type-arg]  # the build system sets its config
    """An editable install reads these folders where they stand; a wheel brings them along."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the folders that exist."""
        if version == "editable":
            return
        for name in CARRIED:
            folder = Path(self.root, name)
            if folder.is_dir():
                build_data["force_include"][str(folder)] = f"backend/carried/{name}"
