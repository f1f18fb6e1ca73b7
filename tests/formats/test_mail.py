"""A release as a mail: the form in which releases were always sent."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import lxml.html
import pytest
from click.testing import CliRunner
from press_archive.cli import main
from press_archive.formats import feeds
from press_archive.ledger import publishing
from press_archive.ledger.file import read_ledger
from press_archive.words import translator

from tests.facts.conftest import add_harbour
from tests.helpers import Archive, publish_all, texts

from .conftest import Place

DAY = dt.datetime(2016, 3, 4, 9, tzinfo=dt.UTC)

TEXT = """The contacts are those of 6 May 2014. For those of today, see Example Coalition <https://example.org/>

FOR IMMEDIATE RELEASE

6 May 2014

Coast: open your harbour

Support best shown by joining

The Hague—The coast can join, as was said when Harbours & <b>"locks"</b>: 100% {open} #1_a ~ ^ \\ $2 \
(4 November 2013) <https://archive.example.org/press/releases/2013/11/begins/>.

“All states need to be active,” said Ada Lind.

- One point
- Another point

CONTACTS

In The Hague:

Ada Lind
Press officer
Tel: +31 70 000 0001
ada@example.org

42 of the 122 harbours are open.

BACKGROUND: The Court is a court.

https://archive.example.org/press/releases/2014/05/coast/
"""


def mailed(root: Path, monkeypatch: pytest.MonkeyPatch, release: str, *arguments: str) -> str:
    monkeypatch.chdir(root)
    result = CliRunner().invoke(main, ["mail", release, *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def mail(place: Place, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str:
    return mailed(place.root, monkeypatch, "2014/05/coast", *arguments)


def test_the_text_has_the_parts_in_the_order_they_are_sent_in(
    built: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert mail(built, monkeypatch, "--no-wrap") == TEXT
    wrapped = mail(built, monkeypatch)
    assert wrapped.split() == TEXT.split()
    assert max(len(line) for line in wrapped.splitlines() if "://" not in line) <= 72


def test_the_html_loads_nothing_and_links_in_full(built: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    page = lxml.html.document_fromstring(mail(built, monkeypatch, "--html"))
    assert page.xpath("//img | //script | //link | //style") == []
    assert page.xpath("//a/@href")[0] == "https://archive.example.org/press/releases/2013/11/begins/"
    assert "42 of the 122 harbours are open." in page.text_content()


def test_the_subject_is_the_kind_and_the_title(built: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    assert mail(built, monkeypatch, "--subject") == "Press release: Coast: open your harbour\n"


def test_every_role_is_sent_as_the_page_prints_it_with_the_address_in_full(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    roles = (
        "{press:background}`court`, {press:page}`states`, {press:state}`AZ`, {press:campaign}`open-harbour`, "
        "{press:release}`~2013/11/begins`"
    )
    place.write("2014/07/roles", f"title: Roles\nkind: letter\ndate: 2014-07\n---\n{roles}\n")
    said = mailed(place.root, monkeypatch, "2014/07/roles", "--no-wrap")
    base = "https://archive.example.org/press"
    assert (
        f"Court <{base}/docs/background/court/>, States <{base}/states/>, "
        f"Azerbaijan <{base}/states/az/>, Open Harbour <{base}/campaigns/open-harbour/>, "
        f"4 November 2013 <{base}/releases/2013/11/begins/>"
    ) in said


def test_breaks_tables_and_what_is_set_as_typed_are_sent_in_lines(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = (
        "One\\\ntwo, a {term}`court`.\n\n* * *\n\n| State | Ports |\n| --- | --- |\n| Niger | *none* |\n\n"
        "```\nas typed\n  set in\n```"
    )
    place.write("2014/07/lines", f"title: Lines\nkind: letter\ndate: 2014-07\n---\n{body}\n")
    said = mailed(place.root, monkeypatch, "2014/07/lines", "--no-wrap")
    sent = "One\ntwo, a court.\n\n* * *\n\nState | Ports\n\nNiger | none\n\nas typed\n  set in\n"
    assert sent in said


def test_the_seed_is_sent_in_its_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(__file__).parents[2]
    text = mailed(root, monkeypatch, "2014/05/azerbaijan", "--no-wrap")
    seed = (root / "releases/2014/05/azerbaijan.md").read_text("utf-8").split("---\n")[2]
    paragraphs = [part for part in seed.split("\n\n") if part.strip() and not part.startswith(":::")]
    # A checked figure is written as a role, and sent as the number alone.
    sent = [re.sub(r"\{press:fact\}`([^<]*?) <[^>]*>`", r"\1", part).strip() for part in paragraphs]
    assert [part for part in sent if part not in text] == []
    assert "{press:" not in text
    order = [
        "The contacts are those of",
        "FOR IMMEDIATE RELEASE",
        "\n6 May 2014\n",
        "The Hague—",
        "CONTACTS",
        "42 of the ICC's",
        "BACKGROUND: ",
    ]
    assert sorted(order, key=text.index) == order


DIRECTIVES = """\
```{figure} map.svg
:alt: A map.

The *coast* of {press:state}`AZ`.
```

