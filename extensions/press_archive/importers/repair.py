"""Broken text mended, every mend listed so that it can be undone.

What is mended are faults of carriage, never of writing: bytes read in the wrong encoding, leftovers of
quoted-printable mail, HTML entities that were never resolved, the ``?`` that stands where a dash or an
apostrophe was lost, control characters. :func:`undo` gives the text back as it came.
"""

from __future__ import annotations

import codecs
import html
import re
import unicodedata
from collections.abc import Callable, Iterable

from .plain import Repair

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ud800-\udfff]")
#: Controls that end a line.
_CONTROLLED = dict.fromkeys("\x0c\u2028\u2029", "\n")
#: Left over when no encoding fits; a release file cannot hold them.
_LEFT_OVER = re.compile(r"[\x80-\x9f\ufffe\uffff]")
_QUOTED = re.compile(r"=\n|(?:=[0-9A-F]{2})+")
_QUOTED_SIGN = re.compile(r"=\n|=20(?![0-9A-F])|=E2=80=|=C3=[89AB]|=3D")
_ENTITY = re.compile(
    r"&(?:nbsp|amp|quot|lt|gt|apos|[lr]s?[dq]uo|[mn]dash|hellip|[a-zA-Z](?:acute|grave|circ|uml|cedil|tilde)|#\d{2,5}|#x[0-9a-fA-F]{2,4});"
)
#: A mail quoted whole, as a forwarding program marks it.
_QUOTE = re.compile(r"^(?:> ?)+", re.MULTILINE)
#: A soft hyphen, and the break after it.
_SOFT = re.compile("\u00ad\n?[ \t]*")
#: A word that a typist broke at the end of a line, with the marks behind it.
_BROKEN = re.compile(
    r"(?<![\w-])([^\W\d_]{2,})[-‐]\n[ \t]*(([a-zà-ÿа-яё]{2,})(?![\w-])[.,;:!?…)\]”’»\"]*)[ \t]?"
)
_FROM = re.compile(r"^>(?=From )", re.MULTILINE)
#: A line with a sign that is not ASCII.
_NOT_ASCII = re.compile(r"^[^\n]*[^\x00-\x7f][^\n]*", re.MULTILINE)
_LOST_DASH = re.compile(r"(?<=[)\d]) ?\?(?= ?[A-ZÀ-Þ“\"])|(?<=[A-Z]{3}) \?(?= [A-ZÀ-Þ“\"])")
_LOST_APOSTROPHE = re.compile(r"(?<=[^\W\d_])\?(?=s[\s,.;:)])")
#: Letters as they were drawn: joined, as in "ﬁ", and in their Arabic forms; not what stands for a whole phrase.
_DRAWN = re.compile("[\ufb00-\ufb06\ufb50-\ufd3d\ufd50-\ufdc7\ufe70-\ufefc]+")


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    bad = error.object[error.start : error.end]
    return bad.decode("cp1252", "replace").replace("\ufffd", "") or bad.decode("latin-1"), error.end


codecs.register_error("press-windows", _as_windows)


#: What a page says that is in an encoding of Windows, which holds that one and more; and what says nothing of a text,
#: as editors write it into every page.
_LARGER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "shift_jis": "cp932", "euc_kr": "cp949", "iso8859-9": "cp1254"}  # fmt: skip
_SAYS_NOTHING = frozenset(["ascii", "cp1252", "iso8859-1"])
_SAID = re.compile(
    rb"""(?:charset|encoding)\s*=\s*["']?\s*((?:iso-?\d|windows-|cp1|koi8|gb|big5|shift|euc-|ks_c|mac)[\w-]*)""",
    re.IGNORECASE,
)
#: The encodings of texts in Latin letters, the likeliest first, and where in such texts stand small letters, capitals,
#: quotation marks and dashes, and other signs.
_WESTERN = ("cp1252", "mac_roman", "cp850", "cp1250")
_SMALL = r"[ß-öø-ÿĀ-ſ]"
_LIKELY = re.compile(
    rf"(?<=[A-Za-zÀ-ÿ]){_SMALL}|{_SMALL}(?=[a-zß-ÿ])|(?<=\s){_SMALL}(?=\s)|(?<![a-zß-ÿ])[À-ÖØ-ÞĀ-ſ](?=\w)"
    r"|(?<=[\w.,:;!?)’”»])[’”»…–—]|(?<!\w)[“‘«„¿¡–—]|(?<![a-zß-ÿ])[·•£€§©®™°½¼¾‹›†¶\xa0]"
)


