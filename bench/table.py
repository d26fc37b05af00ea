"""The tables that are printed, as Markdown: what the README shows is copied from here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bench.race import Result, percentile

HEAD = (
    "| {title} | replies a second | p50 | p95 | p99 | p99 in its own hands | CPU a reply | memory | first poll after "
    "| lost |"
)
RULE = "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
TITLES = {
    "crowd": "50 people at once, {delay} ms added to each call",
    "steady": "30 lines a second, {delay} ms added to each call",
    "visits": "50 newcomers at once from hello to a plan, {delay} ms added to each call",
}


def race_tables(results: Sequence[Result]) -> Iterable[str]:
    """A table for each load and delay, a bot a row."""
    for load, title in TITLES.items():
        for delay_ms in sorted({result.delay_ms for result in results}):
            rows = [one for one in results if (one.load, one.delay_ms) == (load, delay_ms)]
            if rows:
                yield "\n".join([HEAD.format(title=title.format(delay=delay_ms)), RULE, *map(_row, rows), ""])


def _row(one: Result) -> str:
    p50, p95, p99 = (f"{percentile(one.all_ms, share):,.0f} ms" for share in (0.5, 0.95, 0.99))
    own = f"{percentile(one.own_ms, 0.99):,.1f} ms"  # from being given the update to making the call
    cells = (
        one.bot, f"{one.per_second:,.0f}", p50, p95, p99, own, f"{one.cpu_ms:.1f} ms", f"{one.memory_mb:.0f} MB",
        f"{one.start_s:.2f} s", f"{one.lost}",
    )
    return f"| {' | '.join(cells)} |"
