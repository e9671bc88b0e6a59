"""Blocks: the few kinds that our messages and views are made of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    InteractiveElement,
    MarkdownTextObject,
    Option,
    PlainTextObject,
    RichTextBlock,
    StaticSelectElement,
    TextObject,
)

from handlers.slack.views.ids import Verb, action_id, value
from handlers.slack.views.words import Channel, Link, Mention, Part, Sentence, Shared, Text, cut, inline

FALLBACK: Final = 3000
"""Characters in the text beside the blocks: enough for a notification, and Slack can still update it."""

Json = dict[str, Any]


class RichText(RichTextBlock):
    """Sentences and quotes. What people typed is a text element, in which Slack reads no markup at all.

    `lines` say the same for the text beside the blocks.
    """

    def __init__(self, elements: Sequence[Json], lines: Sequence[str]) -> None:
        super().__init__(elements=())
        self.json: Json = {"type": self.type, "elements": list(elements)}
        self.lines = tuple(lines)

    def to_dict(self, *_args: object) -> Json:
        """The block; built by us alone, so it needs no checks."""
        return self.json


class Choices(ActionsBlock):
    """Buttons side by side, and what they offer for the text beside the blocks."""

    def __init__(self, elements: Sequence[InteractiveElement], offered: Sequence[str]) -> None:
        super().__init__(elements=elements)
        self.lines = tuple(f"• {one}" for one in offered)


@dataclass(frozen=True)
class Message:
    """One message: its blocks, and a text that says the same."""

    text: str
    blocks: tuple[Block, ...]

    def payload(self) -> Json:
        """The arguments of `chat.postMessage` that say what it says. Links are not unfolded."""
        return {
            "text": self.text,
            "blocks": [block.to_dict() for block in self.blocks],
            "unfurl_links": False,
            "unfurl_media": False,
        }


def message(*blocks: Block) -> Message:
    """A message whose text is that of its words, as far as a notification needs it."""
    kept: list[str] = []
    room = FALLBACK
    for block in blocks:
        for line in _lines(block):
            if len(line) < room:
                kept.append(line)
                room -= len(line) + 1
    return Message("\n".join(kept), blocks)


def prose(*sentences: Sentence) -> RichText:
    """Sentences, each on its own line."""
    lines = [sentence.mrkdwn for sentence in sentences]
    return RichText([_section(sentence) for sentence in sentences], lines)


def quote(typed: str, label: Sentence) -> RichText:
    """What someone typed, in full and exactly as typed, under a line that says what it is."""
    shown = {"type": "rich_text_quote", "elements": [{"type": "text", "text": typed}]}
    beginning = Text(inline(typed), typed=True).mrkdwn
    return RichText([_section(label), shown], [label.mrkdwn, f"> {beginning}"])


def bullets(*sentences: Sentence) -> RichText:
    """Short sentences, one per bullet."""
    listed = {
        "type": "rich_text_list",
        "style": "bullet",
        "elements": [_section(sentence) for sentence in sentences],
    }
    return RichText([listed], [f"• {sentence.mrkdwn}" for sentence in sentences])


def together(*pieces: RichText) -> RichText:
    """Several pieces as one block, where blocks are counted."""
    elements = [element for piece in pieces for element in piece.json["elements"]]
    return RichText(elements, [line for piece in pieces for line in piece.lines])


def footnote(sentence: Sentence) -> Block:
    """A quiet line in small letters."""
    return ContextBlock(elements=[MarkdownTextObject(text=sentence.mrkdwn, verbatim=True)])


def heading(text: str) -> Block:
    """A title inside a view."""
    return HeaderBlock(text=plain(text, HeaderBlock.text_max_length))


def divider() -> Block:
    """A line across."""
    return DividerBlock()


def buttons(*elements: InteractiveElement) -> Block:
    """Things to do, side by side."""
    return ActionsBlock(elements=list(elements))


def button(
    label: str,
    verb: Verb,
    subject: str = "",
    detail: str = "",
    *,
    number: int | None = None,
    main: bool = False,
    sure: ConfirmObject | None = None,
) -> ButtonElement:
    """A button. `main` is the one thing to do; `sure` asks once more before something ends."""
    return ButtonElement(
        text=plain(label, ButtonElement.text_max_length),
        action_id=action_id(verb, number),
        value=value(subject, detail) or None,
        style="primary" if main else None,
        confirm=sure,
    )


def confirm(title: str, text: str, yes: str, no: str, *, ends: bool = True) -> ConfirmObject:
    """The question before something `ends`, or else leaves for many people."""
    return ConfirmObject(
        title=plain(title, ConfirmObject.title_max_length),
        text=plain(text, ConfirmObject.text_max_length),
        confirm=plain(yes, ConfirmObject.confirm_max_length),
        deny=plain(no, ConfirmObject.deny_max_length),
        style="danger" if ends else "primary",
    )


def menu(label: str, verb: Verb, options: Iterable[Option]) -> StaticSelectElement:
    """A few choices behind one element."""
    return StaticSelectElement(
        placeholder=plain(label, StaticSelectElement.placeholder_max_length),
        action_id=action_id(verb),
        options=list(options),
    )


def option(label: str | Sentence, held: str, note: str = "") -> Option:
    """One choice of a menu, a list or a group. Only groups show mentions: only their labels are sentences."""
    most = Option.label_max_length
    text: TextObject
    if isinstance(label, Sentence):
        fits = len(label.mrkdwn) <= most
        text = MarkdownTextObject(text=label.mrkdwn, verbatim=True) if fits else plain(label.plain, most)
    else:
        text = plain(label, most)
    described = plain(inline(note, most), most) if note.strip() else None
    return Option(value=held, text=text, description=described)


def plain(text: str, most: int) -> PlainTextObject:
    """Text without markup, cut to what fits; emoji codes stay as typed."""
    return PlainTextObject(text=cut(text, most), emoji=False)


def _lines(block: Block) -> Sequence[str]:
    """What a block adds to the text beside the blocks."""
    if isinstance(block, RichText | Choices):
        return block.lines
    elements = block.elements if isinstance(block, ContextBlock) else ()
    return [str(element.text) for element in elements if isinstance(element, MarkdownTextObject)]


def _section(sentence: Sentence) -> Json:
    return {"type": "rich_text_section", "elements": [_element(part) for part in sentence.parts]}


def _element(part: Part) -> Json:
    match part:
        case Text():
            words: Json = {"type": "text", "text": part.text}
            if part.bold or part.code:
                words["style"] = {name: True for name in ("bold", "code") if getattr(part, name)}
            return words
        case Mention() if part.genuine:
            return {"type": "user", "user_id": part.person_id}
        case Channel() if part.genuine:
            return {"type": "channel", "channel_id": part.channel_id}
        case Shared():
            return {
                "type": "date",
                "timestamp": part.stamp,
                "format": part.pattern,
                "fallback": part.fallback,
            }
        case Link() if part.genuine:
            return {"type": "link", "url": part.safe}
    return {"type": "text", "text": part.plain}
