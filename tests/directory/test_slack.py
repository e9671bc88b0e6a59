from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.demo import LocalSlack, made_up_company
from bot.directory.slack import SlackDirectory, person_of
from bot.domain.people import Kind
from bot.outbound import tls_context
from handlers.slack.manifest import manifest
from handlers.slack.session import SlackSession

TEAM = "T0DEMOTEAM"


async def read_all(slack: LocalSlack) -> dict[str, Any]:
    session = SlackSession(lambda _: None, tls_context(None))
    directory = SlackDirectory(session.client(slack.bot_token, slack.api_url), TEAM)
    people = {person.name: person for person in await directory.everyone()}
    await session.close()
    return people


async def test_everyone_is_read_page_by_page_as_what_they_are() -> None:
    async with LocalSlack(manifest(), company=made_up_company(450)) as slack:
        people = await read_all(slack)
        assert slack.rates.served["users.list"] == 3
        assert slack.violations == []
    assert len(people) >= 450
    ana, hala = people["Ana Silva"], people["Hala Mansour"]
    assert (ana.zone, ana.locale, ana.title, ana.email) == (
        "Europe/Lisbon",
        "pt-PT",
        "Data analyst",
        "ana@fernhill.example",
    )
    assert (ana.kind, ana.active, ana.admin, ana.country) == (Kind.MEMBER, True, False, None)
    assert hala.admin
    assert people["Mira Novak"].kind is Kind.GUEST
    assert people["Ticker Bot"].kind is Kind.BOT
    assert people["Slackbot"].kind is Kind.BOT
    assert people["Olga Petrova"].kind is Kind.FOREIGN
    assert not people["Nils Berg"].active


async def test_one_person_is_fetched_and_a_stranger_is_nobody() -> None:
    async with LocalSlack(manifest()) as slack:
        session = SlackSession(lambda _: None, tls_context(None))
        directory = SlackDirectory(session.client(slack.bot_token, slack.api_url), TEAM)
        ana = await directory.fetch("U0ANA")
        assert ana is not None
        assert ana.locale == "pt-PT"
        assert await directory.fetch("UNOBODY") is None
        slack.faults.error("users.info", "invalid_auth")
        with pytest.raises(SlackApiError):
            await directory.fetch("U0ANA")
        await session.close()


async def test_a_rate_limit_is_waited_out() -> None:
    async with LocalSlack(manifest()) as slack:
        slack.faults.rate_limited("users.list", retry_after=1)
        assert "Ana Silva" in await read_all(slack)


@pytest.mark.parametrize(
    ("account", "kind"),
    [
        ({"team_id": TEAM}, Kind.MEMBER),
        ({}, Kind.MEMBER),
        ({"team_id": "E1", "enterprise_user": {"teams": ["T9", TEAM]}}, Kind.MEMBER),
        ({"team_id": "E1", "enterprise_user": {"teams": ["T9"]}}, Kind.FOREIGN),
        ({"team_id": TEAM, "is_stranger": True}, Kind.FOREIGN),
        ({"team_id": TEAM, "is_ultra_restricted": True}, Kind.GUEST),
        ({"team_id": TEAM, "is_workflow_bot": True}, Kind.BOT),
    ],
)
def test_kinds_of_accounts(account: dict[str, Any], kind: Kind) -> None:
    assert person_of({"id": "U1", **account}, TEAM).kind is kind


def test_an_account_without_details_is_still_a_person() -> None:
    person = person_of({"id": "U1", "tz": "Mars/Olympus", "locale": None, "profile": None}, TEAM)
    assert (person.name, person.zone, person.locale) == ("U1", "UTC", "en-US")


def test_owners_are_admins() -> None:
    assert person_of({"id": "U1", "is_owner": True}, TEAM).admin
