"""Settings: read from a mapping and a file, refused with sentences that help."""

import ssl
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.settings import NAMES, Settings, SettingsError, knows_slack, load, load_database

BOT_TOKEN = "xoxb-made-up-bot"
APP_TOKEN = "xapp-made-up-app"
SECRET = "made-up-signing-secret"
ENOUGH = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_SIGNING_SECRET": SECRET}


def settings(**more: str) -> Settings:
    return load({**ENOUGH, **more}, env_file=None)


def problems(environ: dict[str, str], env_file: Path | None = None) -> list[str]:
    with pytest.raises(SettingsError) as refused:
        load(environ, env_file)
    return refused.value.problems


def test_two_settings_are_enough() -> None:
    read = settings()
    assert read.slack_bot_token.get_secret_value() == BOT_TOKEN
    assert read.slack_signing_secret
    assert read.slack_signing_secret.get_secret_value() == SECRET
    assert not read.socket_mode
    assert read.slack_api_url == "https://slack.com/api/"
    assert read.database_url.get_secret_value() == "sqlite:///mentorbot.db"
    assert (read.port, read.log_level, read.log_format, read.tick_seconds) == (3000, "info", "json", 15)


def test_an_app_token_means_socket_mode_and_needs_no_signing_secret() -> None:
    assert load({"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN}, None).socket_mode


@pytest.mark.parametrize("empty", ["", "  "])
def test_an_empty_value_is_a_missing_one(empty: str) -> None:
    said = problems({"SLACK_BOT_TOKEN": empty, "SLACK_SIGNING_SECRET": empty, "SLACK_APP_TOKEN": empty})
    assert sorted(sentence.split(":")[0] for sentence in said) == [
        "SLACK_BOT_TOKEN is missing",
        "SLACK_SIGNING_SECRET is missing",
    ]


def test_all_problems_are_told_at_once() -> None:
    said = problems({"PORT": "http", "DATABASE_URL": "mysql://db/x", "MENTORBOT_LOG_FORMAT": "xml"})
    assert [sentence.split()[0] for sentence in said] == [
        "DATABASE_URL",
        "MENTORBOT_LOG_FORMAT",
        "SLACK_BOT_TOKEN",
        "PORT",
        "SLACK_SIGNING_SECRET",
    ]


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        (
            "SLACK_BOT_TOKEN",
            APP_TOKEN,
            "SLACK_BOT_TOKEN must be a bot token, which begins with xoxb-: this is an app-level token.",
        ),
        (
            "SLACK_APP_TOKEN",
            BOT_TOKEN,
            "SLACK_APP_TOKEN must be an app-level token, which begins with xapp-: this is a bot token.",
        ),
        (
            "SLACK_BOT_TOKEN",
            "xoxb-",
            "SLACK_BOT_TOKEN must be a bot token, which begins with xoxb-: this is only part of a bot token.",
        ),
        (
            "SLACK_BOT_TOKEN",
            "sesame",
            "SLACK_BOT_TOKEN must be a bot token, which begins with xoxb-: this is something else.",
        ),
        ("PORT", "65536", "PORT must be a whole number from 0 to 65535: correct or remove it."),
        ("PORT", "٣", "PORT must be a whole number from 0 to 65535: correct or remove it."),
        (
            "MENTORBOT_TICK_SECONDS",
            "0",
            "MENTORBOT_TICK_SECONDS must be a whole number from 1 to 300: correct or remove it.",
        ),
        (
            "MENTORBOT_LOG_LEVEL",
            "loud",
            "MENTORBOT_LOG_LEVEL must be one of debug, info, warning, error: correct or remove it.",
        ),
        (
            "SCIM_LEVEL_ATTRIBUTE",
            "user type",
            (
                "SCIM_LEVEL_ATTRIBUTE must name an attribute, as in userType or urn:example:2.0:User:level: "
                "correct or remove it."
            ),
        ),
        (
            "MENTORBOT_LOGLEVEL",
            "info",
            (
                "MENTORBOT_LOGLEVEL is not a setting; the nearest one is MENTORBOT_LOG_LEVEL: "
                "rename or remove it."
            ),
        ),
        (
            "HTTPS_PROXY",
            "socks5://127.0.0.1:1",
            "HTTPS_PROXY must be the address of an HTTP proxy, as in http://proxy.example:3128.",
        ),
        (
            "SSL_CERT_FILE",
            "/nowhere.pem",
            (
                "SSL_CERT_FILE (or REQUESTS_CA_BUNDLE) names /nowhere.pem, which does not exist: "
                "correct or remove it."
            ),
        ),
    ],
)
def test_a_wrong_value_is_refused_with_what_to_do(name: str, value: str, sentence: str) -> None:
    assert problems({**ENOUGH, name: value}) == [sentence]


