"""What is not public yet is in no byte of a public site, and the build proves it."""

from __future__ import annotations

import gzip
import json
import shutil
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml.html import HtmlElement
from press_archive import settings
from press_archive.ledger.file import read_ledger
from press_archive.outputs.proof import leaks
from press_archive.records import RecordError
from press_archive.scan import reread, scan

from tests.desk import LATER, Desk
from tests.helpers import Refused, Site, build, words

#: A word that is nowhere else in the world.
MARK = "Quillfeather"
SECRET = "2026/04/quillfeather-report"
BODY = f"""The {MARK} inquiry finds that all the harbours of the coast were closed at night.

A second {MARK} paragraph."""
BEFORE, AT = "2099-07-17T07:59:59+00:00", "2099-07-17T08:00:00+00:00"  # 10:00 in Rome is 08:00 in summer


def secret(desk: Desk, **changed: object) -> None:
    """Write the release with the word in every field that it has."""
    fields: dict[str, object] = {
        "title": f"The {MARK} report of Côte d’Ivoire & O'Neill",
        "deck": f"What {MARK} found in the harbours",
        "label": f"{MARK} RELEASE",
        "kind": "press-release",
        "date": "2026-04-03",
        "dateline": {"places": [f"Port {MARK}"], "text": f"PORT {MARK.upper()}—"},
        "about": ["AZ"],
        "mentions": ["TL"],
        "campaign": "open-harbour",
        "contacts": ["ada-lind"],
        "background": ["court"],
        "summary": f"The {MARK} inquiry, in a sentence.",
        "topics": [f"{MARK} inquiry"],
        "attachments": [{"title": f"{MARK} annex", "url": f"https://example.org/{MARK}.pdf"}],
        "source": {"url": f"https://example.org/{MARK}", "note": f"Sent by {MARK}."},
        "origin": {"date": {"from": "event", "note": f"The {MARK} hearing."}},
        "embargo": "2099-07-17T10:00 Europe/Rome",
        **changed,
    }
    desk.release(SECRET, BODY, **{field: value for field, value in fields.items() if value is not None})


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An embargoed release, published with its number, between two public ones of its state and campaign."""
    desk = Desk(tmp_path / "archive")
    secret(desk)
    desk.must("publish", f"releases/{SECRET}.md")  # EXAMPLE/2026/001
    for month in ("03", "05"):
        name = f"2026/{month}/report"
        desk.release(name, about=["AZ", "TL"], campaign="open-harbour", background=["court"])
    desk.must("publish", "releases")
    return desk


def unpacked(raw: bytes) -> bytes:
    if raw.startswith(b"# Sphinx inventory"):
        head, packed = raw.split(b"zlib.\n", 1)
        return head + zlib.decompress(packed)
    return gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw


def holding(out: Path, *secrets: str) -> list[str]:
    """Return every file that says one of some words, in its bytes or in its name; hidden ones too."""
    found = []
    for path in sorted(out.rglob("*")):
        where = path.relative_to(out).as_posix()
        said = where.casefold().encode() + (unpacked(path.read_bytes()).lower() if path.is_file() else b"")
        found += [where for secret in secrets if secret.casefold().encode() in said]
    return found


def test_before_its_moment_it_is_in_no_byte_and_after_it_everywhere(desk: Desk) -> None:
    out = desk.root / "site"
    words_of_it = (MARK, "EXAMPLE/2026/001", "EXAMPLE%2F2026%2F001", "2026/04", "April 2026")
    desk.build("--now", BEFORE)
    assert holding(out, *words_of_it) == []
    assert "2 releases" in " ".join(desk.must("build", "--now", BEFORE).split())
    before = Site(out, "", "").files()
    desk.must("build", "--now", AT)
    places = holding(out, MARK)
    assert {
        f"releases/{SECRET}/index.html",
        "index.html",
        "releases/2026/index.html",
        "releases/2026/04/index.html",
        "releases/2026/03/report/index.html",  # its neighbours
        "releases/2026/05/report/index.html",
        "states/az/index.html",
        "states/tl/index.html",
        "campaigns/open-harbour/index.html",
        "docs/background/court/index.html",
        "objects.inv",
        "sitemap-2026.xml",
        "manifest.json",
        ".press-archive.json",
    } <= set(places)
    # and back: nothing of it stays behind in a site that is brought up to date
    desk.must("build", "--now", BEFORE)
    assert holding(out, *words_of_it) == []
    assert Site(out, "", "").files() == before


def test_it_is_not_among_what_sphinx_keeps_in_the_site_either(desk: Desk) -> None:
    """``sphinx-build`` without ``-d`` puts ``.doctrees`` there."""
    site = build(desk.root, desk.root / "site", publish=False)
    assert (site.out / ".doctrees").is_dir()
    assert holding(site.out, MARK) == []


def test_a_former_address_of_it_tells_nothing_either(desk: Desk) -> None:
    new = "2026/04/quillfeather-findings"
    desk.must("move", SECRET, new)
    assert holding(desk.build().out, MARK) == []


def test_a_draft_is_in_no_byte_whatever_its_date(desk: Desk) -> None:
    (desk.root / "releases/ledger.csv").unlink()
    (desk.root / f"releases/{SECRET}.md").unlink()
    for name in ("2026/03/report", "2026/05/report"):
        desk.change(name, reference=None)
    desk.must("publish", "releases")
    secret(desk, embargo=None)
    assert holding(desk.build().out, MARK, "2026/04") == []


@pytest.mark.parametrize(
    ("path", "line"),
    [("releases/2026/05/report.md", 13), ("docs/guide.md", 3), ("docs/background/network.md", 9)],
)
@pytest.mark.parametrize("target", [SECRET, f"the report <{SECRET}>", "EXAMPLE/2026/001"])
def test_citing_it_from_what_is_public_is_an_error_that_says_why(
    desk: Desk, path: str, line: int, target: str
) -> None:
    text = desk.read(path)
    desk.write(path, text.rstrip("\n") + f" See {{press:release}}`{target}`.\n")
    named = "EXAMPLE/2026/001" if target.startswith("EXAMPLE") else SECRET
    why = f'{path}:{line}: {{press:release}}: "{named}" is not public yet and cannot be cited before it is'
    assert [problem for problem in desk.problems() if "text is not the one" not in problem] == [why]


@pytest.mark.parametrize("embargo", [None, "2099-07-17T09:59 Europe/Rome"])
def test_a_translation_is_not_public_before_it(desk: Desk, embargo: str | None) -> None:
    """Forgotten in one language, an embargo is none; and the proof does not know the words of the other."""
    french = f"{SECRET}.fr"
    desk.release(french, "Les ports étaient fermés.", date="2026-04-03", embargo=embargo)
    why = (
        f"releases/{french}.md:1: embargo: releases/{SECRET}.md is this text under embargo until "
        "2099-07-17 10:00 CEST, and nothing keeps this one back until then; write the same embargo here"
    )
    desk.build()  # a draft keeps nobody waiting
    assert why in desk.press("check").said
    assert why in desk.press("publish", f"releases/{french}.md").said
    desk.change(french, embargo="2099-07-17T08:00Z")
    desk.must("publish", f"releases/{french}.md")
    assert desk.press("check").done
    desk.change(french, embargo=embargo)
    assert why in desk.problems()


def test_where_each_version_is_named_by_its_language_the_archives_own_is_the_original(desk: Desk) -> None:
    desk.release("2026/04/pact.en", embargo="2099-07-17T10:00 Europe/Rome")
    desk.release("2026/04/pact.fr")
    said = desk.press("publish", "releases/2026/04/pact.en.md", "releases/2026/04/pact.fr.md").said
    why = "releases/2026/04/pact.fr.md:1: embargo: releases/2026/04/pact.en.md is this text under embargo"
    assert said.startswith(f"{why} until ")


def test_it_may_itself_cite_what_is_public(desk: Desk) -> None:
    secret(desk, reference=None)
    desk.edit(
        f"releases/{SECRET}.md", "A second", "As {press:release}`its words<2026/03/report>` say. A second"
    )
    assert [problem for problem in desk.problems() if "press:release" in problem] == []


# The proof

TITLE = "The Quillfeather report of Côte d’Ivoire & O'Neill"
SENTENCE = "all the harbours of the coast were closed at night"


def inventory(text: str) -> bytes:
    return (
        b"# Sphinx inventory version 2\n# Project: x\n# Version: \n# compressed using zlib.\n"
        + zlib.compress(text.encode())
    )


@pytest.mark.parametrize(
    ("file", "content"),
    [
        (
            "docs/index.html",
            "<p>Read <em>The Quillfeather</em> report of Côte d’Ivoire &amp; O'Neill</p>".encode(),
        ),
        (
            "docs/index.html",
            b'<meta content="The Quillfeather report of C&#244;te d&#x2019;Ivoire &amp; O&#39;Neill">',
        ),
        ("data/releases.json", json.dumps([TITLE]).encode()),
        ("index.html", f"<p>{SENTENCE.upper()}.</p>".encode()),
        ("feeds/az.xml.gz", gzip.compress(f"<p>{SENTENCE}</p>".encode())),
        ("index.html", b"What Quillfeather found\nin the harbours"),
        ("index.html", b"EXAMPLE/2026/001"),
        ("index.html", b'<a href="/?n=EXAMPLE%2F2026%2F001">'),
        ("data/paths.json", f'["releases/{SECRET}"]'.encode()),
        ("data/paths.json", f'["_sources/releases/{SECRET}.md.txt"]'.encode()),
        ("data/paths.json", f'["https://archive.example.org/releases/{SECRET}/"]'.encode()),
        ("objects.inv", inventory(f"{SECRET} press:release 1 releases/{SECRET}/ A title\n")),
        (f"releases/{SECRET}/index.html", b""),
        (f"releases/{SECRET}.json", b"{}"),
    ],
    ids=[
        "title-in-page",
        "title-in-attribute",
        "title-in-json",
        "sentence",
        "sentence-packed",
        "deck",
        "number",
        "number-in-address",
        "path",
        "path-of-source",
        "address",
        "inventory",
        "folder-name",
        "file-name",
    ],
)
def test_the_proof_finds_a_planted_leak_of_each_kind(
    desk: Desk, tmp_path: Path, file: str, content: bytes
) -> None:
    site = tmp_path / "site"
    (site / file).parent.mkdir(parents=True)
    (site / file).write_bytes(content)
    base = "https://archive.example.org/"
    found = list(
        leaks(
            site, desk.root, {SECRET}, {"2026/03/report", "2026/05/report"}, read_ledger(desk.root), (), base
        )
    )
    assert [(leak.file, leak.name) for leak in found[:1]] == [(file, SECRET)]


def test_the_proof_leaves_in_peace_what_public_texts_say_as_well(desk: Desk, tmp_path: Path) -> None:
    desk.release("2026/05/report", f"We knew that {SENTENCE}.")
    desk.release(f"{SECRET}.fr", title="Un rapport", date="2026-04-03")
    site = tmp_path / "site"
    site.mkdir()
    public = {"2026/03/report", "2026/05/report", f"{SECRET}.fr"}
    (site / "index.html").write_text(
        f"{SENTENCE}: releases/{SECRET}.fr/ and 2026/04/quillfeather-reports", "utf-8"
    )
    assert list(leaks(site, desk.root, {SECRET}, public, read_ledger(desk.root))) == []


def test_the_proof_leaves_in_peace_what_everybody_says(desk: Desk, tmp_path: Path) -> None:
    """A title of two words, and what a guide, the shared background or a register has said before."""
    guide = "This archive keeps what the coalition has said since it was founded in the harbour"
    entry, register = "a court that tries people", "a campaign for open harbours"
    desk.write("docs/guide.md", f"# Guide\n\n{guide}.\n")
    desk.edit("docs/registers/campaigns.yaml", "description: ", f"description: It is {register}. ")
    desk.release("2026/06/secret", f"{guide}.", title="Harbour news", deck=entry, summary=register)
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text(f"Harbour news: {guide}, {entry}, {register}", "utf-8")
    assert list(leaks(site, desk.root, {"2026/06/secret"}, (), read_ledger(desk.root))) == []
    (site / "index.html").write_text(f"Harbour news: {guide} of Quillfeather", "utf-8")
    desk.release("2026/06/secret", f"{guide} of Quillfeather.")
    (leak,) = leaks(site, desk.root, {"2026/06/secret"}, (), read_ledger(desk.root))
    assert "quillfeather" in leak.found


@pytest.mark.parametrize(
    ("said", "is_told"),
    [
        ("我们知道关于海岸港口的秘密调查报告。", True),  # the title
        ("昨天夜里沿海所有的港口都关闭了船只不能出海渔民留在岸上等待", True),  # of the text, so much
        ("昨天夜里沿海所有的港口都关闭了。", False),
        ("关于海岸港口的秘书。", False),  # eight characters are a few words
    ],
)
def test_the_proof_reads_scripts_without_spaces(
    desk: Desk, tmp_path: Path, said: str, *, is_told: bool
) -> None:
    secret(desk, title="关于海岸港口的秘密调查报告")
    desk.change(SECRET, "昨天夜里沿海所有的港口都关闭了船只不能出海渔民留在岸上等待消息。")
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text(f"<p>{said}</p>", "utf-8")
    found = list(leaks(site, desk.root, {SECRET}, {"2026/03/report"}, read_ledger(desk.root)))
    assert [(leak.file, leak.name) for leak in found[:1]] == [("index.html", SECRET)] * is_told


def test_the_proof_knows_addresses_of_other_sites(desk: Desk, tmp_path: Path) -> None:
    """Many have the year and the month in them, as ours."""
    site = tmp_path / "site"
    site.mkdir()
    base = "https://archive.example.org/"

    def found(address: str) -> list[str]:
        (site / "index.html").write_text(f'<a href="{address}">A page</a>', "utf-8")
        return [
            leak.name
            for leak in leaks(site, desk.root, {SECRET}, {"2026/03/report"}, read_ledger(desk.root), (), base)
        ]

    assert found(f"https://www.example.net/{SECRET}/") == []
    assert found(f"https://www.example.net/releases/{SECRET}/") == []
    for ours in (f"{base}{SECRET}.png", f"../../{SECRET}/", f"https://web.example.net/copy/{base}{SECRET}/"):
        assert found(ours) == [SECRET]


def planted(desk: Desk) -> Iterator[str]:
    """Plant leaks where an author, or a program of theirs, could; yield the file each must be found in."""
    desk.write("docs/guide.md", f"# Guide\n\nSoon: {TITLE}.\n")
    yield "docs/guide/index.html"
    desk.write("docs/guide.md", "# Guide\n\nNothing.\n")
    conf = desk.read("conf.py")
    leak = f'(app.outdir / "seen.txt").write_text("{SENTENCE}")'
    desk.write(
        "conf.py", f"{conf}\n\ndef setup(app):\n    app.connect('build-finished', lambda app, _: {leak})\n"
    )
    yield "seen.txt"


def test_a_site_with_a_leak_never_takes_the_place_of_the_old_one(desk: Desk) -> None:
    old = desk.build().files()
    for file in planted(desk):
        refused = desk.press("build")
        assert not refused.done
        assert f"{file} holds " in refused.said
        assert f"of {SECRET}, which is not public" in refused.said
        assert refused.said.splitlines()[-1] == "the site was not replaced; the old one stands"
        assert Site(desk.root / "site", "", "").files() == old


def test_sphinx_build_fails_where_it_has_made_a_leak(desk: Desk) -> None:
    """As on a host that builds by itself, and publishes what did not fail."""
    next(planted(desk))
    with pytest.raises(
        Refused, match=f"ERROR: docs/guide/index.html holds .* of {SECRET}, which is not public"
    ):
        build(desk.root, desk.root / "shown", publish=False)


@pytest.mark.parametrize(("builder", "page"), [("dirhtml", "guide/index.html"), ("html", "guide.html")])
def test_a_page_that_was_proven_is_searched_again_when_what_it_says_is_withheld_later(
    desk: Desk, tmp_path: Path, builder: str, page: str
) -> None:
    title = "The harbour pilots count their boats"
    desk.published("2026/03/pilots", title=title, embargo="2099-07-17T10:00 Europe/Rome")
    desk.write("docs/guide.md", f"# Guide\n\nRead: {title}.\n")

    def built(now: str) -> Site:
        folders = tmp_path / "site", tmp_path / "doctrees"
        return build(desk.root, folders[0], doctrees=folders[1], builder=builder, now=now, publish=False)

    built(LATER)
    with pytest.raises(Refused, match=f"docs/{page} holds "):
        built("")


# Previews


def bar(article: HtmlElement) -> HtmlElement:
    return article.xpath(".//div[contains(@class, 'preview')]")[0]


def test_a_preview_shows_it_with_a_bar_and_is_for_no_search_engine(desk: Desk) -> None:
    desk.must("preview", f"releases/{SECRET}.md")
    site = Site(desk.root / "preview", "", "")
    article = site.page(f"releases/{SECRET}/").find(".//article")
    assert words(bar(article)) == "Embargoed until 17 July 2099, 10:00 CEST. Not for publication."
    assert MARK in words(article)
    for address, page in site.pages():
        assert "noindex" in "".join(page.xpath("//meta[@name='robots']/@content")), address
    secret(desk, embargo="2026-05-24T10:00 Europe/Rome")
    desk.release("2026/04/draft")
    desk.must("preview", "releases/2026/04/draft.md", "-o", "elsewhere")
    draft = Site(desk.root / "elsewhere", "", "").page("releases/2026/04/draft/").find(".//article")
    assert words(bar(draft)) == "Draft. Not for publication."


def test_a_preview_shows_only_what_was_asked_for(desk: Desk) -> None:
    desk.release("2026/04/draft", "Nothing of the other.")
    desk.must("preview", "releases/2026/04/draft.md")
    assert holding(desk.root / "preview", MARK) == []


def test_a_folder_with_a_preview_in_it_is_no_place_for_a_site(desk: Desk) -> None:
    desk.must("build")
    desk.must("preview", f"releases/{SECRET}.md", "-o", "shown")
    shown = Site(desk.root / "shown", "", "").files()
    refused = desk.press("build", "-o", "shown")
    assert (
        refused.error
        == f"{desk.root / 'shown'} holds a preview, which is never published; build into another folder"
    )
    with pytest.raises(Refused, match="holds a preview; build into another folder"):
        build(desk.root, desk.root / "shown", publish=False, doctrees=desk.root / ".build" / "doctrees")
    assert Site(desk.root / "shown", "", "").files() == shown
    # by mistake into the site itself: it is refused until that folder is taken away
    desk.must("preview", f"releases/{SECRET}.md", "-o", "site")
    assert not desk.press("build").done
    shutil.rmtree(desk.root / "site")
    assert holding(desk.build().out, MARK) == []
    assert holding(desk.build().out, MARK) == []


# What was never public


def test_an_address_that_a_published_text_holds_already_is_given_up(desk: Desk) -> None:
    """To correct the text would tell the address again; the release gets another one."""
    address = "https://archive.example.org/releases/2026/04"
    desk.published("2026/03/told", f"See {address}/hidden-pact/ and {address}/drafted/ soon.")
    desk.published("2026/04/hidden-pact", title="Pact", embargo="2099-07-17T10:00 Europe/Rome")
    desk.release("2026/04/drafted")
    refused = desk.press("build").said
    instead = "give that release another address instead:"
    assert f"{instead} `press-archive move 2026/04/hidden-pact …`" in refused
    assert f"{instead} rename its file" in refused
    desk.must("move", "2026/04/hidden-pact", "2026/04/inquiry-pact")
    (desk.root / "releases/2026/04/drafted.md").rename(desk.root / "releases/2026/04/another.md")
    assert not any(b"inquiry-pact" in data for data in desk.build().files().values())


def test_a_release_that_is_cancelled_under_embargo_leaves_no_trace(desk: Desk) -> None:
    desk.must("move", SECRET, f"{SECRET}-2")
    said = desk.must("withdraw", f"{SECRET}-2", "--gone", "--reason", f"{MARK} is off.")
    assert said.startswith(f"EXAMPLE/2026/001  {SECRET}-2  cancelled\n")
    assert desk.problems() == []
    assert desk.press("move", f"{SECRET}-2", "2026/04/other").error == f"{SECRET}-2 is cancelled already"
    for moment in (BEFORE, AT):
        site = build(desk.root, desk.root / "site", now=moment, publish=False)
        assert holding(site.out, MARK, SECRET, "EXAMPLE/2026/001") == []
    desk.published("2026/04/next")  # the number is not given again
    assert "reference: EXAMPLE/2026/004\n" in desk.read("releases/2026/04/next.md")


def test_a_release_that_is_removed_when_its_embargo_is_over_leaves_a_notice(desk: Desk) -> None:
    desk.change(SECRET, embargo="2026-05-24T14:00 Europe/Rome")  # this very moment
    said = desk.must("withdraw", SECRET, "--gone", "--reason", "Off.")
    assert said.startswith(f"EXAMPLE/2026/001  {SECRET}  gone\n")


def test_a_saved_text_that_cites_what_was_cancelled_is_not_shown_before_the_rest(desk: Desk) -> None:
    desk.must("withdraw", SECRET, "--gone", "--reason", "It is off.")
    archive, path = scan(settings.load(desk.root)), "releases/2026/03/report.md"
    desk.edit(path, "The text.", f"See {{press:release}}`{SECRET}`.")
    with pytest.raises(RecordError, match=f'there is no release "{SECRET}"'):
        reread(archive, settings.load(desk.root), [path])


def test_an_old_address_of_what_was_cancelled_leads_to_what_is_published_from_there_instead(
    desk: Desk,
) -> None:
    old = "http://old.example.org/?news=1"
    source = {"url": old, "sha256": "0" * 64}
    desk.release("2026/04/first", source=source, embargo="2099-07-17T10:00 Europe/Rome")
    desk.must("publish", "releases/2026/04/first.md")
    desk.must("withdraw", "2026/04/first", "--gone", "--reason", "Off.")
    desk.published("2026/04/second", source=source)
    desk.published("2026/04/third", source=source)
    assert read_ledger(desk.root).elsewhere[old].target == "2026/04/second"


def test_an_embargo_that_came_later_does_not_make_a_public_release_a_secret(desk: Desk) -> None:
    desk.change("2026/03/report", embargo="2099-07-17T10:00 Europe/Rome")
    refused = desk.press("withdraw", "2026/03/report", "--gone", "--reason", "Off.")
    assert refused.error == (
        "2026/03/report was published without an embargo, so it is known; take out the one it has now"
    )
    (problem,) = desk.problems()
    assert problem.startswith("releases/2026/03/report.md:")
    assert problem.endswith(
        ": embargo: it was published without an embargo, so it is known; take out the one it has now"
    )


def test_an_embargo_is_lifted_by_saying_so_and_not_by_losing_it(desk: Desk) -> None:
    """As in a merge: the ledger still knows of it."""
    desk.change(SECRET, embargo=None)
    assert desk.problems() == [
        f"releases/{SECRET}.md:1: embargo: it was published under embargo until 2099-07-17 10:00 UTC+02:00, "
        "and nothing keeps it back; write the embargo back, or, to lift it, the moment from which it was over"
    ]
    desk.change(SECRET, embargo="2026-05-24T10:00 Europe/Rome")
    assert desk.problems() == []
    assert holding(desk.build().out, MARK)


def test_a_mail_of_what_is_public_names_nothing_that_is_not(desk: Desk) -> None:
    desk.must("withdraw", "2026/03/report", "--reason", "Sent early.", "--successor", SECRET)
    said = desk.must("mail", "2026/03/report")
    assert "withdrawn" in said
    assert MARK not in said
    assert SECRET not in said
    assert MARK in desk.must("mail", SECRET)


def test_an_embargo_that_comes_when_the_first_is_over_is_told(desk: Desk) -> None:
    """It may have been put off in time, or take a page away that was read."""
    name = "2026/03/pilots"
    desk.published(name, embargo="2026-05-30T10:00 Europe/Rome")
    desk.change(name, embargo="2099-07-17T10:00 Europe/Rome")
    assert desk.problems() == []
    desk.rewrite([cell.replace("2026-05-30", "2026-05-20") for cell in line] for line in desk.lines())
    (told,) = desk.problems()
    assert told.endswith(
        "embargo: its first embargo ended on 2026-05-20 10:00 UTC+02:00; if it was not put off in time, the "
        "release is known, and its page must not go: take out the embargo it has now"
    )
    assert desk.press("check").done


def test_whoever_moves_or_withdraws_a_secret_is_told_what_becomes_of_it(desk: Desk) -> None:
    plan, until = "2026/05/plan", "under embargo until 17 July 2099, 10:00 (Europe/Rome)"
    desk.published(plan, embargo="2099-07-17T10:00 Europe/Rome")
    assert f"  {plan}-2  {until}\n" in desk.must("move", plan, f"{plan}-2")
    told = f"{plan}-2 is {until}: then its text is public, below the notice; with --gone it never is\n"
    assert told in desk.must("withdraw", f"{plan}-2", "--reason", "Off.")
    assert told not in desk.must("withdraw", f"{plan}-2", "--reason", "Off.", "--gone")


def test_what_has_no_file_cannot_be_removed_for_nobody_knows_whether_it_is_public(desk: Desk) -> None:
    desk.delete(f"releases/{SECRET}.md")
    refused = desk.press("withdraw", SECRET, "--gone", "--reason", "Off.")
    assert refused.error == (
        f"there is no releases/{SECRET}.md, which says whether it is public; bring it back first"
    )


def test_a_file_that_comes_after_the_scan_is_in_no_output(desk: Desk) -> None:
    """The archive is scanned when Sphinx starts, which looks for documents later."""
    late = "2026/06/late"
    site = build(
        desk.root,
        desk.root / "site",
        publish=False,
        doctrees=desk.root / "doctrees",
        watch=lambda app: desk.release(late, f"The {MARK} text.", title="Late", embargo=BEFORE),
    )
    assert holding(site.out, MARK, late) == []
    assert site.warnings == ""


def test_a_link_to_a_folder_of_releases_is_refused(desk: Desk, tmp_path: Path) -> None:
    shutil.move(desk.root / "releases/2026/04", tmp_path / "elsewhere")
    (desk.root / "releases/2026/04").symlink_to(tmp_path / "elsewhere")
    assert (
        "releases/2026/04:1: a link to a folder is not followed; put the folder itself here"
        in desk.problems()
    )
