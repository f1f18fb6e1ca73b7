"""Eleventy with Nunjucks layouts and collections by country, month and campaign; no feed by default."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..corpus import TERMS, Item, key, wording
from .tool import Tool, body, installed

_CONF = """\
const by = (api, of) => {
  const lists = new Map();
  for (const page of api.getFilteredByTag("release"))
    for (const name of of(page.data)) {
      if (!lists.has(name)) lists.set(name, []);
      lists.get(name).push(page);
    }
  return [...lists].map(([name, pages]) => ({ name, pages: pages.reverse() }));
};
export default function (config) {
  config.addCollection("countries", (api) => by(api, (data) => data.countries));
  config.addCollection("months", (api) => by(api, (data) => [data.month]));
  config.addCollection("campaigns", (api) => by(api, (data) => data.campaign ? [data.campaign] : []));
  config.addCollection("latest", (api) => api.getFilteredByTag("release").slice(-20).reverse());
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
}
export const config = { dir: { input: "content" }, markdownTemplateEngine: false };
"""
_BASE = """\
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title>
<meta name="description" content="{{ summary }}"></head>
<body><main><h1>{{ title }}</h1>{{ content | safe }}</main></body></html>
"""
_RELEASE = """\
---
layout: base.njk
---
<p>{{ date | day }}</p>{{ content | safe }}
<ul>{% for code in countries %}<li><a href="/countries/{{ code }}/">{{ code }}</a></li>{% endfor %}
<li><a href="/months/{{ month }}/">{{ month }}</a></li>
{% if campaign %}<li><a href="/campaigns/{{ campaign }}/">{{ campaign }}</a></li>{% endif %}</ul>
"""
_ROW = '<li>{{ page.date | day }} <a href="{{ page.url }}">{{ page.data.title }}</a></li>'
_LIST = f"""\
---
layout: base.njk
pagination:
  data: collections.KIND
  size: 1
  alias: list
permalink: "/KIND/{{{{ list.name }}}}/"
eleventyComputed:
  title: "{{{{ list.name }}}}"
---
<ul>{{% for page in list.pages %}}{_ROW}{{% endfor %}}</ul>
"""
_HOME = f"""\
---
layout: base.njk
title: Example Coalition archive
---
<ul>{{% for page in collections.latest %}}{_ROW}{{% endfor %}}</ul>
"""


class Eleventy(Tool):
    """``eleventy``, on the Node.js that is installed here."""

    def install(self, cache: Path) -> None:
        wanted = "@11ty/eleventy@^3.1.8"
        npm = ["npm", "install", "--prefix", ".", "--no-fund", "--no-audit", wanted]
        installed(cache / "eleventy", [wanted], ["node", "--version"], npm)

    def files(self, items: Sequence[Item]) -> Iterator[tuple[str, str]]:
        yield "eleventy.config.mjs", _CONF
        yield "content/_includes/base.njk", _BASE
        yield "content/_includes/release.njk", _RELEASE
        yield "content/index.njk", _HOME
        yield "content/releases/releases.json", '{"layout": "release.njk", "tags": "release"}\n'
        yield "content/background/background.json", '{"layout": "base.njk"}\n'
        for kind in ("countries", "months", "campaigns"):
            yield f"content/{kind}.njk", _LIST.replace("KIND", kind)
        for term in TERMS:
            yield f"content/background/{key(term)}.md", f"---\ntitle: {term}\n---\n{wording(term)}\n"
        for item in items:
            front = {
                "title": item.title,
                "countries": item.about,
                "month": item.month,
                "campaign": item.campaign,
                "summary": item.summary,
            }
            head = f"date: {item.day}\n" + "".join(
                f"{name}: {json.dumps(value)}\n" for name, value in front.items()
            )
            text = body(
                item,
                cite=f"[a release](/releases/{item.cites}/)",
                term=f"[{item.term}](/background/{key(item.term)}/)",
            )
            yield f"content/releases/{item.name}.md", f"---\n{head}---\n{text}"

    def command(self, cache: Path, source: Path, site: Path) -> list[str]:
        program = str(cache / "eleventy/node_modules/@11ty/eleventy/cmd.cjs")
        return ["node", program, "--quiet", f"--output={site}"]
