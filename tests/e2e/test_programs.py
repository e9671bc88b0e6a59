"""Programs: an admin starts one in two choices, colleagues come, skip, rest and go."""

from bot.demo import moving
from bot.demo.driver import Colleague
from bot.demo.forms import Modal
from bot.demo.seen import SeenMessage
from tests.e2e.world import Story, count, last, newest

CHANNEL = "mentoring"


def announcement(person: Colleague) -> SeenMessage:
    """What stands in the channel about the program."""
    return newest(person.channel_messages(CHANNEL), "Peer chats")


async def set_up(story: Story, form: str = "Peer chats") -> Modal:
    """Hala chooses a form and a channel; returns the program's card."""
    choice = await story.types(story.who("hala"), "/mentor admin")
    choice.choose("Form", form).pick("Channel", CHANNEL)
    card = await story.sends(choice)
    assert card is not None
    return card


async def announced(story: Story) -> Modal:
    """The same, and the channel knows of it."""
    card = await set_up(story)
    await story.presses(card, "Announce it")
    return shown(story.who("hala"))


def shown(person: Colleague) -> Modal:
    """The modal before somebody."""
    assert person.modal is not None
    return person.modal


async def joins(story: Story, person: Colleague, **wishes: str) -> Modal:
    """Press "Join" in the channel and say what is wished for."""
    form = await story.opens(announcement(person), "Join")
    for label in form.labels:
        for name, value in wishes.items():
            if name.replace("_", " ") in label.lower():
                form.fill(label, value)
    after = await story.sends(form)
    assert after is not None
    return after


async def test_a_program_from_two_choices_to_its_end(story: Story) -> None:
    """Hala sets it up; Ana and Ben join by the button; Ana rests, Ben leaves, Chidi comes; Hala ends it."""
    hala, ana, ben, chidi = story.everyone("hala", "ana", "ben", "chidi")
    card = await set_up(story)
    assert "a draft that nobody else sees" in card.text
    assert "A round every 2 weeks" in card.text
    assert ana.channel_messages(CHANNEL) == []

    await story.presses(card, "Announce it")
    assert "open for joining" in shown(hala).text
    assert "It is announced in #mentoring, with a button to join." in shown(hala).text
    assert "Join if you like" in announcement(ana).text

    assert "You take part in" in (await joins(story, ana, reach="Speak up in meetings")).text
    await joins(story, ben)
    assert "2 colleagues take part so far." in announcement(ana).text
    assert "Speak up" not in announcement(hala).text

    await story.presses(shown(hala), "Start the rounds")
    assert "running" in shown(hala).text
    assert "It is announced" not in shown(hala).text
    assert "The next round is on" in announcement(ana).text

    listed = await story.says(ana, "/mentor programs")
    assert "Peer chats" in listed
    assert "Chats of 30 minutes · A round every 2 weeks" in listed
    await story.presses(ana.ephemerals[-1], "Skip the next round")
    assert "the next round goes by without you" in ana.ephemerals[-1].text
    await story.presses(ana.ephemerals[-1], "Take part after all")
    home = await story.home_of(ana)
    assert "Peer chats: the next round is on" in home.text
    assert {"What I'd like", "Skip the next round", "Leave"} <= set(home.buttons)
    assert "Peer chats" in (await story.home_of(hala)).buttons
    pause = await story.opens(ana.ephemerals[-1], "Take a break")
    pause.fill("Your first day back", "2026-03-20")
    told = await story.sends(pause)
    assert told is not None
    assert "you are on a break until Fri, 20 Mar 2026" in told.text

    await story.presses(announcement(ben), "Leave")
    assert "You have left" in ben.ephemerals[-1].text
    await joins(story, chidi)
    assert "2 colleagues take part so far." in announcement(ana).text

    await story.presses(shown(hala), "End the program")
    for person in (ana, chidi):
        assert "has come to its end" in last(person, "Peer chats").text
    assert {"All programs", "How it went"} <= set(shown(hala).buttons)
    listed_again = await story.types(hala, "/mentor admin")
    assert "Peer chats ended on" in listed_again.text
    assert "No round of" in (await story.opens(listed_again, "How it went")).text
    assert announcement(ben).buttons == []
    assert "has come to its end" not in " ".join(one.text for one in ben.inbox)


async def test_a_demoted_admin_is_refused_and_so_is_everybody_else(story: Story) -> None:
    """By the command, and by the buttons of a card that was open before."""
    hala, ana = story.everyone("hala", "ana")
    assert "for workspace admins" in (await story.says(ana, "/mentor admin"))
    card = await announced(story)
    await story.stage.slack.change_person("hala", is_admin=False)
    await story.stage.settle()
    await story.presses(card, "End the program")
    assert "for workspace admins" in shown(hala).text
    assert "Join if you like" in announcement(ana).text


async def test_a_channel_in_which_nothing_can_be_said_is_refused_on_its_field(story: Story) -> None:
    """One that the bot is not in, a private one that it cannot see, an archived one."""
    hala, emeka = story.everyone("hala", "emeka")
    form = await story.types(hala, "/mentor admin")
    for channel, words in (("random", "not in #random"), ("finance", "can't see that channel")):
        form.force(
            "Channel", {"type": "conversations_select", "selected_conversation": id_of(story, channel)}
        )
        answer = await story.submits(form, force=True)
        assert words in answer.errors["Channel"]
    await moving.archive(emeka, "general")
    form.pick("Channel", "general")
    assert "is archived" in (await story.submits(form)).errors["Channel"]


def id_of(story: Story, channel: str) -> str:
    found: str = story.stage.slack.workspace.channel(channel).id
    return found