def decode(raw: bytes, *, page: bool = False) -> tuple[str, tuple[str, ...]]:
    """Turn bytes into text without losing one; also returns what a person is to look at.

    By their mark, as UTF-8, as a ``page`` says of itself, else by what they look like.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if raw.startswith(mark):
            return _lines(raw[len(mark) :].decode(encoding, "replace")), ()
    for encoding, high_bytes in (("utf-16-le", raw[1:2000:2]), ("utf-16-be", raw[:2000:2])):
        if high_bytes.count(0) * 2 > len(high_bytes) > 7:
            return _lines(raw.decode(encoding, "replace")), ()
    if (text := _read_as(raw, "utf-8")) is not None:
        return _lines(text), ()
    if page and (said := _SAID.search(raw[:2048])) and (text := _read_as(raw, _known(said[1].decode()))):
        return _lines(text), ()
    text = raw.decode("utf-8", "press-windows")
    high = sum(byte > 0x7F for byte in raw)
    good = len(re.findall(rb"[\xc3-\xf4][\x80-\xbf]+", raw))
    if good * 4 > high:
        return _lines(text), ()
    letters = len(re.findall(rb"[A-Za-z]", raw))
    guess = _guessed(raw) if 3 * high > letters else ""
    if guess in {"", *_WESTERN}:
        guess = _likeliest(raw)
    if guess == "cp1252":
        return _lines(text), ()
    look = (
        f"encoding: the file does not say which it has; it was read as {guess}: compare letters with accents"
    )
    return _lines(raw.decode(guess, "press-windows")), (look,)


def _read_as(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding) if encoding else None
    except UnicodeDecodeError:
        return None


def _known(said: str) -> str:
    """Return the encoding of a name; nothing for one that is none, or says nothing."""
    try:
        name = codecs.lookup(said).name
    except LookupError:
        return ""
    return "" if name in _SAYS_NOTHING else _LARGER.get(name, name)


def _likeliest(raw: bytes) -> str:
    """Name the encoding of a text in Latin letters in which what is not ASCII makes sense, clearly more than in others."""
    part = raw[:200_000]
    counts = {name: len(_LIKELY.findall(part.decode(name, "replace"))) for name in _WESTERN}
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] > 1.25 * counts["cp1252"] + 1 else "cp1252"


def _guessed(raw: bytes) -> str:
    """Let a library name the encoding of a text that is mostly not ASCII."""
    from charset_normalizer import from_bytes

    known = [
        "cp1251", "cp1256", "koi8_r", "iso8859_5", "iso8859_6", "cp1252", "cp1250", "cp1253", "gb18030",
        "big5", "shift_jis", "mac_cyrillic", "cp866",
    ]  # fmt: skip
    best = from_bytes(raw[:20_000], cp_isolation=known, steps=3, chunk_size=400).best()
    return "" if best is None else best.encoding


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")


def repair(text: str) -> tuple[str, tuple[Repair, ...]]:
    """Mend a text; returns it and the list that :func:`undo` needs."""
    repairs: list[Repair] = []

    def mend(form: re.Pattern[str], new: Callable[[re.Match[str]], str]) -> None:
        nonlocal text
        parts, last, at = [], 0, 0
        for match in form.finditer(text):
            became = new(match)
            if became == match[0]:
                continue
            before = text[last : match.start()]
            at += len(before)
            parts += [before, became]
            repairs.append(Repair(at, match[0], became))
            at += len(became)
            last = match.end()
        if parts:
            text = "".join([*parts, text[last:]])

    if len(_QUOTED_SIGN.findall(text)) > 1:
        mend(_QUOTED, _unquote)
    if "&" in text:
        mend(_ENTITY, lambda match: html.unescape(match[0]))
    mend(_CONTROL, lambda match: _CONTROLLED.get(match[0], "\ufffd" if match[0] >= "\ud800" else ""))
    mend(_FROM, lambda match: "")
    if "\n>" in text and _quoted_whole(text):
        mend(_QUOTE, lambda match: "")
    if "\u00ad" in text:
        mend(_SOFT, lambda match: "")
    if "-\n" in text or "‐\n" in text:
        whole = set(_WORDS.findall(text.casefold()))
        typed = re.search("‐(?!\n)", text) is not None
        mend(_BROKEN, lambda match: _joined(match, whole, typed=typed))
    if not text.isascii():
        mend(_NOT_ASCII, lambda match: _unscramble(match[0]))
        mend(_LEFT_OVER, lambda match: _windows(match[0]))
        mend(_DRAWN, lambda match: unicodedata.normalize("NFKC", match[0]))
    if "?" in text:
        mend(_LOST_DASH, lambda match: match[0].replace("?", "–"))
        mend(_LOST_APOSTROPHE, lambda match: "’")
    return text, tuple(repairs)


def _quoted_whole(text: str) -> bool:
    lines = [line for line in text.split("\n") if line.strip()]
    return len(lines) > 3 and sum(line.startswith(">") for line in lines) > 0.8 * len(lines)


_WORDS = re.compile(r"[^\W\d_]+")


def _joined(match: re.Match[str], whole: set[str], *, typed: bool) -> str:
    """Join a word broken at a line's end when the text has it whole elsewhere: only then is the hyphen the typist's.

    The hyphen U+2010 is that of programs which break words by themselves, unless it is ``typed`` within lines too.
    """
    by_program = "‐" in match[0] and not typed
    known = (match[1] + match[3]).casefold() in whole
    return match[1] + match[2] + "\n" if by_program or known else match[0]


def undo(text: str, repairs: Iterable[Repair]) -> str:
    """Give back the text as it was before :func:`repair`."""
    for item in reversed(tuple(repairs)):
        text = text[: item.at] + item.found + text[item.at + len(item.became) :]
    return text


def _unquote(match: re.Match[str]) -> str:
    if match[0] == "=\n":
        return ""
    raw = bytes.fromhex(match[0].replace("=", ""))
    text = raw.decode("utf-8", "press-windows")
    return match[0] if _CONTROL.search(text) or "\r" in text else text


def _windows(char: str) -> str:
    try:
        return char.encode("latin-1").decode("cp1252")
    except UnicodeError:
        return "\ufffd"


_SCRAMBLED = re.compile(r"[Ã‚Â€âÐÑØÙ][\x80-\xff€™œžšŸ‘’“”–—…†‡•‹›ŒŽ‰ˆ˜]|[\x80-\x9f]|ï¿½")


def _unscramble(line: str) -> str:
    if not _SCRAMBLED.search(line):
        return line
    import ftfy

    config = ftfy.TextFixerConfig(
        unescape_html=False, remove_terminal_escapes=False, fix_latin_ligatures=False, fix_character_width=False,
        uncurl_quotes=False, fix_line_breaks=False, remove_control_chars=False, normalization=None, explain=False,
    )  # fmt: skip
    mended = ftfy.fix_text_segment(line, config)
    return mended if "\n" not in mended and not _CONTROL.search(mended) else line
