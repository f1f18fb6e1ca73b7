"""The labelled development set: made-up releases of the Example Coalition, in the shapes that were really seen.

Each sample is the bytes of a file and what a person would say is in it. Nothing here was ever published; names,
numbers and addresses are invented (``example.org``). The shapes are those of the survey in the importing guide.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any, NamedTuple
from xml.sax.saxutils import escape


class Sample(NamedTuple):
    name: str
    raw: bytes
    #: One mapping of expected fields for each release in the file.
    expected: tuple[dict[str, Any], ...]


A = "The Example Coalition today called on the government of {state} to join the treaty without delay, and said that every further month of waiting makes the promise of justice harder to keep for those who need it."
B = "“A signature is a beginning and not an end,” said Ada Exemplar, the coalition’s director. “We have waited for eleven years, and we shall go on asking until the instrument is deposited.”"
C = "In a letter sent this week the coalition asked the foreign minister to lay the bill before parliament. A debate was promised in an earlier session, but it was never held. Neighbouring Kenya finished the same work in two years."
ABOUT = "The Example Coalition is a network of two hundred made-up civil society organizations that work together for wider membership of the treaty. For more information, visit: www.example.org"
PEOPLE = "In The Hague:\nAda Exemplar\nDirector\nExample Coalition\nTel: +31 70 555 0100\nada@example.org\n\nIn New York:\nBen Sample\nPress Officer\nExample Coalition\nTel: +1 (212) 555-0101\nben@example.org"
NAMES = ("Ada Exemplar", "Ben Sample")
A_FR = "La Coalition Exemple a demandé aujourd'hui au gouvernement du Cameroun de ratifier le traité sans attendre, et elle a rappelé que chaque mois de retard rend plus difficile la promesse de justice faite aux victimes."
B_FR = "« Une signature est un début et non une fin », a dit Ada Exemplar, directrice de la coalition. « Nous attendons depuis onze ans et nous continuerons de demander que l'instrument soit déposé. »"
A_ES = "La Coalición Ejemplo pidió hoy al gobierno de Guatemala que se una al tratado sin más demora, y dijo que cada mes de espera hace más difícil cumplir la promesa de justicia para quienes la necesitan."
B_ES = "«Una firma es un comienzo y no un final», dijo Ada Exemplar, directora de la coalición. «Hemos esperado once años y seguiremos pidiendo hasta que el instrumento se deposite.»"
A_AR = "دعا ائتلاف المثال اليوم حكومة البحرين إلى الانضمام إلى المعاهدة دون تأخير، وقال إن كل شهر من الانتظار يجعل الوفاء بوعد العدالة أصعب على الذين يحتاجون إليها في المنطقة كلها."
B_AR = "وقالت مديرة الائتلاف إن التوقيع هو بداية وليس نهاية، وإن الائتلاف انتظر أحد عشر عاما وسوف يستمر في الطلب حتى يتم إيداع الوثيقة لدى الأمين العام كما وعدت الحكومة من قبل."
A_RU = "Коалиция «Пример» сегодня призвала правительство Азербайджана присоединиться к договору без промедления и заявила, что каждый новый месяц ожидания делает обещание правосудия всё более трудным для тех, кто в нём нуждается."
B_RU = "«Подпись — это начало, а не конец», — сказала директор коалиции. «Мы ждали одиннадцать лет и будем просить и дальше, пока документ не будет сдан на хранение Генеральному секретарю»."

T = "{state}: Keep the Promise and Join the Treaty"
D = "Ratification would show support for victims everywhere"


def _t(state: str = "Nepal") -> str:
    return T.format(state=state)


def _a(state: str = "Nepal") -> str:
    return A.format(state=state)


def _wrap(text: str, width: int = 68, indent: str = "", first: str = "") -> str:
    import textwrap

    return textwrap.fill(
        text,
        width,
        initial_indent=first or indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _expect(state: str = "Nepal", code: str = "NP", date: str = "2011-08-04", **more: Any) -> dict[str, Any]:
    return {
        "title": _t(state),
        "date": date,
        "about": (code,),
        "language": "en",
        "opening": _a(state)[:40],
        **more,
    }


def texts() -> Iterator[Sample]:
    """Plain texts, by carrier."""

    def text(name: str, content: str, *expected: dict[str, Any], encoding: str = "utf-8") -> Sample:
        return Sample(name, content.encode(encoding), expected)

    t, a = _t(), _a()
    both: dict[str, Any] = {"deck": D, "places": ("The Hague",), "contacts": NAMES}
    yield text(
        "plain.txt",
        f"FOR IMMEDIATE RELEASE\n\n4 August 2011\n\n{t}\n\n{D}\n\nThe Hague—{a}\n\n{B}\n\n{C}\n\nCONTACTS\n\n{PEOPLE}\n\n{ABOUT}\n",
        _expect(**both, label="FOR IMMEDIATE RELEASE"),
    )
    yield text(
        "contacts-first.txt",
        f"www.example .org\n\nFor more information, contact:\n\n{PEOPLE}\n\nFOR IMMEDIATE RELEASE\n\n4 August 2011\n\n{t}\n\n{D}\n\nThe Hague, the Netherlands/Kathmandu, Nepal – {a}\n\n{B}\n\n{C}\n\n###\n",
        _expect(deck=D, places=("The Hague", "Kathmandu"), contacts=NAMES),
    )
    one = " ".join(PEOPLE.split())
    yield text(
        "one-line.txt",
        f"For more information, contact: {one} FOR IMMEDIATE RELEASE 4 August 2011 {t.upper()} {D} The Hague, the Netherlands / Kathmandu, Nepal —{a} {B} {C}",
        _expect(title=t.upper(), deck=D, places=("The Hague", "Kathmandu")),
    )
    yield text(
        "caps-split.txt",
        f"NEWS RELEASE\n\nFOR IMMEDIATE RELEASE                Contact: Ada Exemplar (The Hague)\n+31 70 555 0100\n\nNEPAL SHOULD KEEP ITS PROMISE TO THE VICTIMS OF\nTHE CONFLICT AND JOIN THE TREATY NOW\n\nKathmandu, 4 August 2011 - {_wrap(a)}\n\n{_wrap(B)}\n\n{_wrap(C)}\n",
        _expect(
            title="NEPAL SHOULD KEEP ITS PROMISE TO THE VICTIMS OF THE CONFLICT AND JOIN THE TREATY NOW",
            places=("Kathmandu",),
            contacts=("Ada Exemplar",),
        ),
    )
    yield text(
        "american-date.txt",
        f"{t}\n\nAugust 4, 2011\n\nFOR IMMEDIATE RELEASE\n\n{t}\n\n(New York, 4 August 2011) ? {a}\n\n{B}\n\n{C}\n",
        _expect(places=("New York",)),
    )
    yield text(
        "city-parens.txt",
        f"{t}\n\n{D}\n\n(New York) – {a}\n\n{B}\n\n{C}\n",
        _expect(date="", deck=D, places=("New York",)),
    )
    yield text(
        "2011-08-04-city-only.txt",
        f"{t}\n{D}\nNew York – {a}\n{B}\n{C}\n",
        _expect(deck=D, places=("New York",)),
    )
    yield text(
        "editors-lead.txt",
        f"“The coalition has never asked for so little,” its friends say of the new appeal.\n\nThe Example Coalition\n\nFOR IMMEDIATE DISTRIBUTION\n\n{t}\n\n(New York, 4 August 2011) ? {a}\n\n{B}\n\n{C}\n",
        _expect(places=("New York",), label="FOR IMMEDIATE DISTRIBUTION"),
    )
    second = f"{_t('Bahrain')}\n\n(New York, 9 August 2011) – {_a('Bahrain')}\n\n{B}\n\n{C}\n"
    yield text(
        "two-posts.txt",
        f"{t}\n\n{D}\n\n(New York, 4 August 2011) – {a}\n\n{B}\n\n{C}\n\n{second}",
        _expect(deck=D),
        _expect("Bahrain", "BH", "2011-08-09"),
    )
    yield text(
        "two-labels.txt",
        f"FOR IMMEDIATE RELEASE\n\n4 August 2011\n\n{t}\n\nThe Hague—{a}\n\n{B}\n\n{C}\n\n###\n\nFOR IMMEDIATE RELEASE\n\n9 August 2011\n\n{second}",
        _expect(),
        _expect("Bahrain", "BH", "2011-08-09"),
    )
    doubled = f"04/08/2011\n\n{t}\n\nLondon, 4 August 2011. {a}\n\n{B}\n\n{C}\n"
    yield text("printed-twice.txt", f"{doubled}\n{doubled}", _expect(places=("London",)))
    yield text(
        "advisory.txt",
        f"MEDIA ADVISORY\n\n4 August 2011\n\n{t}\n\nWHAT: A meeting with journalists about the treaty and the bill that waits in the parliament.\n\nWHO: Ada Exemplar, director of the Example Coalition, and three members of the parliament.\n\nWHEN: 9 August at 10:00 in the morning, with coffee from 9:30 for all who come early.\n\nWHERE: The Example House, 1 Example Street, on the second floor, room 12.\n",
        {"title": t, "date": "2011-08-04", "kind": "media-advisory", "language": "en", "about": ("NP",)},
    )
    yield text(
        "date-fullstop.txt",
        f"The Example Coalition\nexample.org\nFOR IMMEDIATE RELEASE\n{t.upper()}\n{D}\n4 August 2011. {a}\n\n{B}\n\n{C}\n",
        _expect(title=t.upper(), deck=D),
    )
    yield text(
        "lost-dash.txt",
        f"FOR IMMEDIATE RELEASE 4 August 2011\n\n{t}\n\n{D}\nThe Hague, the Netherlands/Kathmandu – {a}\n\n{B}\n\n{C}\n",
        _expect(deck=D, places=("The Hague", "Kathmandu")),
    )
    pad = " " * 40
    right = "\n".join(pad + line for line in PEOPLE.split("\n"))
    yield text(
        "040811-padded.txt",
        f"{pad}MEDIA CONTACTS:\n{right}\n\n{t}\n\n{D}\n\nThe Hague – {a}\n\n{B}\n\n{C}\n",
        _expect(deck=D, places=("The Hague",), contacts=NAMES),
    )
    yield text(
        "weekday.txt",
        f"Thursday 4 August 2011\n{t}\n{D}\n\n4 August 2011,\nKathmandu, Nepal/ The Hague, the Netherlands —{a}\n\n{B}\n\n{C}\n",
        _expect(deck=D, places=("Kathmandu", "The Hague")),
    )
    yield text(
        "slash.txt",
        f"{t}\n\nKathmandu/The Hague, 4 August 2011 - {a}\n\n{B}\n\n{C}\n",
        _expect(places=("Kathmandu", "The Hague")),
    )
    yield text(
        "country-prefix.txt",
        f"NEPAL: Keep the promise and join the treaty\n{D}\n\nKathmandu, 4 August 2011 – The Example Coalition today [4 Aug] asked for a debate on the bill. It said that the time had come for it.\n\n{B}\n\n{C}\n",
        _expect(
            title="NEPAL: Keep the promise and join the treaty",
            deck=D,
            opening="The Example Coalition today [4 Aug]",
        ),
    )
    yield text(
        "covering-note.txt",
        f"Dear colleagues,\n\nPlease find below our release of today, which you are free to pass on to all who may want it.\n\nAll the best,\n\nBen Sample\n\nNEWS RELEASE\n\nFOR IMMEDIATE RELEASE\n\n{t}\n\nNew York, 4 August 2011 - {a}\n\n{B}\n\n{C}\n",
        _expect(places=("New York",)),
    )
    yield text(
        "typed-1961.txt",
        _typed(),
        _expect(
            title="SECRETARY OF THE EXAMPLE COALITION ASKS NEPAL TO JOIN THE TREATY",
            date="1961-08-04",
            places=("NEW YORK",),
        ),
    )
    yield text(
        "double-spaced.txt",
        _double(),
        _expect(title="EXAMPLE COALITION ASKS NEPAL TO JOIN", date="1964-07-21", opening=_a()[:30]),
    )
    yield text(
        "scan.txt",
        f"EXAMPLE COALITION\n1 EXAMPLE STREET, NEW YORK 10017\n\nNo. 128                                        August l4, 1972\n\nNEPAL ASKED TO JOIN THE TREATY\n\n{_wrap(a, first='     ')}\n{_wrap(B, first='     ')}\n{_wrap(C, first='     ')}\n\n                    * * *\n",
        _expect(title="NEPAL ASKED TO JOIN THE TREATY", date="1972-08-14"),
    )
    yield text(
        "transcript.txt",
        "THE EXAMPLE COALITION\nOffice of the Spokesman\n\nFor Immediate Release                    August 4, 1993\n\nREMARKS BY ADA EXEMPLAR ON NEPAL AND THE TREATY\nAT A MEETING WITH REPORTERS\n\n10:15 A.M. EDT\n\nMS. EXEMPLAR: Good morning. I have a short statement about Nepal and then I will take your questions, as I always do.\n\nQ: When will the debate be held? The parliament has said that it has no time for it before the winter.\n\nMS. EXEMPLAR: We have asked for a date, and we have been told that one will be named. We shall see.\n\nEND   10:31 A.M. EDT\n",
        {
            "title": "REMARKS BY ADA EXEMPLAR ON NEPAL AND THE TREATY AT A MEETING WITH REPORTERS",
            "date": "1993-08-04",
            "language": "en",
            "about": ("NP",),
            "opening": "MS. EXEMPLAR: Good morning.",
        },
    )
    yield text(
        "embargo.txt",
        f"EMBARGOED UNTIL 10:00 GMT, 4 AUGUST 2011\n\n{t}\n\nLONDON – {a}\n\n{B}\n\n{C}\n\nENDS\n\nNotes to editors:\n\n1. The treaty is made up, and so is every figure in this release.\n\n2. The Example Coalition has members in forty made-up countries.\n\nContact:\n\n{PEOPLE}\n",
        _expect(places=("LONDON",), contacts=NAMES, notes=2),
    )
    yield text(
        "thirty.txt",
        f"For Release at Will\n\n{t}\n\nWASHINGTON, Aug. 4, 2011 (Example Wire) -- {a}\n\n{B}\n\n{C}\n\n-30-\n",
        _expect(places=("WASHINGTON",)),
    )
    yield text(
        "yearless.txt",
        f"FOR IMMEDIATE RELEASE\nAugust 4, 1987\n\nNepal Is Asked to Join the Treaty\n\nWASHINGTON, Aug. 4 -- {a}\n\n{B}\n\n{C}\n\n# # #\n",
        _expect(title="Nepal Is Asked to Join the Treaty", date="1987-08-04", places=("WASHINGTON",)),
    )
    yield text(
        "un.txt",
        f"NEPAL URGED TO JOIN TREATY, EXAMPLE COUNCIL TOLD\n\nPress Release\nEX/L/3021\n\n4 August 1998\n\nNEW YORK, 4 August (Example Headquarters) -- {a}\n\n{B}\n\n{C}\n\n* *** *\n",
        _expect(
            title="NEPAL URGED TO JOIN TREATY, EXAMPLE COUNCIL TOLD", date="1998-08-04", places=("NEW YORK",)
        ),
    )
    yield text(
        "court.txt",
        f"Press Release: 4 August 2011\n\n{t}\n\nEX-CPI-20110804-PR700\n\nSituation: Example\n\n{a}\n\n{B}\n\n{C}\n",
        _expect(),
    )
    yield text(
        "hyphen-cities.txt",
        f"Brussels-Rome-New York, 4 August 2011\n\n{t}\n\n{a}\n\n{B}\n\n{C}\n\n- Download the letter (in pdf format)\n",
        _expect(places=("Brussels", "Rome", "New York")),
    )
    yield text(
        "bracketed.txt",
        f"[Press Release] {t} – EXAMPLE COALITION\n\n4 August 2011\n\nMANILA – {a}\n\n{B}\n\n{C}\n",
        _expect(title=f"{t} – EXAMPLE COALITION", places=("MANILA",)),
    )
    yield text(
        "quotes-headline.txt",
        f"Press statement\n\n'{t}'\n\nGeneva, 4 August 2011: {a}\n\n{B}\n\n{C}\n",
        _expect(title=f"'{t}'", places=("Geneva",), kind="statement"),
    )
    yield text(
        "letter.txt",
        f"4 August 2011\n\nOpen letter to the Prime Minister of Nepal\n\nYour Excellency,\n\n{a}\n\n{C}\n\nYours sincerely,\n\nAda Exemplar\n",
        _expect(
            title="Open letter to the Prime Minister of Nepal", kind="letter", opening="Your Excellency,"
        ),
    )
    yield text(
        "markdown.md",
        f"**FOR IMMEDIATE RELEASE**\n\n4 August 2011\n\n# {t}\n\n*{D}*\n\nThe Hague—{a}\n\n{B}\n\n- one made-up point\n- another made-up point\n\n**CONTACTS**\n\n{PEOPLE}\n",
        _expect(deck=D, places=("The Hague",), contacts=NAMES),
    )
    yield text(
        "mojibake.txt",
        f"FOR IMMEDIATE RELEASE\n\n4 August 2011\n\nCôte d’Ivoire: Keep the Promise\n\nAbidjan—{_a('Côte d’Ivoire')}\n\n{B}\n\n{C}\n".encode()
        .decode("cp1252", "replace")
        .replace("\ufffd", "\x9d"),
        _expect(
            title="Côte d’Ivoire: Keep the Promise",
            about=("CI",),
            places=("Abidjan",),
            code="CI",
            opening=_a("Côte d’Ivoire")[:40],
        ),
    )
    yield text(
        "windows.txt",
        f"FOR IMMEDIATE RELEASE\r\n\r\n4 August 2011\r\n\r\n{t}\r\n\r\nThe Hague—{a}\r\n\r\n{B}\r\n\r\n{C}\r\n",
        _expect(places=("The Hague",)),
        encoding="cp1252",
    )
    yield text(
        "utf16.txt",
        f"FOR IMMEDIATE RELEASE\n\n4 August 2011\n\n{t}\n\nThe Hague—{a}\n\n{B}\n",
        _expect(places=("The Hague",)),
        encoding="utf-16",
    )
    yield text(
        "ordinal.txt",
        f"PRESS RELEASE\nAugust 4th, 2011\n\n{t}\n\n{a}\n\n{B}\n\n{C}\n\nFor further information please contact Ben Sample at +1 212 555 0101 or ben@example.org.\n",
        _expect(contacts=("Ben Sample",)),
    )
    yield text("iso-date.txt", f"Date: 2011-08-04\nPRESS RELEASE\n\n{t}\n\n{a}\n\n{B}\n\n{C}\n", _expect())
    yield text(
        "urc0811.txt", f"{t}\n\nNew York – {a}\n\n{B}\n\n{C}\n", _expect(date="2011-08", places=("New York",))
    )
    yield text(
        "about-heading.txt",
        f"FOR IMMEDIATE RELEASE\n4 August 2011\n\n{t}\n\nKATHMANDU, NEPAL – {a}\n\n{B}\n\n{C}\n\nAbout the Example Coalition\n\n{ABOUT}\n\nMedia contact: Ben Sample, ben@example.org, +1 212 555 0101\n",
        _expect(places=("KATHMANDU",), contacts=("Ben Sample",), background=1),
    )
    # French, Spanish, Arabic, Russian, and others
    fr = {"language": "fr", "about": ("CM",), "opening": A_FR[:40]}
    yield text(
        "fr.txt",
        f"POUR DIFFUSION IMMÉDIATE\n\nle 27 septembre 2012\n\nCameroun : tenir la promesse et ratifier le traité\n\nYaoundé/La Haye – {A_FR}\n\n{B_FR}\n\nContacts :\n\nÀ La Haye :\nAda Exemplar\nDirectrice\nTél. : +31 70 555 0100\nada@example.org\n",
        {
            **fr,
            "title": "Cameroun : tenir la promesse et ratifier le traité",
            "date": "2012-09-27",
            "places": ("Yaoundé", "La Haye"),
            "contacts": ("Ada Exemplar",),
        },
    )
    yield text(
        "fr-fait.txt",
        f"COMMUNIQUE DE PRESSE\n\nCAMEROUN : TENIR LA PROMESSE\n\n{A_FR}\n\n{B_FR}\n\nFait à Yaoundé, le 1er juillet 2012\n\nPour le Bureau Exécutif\nLe Président\nBen Sample\n",
        {**fr, "title": "CAMEROUN : TENIR LA PROMESSE", "date": "2012-07-01"},
    )
    yield text(
        "fr-dateline.txt",
        f"Communiqué de presse\n\nCameroun : tenir la promesse et ratifier le traité\n\nParis, le 3 Octobre 2012 - {A_FR}\n\n{B_FR}\n",
        {
            **fr,
            "title": "Cameroun : tenir la promesse et ratifier le traité",
            "date": "2012-10-03",
            "places": ("Paris",),
        },
    )
    es = {"language": "es", "about": ("GT",), "opening": A_ES[:40]}
    yield text(
        "es.txt",
        f"PARA PUBLICACIÓN INMEDIATA\n\n2 de abril de 2012\n\nGuatemala: cumplir la promesa y unirse al tratado\n\nCiudad de Guatemala/Nueva York – {A_ES}\n\n{B_ES}\n\nContacto de prensa:\n\nBen Sample\nTel: +1 212 555 0101\nben@example.org\n",
        {
            **es,
            "title": "Guatemala: cumplir la promesa y unirse al tratado",
            "date": "2012-04-02",
            "places": ("Ciudad de Guatemala", "Nueva York"),
            "contacts": ("Ben Sample",),
        },
    )
    yield text(
        "es-mail.txt",
        f"Estimad@s amig@s:\n\nLes enviamos el comunicado de hoy, que pueden compartir con todas las personas que lo quieran leer.\n\nCordialmente,\n\nSecretariado\n\n******\n\nCOMUNICADO DE PRENSA\n\nGuatemala: cumplir la promesa y unirse al tratado\n\nLIMA (24 de marzo de 2015) – {A_ES}\n\n{B_ES}\n",
        {
            **es,
            "title": "Guatemala: cumplir la promesa y unirse al tratado",
            "date": "2015-03-24",
            "places": ("LIMA",),
        },
    )
    yield text(
        "ar.txt",
        f"للنشر الفوري\n\n26 ديسمبر 2010\n\nالبحرين: حان وقت الانضمام إلى المعاهدة\n\nالقاهرة – {A_AR}\n\n{B_AR}\n",
        {
            "language": "ar",
            "title": "البحرين: حان وقت الانضمام إلى المعاهدة",
            "date": "2010-12-26",
            "about": ("BH",),
            "places": ("القاهرة",),
        },
    )
    yield text(
        "ar-double-month.txt",
        f"بيان صحفي\n\n1 يوليو/تموز 2002\n\nالبحرين: حان وقت الانضمام إلى المعاهدة\n\n{A_AR}\n\n{B_AR}\n",
        {
            "language": "ar",
            "title": "البحرين: حان وقت الانضمام إلى المعاهدة",
            "date": "2002-07-01",
            "about": ("BH",),
        },
    )
    ru = {
        "language": "ru",
        "title": "Азербайджан: сдержать обещание и присоединиться к договору",
        "about": ("AZ",),
        "opening": A_RU[:30],
    }
    yield text(
        "ru.txt",
        f"ДЛЯ НЕМЕДЛЕННОГО РАСПРОСТРАНЕНИЯ\n\n6 мая 2014 года\n\n{ru['title']}\n\nГаага — {A_RU}\n\n{B_RU}\n",
        {**ru, "date": "2014-05-06", "places": ("Гаага",)},
    )
    yield text(
        "ru-cp1251.txt",
        f"Пресс-релиз\n\n6 мая 2014 г.\n\n{ru['title']}\n\n{A_RU}\n\n{B_RU}\n",
        {**ru, "date": "2014-05-06"},
        encoding="cp1251",
    )
    yield text(
        "bilingual.txt",
        f"FOR IMMEDIATE RELEASE\n\n4 August 2011\n\n{_t('Cameroon')}\n\nNew York – {_a('Cameroon')}\n\n{B}\n\n{C}\n\n###\n\nPOUR DIFFUSION IMMÉDIATE\n\n4 août 2011\n\nCameroun : tenir la promesse et ratifier le traité\n\nNew York – {A_FR}\n\n{B_FR}\n",
        _expect("Cameroon", "CM"),
        {**fr, "title": "Cameroun : tenir la promesse et ratifier le traité", "date": "2011-08-04"},
    )
    yield text(
        "sv.txt",
        "Nepal måste hålla sitt löfte\n\nPublicerad: 25 juni 2011\n\nDen påhittade koalitionen uppmanade i dag regeringen att ansluta sig till fördraget och sade att varje månad av väntan gör löftet svårare att hålla för dem som behöver det.\n\nDet är en början och inte ett slut, sade direktören, som har väntat i elva år på att det ska bli av.\n",
        {"title": "Nepal måste hålla sitt löfte", "date": "2011-06-25", "language": "sv", "about": ("NP",)},
    )


def _typed() -> str:
    head = "EXAMPLE COALITION\nDEPARTMENT OF INFORMATION\nWashington 25, D. C.\n\nFOR RELEASE: Immediate                      Friday, August 4, 1961\nNo. 61-177\n\n     SECRETARY OF THE EXAMPLE COALITION ASKS NEPAL TO JOIN\n                       THE TREATY\n\n"
    body = "\n".join(_wrap(text, 66, first="     ") for text in (f"NEW YORK -- {_a()}", B, C))
    return f"{head}{body}\n\n                         -more-\n\n                           - 2 -\n\n{_wrap(C, 66, first='     ')}\n\n                          # # #\n"


def _double() -> str:
    lines = [
        *_wrap(_a(), 60, first="     ").split("\n"),
        *_wrap(B, 60, first="     ").split("\n"),
        *_wrap(C, 60, first="     ").split("\n"),
    ]
    return (
        "FOR IMMEDIATE RELEASE\n\nJULY 21, 1964\n\nEXAMPLE COALITION ASKS NEPAL TO JOIN\n\n"
        + "\n\n".join(lines)
        + "\n\n-30-\n"
    )


def pages() -> Iterator[Sample]:
    """Web pages."""
    t, a = _t(), _a()
    menu = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/news'>News</a></li><li><a href='/join'>Join us now</a></li></ul></nav>"
    foot = "<footer><p>© Example Coalition</p></footer><script>alert('never run')</script>"

    def page(name: str, body: str, *expected: dict[str, Any], head: str = "") -> Sample:
        return Sample(
            name,
            f"<!DOCTYPE html><html lang='en'><head><title>{t} | Example Coalition</title>{head}<style>p{{}}</style></head><body>{menu}{body}{foot}</body></html>".encode(),
            expected,
        )

    paragraphs = f"<p>{B}</p><p>{C}</p>"
    yield page("20110804.html", f"<h1>{t}</h1><p>{a}</p>{paragraphs}", _expect())
    yield page(
        "page-meta.html",
        f"<h1>{t}</h1><h2>{D}</h2><p>The Hague—{a}</p>{paragraphs}",
        _expect(deck=D, places=("The Hague",)),
        head="<meta property='article:published_time' content='2011-08-04T10:00:00Z'>",
    )
    yield page(
        "page-labels.html",
        f"<div>Title:</div><div>{t}</div><div>Author:</div><div>Example Coalition</div><div>Thursday, 4 August 2011</div><p>{a}</p>{paragraphs}",
        _expect(),
    )
    yield page(
        "page-breaks.html",
        f"<div><b>FOR IMMEDIATE RELEASE</b><br><br>4 August 2011<br><br><b>{t}</b><br><br>The Hague—{a}<br><br>{B}<br><br>{C}</div>",
        _expect(places=("The Hague",)),
    )
    yield page(
        "page-table.html",
        f"<table><tr><td><p>FOR IMMEDIATE RELEASE</p><p>4 August 2011</p><h3>{t}</h3><p>(New York) – {a}</p>{paragraphs}<p>Read <a href='https://example.org/more'>more of it</a>.</p></td></tr></table>",
        _expect(places=("New York",)),
    )
    yield page(
        "page-twice.html",
        f"<h1>{t}</h1><p class='date'>04 Aug 2011</p><h1>{t}</h1><p>{D}</p><p>{a}</p>{paragraphs}<ul><li>Share on one site</li><li>Share on another</li></ul>",
        _expect(deck=D),
    )


def containers() -> Iterator[Sample]:
    """Word files, mails, PDFs and exports."""
    t, a = _t(), _a()
    parts = [
        "FOR IMMEDIATE RELEASE",
        "4 August 2011",
        t,
        D,
        f"The Hague—{a}",
        B,
        C,
        "CONTACTS",
        *PEOPLE.split("\n"),
        ABOUT,
    ]
    yield Sample("word.docx", docx(parts), (_expect(deck=D, places=("The Hague",), contacts=NAMES),))
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = (
        "Ben Sample <ben@example.org>",
        "press@example.org",
        f"Press release: {t}",
    )
    mail["Date"] = "Thu, 04 Aug 2011 10:00:00 +0200"
    mail.set_content(f"{t}\n\nThe Hague—{a}\n\n{B}\n\n{C}\n\nBest regards,\nBen Sample\n")
    yield Sample("mail.eml", mail.as_bytes(), (_expect(places=("The Hague",)),))
    both = EmailMessage()
    both["From"], both["Subject"], both["Date"] = (
        "ben@example.org",
        "Today",
        "Thu, 04 Aug 2011 10:00:00 +0200",
    )
    both.set_content(
        f"<p>FOR IMMEDIATE RELEASE</p><h2>{t}</h2><p>(New York, 4 August 2011) – {a}</p><p>{B}</p><p>{C}</p>",
        subtype="html",
    )
    yield Sample("mail-html.eml", both.as_bytes(), (_expect(places=("New York",)),))
    item = f"<item><title>{escape(t)}</title><link>https://example.org/2011/08/04/nepal/</link><wp:post_name>nepal</wp:post_name><wp:post_type>post</wp:post_type><wp:post_date>2011-08-04 10:00:00</wp:post_date><content:encoded><![CDATA[<p>{a}</p>\n\n<p>{B}</p>]]></content:encoded></item>"
    wxr = f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Example</title>{item}</channel></rss>'
    yield Sample("export.xml", wxr.encode(), (_expect(),))
    yield Sample(
        "paper.pdf",
        pdf(
            [
                "FOR IMMEDIATE RELEASE",
                "",
                "4 August 2011",
                "",
                t,
                "",
                *_wrap(f"The Hague - {a}", 80).split("\n"),
                "",
                *_wrap(C, 80).split("\n"),
            ]
        ),
        (_expect(places=("The Hague",)),),
    )


def docx(paragraphs: list[str], extra: dict[str, bytes] | None = None, body: str = "") -> bytes:
    """Make a small Word file."""
    space = "http://schemas.openxmlformats.org"
    runs = body or "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(p)}</w:t></w:r></w:p>' for p in paragraphs
    )
    files: dict[str, bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{space}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'.encode(),
        "_rels/.rels": f'<Relationships xmlns="{space}/package/2006/relationships"><Relationship Id="r1" Type="{space}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'.encode(),
        "word/document.xml": f'<w:document xmlns:w="{space}/wordprocessingml/2006/main"><w:body>{runs}</w:body></w:document>'.encode(),
        **(extra or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def pdf(lines: list[str]) -> bytes:
    """Make a PDF of one page with text."""

    def shown(line: str) -> str:
        return (
            line.encode("cp1252", "replace")
            .decode("latin-1")
            .replace("\\", r"\\")
            .replace("(", r"\(")
            .replace(")", r"\)")
        )

    places = (f"1 0 0 1 40 {800 - 14 * at} Tm ({shown(line)}) Tj" for at, line in enumerate(lines) if line)
    content = f"BT /F1 10 Tf {' '.join(places)} ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out.encode("latin-1")))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    start = len(out.encode("latin-1"))
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(
        f"{o:010} 00000 n \n" for o in offsets
    )
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return out.encode("latin-1")


def samples() -> list[Sample]:
    return [*texts(), *pages(), *containers()]
