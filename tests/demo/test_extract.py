"""The tool that cut the carried week keeps rows to the byte."""

import subprocess
import sys

from backend.server.resources import resource
from tests.demo.folders import WEEK, traps


def cut(source, target, *, first_day, last_day):
    """Run the tool and return what it printed."""
    tool = resource("tools") / "extract_retail.py"
    days = ("--from", first_day, "--to", last_day)
    done = subprocess.run(
        [sys.executable, tool, source, target, *days], check=True, capture_output=True, text=True
    )
    return done.stdout


def test_the_whole_week_cut_from_itself_is_itself(tmp_path):
    said = cut(WEEK, tmp_path, first_day="2010-12-06", last_day="2010-12-12")

    assert said == "717 documents, 16588 lines, 2333 SKUs\n"
    for path in WEEK.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()


def test_a_day_keeps_only_what_it_names_and_sums_it_anew(tmp_path):
    target = tmp_path / "day"

    cut(traps(tmp_path), target, first_day="2011-01-19", last_day="2011-01-19")

    catalogue = (target / "catalogue.csv").read_text(encoding="utf-8").splitlines()
    assert [row.split(",")[0] for row in catalogue] == ["sku", "85123A"]
    sums = (target / "expected_net_units_per_sku.csv").read_text(encoding="utf-8").splitlines()
    assert sums == ["sku,SALE,CANCEL,ADJUST,BAD_DEBT,NET_OUT", "85123A,5,0,0,0,5"]
    assert len((target / "adjustments.csv").read_text(encoding="utf-8").splitlines()) == 1
