"""The proof of a folder of codes says what it holds, and fails where a wrong read is accepted."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def proved(folder, strings):
    (folder / "gs1_strings_expected.json").write_text(json.dumps(strings), "utf-8")
    command = [sys.executable, "-m", "tools.prove_barcodes", str(folder)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def string(text, elements):
    expected = {
        "syntax_valid": elements is not None,
        "message_valid": elements is not None,
        "elements": elements,
    }
    return {"id": "1", "kind": "some", "input": text, "expected": expected}


def test_a_folder_whose_strings_are_read_right_passes(tmp_path):
    right = [
        string("(01)05901234123457", [{"ai": "01", "value": "05901234123457"}]),
        string("(01)05901234123458", None),
    ]

    ended = proved(tmp_path, right)

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "wrong reads accepted: 0" in ended.stdout


def test_a_read_that_should_have_been_refused_fails(tmp_path):
    ended = proved(tmp_path, [string("(01)05901234123457", None)])

    assert ended.returncode == 1
    assert "wrong reads accepted: 2" in ended.stdout


def test_a_folder_that_is_not_there_is_said():
    command = [sys.executable, "-m", "tools.prove_barcodes", "/no/such/folder"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert ended.returncode == 1
    assert "DIR holds" in ended.stderr
