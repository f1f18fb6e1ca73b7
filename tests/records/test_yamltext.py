"""Whatever bytes a file has, its author gets values or one clear message with file and line."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from press_archive.records import read_bytes, read_release, read_yaml

from tests.helpers import complaints

PATH = "releases/2014/05/x.md"
GOOD = """\
---
title: A title
kind: news
date: 2014-05
---
The text.
"""


def read(content: str | bytes) -> list[str]:
    raw = content if isinstance(content, bytes) else content.encode()
    return complaints(lambda: read_release(raw, PATH))


def test_a_plain_file_is_read() -> None:
    assert read(GOOD) == []


@pytest.mark.parametrize("raw", [b"\xef\xbb\xbf" + GOOD.encode(), GOOD.replace("\n", "\r\n").encode()])
def test_a_byte_order_mark_and_windows_line_ends_are_no_fault(raw: bytes) -> None:
    draft = read_release(raw, PATH)
    assert (draft.front.title, draft.body_line) == ("A title", 6)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (GOOD.encode("utf-16"), f"{PATH}:1: not UTF-8 (byte 0xFF); save the file as UTF-8"),
        (GOOD.replace("A title", "Été").encode("latin-1"), f"{PATH}:2: not UTF-8 (byte 0xC9)"),
        (b"", f'{PATH}:1: a file starts with its front matter: a line "---"'),
        (b"The text.\n", f"{PATH}:1: a file starts with its front matter"),
        (b"\n---\ntitle: x\n---\n", f"{PATH}:1: a file starts with its front matter"),
        (b"---\ntitle: x\n", f"{PATH}:1: the front matter is not closed"),
        (b"---\n- title\n- kind\n---\n", f'{PATH}:2: expected "field: value" lines'),
        (b"---\njust text\n---\n", f'{PATH}:2: expected "field: value" lines'),
        (b"---\n{title: [x\n---\n", f"{PATH}:2: [ lacks its end, ], or a comma between two items"),
        (b"---\ntitle: Azerbaijan: Help\n---\n", 'a value that holds ": " needs quotes around it'),
        (
            "---\ntitle: “Azerbaijan: Help”\n---\n".encode(),
            'a value that holds ": " needs quotes around it, straight ones',
        ),
        (GOOD.replace("A title", "A \x00 title").encode(), f"{PATH}:2: a control character (U+0000)"),
        (GOOD.replace("The text", "The \x1b[31m text").encode(), f"{PATH}:6: a control character (U+001B)"),
        (
            GOOD.replace("The text", "<<<<<<< HEAD\nThe text\n=======\nA text\n>>>>>>> theirs\n").encode(),
            f"{PATH}:6: a merge left two versions here; keep what holds (of a ledger: both) and no line",
        ),
        (GOOD.replace("A title", '"A \\a title"').encode(), f"{PATH}:2: title: a control character (U+0007)"),
        (
            GOOD.replace("A title", '"A \\uFFFE title"').encode(),
            f"{PATH}:2: title: a control character (U+FFFE)",
        ),
        (
            GOOD.replace("A title", "A\u2028title").encode(),
            f"{PATH}:2: a line end that few programs know (U+2028)",
        ),
        (GOOD.replace("A title", "Resolution #1593").encode(), f"{PATH}:2: title: what follows # is lost"),
        (GOOD.replace("A title", "&Beyond borders").encode(), "title: what begins with & needs quotes"),
        (GOOD.replace("A title", "! bang").encode(), f"{PATH}:2: title: what begins with ! needs quotes"),
        (GOOD.encode() + b"x" * 5_000_000, f"{PATH}:1: the file has 5.0 MB; the most is 1 MB"),
        (
            GOOD.replace("kind: news", "kind: news\ntitle: B").encode(),
            f"{PATH}:4: title: written twice (first on line 2)",
        ),
        (GOOD.replace("A title", "[1]").encode(), f"{PATH}:2: title: expected text, found a list"),
        (
            GOOD.replace("A title", "{a: b}").encode(),
            f'{PATH}:2: title: expected text, found "field: value" lines',
        ),
        (GOOD.replace("A title", '""').encode(), f"{PATH}:2: title: is empty"),
        (GOOD.replace("A title", "!!python/object:os.system x").encode(), f"{PATH}:2: title: "),
        (
            GOOD.replace("A title", "!include /etc/passwd").encode(),
            f"{PATH}:2: title: tags (!include) are not used",
        ),
        (
            GOOD.replace("kind: news", "about: &t [AZ]\nmentions: *t\nkind: news").encode(),
            f"{PATH}:3: mentions: anchors and aliases",
        ),
        (
            GOOD.replace("kind: news", "kind: news\n? [a]\n: b").encode(),
            f"{PATH}:4: a key must be plain text",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_said_so_with_its_line(raw: bytes, message: str) -> None:
    found = read(raw)
    assert len(found) == 1
    assert message in found[0]


@pytest.mark.parametrize(
    ("header", "line", "message"),
    [
        ("title: x\n\tkind: news\n", 3, "the line begins with a tab; write spaces in its place, or nothing"),
        ("about:\n  -\tAZ\n", 3, "the line begins with a tab; write spaces in its place, or nothing"),
        ("title: x\n  kind: news\n", 3, "the line is set in; begin it where the fields around it begin"),
        ('title: "x"\n  kind: news\n', 3, "the line is set in; begin it where the fields around it begin"),
        ('title: "x"\n  deck: "y"\n', 3, "the line is set in; begin it where the fields around it begin"),
        (" title: x\nkind: news\n", 2, "the line is set in; begin it where the fields around it begin"),
        (
            "summary: >-\n  a\n b\nkind: news\n",
            4,
            "the line is not set in as far as those to which it belongs",
        ),
        ("title: x\nkind:news\ndate: 2014\n", 3, "a space is missing after the colon"),
        ("title:x\nkind: news\n", 2, "a space is missing after the colon"),
        ("title: x\nkind:\u00a0news\n", 3, "the space after the colon is not that of the space bar (U+00A0)"),
        (
            "title: x\nkind: \u00a0news\n",
            3,
            "a space here is not that of the space bar (U+00A0); type it anew",
        ),
        (
            "title: x\n\u00a0kind: news\n",
            3,
            "a space here is not that of the space bar (U+00A0); type it anew",
        ),
        (
            "title: x\nA second line\nkind: news\n",
            3,
            'expected "field: value"; a value of several lines begins',
        ),
        ('title: "x\nkind: news\n', 2, '" is not closed; end the value with the same sign, a straight one'),
        ('title: "x\ndeck: "y"\n', 3, 'a " above it is not closed; end that value with the same sign'),
        (
            "title: 'The Court's way'\n",
            2,
            "more follows a value that begins with '; put double quotes round the whole",
        ),
        ('title: "Never" again\n', 2, r'put double quotes round the whole, and write \" for each " inside'),
        (
            "title: [Updated] Programme\n",
            2,
            "more follows a value that begins with [; put double quotes round",
        ),
        ("about: [AZ\nkind: news\n", 2, "[ lacks its end, ], or a comma between two items"),
        ("source: {held: record\n", 2, "{ lacks its end, }, or a comma between two items"),
        ("about: [\n", 2, "[ lacks its end, ]"),
        ("about: [AZ,\n\n# A remark.\n", 2, "[ lacks its end, ]"),
        ("about: [AZ,, LY]\n", 2, "nothing stands before , here; take a sign out"),
        ('title: "C:\\Users"\n', 2, r"inside double quotes, \ is written \\"),
        *(
            (f"title: {sign} x\n", 2, f"a value that begins with {sign} needs quotes around it")
            for sign in "*@%>|`-]},"
        ),
    ],
)
def test_what_is_no_yaml_is_said_in_words_at_the_line_of_the_slip(
    header: str, line: int, message: str
) -> None:
    (found,) = [said for said in read(f"---\n{header}---\n") if "missing; it is" not in said]
    assert found.startswith(f"{PATH}:{line}: ")
    assert message in found


def test_an_empty_header_is_told_what_it_needs() -> None:
    needed = ("title", "kind", "date")
    assert read("---\n---\nThe text.\n") == [
        f"{PATH}:2: {field}: missing; it is required" for field in needed
    ]


def test_every_scalar_stays_the_text_that_was_written() -> None:
    data, lines = read_yaml(
        "a: NO\nb: 012\nc: 12:30:00\nd: 2014-05-06\ne: ~\nf: 1e3\ng: [yes, 0x10]\n", "x.yaml"
    )
    assert data == {
        "a": "NO",
        "b": "012",
        "c": "12:30:00",
        "d": "2014-05-06",
        "e": "~",
        "f": "1e3",
        "g": ["yes", "0x10"],
    }
    assert lines[("g", 1)] == 7


def test_all_problems_of_a_file_are_said_together() -> None:
    found = read("---\ntitle: [1]\nkind: poem\ndate: 2014-02-30\ncolour: red\n---\nThe text.\n")
    assert [message.split(": ")[:2] for message in found] == [
        [f"{PATH}:2", "title"],
        [f"{PATH}:3", "kind"],
        [f"{PATH}:4", "date"],
        [f"{PATH}:5", "colour"],
    ]


def test_anchors_that_would_explode_do_not() -> None:
    rows = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    rows += [
        f"{name}: &{name} [{', '.join(['*' + last] * 9)}]"
        for last, name in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    found = read("---\n" + "\n".join(rows) + "\n---\n")
    assert all("anchors and aliases" in message for message in found)
    assert 0 < len(found) < 100


DEEP = [
    "'a: ' + '[' * 100_000",
    "'a: ' + '[' * 9_000 + ']' * 9_000",
    "'a: ' + '{a: ' * 100_000",
    "'a:\\n' + '- ' * 200_000 + 'x'",
    "'? ' * 200_000 + 'x'",
    "''.join(' ' * depth + 'a:\\n' for depth in range(1200))",
]


@pytest.mark.parametrize("front", DEEP)
def test_deep_nesting_is_refused_and_harms_nothing(front: str) -> None:
    """In a process of its own: what nests too deeply can end one."""
    program = (
        "from press_archive.records import read_release, RecordError\n"
        f"front = {front}\n"
        "try:\n"
        f"    read_release(f'---\\n{{front}}\\n---\\n'.encode(), {PATH!r})\n"
        "except RecordError as error:\n"
        "    print(len(error.problems), error.problems[0])\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("1 releases/2014/05/x.md:")


@given(st.binary(max_size=200))
@example(b"---\n\xff\n---\n")
@example(b"---\n? - !!binary x\n---\n")
def test_no_bytes_at_all_end_in_anything_but_values_or_a_message(raw: bytes) -> None:
    said = complaints(lambda: read_yaml(read_bytes(raw, "x.yaml"), "x.yaml"))
    assert all(re.match(r"x\.yaml:[1-9]\d*: ", message) for message in said)


@given(st.text(st.sampled_from("ab:-[]{}&*!|>'\"#%@`,? \n\t"), max_size=60))
def test_no_front_matter_ends_in_anything_but_a_record_or_a_message(text: str) -> None:
    raw = f"---\n{text}\n---\nThe text.\n".encode()
    last = raw.count(b"\n")
    for message in read(raw):
        path, line, _ = message.split(":", 2)
        assert path == PATH
        assert 1 <= int(line) <= last
