from pathlib import Path

import pytest

from bot.directory.csv import Sheet, UnreadableFile, parse, read
from bot.usecases.directory import BadLine, Row


def test_columns_are_found_by_their_headings() -> None:
    sheet = parse(
        "Title,EMAIL,Room no,Manager,Department,Level\nAnalyst,ana@a.example,x,ben@a.example,Data,senior\n"
    )
    assert sheet == Sheet(
        [
            Row(
                line=2,
                person="ana@a.example",
                manager="ben@a.example",
                department="Data",
                title="Analyst",
                level="senior",
            )
        ],
        [],
        ["Room no"],
    )


def test_an_absent_column_leaves_things_as_they_are_and_an_empty_cell_takes_them_away() -> None:
    rows = parse("slack_id,manager\nUANA,\n").rows
    assert rows == [Row(line=2, person="UANA", manager="", department=None, title=None, level=None)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_spreadsheet_in_any_country(tmp_path: Path, delimiter: str, encoding: str) -> None:
    """With and without a byte-order mark, CRLF and the separators that spreadsheets use."""
    file = tmp_path / "people.csv"
    lines = [["email", "department"], ["ana@a.example", '"R&D, Łódź; Porto"'], ["", ""]]
    file.write_bytes("\r\n".join(map(delimiter.join, lines)).encode(encoding))
    assert read(file) == Sheet([Row(line=2, person="ana@a.example", department="R&D, Łódź; Porto")], [], [])


def test_either_an_address_or_an_id_names_a_person_and_a_manager() -> None:
    rows = parse(
        "E-mail,Slack ID,manager email,manager-id\n,UANA,,UBEN\nben@a.example,,ceo@a.example,\n"
    ).rows
    assert [(row.person, row.manager) for row in rows] == [
        ("UANA", "UBEN"),
        ("ben@a.example", "ceo@a.example"),
    ]


def test_bad_lines_are_told_with_their_numbers() -> None:
    sheet = parse(
        "email,title,notes\nana@a.example\n ,Analyst,\nben@a.example,\x07,\nciro@a.example,ok,\x07"
        + "x" * 300
        + f"\ndan@a.example,{'x' * 300},\n"
    )
    assert [row.person for row in sheet.rows] == ["ciro@a.example"], "a column of their own may say anything"
    assert [line.line for line in sheet.bad] == [2, 3, 4, 6]
    assert sheet.bad[0] == BadLine(2, "It has 1 columns instead of 3.")


@pytest.mark.parametrize("space", ["\xa0", "\u3000", "\u2028", "\x0b", "\r\n"])
def test_a_text_may_hold_any_space_as_spreadsheets_and_scripts_do(space: str) -> None:
    cell = f'"{space}Head{space}{space}of{space}Data"' if space == "\r\n" else f"Head{space}of{space}Data"
    sheet = parse(f"email,title\r\nana@a.example,{cell}\r\nben@a.example,Lead\r\n")
    assert [row.title for row in sheet.rows] == ["Head of Data", "Lead"]
    assert sheet.bad == []


def test_letters_may_be_joined_but_nothing_be_hidden() -> None:
    sheet = parse("email,title\na@a.example,برنامه\u200cنویس\nb@a.example,Lead\u202etnuoc\n")
    assert [row.title for row in sheet.rows] == ["برنامه\u200cنویس"]
    assert [line.line for line in sheet.bad] == [3]


def test_lines_put_together_from_two_spreadsheets_are_bad_ones() -> None:
    """The first line says what separates; a line with another separator is none that could be guessed at."""
    sheet = parse("email;title\nana@a.example;Lead\nben@a.example,Analyst\nciro@a.example;Head, of Data\n")
    assert [row.title for row in sheet.rows] == ["Lead", "Head, of Data"]
    assert sheet.bad == [BadLine(3, "It has 1 columns instead of 2.")]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no column “email” or “slack_id”. It names nothing."),
        ("name,manager\na,b\n", "no column “email” or “slack_id”. It names “name”, “manager”."),
        ("email,manger\na,b\n", "nothing to take over: manager, department, title, level or country."),
        ("email,title,Title\na,b,c\n", "twice: title"),
        ('email,title\na,"open\n', "cannot be read"),
        ("e\0m\0a\0i\0l\0", "no column “email”"),
    ],
)
def test_what_is_no_directory_is_refused(text: str, says: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        parse(text)
    assert says in str(refused.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"missing\.csv cannot be read"):
        read(tmp_path / "missing.csv")
    (tmp_path / "windows.csv").write_bytes("email,title\na@a.example,Müller".encode("cp1252"))
    with pytest.raises(UnreadableFile, match=r"line 2, is no text in UTF-8: save it as “CSV UTF-8”"):
        read(tmp_path / "windows.csv")
    (tmp_path / "half.csv").write_bytes("email,title".encode("utf-16")[:-1])
    with pytest.raises(UnreadableFile, match="no text"):
        read(tmp_path / "half.csv")


def test_a_whole_company_is_read_at_once(tmp_path: Path) -> None:
    """A hundred thousand lines, some of them bad."""
    file = tmp_path / "people.csv"
    lines = (
        f"p{number}@a.example;p{number // 8}@a.example;Data;{number % 10 + 1}" for number in range(99_990)
    )
    file.write_text("email;manager;department;level\n" + "\n".join(lines) + "\nbad" * 10)
    sheet = read(file)
    assert (len(sheet.rows), len(sheet.bad)) == (99_990, 10)
