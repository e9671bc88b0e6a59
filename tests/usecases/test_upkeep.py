from bot.usecases import upkeep
from tests.usecases.office import Office, a_person, at


def test_only_what_we_did_not_know_is_news(office: Office) -> None:
    """A name, a closed account, somebody new; a profile is not the directory's."""
    ana = a_person("UANA", zone="Europe/London")
    assert office.run(upkeep.is_news, ana)
    office.hire(ana)
    same = {"zone": "Europe/London"}
    assert not office.run(upkeep.is_news, a_person("UANA", **same, department="known to us alone"))
    assert office.run(upkeep.is_news, a_person("UANA", **same, name="Anna"))
    assert office.run(upkeep.is_news, a_person("UANA", **same, active=False))


def test_a_turn_is_taken_once_in_six_hours_by_one_of_all(office: Office) -> None:
    """Each thing has its own turn; the next stretch begins a new one; it is forgotten with old deliveries."""
    office.now = at("monday", 9)
    assert office.run(upkeep.take_turn, "directory") is not None
    assert office.run(upkeep.take_turn, "personnel") is not None
    office.now = at("monday", 11, 59)
    assert office.run(upkeep.take_turn, "directory") is None
    office.now = at("monday", 12)
    assert office.run(upkeep.take_turn, "directory") is not None
    office.now = at("monday", 12, week=1)
    assert office.run(upkeep.forget_deliveries, upkeep.REMEMBERED) == 2
