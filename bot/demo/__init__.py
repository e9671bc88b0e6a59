"""A Slack-compatible workspace on loopback: for the tests, and for a demo that needs no Slack account."""

from bot.demo.company import Channel, Company, Person, made_up_company, small_company
from bot.demo.driver import Colleague
from bot.demo.errors import Impossible, SlackError
from bot.demo.faults import Faults
from bot.demo.forms import Home, Modal
from bot.demo.rates import Rates
from bot.demo.seen import Answer, SeenMessage
from bot.demo.server import LocalSlack

__all__ = [
    "Answer",
    "Channel",
    "Colleague",
    "Company",
    "Faults",
    "Home",
    "Impossible",
    "LocalSlack",
    "Modal",
    "Person",
    "Rates",
    "SeenMessage",
    "SlackError",
    "made_up_company",
    "small_company",
]