@pytest.mark.parametrize(
    "url", ["slack.com/api", "ftp://slack.com/api/", "https://", "https://a/api/?x=1", "http://a:b/"]
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    (sentence,) = problems({**ENOUGH, "SLACK_API_URL": url})
    assert sentence.startswith("SLACK_API_URL must be an address")


@pytest.mark.parametrize("url", ["http://127.0.0.1:8080/api", "http://127.0.0.1:8080/api/"])
def test_the_api_address_ends_with_one_slash(url: str) -> None:
    assert settings(SLACK_API_URL=url).slack_api_url == "http://127.0.0.1:8080/api/"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("postgres://u:p@db:5432/m", "postgresql+psycopg://u:p@db:5432/m"),
        ("postgresql://u:p@db/m?sslmode=require", "postgresql+psycopg://u:p@db/m?sslmode=require"),
        ("postgresql+psycopg:///m?host=/run/pg", "postgresql+psycopg:///m?host=/run/pg"),
        ("sqlite:////var/lib/m.db", "sqlite:////var/lib/m.db"),
    ],
)
def test_database_urls_of_every_platform_are_understood(written: str, read: str) -> None:
    assert settings(DATABASE_URL=written).database_url.get_secret_value() == read


@pytest.mark.parametrize(
    "url",
    [
        "mentorbot.db",
        "sqlite://",
        "sqlite:///",
        "sqlite:///:memory:",
        "sqlite+aiosqlite:///m.db",
        "postgresql+asyncpg://db/m",
        "postgresql://db",
        "postgresql://db:x/m",
        "mysql://db/m",
    ],
)
def test_other_databases_are_refused(url: str) -> None:
    (sentence,) = problems({**ENOUGH, "DATABASE_URL": url})
    assert sentence.startswith("DATABASE_URL must")


SCIM = {"SCIM_URL": "https://people.example/scim/v2/", "SCIM_TOKEN": "t0ken"}


def test_a_personnel_system_needs_an_address_and_a_token() -> None:
    assert settings().scim_url is None
    read = settings(**SCIM)
    assert read.scim_url == "https://people.example/scim/v2"
    assert read.scim_token
    assert "t0ken" not in repr(read)
    for one in SCIM:
        assert problems({**ENOUGH, one: SCIM[one]}) == [
            "SCIM_URL and SCIM_TOKEN belong together: set the one that is missing, or remove the other."
        ]


@pytest.mark.parametrize(
    "url", ["people.example", "ftp://a/scim", "https://u:p@a.example/scim", "https://a.example/scim?x=1"]
)
def test_an_address_of_no_personnel_system_is_refused(url: str) -> None:
    (sentence,) = problems({**ENOUGH, **SCIM, "SCIM_URL": url})
    assert sentence.startswith("SCIM_URL must be the address")
    assert "u:p" not in sentence


@pytest.mark.parametrize("token", ["two words", "ünicode", "a\x00b"])
def test_a_token_that_fits_in_no_header_is_refused(token: str) -> None:
    (sentence,) = problems({**ENOUGH, **SCIM, "SCIM_TOKEN": token})
    assert sentence.startswith("SCIM_TOKEN must be a bearer token")


@pytest.mark.parametrize(
    "name", ["userType", "grade.rank", "urn:ietf:params:scim:schemas:extension:acme:2.0:User:level"]
)
def test_any_attribute_may_say_the_level(name: str) -> None:
    assert settings(SCIM_LEVEL_ATTRIBUTE=name).scim_level == name


