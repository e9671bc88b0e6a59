"""Everything that is said, as values."""

from collections.abc import Iterator
from dataclasses import FrozenInstanceError, fields, is_dataclass

import pytest

from bot.domain import notices
from bot.domain.notices import ALL, Notice, Nudge, Promise


def below(kind: type[Notice]) -> Iterator[type[Notice]]:
    for each in kind.__subclasses__():
        if each.__module__.startswith(f"{notices.__name__}."):
            yield each
            yield from below(each)


KINDS = sorted({*below(Notice)} - {Nudge}, key=lambda kind: kind.__name__)


def test_the_outbox_knows_every_kind_by_its_name() -> None:
    """None is missing, none is there under another name, and no common ancestor can be sent."""
    assert {kind.__name__: kind for kind in KINDS} == ALL
    assert Notice not in ALL.values()
    assert Nudge not in ALL.values()


@pytest.mark.parametrize("kind", KINDS)
def test_a_notice_is_a_value(kind: type[Notice]) -> None:
    """Frozen, with named fields, equal when all it says is equal, and with something to say."""
    assert is_dataclass(kind)
    assert "__dataclass_fields__" in vars(kind)
    named = {field.name: field.name for field in fields(kind)}
    one = kind(**named)
    assert one == kind(**named)
    assert hash(one) == hash(kind(**named))
    with pytest.raises(FrozenInstanceError):
        setattr(one, next(iter(named)), "something else")
    with pytest.raises(TypeError):
        kind(*named.values())
    assert kind.__doc__
    assert not kind.__doc__.startswith(kind.__name__), "it says what it is for"


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_unprompted_is_never_said_twice(kind: type[Notice]) -> None:
    """Nudges count against the week and are lost rather than repeated; all else arrives at least once."""
    nudge = issubclass(kind, Nudge)
    assert nudge is kind.unprompted
    assert kind.promise is (Promise.AT_MOST_ONCE if nudge else Promise.AT_LEAST_ONCE)
    assert ("wait_id" in {field.name for field in fields(kind)}) is nudge
