"""What a demo run found out, as one JSON object."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from kiosk.rehearsal import Tally
from kiosk.visits import Act


def percentile(values: Sequence[float], share: float) -> float | None:
    """The smallest value that at least ``share`` (0..1) of the values do not exceed; None without values.

    >>> percentile([4.0, 1.0, 3.0, 2.0], 0.5), percentile([4.0, 1.0, 3.0, 2.0], 0.95), percentile([], 0.5)
    (2.0, 4.0, None)
    """
    if not values:
        return None
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def spread(values: Sequence[float]) -> dict[str, float | None]:
    """Median, 95th percentile and maximum, in milliseconds with one decimal."""

    def rounded(value: float | None) -> float | None:
        return None if value is None else round(value, 1)

    return {
        "p50": rounded(percentile(values, 0.5)),
        "p95": rounded(percentile(values, 0.95)),
        "max": rounded(max(values, default=None)),
    }


def by_path(tally: Tally) -> dict[str, dict[str, object]]:
    """How many came by each way and were served; for those who touched, their touches besides digits and seconds."""
    found: dict[str, dict[str, object]] = {}
    paths = {one.path for one in tally.showings} | {one.path for one in tally.touchings}
    for path in sorted(paths):
        shown = [one for one in tally.showings if one.path == path]
        touched = [one for one in tally.touchings if one.path == path]
        found[path] = {
            "came": len(shown) + len(touched),
            "served": sum(one.read for one in shown) + sum(one.served for one in touched),
        }
        if touched:
            found[path] |= {
                "touches_p50": percentile([float(one.touches) for one in touched], 0.5),
                "touches_max": max(one.touches for one in touched),
                "seconds_p50": round(percentile([one.seconds for one in touched], 0.5) or 0.0, 1),
            }
    return found


def figures(
    tally: Tally,
    *,
    visits: int,
    centre: Mapping[str, int],
    idle_cpu_percent: float | None,
    start_to_ready_ms: float | None,
    declarations: int = 0,
) -> dict[str, object]:
    """The summary of a run; both latencies are over the same visits.

    ``visits`` are the rows in the store, ``centre`` is what the centre says it has.
    """
    by_kind: dict[str, dict[str, int]] = {}
    for showing in tally.showings:
        kind = by_kind.setdefault(showing.kind, {"shown": 0, "read": 0})
        kind["shown"] += 1
        kind["read"] += showing.read
    acts: Counter[Act] = tally.acts
    touched = tally.touchings
    return {
        "shown": len(tally.showings),
        "read": sum(showing.read for showing in tally.showings),
        "wrong_reads": tally.wrong_reads,
        "check_ins": acts[Act.CHECK_IN],
        "check_outs": acts[Act.CHECK_OUT],
        "visits": visits,
        "centre_visits": centre.get("visits"),
        "duplicates": centre.get("duplicates"),
        "scan_to_committed_ms": spread([s.committed_ms for s in tally.showings if s.committed_ms is not None]),
        "scan_to_painted_ms": spread(
            [s.painted_ms for s in tally.showings if s.painted_ms is not None and s.committed_ms is not None]
        ),
        "idle_cpu_percent": None if idle_cpu_percent is None else round(idle_cpu_percent, 1),
        "start_to_ready_ms": None if start_to_ready_ms is None else round(start_to_ready_ms),
        "by_kind": by_kind,
        "by_path": by_path(tally),
        "visitors": len(tally.showings) + len(touched),
        "declarations": declarations,
        "centre_declarations": centre.get("declarations"),
        "screens": dict(tally.screens),
        "screenshots": tally.screenshots,
    }
