"""Reads: up to where each person has read each conversation."""

from bot.demo.conversations import Conversation
from bot.demo.messages import Message
from bot.demo.page.stage import Notes


def moment(ts: str) -> tuple[int, int]:
    """A message's timestamp in an order that can be compared; ValueError when it is none."""
    seconds, _, micros = ts.partition(".")
    return int(seconds), int(micros or 0)


class Reads:
    """Kept with the notes, one note per person."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes

    def read(self, user: str, where: str, ts: str) -> None:
        """This person has read this conversation up to here; that never goes back."""
        read = self._of(user)
        if moment(ts) > moment(read.get(where, "0")):
            self._notes.keep(_name(user), {**read, where: ts})

    def unread(self, user: str, where: Conversation) -> int:
        """How many messages of others came after what was read."""
        read = moment(self._of(user).get(where.id, "0"))
        found = 0
        for message in reversed(where.messages):
            if moment(message.ts) <= read:
                break
            found += _counts(message, user)
        return found

    def _of(self, user: str) -> dict[str, str]:
        return self._notes.recall(_name(user)) or {}


def _name(user: str) -> str:
    return f"read:{user}"


def _counts(message: Message, user: str) -> bool:
    return message.user != user and not message.deleted
