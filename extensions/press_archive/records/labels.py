"""The release line, where it speaks of an embargo, in the languages in which labels are known."""

from __future__ import annotations

import re

EMBARGO = re.compile(
    r"""\b(?:strictly\s+)?embargo(?:ed|t[ée]e?)?\b
      | \bnot\s+(?:to\s+be\s+(?:released|published|used)
                  |(?:for\s+)?(?:release|publication|publish|broadcast|use))\s+(?:before|until|prior)
      | \b(?:for\s+)?(?:release|use|publication)\s+(?:not\s+before|after|at|on)\s+
        (?=\d|noon|midnight|[A-Z][a-z]+day)
      | \bno\s+(?:release|publication)\s+(?:before|until|prior) | \bhold\s+(?:for\s+release|until)
      | \bne\s+pas\s+(?:publier|diffuser|utiliser)\s+avant | \b(?:publication|diffusion)\s+interdite\s+avant
      | \bembargad[oa]\b | \bno\s+(?:publicar|difundir|divulgar)\s+(?:antes|hasta)
      | \bprohibida\s+su\s+(?:difusi[óo]n|publicaci[óo]n)\s+(?:antes|hasta)
      | (?:محظور|حظر|يحظر|ممنوع)\s+(?:ال)?نشر | للنشر\s+بعد | (?:لا\s+[يت]نشر|ليس\s+للنشر)\s+قبل
      | эмбарго | не\s+(?:публиковать|распространять|для\s+публикации)\s+(?:до|ранее)
      | (?:опубликовать|публикация)\s+не\s+ранее
      | sperrfrist""",
    re.IGNORECASE | re.VERBOSE,
)
