from bot.usecases import upkeep
from tests.usecases.office import Office, a_person


def test_only_what_we_did_not_know_is_news(office: Office) -> None:
    """A name, a closed account, somebody new; a profile is not the directory's."""
    ana = a_person("UANA", zone="Europe/London")
    assert office.run(upkeep.is_news, ana)
    office.hire(ana)
    same = {"zone": "Europe/London"}
    assert not office.run(upkeep.is_news, a_person("UANA", **same, department="known to us alone"))
    assert office.run(upkeep.is_news, a_person("UANA", **same, name="Anna"))
    assert office.run(upkeep.is_news, a_person("UANA", **same, active=False))
