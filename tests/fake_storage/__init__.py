"""Storage in memory: the ports of the repositories, over dictionaries."""

from tests.fake_storage.shelves import FakeStore
from tests.fake_storage.unit_of_work import FakeUnitOfWork

__all__ = ["FakeStore", "FakeUnitOfWork"]
