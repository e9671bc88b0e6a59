"""One matching in a process of its own: `python -m tests.bench.matching_alone mentors 50000 1`."""

import json
import resource
import sys
import time
from collections.abc import Callable, Mapping
from typing import Final

from bot.domain import matching
from bot.domain.matching import Draft, Pool
from tests.bench import matching_crowds

_FORMS: Final[Mapping[str, tuple[Callable[[Pool], Draft], Callable[[int], Pool]]]] = {
    "mentors": (matching.mentors, matching_crowds.company),
    "peers": (matching.peers, matching_crowds.peers),
}


def main(form: str, size: int, times: int) -> None:
    """Match so many made-up people so often; seconds of each, then the most memory that was held, in MB."""
    match, crowd = _FORMS[form]
    match(crowd(200))  # the first imports the arrays
    pool = crowd(size)
    seconds, left = [], 0
    for _ in range(times):
        begin = time.perf_counter()
        left = len(match(pool).left_out)
        seconds.append(time.perf_counter() - begin)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "memory": memory, "left": left}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
