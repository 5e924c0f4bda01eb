"""How long a scan takes to read, in both languages."""

from dataclasses import dataclass

from tools.readers import Asked, of_scanner, of_server

MANY = 20_000
KINDS = {
    "EAN-13": "5901234123457",
    "bin": "A-01-03",
    "GS1-128, four elements": "]C101059012341234573103001750172702281030-A",
    "GS1 DataMatrix with serial": "]d20105901234123457" + "10LOT7\x1d21SERIAL9\x1d17270228",
    "Digital Link": "https://id.gs1.org/01/05901234123457/10/LOT7?17=270228",
    "SSCC": "]C100106141412345678908",
    "HIBC": "+A99912345/$$52001510X33",
}


@dataclass(frozen=True, slots=True)
class Cost:
    """Microseconds a scan."""

    kind: str
    server_us: float
    scanner_us: float


def measure() -> list[Cost]:
    """Read each kind many times with both readers."""
    return [_cost(kind, [("read", text)] * MANY) for kind, text in KINDS.items()]


def _cost(kind: str, asked: list[Asked]) -> Cost:
    return Cost(kind, of_server(asked).us_per_text, of_scanner(asked).us_per_text)
