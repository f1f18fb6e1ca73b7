"""Hostile words in every field of everything that people write: a browser runs none of them.

The pages are served under the site's own Content-Security-Policy, and looked at as if there were none: what
could run without the policy is a fault as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Host
from tests.desk import Desk
from tests.helpers import Site, document, publish_all

pytestmark = pytest.mark.browser

RELEASE = "2026/05/hostile"
EVIL = "https://evil.example"


class Payloads:
    """Attacks, each with a number of its own, so that every field can be told to have reached a page."""

    def __init__(self) -> None:
        self.fields: dict[int, str] = {}

    def __call__(self, field: str) -> str:
        self.fields[n := len(self.fields) + 1] = field
        return (
            f"\"'>--></title></script><script>ran({n})</script><img src=x onerror=ran({n})>"
            f"<svg onload=ran({n})>"
            f"<iframe src={EVIL}></iframe><base href={EVIL}><style>@import '{EVIL}';</style>"
            f"&lt;script&gt;ran({n})&lt;/script&gt; {{{{7*191}}}} ${{7*191}}"
        )

    def address(self, field: str) -> str:
        """Return a web address that would like to be more."""
        self.fields[n := len(self.fields) + 1] = field
        return f"{EVIL}/'onmouseover='ran({n})'//javascript:ran({n})"


BODY = """{text}

<script>ran("body")</script>

<img src=x onerror=ran("body")>
<!-- --><svg onload=ran("body")>

