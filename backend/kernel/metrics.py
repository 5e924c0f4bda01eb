"""The figures that an operator watches. Counted where things happen, read at /metrics."""

from prometheus_client import Counter, Gauge, Histogram

QUICK = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)

PERFORMED = Counter("stockwright_operations", "Commands that took effect.", ["command", "outcome"])
REPLAYED = Counter("stockwright_operations_replayed", "Operations answered from the record.")
REFUSED = Counter("stockwright_refusals", "Commands that were refused.", ["code"])
RETRIED = Counter("stockwright_retries", "Tries that found the world changed under them.")
BATCHED = Histogram(
    "stockwright_batch_plans", "Plans that shared a commit.", buckets=(1, 2, 4, 8, 16)
)
PERFORM_SECONDS = Histogram(
    "stockwright_perform_seconds", "Time to perform one command.", ["command"], buckets=QUICK
)
REQUEST_SECONDS = Histogram(
    "stockwright_request_seconds", "Time to answer a request.", ["route", "status"], buckets=QUICK
)
LOG_LAG_SECONDS = Gauge(
    "stockwright_log_lag_seconds",
    "How far the live log runs behind the newest commit.",
    multiprocess_mode="max",
)
OUTBOX_OPEN = Gauge(
    "stockwright_outbox_open", "Events that wait for a reaction.", multiprocess_mode="max"
)
SOCKETS_OPEN = Gauge("stockwright_sockets_open", "Open subscriptions.", multiprocess_mode="livesum")
BACKGROUND_FALLS = Counter(
    "stockwright_background_falls", "Background tasks that fell and were started again.", ["task"]
)
