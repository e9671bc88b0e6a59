"""The outbox in memory."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from bot.domain.notices import MeetingSoon
from bot.domain.people import PersonId
from bot.ports import Post
from tests.fake_storage.shelves import Loan, copy_of


class FakeOutbox:
    def __init__(self, shelf: Loan[Post]) -> None:
        self._shelf = shelf
        self.touched = False

    def put(self, post: Post) -> None:
        copy_of(post.send_at)
        if self._shelf.get(post.key) is None:
            self._shelf.put(post.key, post)
            self.touched = True

    def told_of(self, about: str) -> Collection[tuple[PersonId, ...]]:
        return dict.fromkeys(post.to for post in self._shelf.where(lambda one: one.about == about) if post.to)

    def spoken_to(
        self, person_ids: Collection[PersonId], since: datetime
    ) -> Mapping[PersonId, tuple[datetime, ...]]:
        spoken: dict[PersonId, tuple[datetime, ...]] = {}
        found = self._shelf.where(lambda one: one.notice.unprompted and one.send_at >= since)
        for post in sorted(found, key=lambda one: one.send_at):
            for person_id in post.to:
                if person_id in person_ids:
                    spoken[person_id] = (*spoken.get(person_id, ()), post.send_at)
        return spoken

    def bring_forward(self, person_id: PersonId, sooner: datetime, until: datetime) -> None:
        for post in self._shelf.where(lambda one: one.to == (person_id,) and sooner < one.send_at <= until):
            if not (post.notice.unprompted or isinstance(post.notice, MeetingSoon)):
                self._shelf.put(post.key, replace(post, send_at=sooner))

    def forget(self, words_before: datetime, before: datetime, most: int) -> int:
        """What is kept here counts as said when it was due; its words are not looked at again."""
        old = self._shelf.keys(lambda one: one.send_at < before)[:most]
        for key in old:
            self._shelf.remove(key)
        return len(old)

    def drop(self, key_prefix: str) -> list[Post]:
        queued = self._shelf.where(lambda one: one.key.startswith(key_prefix))
        for post in queued:
            self._shelf.remove(post.key)
        return queued
