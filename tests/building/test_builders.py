"""A release is a document of Sphinx: it is whole in every format that Sphinx can make."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers import REPOSITORY, Archive, Refused, Site, build, publish_all

#: Sphinx's own JSON builder asks for what Sphinx 11 will not have; not ours to mend.
pytestmark = pytest.mark.filterwarnings("ignore:.*JSONHTMLBuilder.app:PendingDeprecationWarning")

BUILDERS = [
    "text",
    "xml",
    "pseudoxml",
    "singlehtml",
    "json",
    "latex",
    "gettext",
    "epub",
    "man",
    "texinfo",
    "dummy",
]


@pytest.mark.parametrize("builder", BUILDERS)
def test_the_archive_builds_with_every_builder_without_a_warning(
    archive: Archive, tmp_path: Path, builder: str
) -> None:
    book = {"version": "1", "copyright": "Example Coalition"}  # what Sphinx asks of an EPUB
    built = build(
        archive.root, tmp_path / "out", builder=builder, doctrees=tmp_path / "doctrees", overrides=book
    )
    assert built.warnings == ""
    assert builder == "dummy" or built.files()


@pytest.mark.parametrize(("builder", "suffix"), [("text", ".txt"), ("xml", ".xml"), ("json", ".fjson")])
def test_deck_dateline_contacts_and_background_are_in_every_format(
    archive: Archive, tmp_path: Path, builder: str, suffix: str
) -> None:
    out = build(archive.root, tmp_path / "out", builder=builder).out
    text = (out / f"releases/2014/05/azure-coast{suffix}").read_text("utf-8").replace("\\u2014", "—")
    at = -1
    for part in (
        "Support best shown",
        "The Hague",
        "The coast can",
        "Ada Lind",
        "42 of the 122",
        "ten years",
    ):
        assert text.find(part, at + 1) > at, part
        at = text.find(part, at + 1)


def test_plain_html_makes_the_same_pages_with_file_names(archive: Archive, tmp_path: Path) -> None:
    built = build(archive.root, tmp_path / "out", builder="html")
    assert built.warnings == ""
    for name in (
        "index",
        "releases/2014/05",
        "releases/2014/05/azure-coast",
        "states/az",
        "docs/background/court",
    ):
        assert (built.out / f"{name}.html").is_file(), name


def test_an_application_that_names_no_number_of_processes_uses_one(archive: Archive, tmp_path: Path) -> None:
    """``parallel=0`` is what Sphinx takes when nobody says."""
    built = build(archive.root, tmp_path / "out", jobs=0)
    assert built.warnings == ""
    assert (built.out / "pagefind/pagefind.js").is_file()
    assert (built.out / "manifest.json").is_file()


#: Something of every kind that a manual may hold.
MANUAL = """\
---
orphan: true
---

# A manual

(somewhere)=
A list of [terms](#somewhere), a note[^1] and a drawing.

[^1]: The note.

- one
- {term}`Court`

---

| a | b |
| - | - |
| 1 | 2 |

```python
>>> 1 + 1  # doctest: +SKIP
2
```

```{highlight} text
```

```
a < b
```

:::{figure} /docs/drawing.svg
:alt: A drawing.

A caption.
:::

::::{dropdown} More
Hidden *words*.

:::{admonition} Mind
A coast.
:::
::::

:::{aside} Beside
Of *note*.
:::

::::{tab-set}
:::{tab-item} First
One.
:::
:::{tab-item} Second
Two.
:::
::::

:::{button-ref} somewhere
:ref-type: ref
A **button**
:::

{bdg-ref-primary}`somewhere <somewhere>`

:::{only} html
Only here.
:::

:::{only} latex
Only there.
:::

term
: what it is

"""


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("docs/quality.md", "the archive makes a page of this name"),
        ("docs/quality/index.md", "the archive makes a page of this name"),
        ("docs/guide/index.md", "would be the same page as docs/guide.md; give it another name"),
    ],
)
def test_a_document_in_the_place_of_another_page_is_refused(
    archive: Archive, tmp_path: Path, path: str, says: str
) -> None:
    archive.write(path, "# Quality\n")
    with pytest.raises(Refused, match=rf"{path}.* {says}"):
        build(archive.root, tmp_path / "site")


def test_a_file_beside_a_release_may_be_linked_and_a_source_may_not(archive: Archive, tmp_path: Path) -> None:
    archive.write("releases/2014/05/report.pdf", b"%PDF-1.7 report")
    archive.release("2014/05/linked", "Read [the report](report.pdf).")
    site = build(archive.root, tmp_path / "site")
    (link,) = site.page("releases/2014/05/linked").xpath(
        "//main//a[text()='the report']/@href | //main//a[.='the report']/@href"
    )
    assert (site.out / "releases/2014/05/linked" / link).resolve().read_bytes() == b"%PDF-1.7 report"


#: Builds as ``sphinx-build`` does, with libraries of another day: a module that is named first is gone, what
#: is named second is called otherwise, and functions that are named third are given one thing more. Our own
#: code has moved along, but for ``speed.py``.
ANOTHER_DAY = r"""
import re, sys
from importlib.machinery import SourceFileLoader

gone, renamed, changed = ("|".join(names.split()) for names in sys.argv[1:4])
rooms = {"docutils", "jinja2", "markupsafe", "myst_parser", "press_archive", "sphinx", "sphinx_design"}

def code(loader, module):
    text = loader.get_data(path := loader.get_filename(module)).decode()
    if module.split(".")[0] in rooms and not module.endswith(".speed") and "collectors" not in module:
        text = re.sub(rf"\b({renamed or '(?!)'})\b", r"\1_of_another_day", text)
        text = re.sub(rf"(?<!def )\b({changed or '(?!)'})\(", r"\1(None, ", text)
        text = re.sub(rf"def ({changed or '(?!)'})(\[T\])?\((\s*self,)?", r"def \1\2(\3 more, ", text)
    return loader.source_to_code(text, path)

if gone:
    sys.modules[gone] = None
if renamed or changed:
    SourceFileLoader.get_code = code
from sphinx.cmd.build import main
sys.exit(main(["-q", "-W", "-b", "dirhtml", *sys.argv[4:]]))
"""
RENAMED = """\
_CurrentDocument _escape_inner _file_checksum _pickled_doctree_cache _write_doc_doctree_cache make_chunks
setup_child HighlightLanguageTransform"""
CHANGED = """\
_file_checksum clear_doc create_md_parser discover make_chunks merge_domaindata process_doc relative_uri
restore setup_child status_iterator"""


def test_without_what_only_makes_it_quicker_the_site_is_the_same(archive: Archive, tmp_path: Path) -> None:
    """``speed.py`` replaces what Sphinx and docutils do slowly, where it knows it; and may be deleted."""
    publish_all(archive.root)
    archive.write("docs/manual.md", MANUAL)
    archive.write("docs/drawing.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    path = os.pathsep.join([str(REPOSITORY / "extensions"), str(REPOSITORY)])
    sites = {}
    days = {
        "today": ("", "", ""),
        "deleted": ("press_archive.building.speed", "", ""),
        "renamed": ("", RENAMED, ""),
        "changed": ("", "", CHANGED),
    }
    for day, how in days.items():
        subprocess.run(
            [sys.executable, "-c", ANOTHER_DAY, *how, str(archive.root), str(tmp_path / day)],
            check=True,
            env=os.environ | {"PYTHONPATH": path},
        )
        sites[day] = Site(tmp_path / day, "", "").files()
    assert [day for day in sites if sites[day] != sites["today"]] == []
