"""Fixtures of every test: fresh databases of both kinds, and no network beyond this machine."""

import gc
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.workermanage import WorkerController

from storage.mapping import map_domain
from tests import postgres
from tests.databases import Databases, PostgresDatabases, Schema, SqliteDatabases
from tests.loopback import stay_on_loopback

# Before any test module builds a person: what is made earlier is not known to the mapping.
map_domain()

# No deadline: a busy machine is not a defect. In CI the search is repeatable.
settings.register_profile("default", max_examples=60, deadline=None)
settings.register_profile("ci", parent=settings.get_profile("default"), derandomize=True, print_blob=True)
settings.register_profile("thorough", parent=settings.get_profile("default"), max_examples=2000)

_run_key = pytest.StashKey[postgres.Run]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run choose whose PostgreSQL programs it uses."""
    parser.addoption(
        "--postgres",
        choices=["auto", "system", "bundled"],
        default="auto",
        help="PostgreSQL's programs: the system's, those of the dev extra, or the first that are found",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Open the run; a worker joins the run of its controller."""
    if not config.getoption("--hypothesis-profile"):
        settings.load_profile("ci" if os.environ.get("CI") else "default")
    if not hasattr(config, "workerinput"):
        config.stash[_run_key] = postgres.Run()
    stay_on_loopback()


def pytest_collection_finish() -> None:
    """Spare garbage collection what was imported: it would look through all of it again and again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: WorkerController) -> None:
    """Tell a worker where its run lives."""
    node.workerinput["run_directory"] = str(node.config.stash[_run_key].directory)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Close the run, after all its workers."""
    run = config.stash.get(_run_key, None)
    if run:
        run.end()


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    """A source of fresh SQLite databases."""
    return SqliteDatabases(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgresql_databases(request: pytest.FixtureRequest) -> Iterator[Databases]:
    """A source of fresh PostgreSQL databases; the first use in a run starts the server."""
    worker = getattr(request.config, "workerinput", None)
    directory = Path(worker["run_directory"]) if worker else request.config.stash[_run_key].directory
    server = postgres.url_of(directory, request.config.getoption("--postgres"))
    name = f"test_{worker['workerid'] if worker else 'main'}"
    with closing(PostgresDatabases(server, name)) as databases:
        yield databases


@pytest.fixture(scope="session")
def schema() -> Schema | None:
    """What fresh databases hold: nothing here; a suite overrides this with its function of a URL."""
    return None


@pytest.fixture
def sqlite_url(sqlite_databases: Databases, schema: Schema | None) -> Iterator[str]:
    """The URL of a fresh SQLite database."""
    with sqlite_databases.fresh(schema) as url:
        yield url


@pytest.fixture
def postgresql_url(postgresql_databases: Databases, schema: Schema | None) -> Iterator[str]:
    """The URL of a fresh PostgreSQL database."""
    with postgresql_databases.fresh(schema) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of a fresh database: each test runs once on SQLite and once on PostgreSQL."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url
