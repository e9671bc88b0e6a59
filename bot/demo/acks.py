"""What an app answers when something is delivered to it."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Ack:
    """The app's answer: HTTP status (0: none), the JSON body or the text.

    `reason` says why it is no answer; `cut` that the app had it and broke off: it may have done it.
    """

    status: int
    body: dict[str, Any] | None = None
    text: str = ""
    reason: str = ""
    final: bool = False
    seconds: float = 0.0
    cut: bool = False

    @property
    def ok(self) -> bool:
        """Acknowledged in time."""
        return self.status == 200
