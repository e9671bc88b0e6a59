"""The app's tokens. They are made at start and are worth nothing anywhere else."""

import secrets
from dataclasses import dataclass, field

from bot.demo.errors import SlackError


def _made_up(kind: str) -> str:
    return f"{kind}-local-{secrets.token_hex(8)}"


@dataclass
class Tokens:
    """The bot token, the app-level token and the signing secret of the installed app, and its scopes."""

    scopes: frozenset[str]
    bot: str = field(default_factory=lambda: _made_up("xoxb"))
    app: str = field(default_factory=lambda: _made_up("xapp"))
    signing_secret: str = field(default_factory=lambda: f"local-{secrets.token_hex(12)}")
    revoked: bool = False

    def check(self, token: str, *, app_token: bool, free: bool = False) -> None:
        """SlackError unless this token may call a method that wants the app (or else the bot) token."""
        if not token:
            raise SlackError("not_authed")
        if token not in (self.bot, self.app):
            raise SlackError("invalid_auth")
        if not free and (token == self.app) != app_token:
            raise SlackError("not_allowed_token_type")
        if self.revoked and token == self.bot:
            raise SlackError("token_revoked")
