"""Make items of products: size, weight, cost, packs and barcodes are drawn, not measured."""

from collections.abc import Mapping

from backend.server.demo.book import Product
from backend.server.demo.draw import draw_between
from backend.server.demo.gtin import PackDigit, item_numbers, restricted_ean13
from backend.server.demo.rows import ItemRow

CURRENCY = "GBP"
COST_PERCENT = 45
COST_WITHOUT_PRICE_MINOR = 100

# Up to this price in pence: length, width and height in mm from and to, inner, case.
# A dearer thing is larger and packed in fewer, which is how gifts are.
Span = tuple[int, int]
PRICE_BANDS: tuple[tuple[int, tuple[Span, Span, Span], Span], ...] = (
    (125, ((60, 160), (40, 120), (10, 60)), (12, 144)),
    (300, ((80, 220), (60, 180), (20, 120)), (12, 72)),
    (800, ((120, 320), (100, 260), (40, 200)), (6, 24)),
    (10**9, ((200, 450), (150, 380), (60, 320)), (2, 8)),
)
DENSITY_G_PER_LITER: Span = (150, 600)
ML_PER_LITER = CUBIC_MM_PER_ML = 1_000
LIGHTEST_G = 5


def items(products: Mapping[str, Product], *, velocities: Mapping[str, str]) -> tuple[ItemRow, ...]:
    """Return an item for each product, in the order of SKUs; a charge becomes a SERVICE."""
    numbers = item_numbers(products)
    return tuple(
        _goods(product, number=numbers[sku], velocity=velocities[sku])
        if product.is_goods
        else _service(product)
        for sku, product in sorted(products.items())
    )


def volume_ml(item: ItemRow) -> int:
    """Return the room that one unit takes, rounded up."""
    assert item.length_mm, item.sku
    assert item.width_mm, item.sku
    assert item.height_mm, item.sku
    return -(-item.length_mm * item.width_mm * item.height_mm // CUBIC_MM_PER_ML)


def cost_minor(product: Product) -> int:
    """Return the cost of a unit: 45 % of its median price, one pound where none is known."""
    if product.price_minor is None:
        return COST_WITHOUT_PRICE_MINOR
    return max(1, product.price_minor * COST_PERCENT // 100)


def _goods(product: Product, *, number: int, velocity: str) -> ItemRow:
    sku = product.sku
    price = product.price_minor or COST_WITHOUT_PRICE_MINOR
    sides, (inner, case) = next(band[1:] for band in PRICE_BANDS if price <= band[0])
    length, width, height = (
        draw_between(f"side {place}", sku, lowest=side[0], highest=side[1])
        for place, side in enumerate(sides)
    )
    lowest, highest = DENSITY_G_PER_LITER
    density = draw_between("density", sku, lowest=lowest, highest=highest)
    weight = length * width * height * density // (CUBIC_MM_PER_ML * ML_PER_LITER)
    return ItemRow(
        sku=sku,
        name=product.name,
        kind="GOODS",
        base_unit="EACH",
        tracking="NONE",
        velocity=velocity,
        length_mm=length,
        width_mm=width,
        height_mm=height,
        weight_g=max(LIGHTEST_G, weight),
        cost_minor=cost_minor(product),
        price_minor=product.price_minor,
        currency=CURRENCY,
        barcodes=(restricted_ean13(PackDigit.EACH, number),),
        packs=(
            f"INNER:{inner}:{restricted_ean13(PackDigit.INNER, number)}",
            f"CASE:{case}:{restricted_ean13(PackDigit.CASE, number)}",
        ),
    )


def _service(product: Product) -> ItemRow:
    return ItemRow(
        sku=product.sku,
        name=product.name,
        kind="SERVICE",
        base_unit="EACH",
        tracking="NONE",
        velocity=None,
        length_mm=None,
        width_mm=None,
        height_mm=None,
        weight_g=None,
        cost_minor=None,
        price_minor=product.price_minor,
        currency=CURRENCY,
        barcodes=(),
        packs=(),
    )