async def test_settings_are_changed_and_refused_on_the_field_that_caused_it(story: Story) -> None:
    hala = story.who("hala")
    card = await announced(story)
    await story.presses(card, "Name and rounds")
    page = shown(hala).fill("Name", "Coffee").fill("Last day", "2026-03-01").fill("First round", "2026-04-01")
    assert "would end before it starts" in (await story.submits(page)).errors["Last day"]
    page.fill("Last day", "2026-06-30").fill("Weeks between rounds", 4)
    await story.sends(page)
    assert "A round every 4 weeks" in shown(hala).text
    assert "Coffee" in newest(hala.channel_messages(CHANNEL), "Join if you like").text
    await story.presses(shown(hala), "Start the rounds")
    assert "A group takes 2 people and 0 have joined so far" in shown(hala).text


async def test_two_admins_in_the_settings_at_once_overwrite_nothing(story: Story) -> None:
    """Dana, who saves second, reads why nothing is saved beside what she typed, and opens the page again."""
    hala, dana = story.everyone("hala", "dana")
    card = await announced(story)
    await story.stage.slack.change_person("dana", is_admin=True)
    overview = await story.types(dana, "/mentor admin")
    await story.presses(overview, "See the program")
    await story.presses(shown(dana), "Name and rounds")
    hers = shown(dana).fill("Name", "Tea")
    await story.presses(card, "Name and rounds")
    await story.sends(shown(hala).fill("Name", "Coffee"))
    (refusal,) = (await story.submits(hers)).errors.values()
    assert refusal.startswith("Somebody changed these settings while you had them open")
    assert shown(dana).labels == hers.labels
    assert "Coffee" in newest(hala.channel_messages(CHANNEL), "Join if you like").text

    overview = await story.types(dana, "/mentor admin")
    await story.presses(overview, "See the program")
    await story.presses(shown(dana), "Name and rounds")
    await story.sends(shown(dana).fill("Name", "Tea"))
    assert "Tea" in newest(hala.channel_messages(CHANNEL), "Join if you like").text


async def test_a_draft_takes_another_form_until_it_is_announced(story: Story) -> None:
    """Peer chats become circles with the length that was chosen; once announced the old button is refused."""
    card = await set_up(story)
    hala = story.who("hala")
    await story.presses(card, "Name and rounds")
    shown(hala).choose("How long is a chat?", "45 minutes")
    await story.sends(shown(hala))
    assert "Chats of 45 minutes" in shown(hala).text
    await story.presses(shown(hala), "Change the form")
    form = shown(hala).choose("Form", "Mentoring circles")
    await story.sends(form)
    assert "Mentoring circles" in shown(hala).text
    assert "Chats of 45 minutes" in shown(hala).text
    assert "4 to 6 people together" in shown(hala).text
    await story.presses(shown(hala), "Announce it")
    assert "Change the form" not in shown(hala).buttons


async def test_whoever_leaves_the_channel_leaves_the_program(story: Story) -> None:
    ana, kiri = story.everyone("ana", "kiri")
    await announced(story)
    await joins(story, ana)
    await moving.leave(ana, CHANNEL)
    await story.stage.settle()
    assert "you are not in" in last(ana, "You left").text
    assert "take part" not in announcement(kiri).text
    await story.says(ana, "/mentor programs")
    assert "no program in your channels" in ana.ephemerals[-1].text
    await moving.join(ana, CHANNEL)
    await joins(story, ana)
    assert "1 colleague takes part" in announcement(kiri).text


async def test_an_admin_hears_of_a_lost_channel_once(story: Story) -> None:
    hala = story.who("hala")
    await announced(story)
    await moving.take_out_app(hala, CHANNEL)
    await moving.archive(hala, CHANNEL)
    await story.stage.settle()
    assert count(hala, "I can't say anything in") == 1
    await moving.unarchive(hala, CHANNEL)
    await moving.bring_in_app(hala, CHANNEL)
    card = await story.opens(last(hala, "I can't say anything in"), "See the program")
    assert "Add me with" not in card.text


async def test_everybody_is_brought_in_where_an_admin_said_so_and_may_go_at_once(story: Story) -> None:
    """Guests, apps and people of other workspaces are not; whoever comes later is."""
    hala, ana, luz = story.everyone("hala", "ana", "luz")
    await moving.leave(luz, CHANNEL)
    card = await set_up(story)
    await story.presses(card, "Name and rounds")
    await story.sends(shown(hala).choose("Who takes part?", "Everyone in the channel, until they leave"))
    await story.presses(shown(hala), "Announce it")
    assert "11 people take part" in shown(hala).text
    await story.later(days=1)
    await story.presses(last(ana, "Everyone in"), "Leave")
    await moving.join(luz, CHANNEL)
    await story.later(days=1)
    assert "so do you" in last(luz, "Everyone in").text
    assert "11 colleagues take part so far." in announcement(ana).text


async def test_readiness_tells_numbers_before_anything_begins(story: Story) -> None:
    hala, ana, ben = story.everyone("hala", "ana", "ben")
    await announced(story)
    await joins(story, ana)
    await joins(story, ben)
    await story.presses(shown(hala), "Are we ready?")
    assert "2 people take part." in shown(hala).text
    await story.presses(shown(hala), "Back")
    assert "open for joining" in shown(hala).text


async def test_forged_buttons_reach_nobody_elses_place(story: Story) -> None:
    """A stranger's program, another one's place: gone, or not yours, and nothing has changed."""
    ana = story.who("ana")
    await announced(story)
    await joins(story, ana)
    await story.presses(announcement(ana), "Leave", value="forged")
    assert "come to an end" in ana.ephemerals[-1].text
    assert "1 colleague takes part" in announcement(ana).text
