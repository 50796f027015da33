"""What the processes that serve count, in the shape that Prometheus reads; they share a folder of figures."""

from __future__ import annotations

import threading

from flask import Response, request
from prometheus_client import CollectorRegistry, Counter, Histogram

from dashboard.operation.told import told_in_request
from data.answers.heard import HeardGate

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class RequestMetrics:
    """Counts each request by endpoint and status, how long it took, and what the gate was asked."""

    def __init__(self, gate: HeardGate, registry: CollectorRegistry | None = None) -> None:
        """Count from zero; a server in several processes sums them up where they are read."""
        into = registry or CollectorRegistry()
        self._gate = gate
        self._lock = threading.Lock()
        self._seen = (0, 0)
        labels = ("endpoint", "method")
        self._requests = Counter(
            "borderops_requests", "Requests answered", (*labels, "status"), registry=into
        )
        self._seconds = Histogram(
            "borderops_request_seconds", "Seconds to an answer", labels, buckets=_SECONDS, registry=into
        )
        self._questions = Counter("borderops_questions", "Questions that the gate answered", registry=into)
        self._rows = Counter("borderops_answer_rows", "Rows of those answers", registry=into)
        self._found = Counter(
            "borderops_answers_looked_up", "Look-ups of an answer in memory", ("found",), registry=into
        )

    def count(self, response: Response, seconds: float) -> None:
        """Count a request that was answered."""
        endpoint = request.endpoint or "none"
        self._requests.labels(endpoint, request.method, str(response.status_code)).inc()
        self._seconds.labels(endpoint, request.method).observe(seconds)
        told = told_in_request()
        self._questions.inc(told.questions)
        self._rows.inc(told.rows)
        with self._lock:
            hits, misses = self._gate.remembered()
            before, self._seen = self._seen, (hits, misses)
        self._found.labels("yes").inc(hits - before[0])
        self._found.labels("no").inc(misses - before[1])
