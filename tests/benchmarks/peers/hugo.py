"""Hugo with the smallest theme that lists by country, month and campaign; its feeds as they come."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..corpus import TERMS, Item, key, wording
from .tool import Tool, Unavailable, body, virtualenv

_CONF = """\
baseURL = "https://archive.example.org/"
title = "Example Coalition archive"
[taxonomies]
country = "countries"
month = "months"
campaign = "campaigns"
"""
_BASE = """\
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<meta name="description" content="{{ .Summary | plainify }}">
{{ range .AlternativeOutputFormats }}<link rel="{{ .Rel }}" type="{{ .MediaType }}" href="{{ .Permalink }}">
{{ end }}</head><body><main><h1>{{ .Title }}</h1>{{ block "main" . }}{{ end }}</main></body></html>
"""
_ROW = '<li>{{ .Date.Format "2006-01-02" }} <a href="{{ .RelPermalink }}">{{ .Title }}</a></li>'
_SINGLE = """\
{{ define "main" }}<p>{{ .Date.Format "2006-01-02" }}</p>{{ .Content }}
<ul>{{ range (slice "countries" "months" "campaigns") }}{{ range $.GetTerms . }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}{{ end }}</ul>{{ end }}
"""
_LIST = f"""\
{{{{ define "main" }}}}<ul>{{{{ range .Pages }}}}{_ROW}{{{{ end }}}}</ul>{{{{ end }}}}
"""
_HOME = f"""\
{{{{ define "main" }}}}<ul>{{{{ range first 20 .Site.RegularPages }}}}{_ROW}{{{{ end }}}}</ul>{{{{ end }}}}
"""


class Hugo(Tool):
    """``hugo``, the program that the package of this name ships."""

    leftovers = ("resources",)

    def install(self, cache: Path) -> None:
        virtualenv(cache / "hugo", "hugo>=0.168")
        if not _programs(cache):
            raise Unavailable("the package holds no program for this machine")

    def files(self, items: Sequence[Item]) -> Iterator[tuple[str, str]]:
        yield "hugo.toml", _CONF
        yield "layouts/_default/baseof.html", _BASE
        yield "layouts/_default/single.html", _SINGLE
        yield "layouts/_default/list.html", _LIST
        yield "layouts/index.html", _HOME
        for term in TERMS:
            yield f"content/background/{key(term)}.md", f"---\ntitle: {term}\n---\n{wording(term)}\n"
        for item in items:
            front = {
                "title": item.title,
                "date": str(item.day),
                "countries": item.about,
                "months": [item.month],
                "campaigns": [item.campaign] if item.campaign else [],
                "summary": item.summary,
            }
            head = "".join(f"{name}: {json.dumps(value)}\n" for name, value in front.items())
            text = body(
                item,
                cite=f'[a release]({{{{< relref "/releases/{item.cites}.md" >}}}})',
                term=f'[{item.term}]({{{{< relref "/background/{key(item.term)}.md" >}}}})',
            )
            yield f"content/releases/{item.name}.md", f"---\n{head}---\n{text}"

    def command(self, cache: Path, source: Path, site: Path) -> list[str]:
        kept = str(site.with_name("cache"))
        return [str(_programs(cache)[0]), "--destination", str(site), "--cacheDir", kept]


def _programs(cache: Path) -> list[Path]:
    """The program itself: the command of its package starts Python first."""
    return sorted((cache / "hugo").glob("lib/python*/site-packages/hugo/binaries/hugo*"))