def test_the_database_alone_needs_no_token() -> None:
    """What is set for it is checked all the same, and names that are no setting are told."""
    assert load_database({"DATABASE_URL": "sqlite:///m.db"}, None).database_url.get_secret_value()
    assert not knows_slack({"SLACK_BOT_TOKEN": " "}, None)
    assert knows_slack(ENOUGH, None)
    with pytest.raises(SettingsError) as refused:
        load_database({"DATABASE_URL": "mysql://db/x", "MENTORBOT_X": "1"}, None)
    assert [sentence.split()[0] for sentence in refused.value.problems] == ["DATABASE_URL", "MENTORBOT_X"]


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(
        f"# ours\nSLACK_BOT_TOKEN='{BOT_TOKEN}'\nexport SLACK_SIGNING_SECRET={SECRET}\nPORT=4000\n"
    )
    assert load({}, file).port == 4000
    assert load({"PORT": "5000"}, file).port == 5000
    assert load({"PORT": ""}, file).port == 3000, "an empty value takes the file's back"


def test_a_value_is_taken_as_it_is_written(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(f"SLACK_BOT_TOKEN={BOT_TOKEN}\nSLACK_SIGNING_SECRET='${{PATH}}$x'\n")
    secret = load({}, file).slack_signing_secret
    assert secret
    assert secret.get_secret_value() == "${PATH}$x"


def test_a_broken_line_of_the_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("PORT=1\nSLACK_BOT_TOKEN='no end\n")
    assert f"{file}, line 2, cannot be read: write NAME=value." in problems(ENOUGH, file)


@pytest.mark.parametrize("content", [b"\xff\xfe=", None])
def test_a_file_that_is_no_text_is_refused(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / ".env"
    if content is None:
        file.mkdir()
    else:
        file.write_bytes(content)
    assert problems(ENOUGH, file) == [
        f"{file} cannot be read: make it a text file (UTF-8) that this account may open."
    ]


def test_no_file_is_no_problem(tmp_path: Path) -> None:
    assert load(ENOUGH, tmp_path / ".env") == settings()


@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), min_size=12).map("canary{}".format))
def test_no_refusal_repeats_what_could_be_a_secret(canary: str) -> None:
    names = [name for name in NAMES if name not in {"NO_PROXY", "SSL_CERT_FILE", "MENTORBOT_HOST"}]
    with pytest.raises(SettingsError) as refused:
        load({**dict.fromkeys(names, canary), "SLACK_APP_TOKEN": canary}, None)
    assert "canary" not in repr(refused.value)


def test_secrets_never_show() -> None:
    canary = "canary"
    read = settings(
        SLACK_BOT_TOKEN=f"xoxb-{canary}",
        SLACK_APP_TOKEN=f"xapp-{canary}",
        SLACK_SIGNING_SECRET=canary,
        DATABASE_URL=f"postgresql://u:{canary}@db/m",
        HTTPS_PROXY=f"http://u:{canary}@proxy.example:1",
        HTTP_PROXY=f"http://u:{canary}@proxy.example:1",
    )
    assert canary not in f"{read!r} {read} {read.model_dump()} {read.model_dump_json()}"


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        settings().port = 1


def test_what_others_call_it_is_understood() -> None:
    read = settings(https_proxy="proxy.example:1", no_proxy="slack.com")
    assert read.proxy_for("https://files.slack.com/x") is None
    assert read.proxy_for("https://calendar.example/") == "http://proxy.example:1"


def test_certificates_come_from_the_companys_bundle_or_the_system(tmp_path: Path) -> None:
    assert settings().tls_context().verify_mode == ssl.CERT_REQUIRED
    (tmp_path / "bundle.pem").write_text("no certificate")
    with pytest.raises(ssl.SSLError):
        settings(REQUESTS_CA_BUNDLE=str(tmp_path / "bundle.pem")).tls_context()


def test_the_example_names_every_setting_and_starts_as_it_is(tmp_path: Path) -> None:
    text = (Path(__file__).parents[1] / ".env.example").read_text()
    assert [name for name in NAMES if f"{name}=" not in text] == []
    every_line = "\n".join(line.removeprefix("#") for line in text.splitlines() if "=" in line)
    (tmp_path / ".env").write_text(every_line)
    assert problems({}, tmp_path / ".env")[0].startswith("SLACK_BOT_TOKEN is missing")
    read = load(ENOUGH, tmp_path / ".env")
    assert read == settings(), "the example shows the defaults"