```{note}
---
class: tip
---
In {press:fact}`4 <states-parties deposited>` states.
```

:::{epigraph} Wise words,
of *which*
:::

![A *coast*](map.svg)

7. seven
8. eight

```{press:notes} A note
to editors.
```
"""


def test_what_directives_hold_is_sent_in_words_and_figures_as_they_are_counted(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_harbour(archive)
    count = "{press:fact}`states-parties`"
    archive.write(
        "docs/background/parties.md",
        f'---\nterm: Parties\nwordings:\n  - from: 2010\n    text: "It has {count} parties."\n---\n',
    )
    archive.write("releases/2014/05/map.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    archive.release("2014/05/coast", DIRECTIVES, date="2014-05-20", background=["parties"])
    publish_all(archive.root)
    place = Place(archive.root, archive.root)
    address = "https://archive.example.org/"
    assert mail(place, monkeypatch, "--no-wrap").split("\n\n")[2:] == [
        "A map.",
        f"The coast of Azerbaijan <{address}states/az/>.",
        "In 4 states.",
        "Wise words, of which",
        "A coast",
        "7. seven\n8. eight",
        "A note to editors.",
        "BACKGROUND: It has 3 parties.",
        f"{address}releases/2014/05/coast/\n",
    ]
    page = lxml.html.document_fromstring(mail(place, monkeypatch, "--html"))
    assert page.xpath("//img | //pre | //code") == []
    assert texts(page.xpath("//p"))[1:7] == [
        "A map.",
        "The coast of Azerbaijan.",
        "In 4 states.",
        "Wise words, of which",
        "A coast",
        "A note to editors.",
    ]


def test_footnotes_are_sent_with_their_numbers(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    notes = "[^1]: https://example.org/report\n[^why]: Because of *it*."
    archive.release("2014/05/coast", f"One[^1] and another[^why].\n\n{notes}")
    publish_all(archive.root)
    sent = mail(Place(archive.root, archive.root), monkeypatch).split("\n\n")[2:-1]
    assert sent == ["One[1] and another[2].", "[1] https://example.org/report", "[2] Because of it."]


def test_footnotes_with_and_without_a_number_have_one_each(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.release("2014/05/coast", "One[^why] and another[^1].\n\n[^1]: A report.\n[^why]: Because.")
    publish_all(archive.root)
    sent = mail(Place(archive.root, archive.root), monkeypatch).split("\n\n")[2:-1]
    assert sent == ["One[2] and another[1].", "[1] A report.", "[2] Because."]


def test_a_link_to_what_is_beside_the_release_leads_there_from_a_mail_too(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    links = "[a](../../2016/09/lagoon-ratifies.md#one), [b](#what), [c](list.pdf), [d](/docs/guide.md)"
    own = "[e](#2016/09/lagoon-ratifies), [f](https://example.org/x.md), [g](mailto:ada@example.org)"
    archive.release("2014/05/coast", f"{links}, {own}.\n\n## What")
    publish_all(archive.root)
    sent = mail(Place(archive.root, archive.root), monkeypatch, "--html")
    base = "https://archive.example.org"
    assert re.findall('href="([^"]*)"', sent) == [
        f"{base}/releases/2016/09/lagoon-ratifies/#one",
        f"{base}/releases/2014/05/coast/#what",
        f"{base}/releases/2014/05/coast/",
        f"{base}/docs/guide/",
        f"{base}/releases/2016/09/lagoon-ratifies/",
        "https://example.org/x.md",
        "mailto:ada@example.org",
        f"{base}/releases/2014/05/coast/",
    ]


def test_all_paragraphs_of_a_footnote_are_sent_as_such(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = "[^1]: First.\n\n    Second.\n\n\tThird.\n\n[^2]: Other.\n\n    And\n    on.\n\nA text."
    archive.release("2014/05/coast", f"One[^1] and two[^2].\n\n{notes}")
    publish_all(archive.root)
    place = Place(archive.root, archive.root)
    sent = mail(place, monkeypatch).split("\n\n")[2:-1]
    assert sent[1:] == ["[1] First.", "Second.", "Third.", "[2] Other.", "And on.", "A text."]
    assert "<pre>" not in mail(place, monkeypatch, "--html")


def test_the_sign_of_a_footnote_in_a_code_is_sent_as_it_was_typed(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = "Write `[^2]` or ``[^x]``, as[^2].\n\n```text\n[^2]\n\n[^2]: y\n```"
    archive.release("2014/05/coast", f"{code}\n\n```{{note}}\nSo[^2].\n```\n\n[^2]: A note.")
    publish_all(archive.root)
    sent = mail(Place(archive.root, archive.root), monkeypatch)
    assert "Write [^2] or [^x], as[2].\n\n[^2]\n\n[^2]: y\n\nSo[2].\n\n[2] A note." in sent


def test_a_date_in_a_sentence_is_in_the_language_of_the_sentence(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "2014/08/namal.he"
    place.write(name, "title: נמל\nkind: letter\ndate: 2014-08-01\ncontacts: [ada-lind]\n---\nטקסט.\n")
    place.publish(name)
    publishing.withdraw(place.root, read_ledger(place.root), name, "Sent by mistake.", DAY)
    said = mailed(place.root, monkeypatch, name)
    assert "This release was withdrawn on 4 March 2016. Sent by mistake." in said
    assert "The contacts are those of 1 August 2014." in said


def test_a_mail_in_a_language_without_words_speaks_the_archives(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    conf = place.root / "conf.py"
    conf.write_text(conf.read_text("utf-8").replace('language = "en"', 'language = "ar"'), "utf-8")
    _ = translator("ar")
    front = "kind: letter\ndate: 2014-08-01\n---\n"
    place.write("2014/08/namal.he", f"title: נמל\n{front}טקסט.\n")
    place.write(
        "2014/08/shalom.he",
        f"title: שלום\n{front}{{press:release}}`2014/08/namal.he` {{press:page}}`states`\n",
    )
    place.publish("2014/08/namal.he", "2014/08/shalom.he")
    publishing.withdraw(place.root, read_ledger(place.root), "2014/08/namal.he", "Sent by mistake.", DAY)
    subject = mailed(place.root, monkeypatch, "2014/08/namal.he", "--subject")
    withdrawn = f"{_('[Withdrawn]')} נמל"
    assert subject == f"{_('Letter')}{_(':')} {withdrawn}\n"
    assert f"\n{withdrawn}\n" in mailed(place.root, monkeypatch, "2014/08/namal.he")
    sent = mailed(place.root, monkeypatch, "2014/08/shalom.he", "--no-wrap")
    assert withdrawn in sent
    assert f"{_('States')} <" in sent
    made = {file.path: file for file in feeds.files(place.catalogue, place.settings, {}, lambda *_: "")}
    assert withdrawn in made["feed.atom"].make().decode()


def test_words_in_signs_that_no_page_reads_are_sent_as_they_were_typed(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = (
        "[The list](https://example.org){of states} says \\[^1\\].\n\n(here)=\n\n## A part\n\n"
        "Harbour\n: A place for ships.\n\n% of all\n\n+++"
    )
    archive.release("2014/05/list", body)
    publish_all(archive.root)
    said = mailed(archive.root, monkeypatch, "2014/05/list")
    assert (
        "The list <https://example.org>{of states} says [^1].\n\nA part\n\nHarbour\n\nA place for ships.\n\n"
        "% of all\n\n+++\n"
    ) in said
    html = mailed(archive.root, monkeypatch, "2014/05/list", "--html")
    assert "<dt>Harbour</dt>" in html
    assert "(here)" not in html
