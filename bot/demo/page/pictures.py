"""Images: the workspace's own are shown; one from elsewhere is described, since nothing is fetched."""

import re
from dataclasses import dataclass
from typing import Any

from bot.demo.page.markup import is_safe
from bot.demo.workspace import Workspace

_FILE = re.compile(r"/files/(\w+)/")
_INLINE = re.compile(r"data:image/(?:png|jpeg|gif|webp|svg\+xml);base64,[\w+/=]+")


@dataclass(frozen=True)
class Picture:
    """An image: `source` is what the browser loads, `elsewhere` an address that only a click loads."""

    words: str
    source: str = ""
    elsewhere: str = ""


def picture(given: dict[str, Any], workspace: Workspace) -> Picture:
    """The image of a block or an element."""
    words, url = str(given.get("alt_text") or ""), str(given.get("image_url") or "")
    named = given.get("slack_file") or {}
    held = named.get("id") or next(iter(_FILE.findall(str(named.get("url") or url))), "")
    if held in workspace.files:
        return Picture(words, workspace.files[held].path)
    if _INLINE.fullmatch(url):
        return Picture(words, url)
    return Picture(words, elsewhere=url if is_safe(url) else "")
