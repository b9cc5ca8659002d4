"""Uninstalling addons in use, and installing them again, as people do it."""

import json
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent


@pytest.fixture(scope="module")
def life(dev, temporary):
    """What ``lifetime.py`` finds in a database with the suite and its demo data."""
    script = f"import sys; sys.path.insert(0, {str(HERE)!r})\n"
    script += "import lifetime; print(lifetime.live(env))"
    with temporary("life") as name:
        dev("db", name)
        printed = dev("shell", name, script=script)
    marked = [line for line in printed.splitlines() if line.startswith("lifetime: ")]
    assert marked, printed
    return json.loads(marked[0].partition(" ")[2])


def test_no_record_keeps_a_value_of_the_repair_addon(life):
    assert life["repair"]["unknown"] == []


@pytest.mark.parametrize(
    ("name", "part", "stage"),
    [
        ("draft", [False, False, False], "draft"),
        ("to sort", ["send_back", "none", "draft"], "to_sort"),
        ("in repair", ["send_back", "none", "decided"], "to_settle"),
        ("ours", ["outlet", "refund", "decided"], "to_settle"),
        ("settled", ["send_back", "none", "settled"], "closed"),
    ],
)
def test_returns_go_on_without_repairs(life, name, part, stage):
    found = life["repair"]["returns"][name]
    assert found["part"] == part
    assert found["stage"] == stage


def test_what_was_in_repair_is_settled_without_the_addon(life):
    assert life["repair"]["settled"] == ["closed", "closed"]


@pytest.mark.parametrize("name", ["draft", "to sort", "in repair", "settled"])
def test_returns_say_that_repairs_are_gone(life, name):
    found = life["repair"]["returns"][name]
    assert found["wish"] == "none"
    assert "An app was uninstalled" in found["notes"]


def test_stages_are_right_after_an_uninstall(life):
    assert life["repair"]["wrong stages"] == 0


def test_return_of_a_receipt_is_settled_without_the_till_addon(life):
    assert life["till"] == {
        "unknown": [],
        "stages": ["to_sort", "to_sort"],
        "refund": [100.0],
    }


def test_second_installation_finds_what_the_first_has_set_up(life):
    assert life["second"] == life["first"]


def test_installation_beside_codes_that_are_taken(life):
    assert life["beside"] == {
        "types": ["RET2", "SORT2"],
        "barcodes": ["NXTRET2", "NXTSORT2"],
        "numbers": ["NXT/RET2/", "NXT/SORT2/"],
    }


def test_repairs_of_odoos_own_go_on_after_the_installation(life):
    assert life["begun"] == {
        "stages": {
            "finished": "handed_back",
            "sold": "in_repair",
            "ticked": "in_repair",
            "quoted": "in_repair",
        },
        "technician": True,
        "states": dict.fromkeys(("finished", "sold", "ticked", "quoted"), "done"),
        "same order": True,
        "prices": {"finished": 0.0, "sold": 16.1, "ticked": 0.0, "quoted": 16.1},
        "ticked": [True, "free"],
    }


def test_uninstall_takes_empty_places_out_of_use(life):
    assert life["repair"]["in use"] == []
    assert life["in use"] == []


def test_uninstall_is_refused_while_goods_lie_in_our_places(life):
    assert "units lie in" in life["refused"]
    assert "Sort them, hand them back or move them first" in life["refused"]


def test_no_index_stays(life):
    assert life["indexes"] == []
