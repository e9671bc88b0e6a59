"""Forms: what each form of mentoring is called, and what it is in a line."""

from collections.abc import Mapping

from bot.domain.forms import Form
from handlers.slack.views.reader import Reader
from handlers.slack.views.words import Sentence


def titled(reader: Reader, form: Form, name: str = "") -> Sentence:
    """What a program is called: the name that its admins gave it, or that of its form."""
    return reader.show(name) if name.strip() else called(reader)[form]


def called(reader: Reader) -> Mapping[Form, Sentence]:
    """The name of each form."""
    return {
        Form.INTRO: reader.say("Intro"),
        Form.PEER: reader.say("Peer chats"),
        Form.ONE_ON_ONE: reader.say("One-on-one mentoring"),
        Form.FLASH: reader.say("Flash chats"),
        Form.GROUP: reader.say("Group mentoring"),
        Form.CROSS_DEPARTMENT: reader.say("Cross-department mentoring"),
        Form.REVERSE: reader.say("Reverse mentoring"),
        Form.CIRCLE: reader.say("Mentoring circles"),
        Form.SPEED: reader.say("Speed mentoring"),
        Form.BOARD: reader.say("Personal board of advisors"),
        Form.DEVELOPMENTAL: reader.say("Developmental mentoring"),
        Form.CASCADE: reader.say("Cascade mentoring"),
        Form.SHADOW_BOARD: reader.say("Shadow board"),
        Form.CHEMISTRY: reader.say("Chemistry meetings"),
    }


def explained(reader: Reader) -> Mapping[Form, Sentence]:
    """Each form that a program can have, in a line; short enough to stand under its name in a list."""
    return {
        Form.PEER: reader.say("Two colleagues of like level; a third joins when somebody is left over"),
        Form.ONE_ON_ONE: reader.say("A mentor and a mentee over months"),
        Form.FLASH: reader.say("One short chat on one topic, nothing more"),
        Form.GROUP: reader.say("A mentor with a few mentees, in shared sessions"),
        Form.CROSS_DEPARTMENT: reader.say("A mentor from another department, over months"),
        Form.REVERSE: reader.say("Somebody junior mentors somebody senior"),
        Form.CIRCLE: reader.say("A small circle in which everyone mentors everyone"),
        Form.SPEED: reader.say("An event of short chats, one after the other"),
        Form.BOARD: reader.say("Several mentors for one person, each with a role"),
        Form.DEVELOPMENTAL: reader.say("Any level to any level: the mentee's goals decide"),
        Form.CASCADE: reader.say("Mentees of one level mentor those of the next"),
        Form.SHADOW_BOARD: reader.say("A panel of juniors that advises an executive"),
        Form.CHEMISTRY: reader.say("First meetings to see whether two people get on"),
    }
