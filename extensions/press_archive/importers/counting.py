"""How lists count: in figures, letters or Roman numbers."""

from __future__ import annotations

import re

_LETTERS = {"a": "abcdefghijklmnopqrstuvwxyz", "а": "абвгдежзиклмнопрстуфхцчшщэюя"}
_ROMAN = {"m": 1000, "cm": 900, "d": 500, "cd": 400, "c": 100, "xc": 90, "l": 50, "xl": 40, "x": 10, "ix": 9, "v": 5, "iv": 4, "i": 1}  # fmt: skip
#: The ways to count by their names in pages and in Word, each as the sign that it begins with, as OpenDocument has it.
WAYS = {
    "decimal": "1", "decimalZero": "01", "none": "none",
    "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A", "lower-roman": "i", "upper-roman": "I",
    "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I", "russianLower": "а", "russianUpper": "А",
}  # fmt: skip
COUNTED = "list: its numbers were counted anew, in figures; compare them with the file"


def counted(number: int, way: str) -> str:
    """Write a number in a way to count; in figures where the way is another, or has no such number."""
    way = WAYS.get(way, way)
    if way.lower() == "i" and 0 < number < 4000:
        written = ""
        for sign, worth in _ROMAN.items():
            written += sign * (number // worth)
            number %= worth
    elif (letters := _LETTERS.get(way.lower())) and 0 < number <= 10 * len(letters):
        times, at = divmod(number - 1, len(letters))  # after z comes aa, then bb
        written = letters[at] * (times + 1)
    else:
        return {"01": f"{number:02}", "none": ""}.get(way, str(number))
    return written if way.islower() else written.upper()


def count_on(counts: dict[int, int], level: int, first: int, *, anew: bool = False) -> None:
    """Count a point of a level, from the first or ``anew``; with each, the levels within it begin again."""
    counts[level] = counts[level] + 1 if level in counts and not anew else first
    for deeper in [each for each in counts if each > level]:
        del counts[deeper]


def whole(written: str | None, otherwise: int) -> int:
    """Return the number that a file writes, or what holds where it writes none."""
    number = re.match(r"\s*[+-]?\d{1,9}(?!\d)", written or "", re.ASCII)
    return int(number[0]) if number else otherwise
