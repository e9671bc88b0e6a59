"""The few emoji that are drawn; any other stands as its name between colons."""

from typing import Final

EMOJI: Final = {
    "+1": "👍",
    "-1": "👎",
    "bell": "🔔",
    "blush": "😊",
    "books": "📚",
    "bulb": "💡",
    "calendar": "📆",
    "clap": "👏",
    "coffee": "☕",
    "crescent_moon": "🌙",
    "dart": "🎯",
    "eyes": "👀",
    "grey_question": "❔",
    "handshake": "🤝",
    "heart": "❤️",
    "hourglass_flowing_sand": "⏳",
    "information_source": "ℹ️",
    "memo": "📝",
    "palm_tree": "🌴",
    "point_right": "👉",
    "pray": "🙏",
    "rocket": "🚀",
    "seedling": "🌱",
    "smile": "😄",
    "sparkles": "✨",
    "star": "⭐",
    "tada": "🎉",
    "thinking_face": "🤔",
    "thumbsup": "👍",
    "warning": "⚠️",
    "wave": "👋",
    "white_check_mark": "✅",
    "x": "❌",
}
"""Names that Slack gives to characters of Unicode."""


def drawn(name: str) -> str:
    """The character of this name, or the name between colons."""
    return EMOJI.get(name, f":{name}:")
