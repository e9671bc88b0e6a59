"""Run the benchmarks: `python -m tests.bench [--short] [name …]`. In full, each writes its own rows."""

import argparse
import asyncio
import os
import time

from tests.bench import (
    busy,
    children,
    claims,
    delivery,
    document,
    idle,
    matching,
    page,
    people,
    simulation,
    status,
)
from tests.bench.figures import Figure

BENCHES = {
    "status": status.measure,
    "claims": claims.measure,
    "delivery": delivery.measure,
    "idle": idle.measure,
    "page": page.measure,
    "busy": busy.measure,
    "people": people.measure,
    "matching": matching.measure,
    "simulation": simulation.measure,
}


def main() -> None:
    """Measure one after the other, and say what was found."""
    chosen = _chosen()
    begin, load = time.monotonic(), os.getloadavg()[0]
    children.stay_aside()
    found: dict[str, list[Figure]] = {}
    for name in chosen.names or BENCHES:
        found[name] = asyncio.run(BENCHES[name](short=chosen.short))
        for one in found[name]:
            wanted = f" ({one.wanted}: {'yes' if one.met else 'NO'})" if one.wanted else ""
            print(f"{name}: {one.what}: {one.value}{wanted}", flush=True)
        if not chosen.short:
            document.write({name: found[name]}, list(BENCHES), load)
    print(f"{time.monotonic() - begin:.0f} s")


def _chosen() -> argparse.Namespace:
    options = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    options.add_argument("names", nargs="*", metavar="name", help=", ".join(BENCHES))
    options.add_argument(
        "--short", action="store_true", help="small sizes, under a minute; nothing is written"
    )
    chosen = options.parse_args()
    if unknown := set(chosen.names) - BENCHES.keys():
        options.error(f"there is no {', '.join(sorted(unknown))}: choose from {', '.join(BENCHES)}")
    return chosen


if __name__ == "__main__":
    main()
