"""`/mentor status` over signed HTTP, beside a Bolt app that only acknowledges."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench import children, company, traffic
from tests.bench.children import Child
from tests.bench.figures import Figure, at_least, at_most, beside, in_between, percentile
from tests.bench.traffic import Answers

_PEOPLE = 200
_AT_ONCE = 32
_RATE = 100.0


async def measure(*, short: bool) -> list[Figure]:
    """Throughput of both in turn, in one run, then the latency at a rate."""
    rounds, seconds, rate_seconds = (1, 0.5, 1.0) if short else (7, 3.0, 20.0)
    made_up, ids = company.busy_company(_PEOPLE)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = company.sqlite_in(folder)
        async with company.slack_of(made_up) as slack:
            company.fill(url, made_up.team_id, ids)
            environment = company.settings_for(slack, url)
            with (
                children.running(folder, "bot", "run", environment=environment) as mentorbot,
                children.running(folder, "tests.bench.bare", environment=environment) as bare,
            ):
                await mentorbot.answers("/readyz")
                await bare.answers("/readyz")
                asked = traffic.commands(
                    "/slack/events", slack.signing_secret, ids, made_up.team_id, "/mentor status"
                )
                await _in_turn(mentorbot, bare, asked, 1, seconds)  # warms both up
                ours, theirs = await _in_turn(mentorbot, bare, asked, rounds, seconds)
                at_rate = await traffic.at_a_rate(mentorbot.port, asked, rate_seconds, _RATE)
    _check(at_rate)
    ratio = in_between([one / other for one, other in zip(ours.per_second, theirs.per_second, strict=True)])
    return [
        at_least("`/mentor status` a second, of what a bare app acknowledges", ratio, 0.25, "{:.2f}"),
        beside("`/mentor status` a second", in_between(ours.per_second)),
        beside("acknowledgements of the bare app a second", in_between(theirs.per_second)),
        beside("ms of a core for a `/mentor status`", in_between(ours.work), "{:.2f}"),
        beside("ms of a core for an acknowledgement of the bare app", in_between(theirs.work), "{:.2f}"),
        at_most(
            f"`/mentor status` at {_RATE:.0f} a second: 99 % are answered within, in ms",
            1000 * percentile(at_rate.seconds, 99),
            50,
            "{:.1f}",
        ),
        beside("the same, half of them, in ms", 1000 * percentile(at_rate.seconds, 50), "{:.1f}"),
    ]


@dataclass
class _Rounds:
    """What one of them did, round by round: answers a second, and ms of its core for each."""

    per_second: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)

    async def add(self, child: Child, asked: Iterator[bytes], seconds: float) -> Answers:
        """One more round."""
        before = child.worked()
        answers = await traffic.as_fast_as_answered(child.port, asked, seconds, _AT_ONCE)
        self.per_second.append(answers.per_second)
        self.work.append(1000 * (child.worked() - before) / len(answers.seconds))
        return answers


async def _in_turn(
    mentorbot: Child, bare: Child, asked: Iterator[bytes], rounds: int, seconds: float
) -> tuple[_Rounds, _Rounds]:
    """Both in turn."""
    ours, theirs = _Rounds(), _Rounds()
    for _ in range(rounds):
        _check(await ours.add(mentorbot, asked, seconds))
        await theirs.add(bare, asked, seconds)
    return ours, theirs


def _check(answers: Answers) -> None:
    """An answer that says nothing would be a fast one."""
    wrong = answers.failures or any(b"Would you like to meet" not in one for one in answers.bodies)
    if wrong or not answers.bodies:
        raise RuntimeError(f"{answers.failures} failures: {answers.bodies}")
