import pytest

from bot.domain import errors, notices
from bot.domain.nudging import Phase
from bot.domain.pairings import Part
from bot.domain.people import Profile
from bot.domain.requests import AskState, RequestState
from bot.usecases import requests
from tests.usecases.office import Office, a_mentor, a_person, at


@pytest.fixture
def office(office: Office) -> Office:
    """Ana asks, Ben and Chidi mentor, Eva knows both."""
    office.hire(
        a_person("UANA", profile=Profile(offers=("spanish",))),
        a_mentor("UBEN", "python packaging", "release notes"),
        a_mentor("UCHIDI", "packaging"),
        a_person("UEVA"),
    )
    return office


def test_a_question_with_all_that_a_mentor_needs(office: Office) -> None:
    """Ben reads who asks, why, what was tried and how much time there is; Ana reads that he was asked."""
    request = office.intro(tried="The official guide", time="An hour a week")
    (asked,) = office.notices("UBEN", notices.Asked)
    assert (asked.requester_id, asked.minutes, asked.purpose) == ("UANA", 30, request.purpose)
    assert (asked.purpose.tried, asked.purpose.time) == ("The official guide", "An hour a week")
    (sent,) = office.notices("UANA", notices.RequestSent)
    assert (sent.asked_ids, sent.through, sent.position) == (("UBEN",), False, None)
    assert office.phases("UBEN") == {Phase.ANSWER}


def test_a_topic_finds_the_best_mentor(office: Office) -> None:
    request = office.intro(whom=None, topic="Packaging for Python")
    assert office.asks(request) == {"UBEN": AskState.ASKED}


def test_nobody_knows_the_topic(office: Office) -> None:
    with pytest.raises(errors.NobodyFound):
        office.intro(whom=None, topic="falconry")
    assert not office.told()


def test_a_colleague_one_meets_already_is_not_found_anew(office: Office) -> None:
    """Ana meets Ben. A search for the topic leads her to Chidi."""
    office.pair()
    office.now = at("monday", week=13)
    assert office.asks(office.intro(whom=None)) == {"UCHIDI": AskState.ASKED}


def test_a_yes_introduces_both(office: Office) -> None:
    """Both read in one message why they meet, what each offers and three times on three days."""
    request = office.intro()
    pairing = office.accept(request).pairing
    assert pairing is not None
    (told,) = office.told(kind=notices.Introduced)
    assert told.to == ("UBEN", "UANA")
    (introduced,) = office.notices("UANA", notices.Introduced)
    assert introduced.purpose.why == "I publish my first wheel"
    assert [(one.person_id, one.part, one.offers) for one in introduced.members] == [
        ("UBEN", Part.MENTOR, ("python packaging", "release notes")),
        ("UANA", Part.MENTEE, ("spanish",)),
    ]
    assert introduced.requester_id == "UANA"
    assert introduced.slots == (at("tuesday"), at("wednesday"), at("thursday"))
    assert office.notices("UANA", notices.RequestSettled)[-1].accepted_by == "UBEN"
    for person_id in ("UANA", "UBEN"):
        assert office.phases(person_id) == {Phase.BOOK, Phase.INACTIVE}


def test_an_intermediary_is_asked_first(office: Office) -> None:
    """Eva is asked; Ben hears nothing before she passes it on with a line; both read who introduced them."""
    request = office.intro(via="UEVA")
    (asked,) = office.notices("UEVA", notices.AskedToIntroduce)
    assert (asked.requester_id, asked.target_id) == ("UANA", "UBEN")
    assert not office.told("UBEN")
    assert office.notices("UANA", notices.RequestSent)[-1].through

    office.pass_on(request, "UEVA", line="You two should meet")
    (question,) = office.notices("UBEN", notices.Asked)
    assert (question.via_id, question.line) == ("UEVA", "You two should meet")
    sent = office.notices("UANA", notices.RequestSent)[-1]
    assert (sent.asked_ids, sent.through) == (("UBEN",), False)
    assert office.phases("UEVA") == set()

    office.accept(request)
    assert office.notices("UBEN", notices.Introduced)[0].via_id == "UEVA"


def test_the_target_never_learns_of_a_no(office: Office) -> None:
    """Eva would rather not: Ben hears nothing at all, Ana reads a kind line and whom else she might ask."""
    request = office.intro(via="UEVA")
    office.decline(request, "UEVA")
    assert not office.told("UBEN")
    (moved,) = office.notices("UANA", notices.RequestMovedOn)
    assert (moved.from_id, moved.because, moved.suggested_id) == ("UEVA", AskState.DECLINED, "UBEN")
    assert office.request(request).state is RequestState.DECLINED

    next_one = requests.AskNext(person_id="UANA", request_id=request.id, mentor_id="UBEN")
    assert office.asks(office.run(requests.ask_next, next_one)) == {"UBEN": AskState.ASKED}


def test_an_introduction_to_someone_who_is_away_by_now(office: Office) -> None:
    """Ben takes a break before Eva says no: somebody else is suggested to Ana."""
    request = office.intro(via="UEVA")
    office.pause("UBEN")
    office.decline(request, "UEVA")
    assert office.notices("UANA", notices.RequestMovedOn)[-1].suggested_id == "UCHIDI"


