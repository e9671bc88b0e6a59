"""The outbox: messages that leave after the commit."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.notices import Notice
from bot.domain.people import PersonId


@dataclass(frozen=True, kw_only=True)
class Post:
    """A notice on its way into the outbox.

    `to` is one person, or the people of a group message; what goes to nobody goes to a `channel`. `key` is
    unique for ever: the same key twice is one message. `about` names what the message speaks of ("ask:17"),
    so that a later post with `edits` set to the same name replaces it where it was posted. An unprompted
    notice goes to one person, whose week it counts against.
    """

    to: tuple[PersonId, ...] = ()
    notice: Notice
    key: str
    send_at: datetime
    about: str | None = None
    edits: str | None = None
    channel: str | None = None

    def __post_init__(self) -> None:
        """Refuse what reaches nobody or two sorts of place, and an unprompted notice to several."""
        several = len(self.to) > 1 or self.channel is not None
        if bool(self.to) is (self.channel is not None) or (self.notice.unprompted and several):
            raise ValueError(self.key)

    @property
    def address(self) -> tuple[str, ...]:
        """Where it arrives: the people, or the channel."""
        return self.to if self.channel is None else (self.channel,)


class Outbox(Protocol):
    """Messages on their way."""

    def put(self, post: Post) -> None:
        """Queue a message to leave after the commit; a key that was there before changes nothing.

        Nor need an edit be queued that finds nothing to replace: delivery would only drop it.
        """
        ...

    def told_of(self, about: str) -> Collection[tuple[PersonId, ...]]:
        """Whom something about this was said to, or will be: each person, or group, once."""
        ...

    def spoken_to(
        self, person_ids: Collection[PersonId], since: datetime
    ) -> Mapping[PersonId, tuple[datetime, ...]]:
        """When each person was (or will be) sent unprompted messages since then."""
        ...

    def bring_forward(self, person_id: PersonId, sooner: datetime, until: datetime) -> None:
        """Say sooner what is queued for this person alone, for after that and until then.

        No nudge, which counts against the week that it was meant for, and no reminder, which comes in time
        for its chat.
        """
        ...

    def forget(self, words_before: datetime, before: datetime, most: int) -> int:
        """Forget what messages said that were settled before then, and whole messages from before the other.

        At most `most` of each; returns how many were forgotten in one way or the other. A message that was
        given up keeps its words as long as itself: it may be revived.
        """
        ...

    def drop(self, key_prefix: str) -> Sequence[Post]:
        """Take back queued messages whose key starts so and which have not been sent; says which."""
        ...
