"""Signatures of requests. Source: docs.slack.dev/authentication/verifying-requests-from-slack."""

import hashlib
import hmac
import time


def signed(secret: str, body: bytes, timestamp: int | None = None) -> dict[str, str]:
    """The two headers that prove a request comes from Slack; the timestamp is real time unless given."""
    moment = str(int(time.time()) if timestamp is None else timestamp)
    base = b"v0:" + moment.encode() + b":" + body
    signature = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": moment, "X-Slack-Signature": f"v0={signature}"}
