"""Every modal, with whatever it may have to show."""

from datetime import timedelta

from hypothesis import strategies as st
from slack_sdk.models.views import View

from bot.domain.agreements import Agreement, Points
from bot.domain.flash import Candidate
from bot.domain.outcomes import Outcome
from bot.domain.people import Person
from bot.domain.reviews import Answers
from bot.usecases.agreements import Agreed
from bot.usecases.flash import FindMentors, Shortlist
from bot.usecases.meetings import Times
from bot.usecases.outcomes import Chat
from bot.usecases.people import Found
from bot.usecases.reviews import LookingBack
from handlers.slack.views import (
    agreements,
    blocked,
    flash,
    found,
    intros,
    moments,
    outcomes,
    pass_on,
    pauses,
    profile,
    reviews,
    snooze,
    times,
)
from handlers.slack.views.reader import Reader
from tests.builders import a_group, a_pairing
from tests.fakes import MONDAY
from tests.slack.views.values import ids, made, profiles, typed
from tests.slack.views.values import moments as instants

candidates = made(Candidate)
people = st.builds(
    Person,
    workspace=st.just("T1"),
    id=ids,
    name=typed,
    profile=profiles,
    manager_id=st.none() | ids,
    blocked=st.lists(ids, max_size=5).map(tuple),
)


agreed = st.builds(
    Agreed,
    person_id=st.just("UANA"),
    pairing=st.sampled_from((a_pairing(), a_pairing(ends_at=MONDAY + timedelta(weeks=26)), a_group())),
    agreement=made(Agreement, points=st.none() | made(Points), proposed=st.none() | made(Points)),
    today=st.just(MONDAY.date()),
    cannot=typed,
)


def modals(reader: Reader) -> st.SearchStrategy[View]:
    """Every modal, for one reader."""
    shortlists = st.builds(Shortlist, made(FindMentors), st.lists(candidates, max_size=3).map(tuple))
    slots = st.lists(instants, max_size=100, unique=True).map(tuple)
    chats = st.lists(made(Chat), min_size=1, max_size=15, unique_by=lambda chat: chat.id)
    return st.one_of(
        st.builds(intros.modal, st.just(reader), st.none() | ids, typed),
        st.builds(flash.modal, st.just(reader), typed),
        st.builds(flash.choose, st.just(reader), shortlists),
        st.builds(outcomes.modal, st.just(reader), chats, ids),
        st.builds(reviews.modal, st.just(reader), made(LookingBack, before=st.none() | made(Answers))),
        *(
            st.builds(view, st.just(reader), agreed)
            for view in (agreements.form, agreements.shown, agreements.kept)
        ),
        st.builds(outcomes.logged, st.just(reader), made(Outcome)),
        st.builds(times.modal, st.just(reader), made(Times, slots=slots)),
        st.builds(pass_on.suggestion_modal, st.just(reader), ids),
        st.builds(pass_on.line_modal, st.just(reader), ids),
        st.builds(pass_on.decline_modal, st.just(reader), ids),
        st.builds(snooze.modal, st.just(reader), ids),
        st.builds(pauses.modal, st.just(reader)),
        st.builds(blocked.modal, st.just(reader), people),
        st.builds(profile.modal, st.just(reader), people),
        st.builds(profile.saved, st.just(reader), people),
        st.builds(found.modal, st.just(reader), typed),
        st.builds(
            found.shown,
            st.just(reader),
            st.builds(Found, typed, st.lists(candidates, max_size=3), st.integers(0, 9)),
        ),
        st.builds(moments.loading, st.just(reader)),
        st.builds(moments.done, st.just(reader)),
    )
