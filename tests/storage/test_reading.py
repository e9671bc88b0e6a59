"""What was read is not read again: a row in its unit of work, a value while its text is the same."""

from sqlalchemy import Engine

from bot.domain.people import Profile
from tests.builders import a_person
from tests.counting import counting
from tests.storage.conftest import Begin


def test_who_is_asked_for_twice_is_read_once(engine: Engine, begin: Begin) -> None:
    """Also when nobody has held on to what was found first."""
    with begin() as uow:
        uow.people.add(a_person("UANA"))
    with counting(engine) as executed, begin() as uow:
        names = [uow.people.get("UANA").name for _ in range(3)]
    assert len(set(names)) == 1
    assert sum("FROM people" in one for one in executed) == 1


def test_a_value_that_was_changed_is_read_as_it_now_is(begin: Begin) -> None:
    """And two people with the same profile each keep their own when one of them changes it."""
    with begin() as uow:
        for one in ("UANA", "UBEN"):
            uow.people.add(a_person(one, profile=Profile(about="Ten years here.")))
    for about in ("Eleven years here.", "Ten years here."):
        with begin() as uow:
            uow.people.save_profile(uow.people.get("UANA"), Profile(about=about))
        with begin() as uow:
            assert uow.people.get("UANA").profile == Profile(about=about)
            assert uow.people.get("UBEN").profile == Profile(about="Ten years here.")
