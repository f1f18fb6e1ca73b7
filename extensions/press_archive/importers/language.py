"""The language of a text, by its script and its commonest words."""

from __future__ import annotations

import re
from functools import lru_cache

from . import lexicon

_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=1)
def _common() -> dict[str, frozenset[str]]:
    return {language: frozenset(text.split()) for language, text in lexicon.STOPWORDS.items()}


def detect(text: str) -> tuple[str, float]:
    """Return the language of a text and how sure; ``("", 0)`` for a text that says nothing of it."""
    words = [word.casefold() for word in _WORD.findall(text[:20_000])]
    if not words:
        return "", 0.0
    scores = {language: sum(word in common for word in words) for language, common in _common().items()}
    best = max(scores, key=lambda language: scores[language])
    second = max(score for language, score in scores.items() if language != best)
    if not scores[best]:
        scripts = {
            "ru": r"[а-яё]",
            "ar": r"[\u0600-\u06ff]",
            "zh": r"[\u4e00-\u9fff]",
            "ja": r"[\u3040-\u30ff]",
            "ko": r"[\uac00-\ud7af]",
            "el": r"[α-ω]",
            "he": r"[\u05d0-\u05ea]",
        }
        for language, letters in scripts.items():
            if len(re.findall(letters, text[:2000])) > 0.3 * len(text[:2000].strip()):
                return language, 0.7
        return "", 0.0
    lead = (scores[best] - second) / scores[best]
    return best, round(min(0.99, 0.5 + lead * 0.5 if len(words) > 20 else 0.3 + lead * 0.4), 2)
