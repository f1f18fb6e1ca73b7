"""A block as MyST Markdown: its words as they are, with the links, emphasis, lists and tables that the carrier had."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt

_SPECIAL = re.compile(r"[\\`*\[\]<]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_LINE_START = re.compile(r"^(?:([#>+=:%~|-])|(\d{1,9})([.)])(?=\s|$)|(\([^)\n]*\))(=))", re.MULTILINE)
#: The end of a line that was broken within a word.
_HYPHEN = re.compile(r"(?<=[^\W\d_]{2})- (?=[a-zà-ÿа-я])(?!(?:and|or|et|ou|y|o|und|oder|to)\b)")
_LINK = re.compile("\x02([^\x02\x03\x04]*)\x03([^\x02\x03\x04]*)\x04")

#: The marks of emphasis in a block's ``markdown`` (``webpages.py``).
_SIGNS = "\x05\x06\x07\x08"
_MARKDOWN = MarkdownIt("commonmark")


def escape(text: str) -> str:
    """Write plain text so that MyST prints it as it is, with as few backslashes as that takes."""
    text = _SPECIAL.sub(lambda match: "\\" + match[0], text)

    def start(match: re.Match[str]) -> str:
        if match[1]:
            return "\\" + match[1]
        return f"{match[2]}\\{match[3]}" if match[2] else f"{match[4]}\\="

    return _LINE_START.sub(start, text)


def paragraph(text: str, kind: str = "", rich: str = "", *, raw: bool = False) -> str:
    """Write one block of the text in MyST Markdown.

    Arguments:
        rich: the same text with its links and emphasis, if it has any.
        raw: the text is Markdown already.

    """
    if kind == "table":
        return _table(text)
    source, mark = rich or text, ""
    if kind == "item":
        bullet = re.match(r"\s*(?:(\d{1,9}[.)])|[-•●▪■◦‣·*–—])\s+", source)
        mark = (bullet and bullet[1]) or "-"
        source = source[bullet.end() :] if bullet else source
    lines = [line.strip() for line in source.split("\n") if line.strip()]
    wrapped = not rich and len(lines) > 1 and sum(map(len, lines[:-1])) / (len(lines) - 1) >= 45
    if rich:
        done = _linked(source)
        if not _reads("\\\n".join(done), source):
            done = _linked(re.sub(f"[{_SIGNS}]", "", source))
    else:
        plain = [line.lstrip("> ") if kind == "quote" else line for line in lines]
        done = [_safe(line) if raw else escape(line) for line in plain]
    joined = _HYPHEN.sub("-", " ".join(done)) if wrapped or kind in {"item", "heading"} else "\\\n".join(done)
    if kind == "heading":
        return f"## {' '.join(done)}"
    if kind == "item":
        return f"{mark} {joined}"
    return "\n".join(f"> {line}" for line in joined.split("\n")) if kind == "quote" else joined


def _table(text: str) -> str:
    """Write rows with tabs between their cells; Markdown has the first as the head."""
    rows = [[escape(cell).replace("|", "\\|") for cell in line.split("\t")] for line in text.split("\n")]
    rows.insert(1, ["---"] * len(rows[0]))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _safe(line: str) -> str:
    """Let Markdown through, but nothing that names a directive, a role, HTML or a target."""
    line = re.sub(r"^(\s*)(`{3,}|~{3,}|:{3,}|[%+=|]|\([^)]*\)=)", r"\1\\\2", line)
    return re.sub(r"<(?![A-Za-z][\w+.-]*:|[\w.+-]+@)", r"\\<", re.sub(r"\{(?=[\w:-]+\}`)", r"\\{", line))


def _linked(rich: str) -> list[str]:
    """Write a text with links and emphasis, line by line."""
    out, last = [], 0
    rich = _emphasis(rich.replace("\\\n", "\n"))
    for match in _LINK.finditer(rich):
        out.append(
            escape(rich[last : match.start()]) if not last else escape("." + rich[last : match.start()])[1:]
        )
        label, href = " ".join(match[1].split()), match[2]
        web = href.startswith(("http://", "https://", "mailto:")) and not re.search(
            r"[\x00-\x20\x7f-\x9f\s<>\"\\^`{|}]", href
        )
        out.append(f"[{escape(label)}](<{href}>)" if web and label else escape(label))
        last = match.end()
    out.append(escape("." + rich[last:])[1:] if last else escape(rich[last:]))
    text = re.sub("[\x02-\x04]", "", "".join(out))
    text = re.sub("[\x05\x06]", "*", re.sub("[\x07\x08]", "**", text))
    return [line.strip() for line in text.split("\n") if line.strip()]


def _reads(markdown: str, rich: str) -> bool:
    """Whether Markdown prints the words and marks that a text has: signs of emphasis may run into each other."""
    pieces = [piece for token in _MARKDOWN.parse(markdown) for piece in token.children or ()]
    plain = re.sub(f"\x03[^\x04]*\x04|[\x02{_SIGNS}]", "", rich.replace("\\\n", "\n"))
    return "".join("".join(piece.content for piece in pieces).split()) == "".join(plain.split())


def _emphasis(rich: str) -> str:
    """Leave the marks of emphasis that Markdown can say: round whole words, and none right after another."""
    for opening, closing in ("\x05\x06", "\x07\x08"):
        rich = re.sub(rf"{closing}(\s*){opening}", r"\1", rich)
    # Spaces go outside, and what holds nothing goes away; a few rounds do for what people write. A run is looked at
    # from its start only: from each of its places, a long one would take as many looks as places, squared.
    for _ in range(8):
        before = rich
        rich = re.sub("(?<![\x05\x07])([\x05\x07]+)(\\s+)", r"\2\1", rich)
        rich = re.sub("(?<!\\s)(\\s+)([\x06\x08]+)", r"\2\1", rich)
        rich = re.sub("\x05\x06|\x07\x08", "", rich)
        if rich == before:
            break
    ahead, behind = _beside(rich), _beside(rich[::-1])[::-1]
    opened: dict[str, int] = {}
    kept: set[int] = set()
    for at, sign in enumerate(rich):
        if sign in "\x05\x07":
            opened[sign] = at
        elif sign in "\x06\x08" and (start := opened.pop(chr(ord(sign) - 1), -1)) >= 0:
            within_a_word = ahead[start].isalnum() or behind[at].isalnum()
            if start - 1 not in kept and not within_a_word:
                kept |= {start, at}
    return "".join(sign for at, sign in enumerate(rich) if sign not in _SIGNS or at in kept)


def _beside(rich: str) -> list[str]:
    """Return, for each place, the letter before it that is no sign."""
    found, last = [], ""
    for letter in rich:
        found.append(last)
        last = last if letter in _SIGNS else letter
    return found
