"""What the search page holds before anyone has asked: every choice with its count, and its words.

The choices are those of the form, complete without script; the script reads them there. What it says
later, it takes from :func:`words`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from ..catalogue import Catalogue
from ..names import direction, language_name
from ..words import KIND_NAMES, translator
from .lists import index
from .page import Page
from .rows import Rows, sort_key


def page(catalogue: Catalogue, rows: Rows) -> Page:
    """Return the search page."""
    language = catalogue.language
    _ = translator(language)
    releases = catalogue.releases
    kinds = Counter(release.kind for release in releases)
    languages = Counter(release.language for release in releases)
    states = sorted(
        ((code, rows.state(code), len(part)) for code, part in catalogue.by_state.items()),
        key=lambda item: sort_key(item[1].text),
    )
    campaigns = [
        (key, rows.campaign(key), len(part))
        for key, _campaign in catalogue.campaigns
        if (part := catalogue.by_campaign.get(key))
    ]
    context = {
        "states": states,
        "campaigns": campaigns,
        "campaign_options": [(key, link.text, count) for key, link, count in campaigns],
        "years": rows.years(),
        "kinds": [(kind, _(name), kinds[kind]) for kind, name in KIND_NAMES.items() if kinds[kind]],
        "languages": [(tag, language_name(tag, language), count) for tag, count in sorted(languages.items())],
        "directions": {tag: direction(tag) for tag in sorted(languages)},
        "count": len(releases),
        "words": words(language),
    }
    return index("search", language, context)


def words(language: str) -> Mapping[str, str]:
    """Return what the script says, by the name it knows each sentence by."""
    _ = translator(language)
    return {
        "count": _("Releases found: {count}"),
        "range": _("Shown: {first}–{last}"),
        "none": _("No matching releases."),
        "without": _("Without “{filter}”: {count}"),
        "drop": _("Leave out “{filter}”"),
        "unknown": _("No title or text contains “{word}”."),
        "contacts": _("Contacts are not searched."),
        "near": _("Did you mean {state}?"),
        "rest": _("Search for the other words: {words}"),
        "allWords": _("No release has all of these words. Search for one of them:"),
        "offer": _("Releases about {states}"),
        "offerPeriod": _("Releases of {period}"),
        "offerText": _("Texts that say “{words}”"),
        "stateNone": _("The archive holds no release about {state}."),
        "statePage": _("All about {state}: standing, focus months, mentions"),
        "entries": _("Shared background"),
        "remove": _("Remove the filter {filter}"),
        "clear": _("Remove all filters"),
        "from": _("from {date}"),
        "to": _("until {date}"),
        "earlier": _("Next page"),
        "later": _("Previous page"),
        "pages": _("Pages of results"),
        "take": _("This list as") + _(":") + " ",
        "feed": _("Feed"),
        "loading": _("Searching…"),
        "stateHint": _("{count} states; use the arrow keys"),
        "stateEmpty": _("No state has such a name."),
        "failed": _("The list could not be loaded. Check the connection and try again."),
        "retry": _("Try again"),
        "noWords": _("The texts cannot be searched here: {reason} Titles were searched instead."),
        "noTitles": _("The texts cannot be searched here: {reason} Choose a state, campaign or period."),
        "reasonPreview": _("a preview has no index of words."),
        "reasonOld": _("this browser is too old."),
        "reasonMissing": _("the index of words could not be loaded."),
        "older": _("Search the years before {year} too"),
        "sinceYear": _("Only releases since {year} were searched."),
        "fullText": _("Full text"),
        "withdrawn": _("[Withdrawn]"),
        "comma": _(",") + " ",
        "first": _("1"),
        "badDate": _(
            "Not a day, a month or a year: {date}. Write 6 May 2014, 2014-05-06, May 2014, 2014-05 or 2014."
        ),
    }
