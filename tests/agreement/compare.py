"""What a map says that start-up connects, held against what Django did connect."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MAY_BE_UNSURE = 0.05  # the share of a map's receivers whose signal or name may be "?"

Row = dict[str, Any]
Senders = dict[tuple[str, str], set[str | None]]  # by signal and receiver


@dataclass(frozen=True)
class Comparison:
    """How far a map and a started project agree; `differences` has a line for each receiver on which they do not."""

    differences: tuple[str, ...]
    recall: float
    precision: float
    started: int
    unsure: int

    @property
    def agrees(self) -> bool:
        """Nothing is missed, invented or given a wrong sender, and little is left open."""
        return not self.differences and self.unsure <= MAY_BE_UNSURE * self.started

    def __str__(self) -> str:
        figures = f"recall {self.recall:.4f} precision {self.precision:.4f} unsure {self.unsure}/{self.started}"
        return "\n".join((*self.differences, figures))


def compare(mapped: Iterable[Row], connected: Sequence[Row]) -> Comparison:
    """Compare a map's receivers with dump.py's rows.

    A pair is a signal, by any of its names, and a receiver. Of the map only what start-up loads counts; a row with
    "?" for its signal or receiver says nothing and is counted. Senders are compared by class name, where both
    sides know them.
    """
    started = [row for row in mapped if row["loaded"] in {"ready", "import"}]
    sure = [row for row in started if "?" not in {row["signal"], row["receiver"]}]
    ours = senders((row["signal"], row) for row in sure)
    theirs = senders((name, row) for row in connected for name in row["signal"])
    missed = [row for row in connected if not any((name, row["receiver"]) in ours for name in row["signal"])]
    invented = ours.keys() - theirs.keys()
    return Comparison(
        differences=(
            *sorted({f"missed   {row['receiver']} on {' = '.join(row['signal'])}" for row in missed}),
            *sorted(f"invented {receiver} on {signal}" for signal, receiver in invented),
            *sorted(wrong_senders(ours, theirs)),
        ),
        recall=1 - len(missed) / len(connected) if connected else 1.0,
        precision=1 - len(invented) / len(ours) if ours else 1.0,
        started=len(started),
        unsure=len(started) - len(sure),
    )


def senders(rows: Iterable[tuple[str, Row]]) -> Senders:
    """Gather the senders of each pair of signal and receiver."""
    found: Senders = defaultdict(set)
    for signal, row in rows:
        found[signal, row["receiver"]].add(row["sender"])
    return found


def wrong_senders(ours: Mapping[tuple[str, str], set[str | None]], theirs: Senders) -> Iterable[str]:
    """Yield a line for each pair whose senders both sides know and do not agree on."""
    for signal, receiver in ours.keys() & theirs.keys():
        said, real = (
            {sender and sender.rpartition(".")[2] for sender in side[signal, receiver]} for side in (ours, theirs)
        )
        if said != real and "?" not in said and None not in said | real:
            yield f"senders  {receiver} on {signal}: {sorted(map(str, said))}, Django has {sorted(map(str, real))}"
