"""The same warehouse in plain dicts: slow, obvious, and what the real one is compared with."""

from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field

CART = "CART"
OUTSIDE_POOL = frozenset({"DOCK"})


@dataclass(frozen=True, slots=True)
class Wish:
    """One command with its names; `demand` is an order line."""

    what: str
    item: str
    bin: str = ""
    target: str = ""
    quantity: int = 0
    demand: str = ""


@dataclass(slots=True)
class Held:
    """What a demand holds: at which level, and in which bin once that is chosen."""

    item: str
    level: str
    quantity: int
    bin: str = ""


@dataclass
class Model:
    """Who holds what. `apply` tells whether a wish may come true, and lets it."""

    on_hand: Counter[tuple[str, str]] = field(default_factory=Counter)
    held: dict[str, Held] = field(default_factory=dict)
    """By demand, in the order in which they were opened."""

    def apply(self, wish: Wish) -> bool:
        return getattr(self, "_" + wish.what.replace(" ", "_"))(wish)

    def copy(self) -> "Model":
        return deepcopy(self)

    def reserved(self, bin_: str, item: str) -> int:
        return sum(h.quantity for h in self.held.values() if (h.bin, h.item) == (bin_, item))

    def free(self, bin_: str, item: str) -> int:
        return self.on_hand[bin_, item] - self.reserved(bin_, item)

    def supply(self, item: str) -> int:
        return sum(
            quantity
            for (bin_, each), quantity in self.on_hand.items()
            if each == item and bin_ not in OUTSIDE_POOL
        )

    def promised(self, item: str) -> int:
        return sum(held.quantity for held in self.held.values() if held.item == item)

    def _put(self, wish: Wish, bin_: str, quantity: int) -> None:
        self.on_hand[bin_, wish.item] += quantity

    def _receive(self, wish: Wish) -> bool:
        self._put(wish, wish.bin, wish.quantity)
        return True

    def _move(self, wish: Wish) -> bool:
        if self.free(wish.bin, wish.item) < wish.quantity:
            return False
        self._put(wish, wish.bin, -wish.quantity)
        self._put(wish, wish.target, wish.quantity)
        return True

    def _promise(self, wish: Wish) -> bool:
        if self.supply(wish.item) - self.promised(wish.item) < wish.quantity:
            return False
        self.held[wish.demand] = Held(wish.item, "SOFT", wish.quantity)
        return True

    def _of(self, wish: Wish, level: str) -> Held | None:
        held = self.held.get(wish.demand)
        return held if held and held.level == level else None

    def _again(self, wish: Wish, level: str, bin_: str) -> None:
        """Open the next level: it is now the youngest."""
        held = self.held.pop(wish.demand)
        self.held[wish.demand] = Held(held.item, level, held.quantity, bin_)

    def _allocate(self, wish: Wish) -> bool:
        held = self._of(wish, "SOFT")
        if held is None or self.free(wish.bin, wish.item) < held.quantity:
            return False
        self._again(wish, "HARD", wish.bin)
        return True

    def _pick(self, wish: Wish) -> bool:
        held = self._of(wish, "HARD")
        if held is None or held.bin != wish.bin:
            return False
        self._put(wish, wish.bin, -held.quantity)
        self._put(wish, CART, held.quantity)
        self._again(wish, "PICK", CART)
        return True

    def _ship(self, wish: Wish) -> bool:
        held = self._of(wish, "PICK")
        if held is None:
            return False
        self._put(wish, CART, -held.quantity)
        del self.held[wish.demand]
        return True

    def _give_up(self, wish: Wish) -> bool:
        return self.held.pop(wish.demand, None) is not None

    def _lose(self, wish: Wish) -> bool:
        if self.on_hand[wish.bin, wish.item] < wish.quantity:
            return False
        missing = wish.quantity - self.free(wish.bin, wish.item)
        for demand, held in reversed(list(self.held.items())):
            if missing > 0 and (held.bin, held.item) == (wish.bin, wish.item):
                del self.held[demand]
                missing -= held.quantity
        self._put(wish, wish.bin, -wish.quantity)
        return True
