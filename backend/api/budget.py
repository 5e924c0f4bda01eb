"""A budget for each caller: a bucket of points that fills by itself and that operations drain."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from math import ceil

from backend.api.errors import BudgetError, CostError

CALLERS_MAX = 10_000


@dataclass(frozen=True, slots=True)
class Rates:
    """How much one operation may cost, how much a caller can hold, and what comes back."""

    operation_max: int = 10_000
    limit: int = 100_000
    restore_per_second: int = 5_000


@dataclass(slots=True)
class _Bucket:
    points: float
    seen_at: float


class Budgets:
    """One bucket per caller; the least recently seen are forgotten, which fills them."""

    def __init__(self, rates: Rates, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with full buckets."""
        self.rates = rates
        self._clock = clock
        self._buckets: OrderedDict[Hashable, _Bucket] = OrderedDict()

    def spend(self, caller: Hashable, cost: int) -> int:
        """Take `cost` points and return what remains; raises BudgetError when there are too few."""
        if cost > self.rates.operation_max:
            raise CostError(
                f"This operation may cost {cost}, and the most is {self.rates.operation_max}."
                " Ask for shorter pages or fewer levels.",
                requested=cost,
                limit=self.rates.operation_max,
            )
        bucket = self._filled(caller)
        if bucket.points < cost:
            wait = ceil((cost - bucket.points) / self.rates.restore_per_second)
            raise BudgetError(
                f"You have used up your budget for now; ask again in {wait} s.",
                requested=cost,
                remaining=int(bucket.points),
                retryAfter=wait,
            )
        bucket.points -= cost
        return int(bucket.points)

    def _filled(self, caller: Hashable) -> _Bucket:
        moment = self._clock()
        bucket = self._buckets.setdefault(caller, _Bucket(self.rates.limit, moment))
        self._buckets.move_to_end(caller)
        if len(self._buckets) > CALLERS_MAX:
            self._buckets.popitem(last=False)
        gained = (moment - bucket.seen_at) * self.rates.restore_per_second
        bucket.points = min(self.rates.limit, bucket.points + gained)
        bucket.seen_at = moment
        return bucket
