"""The Web API methods that the local Slack serves, one module per family."""

from bot.demo.web_api.call import Call, Method
from bot.demo.web_api.chat import METHODS as CHAT
from bot.demo.web_api.conversations import METHODS as CONVERSATIONS
from bot.demo.web_api.files import METHODS as FILES
from bot.demo.web_api.identity import METHODS as IDENTITY
from bot.demo.web_api.users import METHODS as USERS
from bot.demo.web_api.views import METHODS as VIEWS

METHODS: dict[str, Method] = {**IDENTITY, **CHAT, **CONVERSATIONS, **USERS, **VIEWS, **FILES}

__all__ = ["METHODS", "Call", "Method"]
