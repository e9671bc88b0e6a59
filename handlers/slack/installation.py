"""The installation: what Slack tells us when the app itself is taken away."""

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from handlers.slack.turns import Turns

log = structlog.get_logger(__name__)


def register(app: AsyncApp, turns: Turns) -> None:  # noqa: ARG001 -- each noun registers alike
    """Listen to the end of the installation. The token is the operator's, so there is none to delete."""

    @app.event("app_uninstalled")
    @app.event("tokens_revoked")
    async def taken_away(args: AsyncArgs) -> None:
        kind = (args.event or {}).get("type")
        log.error("slack.taken_away", event_kind=kind, remedy="reinstall the app and set its new token")
