"""What must hold when admins press, and workers look, at the same moment: real threads, both databases."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.clocks import TurnableClock
from bot.convening import Convener
from bot.domain import errors, notices
from bot.domain.rounds import Round, RoundState
from bot.threads import Threads
from bot.transact import Transactor
from bot.usecases import rounds
from storage.engine import is_transient, threads_for
from tests.usecases.office import WORKSPACE, Office, a_person
from tests.usecases.season import Season

ADMINS = tuple(f"UADM{number}" for number in range(12))


@pytest.fixture
async def season(office: Office) -> Season:
    """A draft of twelve people, and twelve admins who look at it."""
    season = Season(office)
    office.hire(*(a_person(one, admin=True) for one in ADMINS))
    season.hire(*(f"U{number:02}" for number in range(12)))
    await asyncio.to_thread(season.draft)
    return season


@pytest.fixture
def transact(office: Office, season: Season) -> Iterator[Transactor]:
    """Runs use cases in as many threads as the bot has for this database."""
    with ThreadPoolExecutor(threads_for(office.engine)) as executor:
        clock = TurnableClock(office.now, runs=False)
        threads = Threads(executor, is_transient, patience=60)
        yield Transactor(office.unit_of_work, clock, threads, lambda: None)


async def test_a_round_that_many_admins_send_at_once_leaves_once(
    office: Office, season: Season, transact: Transactor
) -> None:
    """One sends; each of the others reads who did. Workers that look at once introduce each match once."""
    sends = [rounds.OfRound(person_id=one, round_id=season.round.id) for one in ADMINS]
    sent = await asyncio.gather(
        *(transact(rounds.send, one, workspace=WORKSPACE) for one in sends), return_exceptions=True
    )
    refused = [one for one in sent if isinstance(one, errors.SentAlreadyBy)]
    assert len(refused) == len(ADMINS) - 1
    assert {one.values["person"] for one in refused} == {season.round.sent_by}
    await asyncio.gather(*(Convener(transact, WORKSPACE).look() for _ in range(4)))
    assert len(season.together) == 6
    introduced = [one for told in office.told(kind=notices.Introduced) for one in told.to]
    assert len(introduced) == len(set(introduced)) == 12
    assert len(office.told(kind=notices.RoundAnnounced)) == 1


async def test_a_round_is_sent_or_dropped_and_two_are_parted_before_it_or_not_at_all(
    office: Office, season: Season, transact: Transactor
) -> None:
    """Four admins send it, four drop it, and four keep one and the same two apart, all at once."""
    here = season.round.id
    one, other = season.matched[0].members
    presses = [
        press
        for sender, dropper, parter in zip(ADMINS[:4], ADMINS[4:8], ADMINS[8:], strict=True)
        for press in (
            transact(
                rounds.keep_apart,
                rounds.Apart(person_id=parter, round_id=here, one=one, other=other),
                workspace=WORKSPACE,
            ),
            transact(rounds.drop, rounds.OfRound(person_id=dropper, round_id=here), workspace=WORKSPACE),
            transact(rounds.send, rounds.OfRound(person_id=sender, round_id=here), workspace=WORKSPACE),
        )
    ]
    got = await asyncio.gather(*presses, return_exceptions=True)
    left = season.round
    settled = [found for found in got if isinstance(found, Round)]
    parted = [found for found in got if isinstance(found, rounds.Preview)]
    refused = [found for found in got if isinstance(found, errors.Dropped | errors.SentAlreadyBy)]
    assert len(settled) == 1
    assert len(parted) + len(refused) == len(ADMINS) - 1
    by = left.sent_by or left.dropped_by
    assert {found.values["person"] for found in refused} <= {by}
    assert (left.sent_by is None) is (left.dropped_by is not None) is (left.state is RoundState.CANCELLED)
    assert bool(season.program.apart) is bool(parted)
    assert any({one, other} <= match for match in season.sets) is not bool(parted)
    await asyncio.gather(*(Convener(transact, WORKSPACE).look() for _ in range(4)))
    introduced = office.told(kind=notices.Introduced)
    called_off = office.told(kind=notices.RoundCalledOff)
    assert len(called_off) == (12 if left.dropped_by else 0)
    assert sum(len(told.to) for told in introduced) == (0 if left.dropped_by else 12)
    assert not [told for told in introduced if parted and {one, other} <= set(told.to)]
