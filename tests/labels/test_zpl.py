"""The exact commands that a printer is sent, as its guide has them."""

from PIL import Image

from labels.drawing import draw
from labels.graphics import graphic_field
from labels.kinds import bin_label, carton_label, item_label, pack_label
from labels.twin.language import formats_in
from labels.twin.squares import graphic
from labels.zpl import render_zpl
from tests.labels.samples import FONTS, SSCC


def zpl_of(label, dpi=203):
    return render_zpl(draw(label, dpi=dpi, fonts=FONTS), copies=2).decode()


def test_an_ean_is_sent_without_its_check_digit_which_the_printer_adds():
    zpl = zpl_of(item_label(name="Teacup", sku="22423", gtin="4006381333931"))

    assert zpl.startswith("^XA^CI28^LH0,0^PW456^LL256\n")
    assert "^BY3,2,165^BEN,165,N,N^FD400638133393^FS" in zpl
    assert "^FH_^FDTeacup^FS" in zpl
    assert zpl.endswith("^PQ2,0,0,N^XZ\n")


def test_short_eans_and_upcs_have_their_own_commands():
    assert "^B8N,165,N,N^FD9638507^FS" in zpl_of(item_label(name="G", sku="G", gtin="96385074"))
    assert "^BUN,165,N,N,N^FD03600029145^FS" in zpl_of(
        item_label(name="S", sku="S", gtin="036000291452")
    )


def test_an_itf_14_is_three_to_one_and_has_a_bar_above_and_below():
    zpl = zpl_of(pack_label(name="S", sku="S-12", gtin="10360002914529"))

    assert "^BY5,3,280^B2N,280,N,N,N^FD10360002914529^FS" in zpl
    assert "^FO12,196^GB775,10,10^FS^FO12,486^GB775,10,10^FS" in zpl


def test_code_128_names_every_code_word():
    zpl = zpl_of(bin_label(code="AB-1234567^>~"))

    assert "^BCN,128,N,N,N,N^FD>:AB->5123456>67><>0>=^FS" in zpl


def test_gs1_128_begins_with_function_one():
    assert f"^FD>;>800{SSCC}^FS" in zpl_of(carton_label(code=SSCC))


def test_a_lot_before_another_element_is_followed_by_function_one():
    zpl = zpl_of(pack_label(name="S", sku="S", gtin="036000291452", lot="L7"))

    assert "^BXN,8,200,,,,_^FD_1010003600029145210L7^FS" in zpl


def test_two_dimensional_symbols_are_the_printers_own_where_their_text_is_plain():
    assert "^BQN,2,8^FDMA,A-12-03^FS" in zpl_of(bin_label(code="A-12-03"))
    assert "^BQ" not in zpl_of(bin_label(code="A^12"))
    assert "^GFA" in zpl_of(bin_label(code="A^12"))


def test_a_picture_is_compressed_and_comes_back_as_it_was():
    image = Image.new("1", (50, 6), 1)
    image.paste(0, (3, 1, 47, 3))
    image.putpixel((49, 5), 0)

    field = graphic_field(image)

    rows = graphic(field.removeprefix("^GF"))
    assert field == "^GFA,42,42,7,,1PFE,:,:R04,"
    dots = [[row[x] == "1" for x in range(50)] for row in rows]
    assert dots == [[image.getpixel((x, y)) == 0 for x in range(50)] for y in range(6)]


def test_labels_are_told_apart_in_what_comes_over_the_wire():
    whole, rest = formats_in(b"noise^XA^FDa^FS^XZ\n^XA^FDb^FS^XZ^XA^FDc")

    assert whole == [b"^XA^FDa^FS^XZ", b"^XA^FDb^FS^XZ"]
    assert rest == b"^XA^FDc"
