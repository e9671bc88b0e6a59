"""Rounds: what admins do about a draft, and what members do about a round that is ahead."""

import random
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from bot.domain import notices
from bot.domain.notices import Notice
from bot.simulation.desk import Desk
from bot.simulation.programs import brought_in, skip
from bot.simulation.replies import Reply
from bot.simulation.staff import Colleague
from bot.usecases import rounds

_TO_LOOK: Final = timedelta(hours=6)


def _drafted(desk: Desk, who: Colleague, notice: notices.RoundDrafted) -> None:
    """An admin looks at it, now and then changes something, and sends it. Some drafts are forgotten."""
    if desk.chance.happens(desk.habits.sends_round, "sends", notice.round_id):
        chance = desk.chance.of("preview", notice.round_id)
        desk.plan(
            who, "send round", notice.round_id, lambda: _send(desk, who, notice, chance), after=_TO_LOOK
        )


async def _send(desk: Desk, who: Colleague, notice: notices.RoundDrafted, chance: random.Random) -> None:
    own = rounds.OfRound(person_id=who.id, round_id=notice.round_id)
    seen = await desk.do(rounds.preview, own)
    members = [one for match in seen.matched for one in match.members] if seen and seen.round.drafted else []
    if members and chance.random() < desk.habits.excludes_one:
        desk.chronicle.hand_made.add(own.round_id)
        out = rounds.OneOf(person_id=who.id, round_id=own.round_id, whom=chance.choice(members))
        if await desk.do(rounds.exclude, out) is not None and chance.random() < 0.3:
            await desk.do(rounds.take_back, out)
    if members and chance.random() < desk.habits.swaps_two:
        desk.chronicle.hand_made.add(own.round_id)
        one, other = chance.choice(members), chance.choice(members)
        swap = rounds.Swap(person_id=who.id, round_id=own.round_id, one=one, other=other)
        await desk.do(rounds.swap, swap)
    await desk.do(rounds.send, own)


def _ahead(desk: Desk, who: Colleague, notice: notices.RoundAhead) -> None:
    """Some would rather sit this one out."""
    if desk.likely(desk.habits.skips, "skip", who.id, notice.program_id):
        desk.plan(who, "skip", notice.program_id, lambda: skip(desk, notice.program_id, who))


ROUNDS: Final[Mapping[type[Notice], Reply]] = {
    notices.BroughtIn: brought_in,
    notices.RoundDrafted: _drafted,
    notices.RoundAhead: _ahead,
}
"""By what was said."""
