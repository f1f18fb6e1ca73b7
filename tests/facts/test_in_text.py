"""Figures in releases and shared wordings: printed as written, true on their day, opened by readers."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from press_archive.cli import main
from press_archive.facts import Facts, spelled
from press_archive.records import PartialDate, RecordError
from press_archive.scan import scan
from press_archive.settings import load
from press_archive.treaties import Treaty

from tests.helpers import REPOSITORY, Archive, Refused, Site, assert_clean, publish_all, scanned, texts, words


def fact(text: str) -> str:
    return "{press:fact}`" + text + "`"


def wording(text: str) -> str:
    return f'---\nterm: Parties\nwordings:\n  - from: 2011-01-01\n    text: "{text}"\n---\n'


def problems(archive: Archive) -> str:
    """Return what is wrong with an archive, as `press-archive check` finds it before anything is built."""
    publish_all(archive.root)
    with pytest.raises(RecordError) as caught:
        scan(load(archive.root))
    return str(caught.value)


def test_a_true_figure_is_printed_and_opened(harbour: Archive, site: Callable[..., Site]) -> None:
    missing = fact("one <1 not states-parties in example-coast>")
    body = f"With {fact('3 <states-parties>')} parties, {missing} is missing."
    harbour.release("2014/05/count", body, about=["AZ"])
    page = site().page("releases/2014/05/count")
    [paragraph] = [p for p in page.xpath("//div[@class='prose']//p") if "With" in p.text_content()]
    assert words(paragraph) == "With 3 parties, one is missing."
    links = paragraph.xpath(".//a[contains(@class, 'fact')]")
    assert texts(links) == ["3", "one"]
    for link in links:
        [opened] = page.xpath(f"//*[@id='{link.get('href').lstrip('#')}']")
        assert opened.xpath("ancestor::details")
    assert texts(page.xpath("//details[@class='figure']/summary")) == [
        "3 Harbour Convention: states parties on 31 May 2014",
        "1 Harbour Convention: states that were not parties on 31 May 2014 "
        "(The coast, as the Example Coalition counts it) On 31 December 2016 the figure was 2.",
    ]


@pytest.mark.parametrize(
    ("written", "says"),
    [
        (
            "4 <states-parties>",
            "4 is not the figure on 2014-05-20; states-parties: 3 in force, 4 deposited; "
            "if that is meant, write deposited after what is counted",
        ),
        ("7 <states-parties>", "states-parties: 3 in force, 4 deposited"),
        ("2 <signatures>", ""),
        ("4 <states-parties deposited>", ""),
        ("4th <states-parties deposited of harbour-convention>", ""),
        ("3 <states-parties in force in example-coast>", ""),
        ("4 <states-parties in force>", "4 is not the figure on 2014-05-20; states-parties: 3 in force"),
        ("3 <states-parties of harbor-convention>", 'did you mean "harbour-convention"?'),
        ("3 <states-parties on 2011-01-01 on 2014-01-01>", '"on 2014-01-01" is not understood; write'),
        ("3 <states-parties today>", '"today" is not understood; write a figure'),
        ("3 < >", '"" cannot be counted; it can be states-parties, signatories, signatures'),
        ("3 <not>", '"" cannot be counted'),
        ("3 states-parties", "write a figure and what it counts, as in `122 <states-parties>`"),
        ("3 <states-parties on 2011-01-01>", ""),
        ("3 <state-parties>", '"state-parties" cannot be counted; did you mean "states-parties"?'),
        ("1 <states-parties not in example-coast>", "write `not` first"),
        ("1 <states-parties in example-cost>", 'did you mean "example-coast"?'),
        ("three <states-parties>", '"three" has no figure in it'),
        ("4 <3 states-parties>", '"4" does not say 3, which would be checked; write a figure'),
        ("4 <4 states-parties>", "4 is not the figure on 2014-05-20"),
        ("four <3 states-parties>", '"four" does not say 3, which would be checked; write a figure'),
        ("Only FOUR of them <3 states-parties>", "does not say 3"),
        ("of fifty-four, three <3 states-parties>", ""),
        ("of 54, three <3 states-parties>", ""),
        ("the third <3 states-parties>", ""),
        ("half <3 states-parties>", ""),
        ("two thirds <3 states-parties>", ""),
        ("3 of 5 <3 states-parties>", ""),
        ("of 5, 3 <3 states-parties>", ""),
        ("3rd of 2013/14 <3 states-parties>", ""),
        ("3,000 <states-parties>", '"3,000" is no number of states'),
        ("3 000 <states-parties>", '"3 000" is no number of states'),
        ("3.5 <states-parties>", '"3.5" is no number of states'),
        ("3/4 <states-parties>", '"3/4" is no number of states'),
        ("3 % <states-parties>", '"3 %" is no number of states'),
        ("3. <states-parties>", ""),
        ("٣ <states-parties>", ""),
        ("9" * 5000 + " <states-parties>", '" is no number of states'),
        ("three <" + "9" * 5000 + " states-parties>", '" is no number of states'),
        ("states-parties", "a release says its figures itself"),
    ],
)
def test_the_day_decides(harbour: Archive, site: Callable[..., Site], written: str, says: str) -> None:
    harbour.release("2014/05/count", f"There are {fact(written)}.", date="2014-05-20")
    if not says:
        assert site().warnings == ""
        return
    found = problems(harbour)
    assert says in found
    assert "releases/2014/05/count.md:" in found


@pytest.mark.parametrize(
    ("written", "target", "date", "day"),
    [
        ("3", "states-parties", "2014-06", "2014-06-01"),  # on the last day, there is a fourth
        ("4", "states-parties", "2014-06", "2014-06-30"),
        ("3", "states-parties", "2014", "2014-04-01"),
        ("3", "states-parties", "2014-05", "2014-05-31"),
        ("3", "states-parties on 2011-01-01", "2014-06", "2011-01-01"),
        ("3", "states-parties", "2016", "2016-12-31"),
        ("9", "states-parties", "2014-06", "2014-06-30"),  # which it never was
    ],
)
def test_a_figure_of_a_month_or_a_year_is_of_a_day_on_which_it_was_true(
    convention: Treaty, written: str, target: str, date: str, day: str
) -> None:
    facts = Facts({"harbour-convention": convention})
    assert str(facts.day(facts.parse(written, target), PartialDate.parse(date))) == day


@pytest.mark.parametrize(
    ("tag", "written", "said"),
    [
        ("en", "One Hundred Twenty\u2011Two", {122}),
        ("en", "the thirteen other states", {13}),
        ("en", "twelve of fifty-four", {12, 54}),
        ("en", "twelve hundred", set()),
        ("fr", "cent vingt-deux États", {122}),
        ("fr", "cent vingt et une parties", set()),
        ("fr-BE", "cent nonante", {190}),
        ("es", "ciento veintidós", {122}),
        ("es", "ciento treinta y un países", set()),
        ("ru", "сто двадцать два государства", {122}),
        ("ru", "сто двадцать одна страна", set()),
        ("ru", "сто двадцать вторая", set()),
        ("ar", "مائة وثلاثة وعشرون دولة", {123}),
        ("ar", "ثلاث عشرة دولة", set()),
        ("fil", "labindalawa", set()),  # num2words would take it for Finnish
    ],
)
def test_numbers_in_words_are_read_where_they_are_certain(tag: str, written: str, said: set[int]) -> None:
    assert spelled.said(written, tag) == said


def test_words_are_read_in_the_language_of_their_text(harbour: Archive) -> None:
    four, three = "четыре <3 states-parties>", "три <3 states-parties>"
    harbour.release("2014/05/count.ru", f"{fact(four)}, {fact(three)}.", date="2014-05-20")
    (found,) = problems(harbour).splitlines()
    assert 'count.ru.md:6: {press:fact}: "четыре" does not say 3, which would be checked' in found
    harbour.release("2014/05/count.ru", f"{fact(three)}.", date="2014-05-20")
    harbour.write("docs/background/parties.md", wording(f"It has {fact('four <3 states-parties>')}."))
    harbour.write("docs/guide.md", f"# Guide\n\nIt has {fact('four <3 states-parties>')}.")
    assert [line.partition('"four" does not say 3')[0] for line in problems(harbour).splitlines()] == [
        "docs/background/parties.md:5: wordings.0.text: ",
        "docs/guide.md:3: {press:fact}: ",
    ]


@pytest.mark.parametrize(
    "text",
    ["- A stray ` here.\n- Now {}.", "## A ` stray\n{}", "| a ` | {} |\n|---|---|\n| b | c |"],
    ids=["list", "heading", "table"],
)
@pytest.mark.parametrize("path", ["releases/2014/05/stray.md", "docs/guide.md"])
def test_a_figure_that_a_stray_backtick_hides_from_the_checks_is_not_published(
    harbour: Archive, site: Callable[..., Site], text: str, path: str
) -> None:
    harbour.release("2014/05/stray", "The text.")
    harbour.write(path, f"{harbour.read(path)}\n{text.format(fact('9 <states-parties>'))}\n")
    with pytest.raises(Refused) as refused:
        site()
    assert (
        f"ERROR: {path}: {fact('9 <states-parties>')} was not checked: before it, a ` seems to begin what is "
        "no text; write \\` where it is meant as itself"
    ) in str(refused.value)


def test_a_backtick_that_is_meant_as_itself_hides_nothing(
    harbour: Archive, site: Callable[..., Site]
) -> None:
    harbour.release("2014/05/stray", f"- A \\` mark.\n- Now {fact('9 <states-parties>')}.")
    assert "9 is not the figure on 2014-05" in problems(harbour)
    harbour.release("2014/05/stray", f"- A \\` mark.\n- Now {fact('3 <states-parties>')}.")
    assert "A ` mark." in texts(site().page("releases/2014/05/stray").xpath("//main//li"))


def test_a_group_is_not_counted_before_it_is_known(harbour: Archive, site: Callable[..., Site]) -> None:
    harbour.release("2011/05/count", fact("3 <states-parties in example-coast>"), date="2011-05-20")
    harbour.release("2018/05/count", fact("9 <states-parties>"), date="2018-05-20")
    warnings = site().warnings
    assert "cannot be checked: the members of example-coast are known from 2012 on" in warnings


def test_a_figure_later_than_the_list_of_events_is_told_to_its_author_and_stops_no_build(
    harbour: Archive, site: Callable[..., Site]
) -> None:
    harbour.release("2018/05/count", fact("9 <states-parties>"), date="2018-05-20")
    assert site().warnings == ""
    (note,) = scanned(harbour.root).warnings
    assert str(note) == (
        "releases/2018/05/count.md:6: {press:fact}: cannot be checked yet: the list of Harbour Convention "
        "goes to 2016-12-31, when it was 3; bring `events` and `as_of` in "
        "docs/treaties/harbour-convention.yaml up to date"
    )
    assert note.severity == "note"


def test_a_shared_wording_counts_for_the_release_that_prints_it(
    harbour: Archive, site: Callable[..., Site]
) -> None:
    harbour.write("docs/background/parties.md", wording(f"It has {fact('states-parties')} parties."))
    for name, date in (("2012/05/then", "2012-05-01"), ("2014/07/later", "2014-07-01")):
        harbour.release(name, date=date, background=["parties"])
    made = site()
    assert made.warnings == ""
    assert "It has 3 parties." in words(made.page("releases/2012/05/then"))
    assert "It has 4 parties." in words(made.page("releases/2014/07/later"))
    assert "It has 3 parties." in words(made.page("docs/background/parties"))  # on the list's last day
    # A line added to the list is seen by the next build.
    line = "  - {date: 2011-06-01, state: AZ, event: deposited, instrument: accession, sources: [gazette]}\n"
    harbour.edit("docs/treaties/harbour-convention.yaml", "events:\n", f"events:\n{line}")
    assert "It has 5 parties." in words(site().page("releases/2014/07/later"))


TREATY, GROUPS = "docs/treaties/harbour-convention.yaml", "docs/registers/groups.yaml"
JOINED = "event: deposited, instrument: accession"
SIGNED = "  - {date: 2012-01-01, state: TL, event: signed, sources: [gazette]}\n"


@pytest.mark.parametrize(
    ("path", "old", "new", "says"),
    [
        (GROUPS, "members: [CI, ", "members: [CI, TL, ", ""),
        (GROUPS, "members: [CI, NE, ", "members: [CI, ", "3 parties; 1 of the coast is missing."),
        (GROUPS, "name: The coast", "name: The shore", ""),
        (TREATY, "event: declined, certainty: recalled", JOINED, "4 parties; 1 of the coast is missing."),
        (TREATY, "short_name: Harbour", "short_name: Port", ""),
        (TREATY, "events:\n", f"events:\n{SIGNED}", ""),
    ],
)
def test_a_guide_is_made_again_when_its_figures_are_others(
    harbour: Archive, site: Callable[..., Site], path: str, old: str, new: str, says: str
) -> None:
    """And only then; a name is not printed there."""
    missing = fact("not states-parties in example-coast")
    harbour.write(
        "docs/guide.md", f"# Guide\n\n{fact('states-parties')} parties; {missing} of the coast is missing."
    )
    before = site()
    assert "3 parties; 2 of the coast is missing." in words(before.page("docs/guide"))
    times = before.times()
    harbour.edit(path, old, new)
    after = site()
    assert_clean(after, harbour)
    assert (after.times()["docs/guide/index.html"] != times["docs/guide/index.html"]) == bool(says)
    assert says in words(after.page("docs/guide")) + after.warnings


@pytest.mark.parametrize(
    ("path", "text", "says"),
    [
        ("docs/guide.md", "# Guide\n\nIt has {}.\n", 3),
        ("docs/background/parties.md", "---\nterm: Parties\ndefinition: It has {}.\n---\n", 3),
        ("docs/background/parties.md", "---\nterm: Parties\ndefinition: Those.\n---\n\nIt has {}.\n", 6),
    ],
)
@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("3 <states-parties>", ""),
        ("4 <states-parties on 2014-07-01>", ""),
        ("4 <states-parties>", "4 is not the figure on 2016-12-31; states-parties: 3 in force, 3 deposited"),
        ("states-parties in example-cost", 'did you mean "example-coast"?'),
    ],
)
def test_a_figure_of_a_guide_is_true_today(
    harbour: Archive, path: str, text: str, says: int, written: str, why: str
) -> None:
    harbour.write(path, text.replace("{}", fact(written)))
    if not why:
        assert scanned(harbour.root).warnings == ()
        return
    (found,) = problems(harbour).splitlines()
    assert found.startswith(f"{path}:{says}: {{press:fact}}: ")
    assert why in found


def test_a_guide_counts_for_the_day_of_the_build(harbour: Archive, site: Callable[..., Site]) -> None:
    harbour.write("docs/guide.md", f"# Guide\n\nIt has {fact('states-parties')} parties.")
    for now, figure in (("2014-06-29T12:00+00:00", 3), ("2014-06-30T12:00+00:00", 4)):
        made = site(now=now)
        assert f"It has {figure} parties." in words(made.page("docs/guide"))
        assert_clean(made, harbour, now=now)


@pytest.mark.parametrize(
    ("old", "new"),
    [("name: The coast", "name: The shore"), ("members: [CI, NE, ", "members: [CI, ")],
)
def test_a_release_is_made_again_when_what_it_prints_is_counted_otherwise(
    harbour: Archive, site: Callable[..., Site], old: str, new: str
) -> None:
    missing = fact("not states-parties in example-coast")
    harbour.write("docs/background/parties.md", wording(f"{missing} of the coast is missing."))
    harbour.release("2016/12/later", background=["parties"], date="2016-12-01")
    site()
    harbour.edit(GROUPS, old, new)
    assert_clean(site(), harbour)


def test_a_fixed_wording_is_reported_on_the_day_it_expires(
    harbour: Archive, site: Callable[..., Site]
) -> None:
    harbour.write("docs/background/parties.md", wording(f"It has {fact('3 <states-parties>')} parties."))
    assert site(now="2014-06-29T12:00:00+00:00").warnings == ""
    assert "the figure stops being true on 2014-06-30" in site(now="2014-06-30T12:00:00+00:00").warnings
    harbour.release("2014/07/later", background=["parties"], date="2014-07-01")
    assert '"parties" prints a figure: 3 is not the figure on 2014-07-01' in problems(harbour)


@pytest.mark.parametrize(("since", "is_told"), [("2014-06-30", False), ("2014-07-01", True)])
def test_a_fixed_wording_need_be_true_only_until_the_next_one(
    harbour: Archive, since: str, *, is_told: bool
) -> None:
    later = f"  - from: {since}\n    text: Now it has more parties.\n---\n"
    text = wording(f"It has {fact('3 <states-parties>')} parties.").removesuffix("---\n") + later
    harbour.write("docs/background/parties.md", text)
    found = " ".join(map(str, scanned(harbour.root).warnings))
    assert ("the figure stops being true on 2014-06-30" in found) == is_told
    assert bool(found) == is_told


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2 <signatures>", "2015-05-05"),  # when a third state signs
        ("2 <states-parties deposited in example-coast>", "2015-08-01"),  # when Nigeria leaves the coast
    ],
)
def test_a_fixed_wording_expires_with_whatever_it_counts(harbour: Archive, written: str, day: str) -> None:
    signed = "  - {date: 2015-05-05, state: TL, event: signed, sources: [gazette]}\n"
    harbour.write(TREATY, harbour.read(TREATY) + signed)
    text = wording(f"It has {fact(written)}.").replace(
        "2011-01-01", "2015-01-01" if "sig" in written else "2015-07-10"
    )
    harbour.write("docs/background/parties.md", text)
    (warning,) = scanned(harbour.root).warnings
    assert f"the figure stops being true on {day}" in str(warning)


def test_a_figure_of_a_month_may_be_that_of_a_group_that_changed_in_it(harbour: Archive) -> None:
    harbour.release("2015/08/count", fact("3 <not signatures in example-coast>"), date="2015-08")
    assert "not signatures in example-coast: 1" in problems(harbour)
    harbour.release("2015/08/count", fact("1 <not signatures in example-coast>"), date="2015-08")
    harbour.edit(GROUPS, "until: 2015-08-01", "until: 2015-08-10")
    harbour.edit(GROUPS, "NE,", "{state: NE, until: 2015-08-20},")
    for figure in (0, 1, 2):
        harbour.release("2015/08/count", fact(f"{figure} <not signatures in example-coast>"), date="2015-08")
        assert scanned(harbour.root).warnings == ()


def test_what_makes_a_figure_uncertain_is_said_in_the_language_of_the_page(
    harbour: Archive, site: Callable[..., Site]
) -> None:
    for name, figure in (
        ("2018/05/late", "states-parties"),
        ("2011/05/soon", "states-parties in example-coast"),
    ):
        for tongue in ("", ".ar"):
            harbour.release(name + tongue, fact(f"3 <{figure}>"), date=name[:7].replace("/", "-"))
    made, note = site(), "//details[@class='figure']/p[small][1]"
    assert [
        words(made.page(f"releases/{name}").xpath(note)[0])
        for name in ("2018/05/late", "2018/05/late.ar", "2011/05/soon", "2011/05/soon.ar")
    ] == [
        "the record of Harbour Convention goes to 31 December 2016 only",
        "بيانات Harbour Convention لا تمتد إلا إلى 31 ديسمبر 2016",
        "the members of The coast, as the Example Coalition counts it are known from 2012 on",
        "أعضاء The coast, as the Example Coalition counts it معروفون ابتداءً من 2012",
    ]


def test_what_happened_since(harbour: Archive, site: Callable[..., Site]) -> None:
    harbour.release("2014/05/two-states", about=["AZ", "NE"], date="2014-05-20")
    made = site(now="2015-01-31T12:00:00+00:00")
    since = "//section[@class='since-release']//li"
    assert texts(made.page("releases/2014/05/two-states").xpath(since)) == [
        "31 January 2015 Azerbaijan: still not a party to the Harbour Convention",
        "10 January 2015 Niger: Notified its withdrawal",
        "31 January 2015 Niger: the withdrawal takes effect on 10 July 2015, unless revoked",
    ]
    made = site(now="2016-01-31T12:00:00+00:00")
    assert texts(made.page("releases/2014/05/two-states").xpath(since))[1:] == [
        "10 January 2015 Niger: Notified its withdrawal",
        "10 July 2015 Niger: Withdrawal took effect",
    ]


def test_a_figure_that_is_another_now_says_so_unless_it_is_of_a_day_of_its_own(
    harbour: Archive, site: Callable[..., Site]
) -> None:
    counted = f"{fact('3 <states-parties>')} and {fact('3 <states-parties on 2011-01-01>')}"
    harbour.release("2014/05/count", f"{counted}, {fact('2 <signatures>')}.", date="2014-05-20")
    page = site(now="2015-01-31T12:00:00+00:00").page("releases/2014/05/count")
    said = texts(page.xpath("//details[@class='figure']/summary"))
    assert ["the figure was" in text for text in said] == [True, False, False]
    assert said[0].endswith("On 31 January 2015 the figure was 4."), "in sight, before anything is opened"


def test_an_archive_without_treaties_is_as_before(archive: Archive, site: Callable[..., Site]) -> None:
    assert not list((site().out / "docs").rglob("*treat*"))
    archive.release("2014/05/count", fact("3 <states-parties>"))
    assert "name one in press_treaties in conf.py" in problems(archive)


def test_the_seed_release(real: Site) -> None:
    page = real.page("releases/2014/05/azerbaijan")
    text = words(page)
    assert "to take the necessary steps to join the 122 other states that are members of the ICC" in text
    assert (
        "Azerbaijan is one of only 12 countries in the European region yet to join the Rome Statute." in text
    )
    assert "42 of the ICC's 122 member states are European." in text
    assert [words(p.xpath("summary")[0]).split()[0] for p in page.xpath("//details[@class='figure']")] == [
        "122",
        "12",
        "42",
    ]


def test_a_wrong_seed_fails_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real archive with the seed's 122 changed to 123."""
    for name in ("docs", "releases"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    shutil.copy(REPOSITORY / "conf.py", tmp_path)
    seed = tmp_path / "releases/2014/05/azerbaijan.md"
    right = seed.read_text("utf-8")
    seed.write_text(right.replace("`122 <states-parties>` other", "`123 <states-parties>` other"), "utf-8")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["build"])
    assert result.exit_code == 1
    assert (
        "{press:fact}: 123 is not the figure on 2014-05-06; states-parties: 122 in force, 122 deposited"
    ) in result.stderr
    assert not (tmp_path / "site").exists()
