"""What must hold when admins press, and workers look, at the same moment: real threads, both databases."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from bot.clocks import TurnableClock
from bot.convening import Convener
from bot.domain import errors, notices
from bot.threads import Threads
from bot.transact import Transactor
from bot.usecases import rounds
from storage.engine import is_transient, threads_for
from tests.usecases.office import WORKSPACE, Office, a_person
from tests.usecases.season import Season

ADMINS = tuple(f"UADM{number}" for number in range(12))


async def test_a_round_that_many_admins_send_at_once_leaves_once(office: Office) -> None:
    """One sends; each of the others reads who did. Workers that look at once introduce each match once."""
    season = Season(office)
    office.hire(*(a_person(one, admin=True) for one in ADMINS))
    season.hire(*(f"U{number:02}" for number in range(12)))
    await asyncio.to_thread(season.draft)
    round_id = season.round.id
    with ThreadPoolExecutor(threads_for(office.engine)) as executor:
        clock = TurnableClock(office.now, runs=False)
        threads = Threads(executor, is_transient, patience=60)
        transact = Transactor(office.unit_of_work, clock, threads, lambda: None)
        sent = await asyncio.gather(
            *(
                transact(rounds.send, rounds.OfRound(person_id=one, round_id=round_id), workspace=WORKSPACE)
                for one in ADMINS
            ),
            return_exceptions=True,
        )
        refused = [one for one in sent if isinstance(one, errors.SentAlreadyBy)]
        assert len(refused) == len(ADMINS) - 1
        assert {one.values["person"] for one in refused} == {season.round.sent_by}
        await asyncio.gather(*(Convener(transact, WORKSPACE).look() for _ in range(4)))
    assert len(season.together) == 6
    introduced = [one for told in office.told(kind=notices.Introduced) for one in told.to]
    assert len(introduced) == len(set(introduced)) == 12
    assert len(office.told(kind=notices.RoundAnnounced)) == 1
