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


def takes(office: Office, what: str, holder: str) -> upkeep.Turn | None:
    return office.run(upkeep.take_turn, upkeep.Turn(what=what, holder=holder))


def test_a_turn_is_done_once_in_six_hours_by_one_of_all(office: Office) -> None:
    """Each thing has its own turn; the next stretch begins a new one."""
    office.now = at("monday", 9)
    turn = takes(office, "directory", "one")
    assert turn is not None
    assert takes(office, "personnel", "other") is not None
    assert takes(office, "directory", "other") is None
    office.run(upkeep.finish_turn, turn)
    office.now = at("monday", 11, 59)
    assert takes(office, "directory", "one") is None
    assert takes(office, "directory", "other") is None
    office.now = at("monday", 12)
    assert takes(office, "directory", "other") is not None


def test_a_turn_of_whom_nothing_is_heard_is_another_s(office: Office) -> None:
    """After five minutes. Whoever fails may try again before; whoever is at it keeps it."""
    office.now = at("monday", 9)
    turn = takes(office, "directory", "one")
    assert turn == takes(office, "directory", "one")
    assert turn is not None
    office.now = at("monday", 9, 4)
    assert office.run(upkeep.keep_turn, turn)
    office.now = at("monday", 9, 8)
    assert takes(office, "directory", "other") is None
    office.now = at("monday", 9, 9)
    assert takes(office, "directory", "other") is not None
    assert not office.run(upkeep.keep_turn, turn)
    office.run(upkeep.finish_turn, turn)
    office.now = at("monday", 9, 20)
    assert takes(office, "directory", "third") is not None, "the other has it, and has not done it"
