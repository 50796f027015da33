"""What tells an operator how the server is: probes, request ids, log lines, metrics."""

from __future__ import annotations

from dashboard.operation.watching import begin_operation

__all__ = ["begin_operation"]
