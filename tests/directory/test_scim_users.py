from typing import Any

import pytest

from bot.directory.scim_users import UnusableUser, employee_of
from tests.directory.personnel import ENTERPRISE, a_user


def managed(manager: object) -> dict[str, Any]:
    return a_user(1, **{ENTERPRISE: {"manager": manager}})


@pytest.mark.parametrize(
    "manager",
    [
        {"value": "u9"},
        {"$ref": "https://people.example/scim/v2/Users/u9"},
        {"value": "", "$ref": "../Users/u9/"},
        [{"value": "u9"}],
        "u9",
    ],
)
def test_a_manager_is_named_in_several_ways(manager: object) -> None:
    assert employee_of(managed(manager), None).manager_id == "u9"


@pytest.mark.parametrize("manager", [None, {}, [], "", {"value": None}])
def test_nobody_is_nobody(manager: object) -> None:
    assert employee_of(managed(manager), None).manager_id == ""


def test_addresses_come_primary_first_and_the_user_name_last() -> None:
    emails = [{"value": "home@b.example"}, {"value": "Work@a.example", "primary": "True"}, "old@a.example"]
    names = employee_of(a_user(1, emails=emails, userName="ana"), None).names
    assert names == ("Work@a.example", "home@b.example", "old@a.example")
    assert employee_of(a_user(1, emails=None), None).names == ("p1@a.example",)


def test_names_of_attributes_count_in_any_case() -> None:
    user = {"ID": "u1", "USERNAME": "a@a.example", "Active": "False", "Title": " Lead "}
    employee = employee_of({**user, ENTERPRISE.upper(): {"Department": "Data"}}, None)
    assert (employee.id, employee.active, employee.title, employee.department) == (
        "u1",
        False,
        "Lead",
        "Data",
    )


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("営業\u3000部長", "営業 部長"),
        ("Head\xa0of\r\nData", "Head of Data"),
        ("برنامه\u200cنویس", "برنامه\u200cنویس"),
    ],
)
def test_a_title_in_any_script_leaves_nobody_out(title: str, read: str) -> None:
    assert employee_of(a_user(1, title=title), None).title == read


@pytest.mark.parametrize(
    ("path", "level"),
    [
        ("userType", "Senior"),
        ("grade.rank", "4"),
        ("urn:example:2.0:User:level", "7"),
        ("URN:Example:2.0:User:nothing", ""),
        ("userType.rank", ""),
        (None, ""),
    ],
)
def test_any_attribute_may_say_the_level(path: str | None, level: str) -> None:
    extension = {"urn:example:2.0:User": {"level": 7}}
    user = a_user(1, userType="Senior", grade={"rank": 4}, **extension)
    assert employee_of(user, path).level == level


@pytest.mark.parametrize(
    "user",
    [
        None,
        [],
        a_user(1, id=""),
        a_user(1, id=7),
        a_user(1, id="x" * 500),
        a_user(1, active="maybe"),
        a_user(1, active=1),
        a_user(1, title="x" * 500),
        a_user(1, title=["Lead"]),
        a_user(1, title="a\x00b"),
        a_user(1, emails={"value": "a@a.example"}),
        a_user(1, emails=[], userName="ana"),
        a_user(1, emails=[{"value": 4.5}]),
        managed({"value": {"id": "u9"}}),
    ],
)
def test_what_is_no_user_is_refused_without_a_name(user: object) -> None:
    with pytest.raises(UnusableUser) as refused:
        employee_of(user, None)
    assert "example" not in str(refused.value)
