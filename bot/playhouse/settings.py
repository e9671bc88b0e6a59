"""The bot's settings against the local Slack, whichever process it runs in."""

from bot.demo.server import LocalSlack


def settings_for(slack: LocalSlack, database_url: str, *, socket_mode: bool = False) -> dict[str, str]:
    """Its whole environment: the local Slack's address and secrets, and a free port of this machine alone."""
    how = "SLACK_APP_TOKEN" if socket_mode else "SLACK_SIGNING_SECRET"
    return {
        "SLACK_BOT_TOKEN": slack.bot_token,
        how: slack.app_token if socket_mode else slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": database_url,
        "MENTORBOT_HOST": "127.0.0.1",
        "PORT": "0",
    }
