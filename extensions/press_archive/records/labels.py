"""The release line, where it speaks of an embargo, in the languages in which labels are known."""

from __future__ import annotations

import re

_FLAGS = re.IGNORECASE | re.VERBOSE
EMBARGO = re.compile(
    r"""\b(?:strictly\s+)?embargo(?:ed|t[ée]e?)?\b
      | \bnot\s+(?:to\s+be\s+(?:released|published|used|broadcast)
                  |(?:for\s+)?(?:release|publication|publish|broadcast|use))
        (?:(?:\s+or|\s+and|,)\s+\w+){0,3}\s+(?:before|until|prior)
      | \b(?:for\s+)?(?:release|use|publication)\s+(?:not\s+before|after|at|on)\s+
        (?=\d|noon|midnight|[A-Z][a-z]+day)
      | \b(?:for\s+)?(?:release|use|publication)\s+(?:up)?on\s+delivery
      # FOR RELEASE 10:00 GMT, 5 JUNE 2026: a day alone is only the date of the text
      | \bfor\s+(?:release|use|publication|broadcast)(?!\W+(?:immediate|(?:up)?on\s+receipt))
        \W+(?=(?:[^\n:@+]{0,40}\W)?(?<![\d.])\d\d?(?:\s?[:.h]\s?[0-5]\d(?!\.?\d)|\s?[ap]\.?m\b|[0-5]\d\s*(?:hrs|hours|GMT|UTC)\b))
      | \bno\s+(?:release|publication)\s+(?:before|until|prior) | \bhold\s+(?:for\s+release|until)
      | \bne\s+pas\s+(?:publier|diffuser|utiliser)\s+avant | \b(?:publication|diffusion)\s+interdite\s+avant
      | \b(?:publication|diffusion)\s+autoris[ée]e\s+(?:à\s+(?:partir|compter)|dès|après)
      | \bembargad[oa]\b | \bno\s+(?:publicar|difundir|divulgar)\s+(?:antes|hasta)
      | \bprohibida\s+su\s+(?:difusi[óo]n|publicaci[óo]n)\s+(?:antes|hasta)
      | (?:محظور|حظر|يحظر|ممنوع)\s+(?:ال)?نشر | للنشر\s+بعد | (?:لا\s+[يت]نشر|ليس\s+للنشر)\s+قبل
      | эмбарго | не\s+(?:публиковать|распространять|для\s+публикации)\s+(?:до|ранее)
      | (?:опубликовать|публикация)\s+не\s+ранее
      | sperrfrist""",
    _FLAGS,
)
#: That there is none, or none any more. "Embargo lifted at 10:00" may be of a day to come.
NO_EMBARGO = re.compile(
    r"""\b(?:no|not|without|sans|sin|без|ohne|keine)\s+(?:longer\s+)?(?:under\s+)?
        (?:embargo(?:ed|t[ée]e?)?|embargad[oa]|эмбарго|sperrfrist)\b(?!\W+(?:until|till|before|jusqu|hasta|до|bis))
      | \b(?:embargo|эмбарго|sperrfrist)\W{1,3}(?:(?:is|was|has\s+been|est|a\s+été|ha\s+sido)\s+)?(?:now\s+)?
        (?:lifted|over|ended|expired|none|levé|terminé|levantado|снято|отменено)\b(?!\D{0,80}\d)
      | \bرفع\s+حظر\s+(?:ال)?نشر(?!\D{0,80}\d)""",
    _FLAGS,
)


def embargo_in(text: str) -> re.Match[str] | None:
    """Return the words that speak of an embargo, if any do: ``Sans embargo`` does not."""
    return EMBARGO.search(NO_EMBARGO.sub(" ", text))
