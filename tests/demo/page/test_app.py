"""The page as it is loaded, and everything that is asked of it wrongly."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

from bot.demo.page.guard import LARGEST_BODY
from tests.demo.page.conftest import Browser


async def test_the_front_leads_to_the_direct_messages_of_somebody_who_can_act(browser: Browser) -> None:
    html = await browser.page("/")
    assert "Command to Mentorbot" in html
    assert "/flash" in html


async def test_everybody_can_be_chosen_with_their_local_time_and_what_is_special_about_them(
    browser: Browser,
) -> None:
    html = await browser.page("/as/ana/people")
    for person in browser.stage.slack.workspace.people.values():
        assert f'href="/as/{person.handle}"' in html
    assert '10:00</span> <span class="people-zone">Lisbon' in html
    assert '19:00</span> <span class="people-zone">Tokyo' in html
    for badge in ("guest", "deactivated", "bot", "admin", "other company"):
        assert f'<span class="badge">{badge}</span>' in html


async def test_a_page_is_as_long_in_a_large_company_as_in_a_small_one(browser: Browser) -> None:
    """Whom one could be, and whom one could name, is asked for when somebody wants to know."""
    html = await browser.page("/as/ana")
    assert "Ben Okafor" not in html
    named = (await browser.http.get("/as/ana/names")).json()["people"]
    assert {"handle": "ben", "name": "Ben Okafor", "title": "Staff engineer"} in named
    assert "olga" not in [one["handle"] for one in named], "whom no command can reach"


async def test_whoever_has_left_can_be_looked_at_and_not_used(browser: Browser) -> None:
    html = await browser.page("/as/olga")
    assert "this workspace&#39;s commands are not theirs" in html
    assert "composer-text" not in html
    channel = browser.stage.slack.workspace.channel("mentoring").id
    status, why = await browser.refused("/as/olga/slash", channel=channel, line="/flash x")
    assert (status, "works elsewhere" in why) == (403, True)


async def test_no_request_leaves_the_machine_and_no_foreign_script_runs(browser: Browser) -> None:
    answer = await browser.http.get("/as/ana", follow_redirects=True)
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert "http://" not in answer.text.replace("http://127.0.0.1", "").replace("http://www.w3.org", "")
    assert " style=" not in answer.text
    assert "<script>" not in answer.text


async def test_another_host_name_is_turned_away(browser: Browser) -> None:
    """A name that resolves to this machine must not open the page to its owner."""
    for host in ("evil.example", "127.0.0.1.evil.example", "10.0.0.1:80", "[::1", ""):
        answer = await browser.http.get("/as/ana", headers={"Host": host})
        assert answer.status_code in (400, 421), host


async def test_a_foreign_page_cannot_make_the_browser_act(browser: Browser) -> None:
    foreign = {
        403: [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}],
        415: [{"Content-Type": "text/plain"}, {"Content-Type": "application/x-www-form-urlencoded"}],
    }
    for status, kinds in foreign.items():
        for headers in kinds:
            sent = {"Content-Type": "application/json", **headers}
            answer = await browser.http.post("/clock", content='{"by":"week","as":"ana"}', headers=sent)
            assert answer.status_code == status, headers
    assert browser.stage.clock.now() == datetime(2026, 3, 2, 10, tzinfo=UTC)


async def test_what_is_no_json_object_is_refused_in_a_sentence(browser: Browser) -> None:
    headers = {"Content-Type": "application/json"}
    for body in ("", "no json", "[]", '"text"', "{" * 5000, "[" * 100_000, "\x00", '{"line": 7}'):
        answer = await browser.http.post("/as/ana/slash", content=body, headers=headers)
        assert answer.status_code == 400, body[:20]
        assert answer.json()["error"].endswith(".")


async def test_a_huge_body_is_refused_whether_or_not_it_says_how_long_it_is(browser: Browser) -> None:
    huge = b'{"line": "' + b"x" * LARGEST_BODY + b'"}'

    async def dribble() -> AsyncIterator[bytes]:
        yield huge

    headers = {"Content-Type": "application/json"}
    for content in (huge, dribble()):
        answer = await browser.http.post("/as/ana/slash", content=content, headers=headers)
        assert answer.status_code == 413


async def test_what_is_not_there_is_not_found(browser: Browser) -> None:
    for path in (
        *("/as/nobody", "/as/nobody/home", "/as/ana/C0SECRETS", "/as/ana/X", "/as/nils/home"),
        *("/panel/other", "/panel/exchanges/999999", "/files/F1/x.txt", "/static/../app.py", "/nowhere"),
    ):
        assert (await browser.http.get(path, follow_redirects=True)).status_code == 404, path


async def test_older_messages_are_asked_for_by_a_timestamp(browser: Browser) -> None:
    where = browser.direct("ana")
    for before in ("", "x", "1.2.3", "-", "nan", "9" * 5000):
        answer = await browser.http.get(f"/as/ana/{where}/earlier", params={"before": before})
        assert answer.status_code == 400, before[:20]


async def test_a_long_conversation_begins_with_its_newest_hundred(browser: Browser) -> None:
    workspace = browser.stage.slack.workspace
    where = workspace.channel("general")
    for number in range(250):
        workspace.post(where, {"text": f"word-{number}-"}, user=workspace.person("ben").id)
    html = await browser.page(f"/as/ana/{where.id}")
    assert ("word-149-" in html, "word-150-" in html) == (False, True)
    first = where.messages[150].ts
    older = (await browser.http.get(f"/as/ana/{where.id}/earlier", params={"before": first})).json()
    assert ("word-49-" in older["html"], "word-149-" in older["html"]) == (False, True)
    oldest = (await browser.http.get(f"/as/ana/{where.id}/earlier?before={older['before']}")).json()
    assert ("word-0-" in oldest["html"], oldest["before"]) == (True, "")


async def test_messages_stand_under_the_day_of_their_reader(browser: Browser) -> None:
    """What is said on Monday evening in Lisbon is read on Tuesday in Tokyo."""
    workspace = browser.stage.slack.workspace
    browser.stage.clock.set(datetime(2026, 3, 2, 20, tzinfo=UTC))
    where = workspace.channel("general")
    workspace.post(where, {"text": "good evening"}, user=workspace.person("ben").id)
    assert "Monday, 2 March 2026" in await browser.page(f"/as/ana/{where.id}")
    assert "Tuesday, 3 March 2026" in await browser.page(f"/as/goro/{where.id}")


async def test_what_was_read_is_no_longer_unread(browser: Browser) -> None:
    workspace = browser.stage.slack.workspace
    where = workspace.channel("general")
    said = [workspace.post(where, {"text": word}, user=workspace.person("ben").id) for word in "abc"]
    assert '3<span class="sr-only"> unread' in await browser.page("/as/ana")
    await browser.does("/as/ana/read", channel=where.id, ts=said[1].ts)
    assert '1<span class="sr-only"> unread' in await browser.page("/as/ana")
    await browser.does("/as/ana/read", channel=where.id, ts=said[0].ts)
    assert '1<span class="sr-only"> unread' in await browser.page("/as/ana"), "what was read stays read"
    assert '3<span class="sr-only"> unread' in await browser.page("/as/chidi"), "each has their own"


async def test_what_is_said_is_shown_as_it_was_typed(browser: Browser) -> None:
    """Nothing that anybody types can become part of the page."""
    where = browser.stage.slack.workspace.channel("general")
    await browser.does("/as/ana/say", channel=where.id, text="<img src=x onerror=alert(1)> & <script>")
    html = await browser.page(f"/as/ben/{where.id}")
    assert "<img src=x" not in html
    assert "&lt;img src=x" in html


async def test_the_gallery_shows_every_specimen_and_the_page_leads_there(browser: Browser) -> None:
    assert 'href="/gallery"' in await browser.page("/as/ana")
    html = await browser.page("/gallery")
    for one in browser.stage.specimens():
        assert one.name in html
