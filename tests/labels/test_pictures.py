"""The labels that the documents show are real ones: each is read back from its file."""

import pytest
from PIL import Image

from labels.drawing import draw
from labels.proof import read
from tests.labels.samples import FONTS, meant
from tools.label_pictures import DPI, FOLDER, LABELS


@pytest.mark.parametrize("name", LABELS)
def test_a_picture_in_the_documents_is_read_back(name):
    drawing = draw(LABELS[name], dpi=DPI, fonts=FONTS)

    image = Image.open(FOLDER / f"{name}.png")

    assert image.size == (drawing.width, drawing.height)
    assert sorted(text for _, text in read(image)) == meant(drawing)


def test_the_page_shows_each_of_them():
    page = (FOLDER.parent / "labels.md").read_text("utf-8")

    assert [name for name in LABELS if f"labels/{name}.png" not in page] == []