[a](javascript:ran("a")) [b](JaVaScRiPt:ran("b")) [c](java&#x0A;script:ran("c")) [d](&#106;avascript:ran("d"))
[e](data:text/html,<script>ran("e")</script>) [f](vbscript:ran("f")) <javascript:ran("g")> [h][ref]
[j](https://evil.example/'onmouseover='ran("j")) [k](https://evil.example/ "\\"onmouseover=ran('k') x=\\"")
[l](data:image/svg+xml,<svg/onload=ran("l")>) [m](//evil.example/m) [n](javascript&colon;ran("n"))

[span]{{onclick="ran('o')" style="background:url(https://evil.example/o)"}} and
[link](https://evil.example/){{onmouseover="ran('p')" style="color:red" href="javascript:ran('p')"}}

{{press:state}}`<script>ran("q")</script> <AZ>` and {{abbr}}`x ("onmouseover="ran('r'))` and
`<script>ran("s")</script>`

:::{{note}}
:class: x" onmouseover="ran('t')
<script>ran("t")</script>
:::

```{{code}} html
<script>ran("u")</script>
```

[ref]: javascript:ran("h")
"""

DOCUMENT = """---
orphan: true
---
# Rock & roll <script>ran("title")</script>

<script>ran("html")</script>

```{raw} html
<script>ran("raw")</script>
```

```{eval-rst}
.. raw:: html

   <script>ran("rst")</script>
```

```{include} /etc/passwd
```

```{literalinclude} /etc/passwd
```

![there](https://evil.example/there.png) ![x](javascript:ran("picture")) [x](javascript:ran("link"))
"""


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, dict[int, str]]:
    """An archive in which every field is an attack, built."""
    p = Payloads()
    desk = Desk(tmp_path_factory.mktemp("hostile") / "archive")

    def register(name: str, records: dict[str, Any]) -> None:
        path = f"docs/registers/{name}.yaml"
        kept = yaml.safe_load(desk.read(path))
        desk.write(path, yaml.safe_dump({**kept, **records}, allow_unicode=True))

    register(
        "campaigns",
        {
            "hostile": {
                "name": p("campaign name"),
                "start": "2026-05-01",
                "description": p("campaign description"),
                "source": p.address("campaign source"),
                "focus": [{"month": "2026-05", "state": "AZ", "source": p.address("focus source")}],
            }
        },
    )
    register("issuers", {"hostile": {"name": p("issuer name"), "url": p.address("issuer url")}})
    detail = {
        "from": "2020-01-01",
        "role": p("contact role"),
        "organisation": p("contact organisation"),
        "place": p("contact place"),
        "tel": p("contact tel"),
        "email": "x'onmouseover='ran()'@evil.example",
    }
    register("contacts", {"hostile": {"name": p("contact name"), "details": [detail]}})
    register(
        "states",
        {"NE": {"name": {"en": p("state name")}, "group": "African", "other_names": [p("other name")]}},
    )
    entry = {
        "term": p("term"),
        "other_names": [p("other term")],
        "source": p("entry source"),
        "definition": p("definition"),
        "wordings": [{"from": "2020-01-01", "text": p("wording")}],
    }
    desk.write("docs/background/hostile.md", document(entry, p("entry text")))
    desk.write("docs/guide.md", DOCUMENT)
    desk.write('docs/"onmouseover=ran(0)><img src=x onerror=ran(0)>.md', DOCUMENT)
    desk.write('releases/2026/05/"><img src=x onerror=ran(0)>.png', b"no picture")
    shown: dict[str, Any] = {
        "about": ["AZ", "NE"],
        "campaign": "hostile",
        "issuer": "hostile",
        "contacts": ["hostile"],
        "background": ["hostile"],
    }
    desk.release(
        RELEASE,
        BODY.format(text=p("text")),
        title=p("title"),
        deck=p("deck"),
        label=p("label"),
        dateline={"places": [p("place")], "text": p("dateline")},
        summary=p("summary"),
        topics=[p("topic")],
        attachments=[{"title": p("attachment"), "url": p.address("attachment url")}],
        source={"url": p.address("source url"), "evidence": p.address("evidence"), "note": p("source note")},
        origin={"date": {"from": "event", "note": p("origin note")}},
        **shown,
    )
    for name in ("withdrawn", "gone", "moved"):
        desk.release(f"2026/05/{name}", title=p(f"{name} title"), **shown)
    desk.release(
        "2026/05/record", body="", source={"held": "record", "url": p.address("record url")}, **shown
    )
    cites = f"{{press:release}}`{RELEASE}` {{press:release}}`2026/05/withdrawn` {{press:campaign}}`hostile`"
    desk.release(
        "2026/05/cites", f"As {cites} {{press:background}}`hostile` {{press:state}}`NE` say.", **shown
    )
    publish_all(desk.root)  # `publish` would refuse what a build warns of
    desk.must("withdraw", "2026/05/withdrawn", "--reason", p("reason"))
    desk.must(
        "withdraw", "2026/05/gone", "--gone", "--reason", p("reason of removal"), "--successor", RELEASE
    )
    desk.must("move", "2026/05/moved", "2026/05/moved-on")
    now = p("correction")
    desk.edit("releases/2026/05/cites.md", "say.", f"say {now}.")
    told = ("--was", "say.", "--now", f"say {now}.", "--kind", "fact", "--note", p("correction note"))
    desk.must("correct", "2026/05/cites", *told)
    return desk.build(), p.fields


@pytest.fixture(scope="module")
def host(attacked: tuple[Site, dict[int, str]]) -> Iterator[Host]:
    served = Host(attacked[0])
    yield served
    served.close()


#: What could run, load or lead away, policy or not. Links to other hosts are what links are for.
FAULTS = """() => {
    const found = [];
    const never = ["iframe", "object", "embed", "base", "style", "foreignobject", "template"];
    const addresses = ["href", "src", "action", "formaction", "data", "poster", "xlink:href"];
    const named = ["canonical", "alternate", "cite-as", "license", "schema.DC"];
    for (const element of document.querySelectorAll("*")) {
        const name = element.localName;
        const data = String(element.type).startsWith("application/");
        if (never.includes(name) || name === "script" && !element.src && !data) found.push(element.outerHTML);
        for (const {name: key, value} of element.attributes) {
            if (key.startsWith("on") || key === "style" || key === "srcdoc") found.push(element.outerHTML);
            if (addresses.includes(key)) {
                const url = new URL(value, location.href);
                const leads = name === "a" || name === "link" && named.includes(element.rel);
                if (!["http:", "https:", "mailto:"].includes(url.protocol)) found.push(element.outerHTML);
                else if (!leads && url.origin !== location.origin) found.push(element.outerHTML);
            }
        }
    }
    return [...new Set(found)];
}"""


def test_every_field_reached_a_page(attacked: tuple[Site, dict[int, str]]) -> None:
    site, fields = attacked
    said = b"".join(content for name, content in site.files().items() if name.endswith(".html"))
    assert [field for n, field in fields.items() if f"ran({n})".encode() not in said] == []


def test_no_page_runs_or_asks_for_anything(
    browser: Browser, host: Host, attacked: tuple[Site, dict[int, str]]
) -> None:
    site, _ = attacked
    heard: list[str] = []
    context = browser.new_context(base_url=host.address)
    context.add_init_script("window.ran = what => console.error('ran', what)")
    page = context.new_page()
    page.on("dialog", lambda dialog: heard.append(f"dialog: {dialog.message}"))
    page.on("console", lambda message: heard.append(f"console: {message.text} {message.location['url']}"))
    page.on("pageerror", lambda error: heard.append(f"error: {error}"))
    page.on(
        "request",
        lambda request: heard.append(request.url) if not request.url.startswith(host.address) else None,
    )
    visited = 0
    for file in sorted(site.out.rglob("*.html")):
        text = file.read_text("utf-8")
        if "ran(" not in text or "_static" in file.parts:
            continue
        address = file.relative_to(site.out).as_posix().removesuffix("index.html")
        heard.clear()
        page.goto(
            "/" + re.sub(r"[^\w/.-]", lambda match: "".join(f"%{b:02X}" for b in match[0].encode()), address)
        )
        if 'http-equiv="refresh"' in text:
            page.wait_for_url("**/releases/2026/05/moved-on/")
        assert page.evaluate(FAULTS) == [], address
        assert [what for what in heard if not what.endswith("/favicon.ico")] == [], address
        visited += 1
    context.close()
    assert visited >= 15


def test_no_file_beside_the_pages_is_anything_that_a_browser_runs(
    attacked: tuple[Site, dict[int, str]],
) -> None:
    for name, content in attacked[0].files().items():
        assert b"root:x:" not in content, f"{name} holds a file of the machine"
        if name.endswith((".svg", ".xml", ".atom", ".rss")):
            assert b"<script" not in content, name


def test_a_title_is_the_words_that_were_written(browser: Browser, host: Host) -> None:
    page = browser.new_page(base_url=host.address)
    page.goto("/docs/guide/")
    assert page.title() == 'Rock & roll <script>ran("title")</script> · Example Coalition archive'
    expect(page.locator("h1")).to_have_text('Rock & roll <script>ran("title")</script>')
    page.close()


@pytest.mark.parametrize("media", ["screen", "print"])
def test_notices_are_read_on_screen_and_on_paper(browser: Browser, host: Host, media: Any) -> None:
    page: Page = browser.new_page(base_url=host.address)
    page.emulate_media(media=media)
    page.goto("/releases/2026/05/cites/")
    for part in ("del", "ins"):
        expect(page.locator(f".notice.corrected {part}")).to_be_visible()
    expect(page.locator(".notice", has_text="This release cites:")).to_be_visible()
    page.goto("/releases/2026/05/withdrawn/")
    expect(page.locator(".notice.withdrawn")).to_be_visible()
    assert page.evaluate("document.querySelector('.notice').getBoundingClientRect().y") < page.evaluate(
        "document.querySelector('h1').getBoundingClientRect().y"
    )
    page.close()


def test_a_former_address_leads_on_without_script(browser: Browser, host: Host) -> None:
    context = browser.new_context(base_url=host.address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/releases/2026/05/moved/")
    page.wait_for_url("**/releases/2026/05/moved-on/")
    context.close()


@pytest.fixture
def fresh(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "archive")


@pytest.mark.parametrize(
    "name", ["<script>", "x onerror=1", "UPPER", "a.b.c", "ä", "-x", "x-", "con%2e", "x'y"]
)
def test_a_file_name_is_letters_digits_and_hyphens(fresh: Desk, name: str) -> None:
    if "/" not in name:
        fresh.release(f"2026/05/{name}")
        assert [
            problem
            for problem in fresh.problems()
            if "a release is kept as" in problem or "language" in problem
        ]


@pytest.mark.parametrize("field", ["attachments", "source"])
@pytest.mark.parametrize(
    "url", ["javascript:ran(1)", "data:text/html,x", "//evil.example", 'https://x/"onload=', "ftp://x"]
)
def test_an_address_field_takes_web_addresses_only(fresh: Desk, field: str, url: str) -> None:
    value: Any = [{"title": "x", "url": url}] if field == "attachments" else {"url": url}
    fresh.release("2026/05/x", **{field: value})
    assert ["write a web address" in problem for problem in fresh.problems()] == [True]


@pytest.mark.parametrize(
    "directive", ["raw", "include", "literalinclude", "eval-rst", "csv-table", "toctree", "only"]
)
def test_a_release_can_neither_read_files_nor_write_html(fresh: Desk, directive: str) -> None:
    fresh.release("2026/05/x", f"Words.\n\n```{{{directive}}} /etc/passwd\n```\n")
    assert fresh.problems()[0].endswith(
        f"{{{directive}}} cannot be used in a release; allowed: epigraph, figure, image, note, press:notes"
    )
