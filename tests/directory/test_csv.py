from pathlib import Path

import pytest

from bot.directory.csv import UnreadableFile, parse, read
from bot.usecases.directory import BadLine, Row


def test_columns_are_found_by_their_headings() -> None:
    rows, bad = parse("Title,EMAIL,unknown,Manager,Department\nAnalyst,ana@a.example,x,ben@a.example,Data\n")
    assert rows == [
        Row(line=2, person="ana@a.example", manager="ben@a.example", department="Data", title="Analyst")
    ]
    assert bad == []


def test_an_absent_column_leaves_things_as_they_are_and_an_empty_cell_takes_them_away() -> None:
    rows, _ = parse("slack_id,manager\nUANA,\n")
    assert rows == [Row(line=2, person="UANA", manager="", department=None, title=None)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_spreadsheet_in_any_country(tmp_path: Path, delimiter: str) -> None:
    """A byte-order mark, CRLF and the separators that spreadsheets use."""
    file = tmp_path / "people.csv"
    lines = [["email", "department"], ["ana@a.example", '"R&D, Lisbon; Porto"'], ["", ""]]
    file.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(map(delimiter.join, lines)).encode())
    rows, bad = read(file)
    assert rows == [Row(line=2, person="ana@a.example", department="R&D, Lisbon; Porto")]
    assert bad == []


def test_either_an_address_or_an_id_names_a_person() -> None:
    rows, _ = parse("email,slack_id\n,UANA\nben@a.example,\n")
    assert [row.person for row in rows] == ["UANA", "ben@a.example"]


def test_bad_lines_are_told_with_their_numbers() -> None:
    rows, bad = parse("email,title\nana@a.example\n ,Analyst\nben@a.example,\x07\nciro@a.example,ok\n")
    assert [row.person for row in rows] == ["ciro@a.example"]
    assert [line.line for line in bad] == [2, 3, 4]
    assert bad[0] == BadLine(2, "It has 1 columns instead of 2.")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "email"),
        ("name,manager\na,b\n", "email"),
        ("email,title,title\na,b,c\n", "twice"),
        ('email,title\na,"open\n', "cannot be read"),
    ],
)
def test_what_is_no_directory_is_refused(text: str, says: str) -> None:
    with pytest.raises(UnreadableFile, match=says):
        parse(text)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="cannot be read"):
        read(tmp_path / "missing.csv")
    (tmp_path / "latin.csv").write_bytes("email,title\na,Müller".encode("latin-1"))
    with pytest.raises(UnreadableFile, match="UTF-8"):
        read(tmp_path / "latin.csv")
