"""The responder: answers a command or a press at the address that Slack gave for it (`turns.Respond`)."""

import structlog

from bot.ports import TryLater, Undeliverable
from handlers.slack.refusals import heard
from handlers.slack.session import SlackSession
from handlers.slack.views.blocks import Message

log = structlog.get_logger(__name__)


class Responder:
    """Posts ephemeral answers through the session that all calls share.

    Bolt's own `respond` opens a session for each answer and takes proxies from the environment.

    Args:
        session: the way out.
    """

    def __init__(self, session: SlackSession) -> None:
        self._session = session

    async def __call__(self, url: str, message: Message) -> None:
        """Post an ephemeral message there; whoever asked can ask again, so a failure is logged alone."""
        try:
            status = await heard(self._post(url, message))
        except (TryLater, Undeliverable) as error:
            log.warning("slack.no_response", error=str(error))
        else:
            if status != 200:
                log.warning("slack.no_response", status=status)

    async def _post(self, url: str, message: Message) -> int:
        answer = {"response_type": "ephemeral", "replace_original": False, **message.payload()}
        async with self._session.request("POST", url, json=answer) as response:
            return response.status
