"""What stands inside a North American coupon, (8110) and (8112), for the table of both readers.

From the North American Coupon Application Guideline Using GS1 DataBar Expanded Symbols, the GS1 AI
(8112) Coupon Data Specification, and what GS1 says that its checks of them do. A field is [name,
digits, lengths, check]. Where there are lengths, its first digit says how many digits follow:
lengths[0] when it is 0, and so on; -1 where it may not stand. A coupon is its fields, and groups
of further ones: [digit that each begins with, fields], in this order.
"""

from collections.abc import Mapping, Sequence

Field = list[object]

NONE = -1
PREFIX = (6, 7, 8, 9, 10, 11, 12)
PREFIX_OR_NONE = (*PREFIX, NONE, NONE, 0)
VALUE = (NONE, 1, 2, 3, 4, 5)
REQUIREMENT_CODE = (0, 0, 0, 0, 0, NONE, NONE, NONE, NONE, 0)
SERIAL = (6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
RETAILER = (NONE, 7, 8, 9, 10, 11, 12, 13)
SAVE_VALUE_CODE = (0, 0, 0, NONE, NONE, 0, 0)


def _digits(name: str, many: int, check: str = "") -> Field:
    return [name, many, [], check]


def _after(name: str, lengths: Sequence[int]) -> Field:
    return [name, 0, [*lengths, *[NONE] * (10 - len(lengths))], ""]


def _purchase(which: str) -> list[Field]:
    return [
        _after(f"{which}purchase requirement", VALUE),
        _after(f"{which}requirement code", REQUIREMENT_CODE),
        _digits(f"{which}family code", 3),
    ]


COUPONS: Mapping[str, tuple[list[Field], list[tuple[str, list[Field]]]]] = {
    "couponcode": (
        [
            _after("company prefix", PREFIX),
            _digits("offer code", 6),
            _after("save value", VALUE),
            *_purchase(""),
        ],
        [
            (
                "1",
                [
                    _after("rules code", (0, 0, 0, 0)),
                    *_purchase("second "),
                    _after("second company prefix", PREFIX_OR_NONE),
                ],
            ),
            ("2", [*_purchase("third "), _after("third company prefix", PREFIX_OR_NONE)]),
            ("3", [_digits("expiration date", 6, "yymmdd")]),
            ("4", [_digits("start date", 6, "yymmdd")]),
            ("5", [_after("serial number", SERIAL)]),
            ("6", [_after("retailer", RETAILER)]),
            (
                "9",
                [
                    _after("save value code", SAVE_VALUE_CODE),
                    _after("item of the save value", (0, 0, 0)),
                    _digits("store coupon flag", 1),
                    _after("multiplying flag", (0, 0)),
                ],
            ),
        ],
    ),
    "couponposoffer": (
        [
            _after("format", (0, 0)),
            _after("funder", PREFIX),
            _digits("offer code", 6),
            _after("serial number", SERIAL),
        ],
        [],
    ),
}
