"""Another coalition's archive, begun as the guide says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.desk import Desk
from tests.helpers import REPOSITORY, words

GUIDE = (REPOSITORY / "docs/guides/starting.md").read_text("utf-8")


@pytest.fixture
def begun(tmp_path: Path) -> Desk:
    """Return an archive of the files that the guide prints, and of the one to copy."""
    root = tmp_path / "archive"
    files = dict(re.findall(r"^`([^`]+)`, [^\n]+\n\n```\w+\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL))
    assert "Six small files" in GUIDE
    assert len(files) == 6
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    shutil.copy(REPOSITORY / "docs/registers/states.yaml", root / "docs/registers")
    return Desk(root)


def test_an_archive_without_a_release_has_nothing_wrong_and_is_built(begun: Desk) -> None:
    assert begun.must("check").strip() == "nothing is wrong"
    begun.must("new", "--title", "We ask", "--date", "2014-05-06", "--about", "Azerbaijan")
    built = begun.build()  # with a draft that has the name of the guides' example
    assert "Example Coalition archive" in built.html("")


def test_its_first_release_has_a_number_an_address_and_a_page(begun: Desk) -> None:
    asked = ("Kenya votes", "2026-05-20", "press-release", "Kenya", "", "Lima", "")
    begun.must("new", "--contact", "ada-lind", answers="\n".join([*asked, ""]))
    path = "releases/2026/05/kenya.md"
    begun.must("schema")
    (schema,) = re.findall(r"\$schema=(\S+)", begun.read(path))
    assert ((begun.root / path).parent / schema).is_file(), "editors look for it there"
    text = "The parliament has voted.\n\n:::{press:notes}\n**NOTES TO EDITORS**\n\nIt sits in Nairobi.\n:::\n"
    begun.write(path, re.sub(r"\n\nWrite the text here.*\n", f"\n\n{text}", begun.read(path)))
    assert "EXC/2026/001  2026/05/kenya  live" in begun.must("publish", "releases")
    page = begun.build().page("releases/2026/05/kenya/")
    text, contacts = words(page.xpath('//div[@class="prose"]')[0]).split(" CONTACTS ")
    assert text == "Kenya votes Lima—The parliament has voted."
    around = "In Lima: Ada Lind Press officer press@example.org NOTES TO EDITORS It sits in Nairobi."
    assert contacts == around, "as the guide to writing says, whatever conf.py says"
    assert "EXC/2026/001" in words(page.xpath('//aside[@class="about"]')[0])


def test_it_can_have_the_treaty_of_this_one(begun: Desk) -> None:
    shutil.copytree(REPOSITORY / "docs/treaties", begun.root / "docs/treaties")
    begun.edit("conf.py", "press_treaties = []", 'press_treaties = ["rome-statute"]')
    assert "Rome Statute" in begun.build().html("docs/treaties/rome-statute/")
