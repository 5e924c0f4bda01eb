"""The same warehouse in plain dicts: slow, obvious, and what the real one is compared with."""

from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field

CART = "CART"
OUTSIDE_POOL = frozenset({"DOCK"})
LOTS = {"TEA": ("PAST", "SOON", "LATE"), "COFFEE": ("",)}
"""Lots of each item, first to expire first; PAST is over, and coffee keeps."""
PAST, TURNED = "PAST", "TURNED"
"""Goods that were turned EXPIRED are kept apart like a lot of their own, promised to nobody."""
EVERYBODY, SHOP = "", "SHOP"
POOLS = (EVERYBODY, SHOP)


@dataclass(frozen=True, slots=True)
class Wish:
    """One command with its names; `demand` is an order line, `pool` whose promise it is."""

    what: str
    item: str
    bin: str = ""
    target: str = ""
    quantity: int = 0
    demand: str = ""
    lot: str = ""
    pool: str = EVERYBODY
    ends: bool = False


@dataclass(slots=True)
class Held:
    """What a demand holds: at which level, and in which bin and lot once they are chosen."""

    item: str
    level: str
    quantity: int
    pool: str
    ends: bool
    bin: str = ""
    lot: str = ""


@dataclass
class Model:
    """Who holds what. `apply` tells whether a wish may come true, and lets it."""

    locked: dict[str, list[str]]
    """The pools of each item in the order in which the database locks them."""
    on_hand: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    held: dict[str, Held] = field(default_factory=dict)
    """By demand, in the order in which they were opened."""
    supplies: Counter[tuple[str, str]] = field(default_factory=Counter)
    safety: Counter[str] = field(default_factory=Counter)

    def apply(self, wish: Wish) -> bool:
        return getattr(self, "_" + wish.what.replace(" ", "_"))(wish)

    def copy(self) -> "Model":
        return deepcopy(self)

    def reserved(self, bin_: str, item: str, lot: str) -> int:
        at = (bin_, item, lot)
        return sum(h.quantity for h in self.held.values() if (h.bin, h.item, h.lot) == at)

    def free(self, bin_: str, item: str, lot: str) -> int:
        return self.on_hand[bin_, item, lot] - self.reserved(bin_, item, lot)

    def promised(self, item: str, pool: str) -> int:
        return sum(h.quantity for h in self.held.values() if (h.item, h.pool) == (item, pool))

    def available(self, item: str, pool: str) -> int:
        kept = self.safety[item] if pool == EVERYBODY else 0
        return max(0, self.supplies[item, pool] - self.promised(item, pool) - kept)

    def _put(self, item: str, lot: str, bin_: str, quantity: int) -> None:
        self.on_hand[bin_, item, lot] += quantity

    def _supply(
        self, item: str, quantity: int, *, pool: str = EVERYBODY, freed: Counter[str] | None = None
    ) -> None:
        """Let a pool gain or lose; a loss is first made up for by pools with goods to spare."""
        freed = freed or Counter()
        if quantity < 0:
            touched = {pool, *freed}
            for keeps_promises in (True, False):
                for short in self.locked[item]:
                    if short in touched:
                        self._fill(item, short, pool, quantity, freed, keeps_promises)
        self.supplies[item, pool] += quantity

    def _fill(self, item, short, pool, quantity, freed, keeps_promises) -> None:
        lost = {one: quantity if one == pool else 0 for one in POOLS}
        needed = self.promised(item, short) if keeps_promises else 0
        missing = needed - self.supplies[item, short] - lost[short]
        for giver in POOLS:
            kept = self.promised(item, giver) + freed[giver] if keeps_promises else 0
            spare = self.supplies[item, giver] + lost[giver] - kept
            taken = min(missing, spare)
            if giver != short and taken > 0:
                missing -= taken
                self.supplies[item, giver] -= taken
                self.supplies[item, short] += taken

    def _receive(self, wish: Wish) -> bool:
        self._put(wish.item, wish.lot, wish.bin, wish.quantity)
        if wish.bin not in OUTSIDE_POOL:
            self._supply(wish.item, wish.quantity)
        return True

    def _move(self, wish: Wish) -> bool:
        if self.free(wish.bin, wish.item, wish.lot) < wish.quantity:
            return False
        self._put(wish.item, wish.lot, wish.bin, -wish.quantity)
        self._put(wish.item, wish.lot, wish.target, wish.quantity)
        if wish.bin in OUTSIDE_POOL:
            self._supply(wish.item, wish.quantity)
        if wish.target in OUTSIDE_POOL:
            self._supply(wish.item, -wish.quantity)
        return True

    def _turn(self, wish: Wish) -> bool:
        """Set apart what is free of goods whose date is over."""
        units = self.free(wish.bin, wish.item, PAST)
        if units <= 0:
            return False
        self._put(wish.item, PAST, wish.bin, -units)
        self._put(wish.item, TURNED, wish.bin, units)
        self._supply(wish.item, -units)
        return True

    def _set_aside(self, wish: Wish) -> bool:
        more = wish.quantity - self.supplies[wish.item, SHOP]
        if more > self.available(wish.item, EVERYBODY):
            return False
        if more < 0 and wish.quantity < self.promised(wish.item, SHOP):
            return False
        self.supplies[wish.item, SHOP] += more
        self.supplies[wish.item, EVERYBODY] -= more
        return True

    def _keep_back(self, wish: Wish) -> bool:
        self.safety[wish.item] = wish.quantity
        return True

    def _promise(self, wish: Wish) -> bool:
        if self.available(wish.item, wish.pool) < wish.quantity:
            return False
        self.held[wish.demand] = Held(wish.item, "SOFT", wish.quantity, wish.pool, wish.ends)
        return True

    def _of(self, wish: Wish, level: str) -> Held | None:
        held = self.held.get(wish.demand)
        return held if held and held.level == level else None

    def _again(self, wish: Wish, level: str, bin_: str, lot: str) -> None:
        """Open the next level: it is now the youngest."""
        was = self.held.pop(wish.demand)
        self.held[wish.demand] = Held(
            was.item, level, was.quantity, was.pool, ends=False, bin=bin_, lot=lot
        )

    def _allocate(self, wish: Wish) -> bool:
        """Take what expires first of the lots that are good and have enough."""
        held = self._of(wish, "SOFT")
        for lot in LOTS[wish.item]:
            if held and lot != PAST and self.free(wish.bin, wish.item, lot) >= held.quantity:
                self._again(wish, "HARD", wish.bin, lot)
                return True
        return False

    def _pick(self, wish: Wish) -> bool:
        held = self._of(wish, "HARD")
        if held is None or held.bin != wish.bin:
            return False
        self._put(held.item, held.lot, wish.bin, -held.quantity)
        self._put(held.item, held.lot, CART, held.quantity)
        self._again(wish, "PICK", CART, held.lot)
        return True

    def _ship(self, wish: Wish) -> bool:
        held = self._of(wish, "PICK")
        if held is None:
            return False
        self._put(held.item, held.lot, CART, -held.quantity)
        del self.held[wish.demand]
        freed = Counter({held.pool: held.quantity})
        self._supply(held.item, -held.quantity, pool=held.pool, freed=freed)
        return True

    def _give_up(self, wish: Wish) -> bool:
        return self.held.pop(wish.demand, None) is not None

    def _run_out(self, wish: Wish) -> bool:
        held = self._of(wish, "SOFT")
        return bool(held and held.ends) and self._give_up(wish)

    def _lose(self, wish: Wish) -> bool:
        if self.on_hand[wish.bin, wish.item, wish.lot] < wish.quantity:
            return False
        freed: Counter[str] = Counter()
        missing = wish.quantity - self.free(wish.bin, wish.item, wish.lot)
        for demand, held in reversed(list(self.held.items())):
            at = (held.bin, held.item, held.lot)
            if missing > 0 and at == (wish.bin, wish.item, wish.lot):
                del self.held[demand]
                missing -= held.quantity
                freed[held.pool] += held.quantity
        self._put(wish.item, wish.lot, wish.bin, -wish.quantity)
        self._supply(wish.item, -wish.quantity, freed=freed)
        return True
