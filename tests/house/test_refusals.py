"""Every refusal has a code of its own, a sentence for a person, and a page that is current."""

from collections import Counter

from backend.kernel.refusals import declared_refusals
from tools.refusals import FOLDER, import_everything, pages


def test_no_two_refusals_share_a_code():
    import_everything()
    codes = Counter(refusal.code for refusal in declared_refusals())

    assert [code for code, times in codes.items() if times > 1] == []


def test_every_refusal_speaks_in_a_sentence():
    import_everything()

    for refusal in declared_refusals():
        assert refusal.sentence.endswith((".", "?")), f"{refusal.code}: end it with a full stop"
        assert refusal.__doc__, f"{refusal.code}: say what it means"


def test_the_pages_are_what_the_classes_say():
    wanted = pages()
    written = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.md")}

    assert written == wanted, "run: ./dev python -m tools.refusals"