def test_a_colleague_one_meets_already_is_not_asked_anew(office: Office) -> None:
    """Not even 13 weeks later, in either part: a time is all that is missing."""
    office.pair()
    office.now = at("monday", week=13)
    for asks, whom in (("UANA", "UBEN"), ("UBEN", "UANA")):
        with pytest.raises(errors.AlreadyPaired):
            office.intro(asks, whom)


def test_an_intermediary_who_does_not_answer(office: Office) -> None:
    """Reminded on Wednesday without times, over on Thursday; Ben has heard of nothing."""
    request = office.intro(via="UEVA")
    office.wait_until(at("thursday"))
    (nudge,) = office.notices("UEVA", notices.AnswerNudge)
    assert (nudge.introduce_to, nudge.slots) == ("UBEN", ())
    assert not office.told("UBEN")
    assert office.request(request).state is RequestState.EXPIRED


def test_an_intermediary_only_introduces(office: Office) -> None:
    """Eva cannot accept in Ben's place: she reads a sentence, nothing changes."""
    request = office.intro(via="UEVA")
    with pytest.raises(errors.Gone):
        office.accept(request, "UEVA")
    assert office.asks(request) == {"UEVA": AskState.ASKED}


def test_the_target_left_before_the_introduction(office: Office) -> None:
    request = office.intro(via="UEVA")
    office.change("UBEN", active=False)
    with pytest.raises(errors.CannotIntroduceNow):
        office.pass_on(request, "UEVA")
    assert office.asks(request) == {"UEVA": AskState.ASKED}


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"whom": "UANA"}, errors.Oneself),
        ({"whom": "UBOT"}, errors.IsABot),
        ({"whom": "UGUEST"}, errors.IsAGuest),
        ({"whom": "UGONE"}, errors.IsDeactivated),
        ({"whom": "UEVA"}, errors.NotAMentor),
        ({"whom": "UBLOCKS"}, errors.NotAMentor),
        ({"whom": "UAWAY"}, errors.IsPaused),
        ({"whom": "UBOSS"}, errors.InReportingLine),
        ({"whom": "UREPORT"}, errors.InReportingLine),
        ({"whom": "UNOBODY"}, errors.UnknownPerson),
        ({"whom": None, "topic": " "}, errors.NobodyNamed),
        ({"why": "  "}, errors.Missing),
        ({"why": "x" * 3001}, errors.TooLong),
        ({"whom": None, "via": "UEVA"}, errors.ViaNeedsSomeone),
        ({"via": "UBEN"}, errors.CannotIntroduce),
        ({"via": "UANA"}, errors.CannotIntroduce),
        ({"via": "UAWAY"}, errors.CannotIntroduce),
        ({"via": "UBOT"}, errors.CannotIntroduce),
        ({"via": "UBLOCKS"}, errors.CannotIntroduce),
        ({"person_id": "UGUEST"}, errors.GuestsCannotTakePart),
    ],
)
def test_refused_with_a_sentence_and_nothing_kept(
    office: Office, fields: dict[str, str], refusal: type[errors.DomainError]
) -> None:
    office.hire(
        a_person("UBOT", kind="bot"),
        a_mentor("UGUEST", kind="guest"),
        a_mentor("UGONE", active=False),
        a_mentor("UBLOCKS", blocked=("UANA",)),
        a_mentor("UAWAY", paused_until=at("monday", week=2).date()),
        a_mentor("UBOSS"),
        a_mentor("UREPORT", manager_id="UMIDDLE"),
        a_person("UMIDDLE", manager_id="UANA"),
    )
    office.change("UANA", manager_id="UBOSS")
    with pytest.raises(refusal):
        office.intro(**fields)
    assert not office.told()
    assert not office.read(lambda uow: uow.requests.open_by("UANA"))


@pytest.mark.parametrize(
    ("lengths", "minutes"), [((15, 30, 45), 30), ((15, 45), 15), ((45, 60), 45), ((), 30)]
)
def test_an_intro_is_as_long_as_the_mentor_likes(
    office: Office, lengths: tuple[int, ...], minutes: int
) -> None:
    """Thirty minutes if they offer that, else the next shorter one, else their shortest."""
    office.hire(a_mentor("UMIN", profile=Profile(mentor=True, lengths=lengths)))
    pairing = office.accept(office.intro(whom="UMIN"), "UMIN").pairing
    assert pairing is not None
    assert pairing.minutes == minutes


def test_both_read_what_each_says_of_themselves(office: Office) -> None:
    profile = Profile(mentor=True, about="I knit.", cannot="Sewing", languages=("Dutch",))
    office.hire(a_mentor("USEL", profile=profile))
    office.accept(office.intro(whom="USEL"), "USEL")
    said = office.notices("UANA", notices.Introduced)[-1].members[0]
    assert (said.about, said.cannot, said.languages) == ("I knit.", "Sewing", ("Dutch",))


def test_a_question_that_waits_for_the_morning(office: Office) -> None:
    """Asked in the evening, Ben hears of it tomorrow, and Ana reads so; by day he is asked at once."""
    office.now = at("monday", 20)
    office.intro()
    assert office.notices("UANA", notices.RequestSent)[-1].later
    office.now = at("tuesday", 10)
    office.intro(whom="UCHIDI")
    assert not office.notices("UANA", notices.RequestSent)[-1].later
