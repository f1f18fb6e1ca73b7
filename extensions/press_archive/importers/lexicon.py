"""The fixed words of the trade, in the languages in which releases were seen or can be expected.

Everything here is a label or a connective, seen in the formats that were surveyed (``docs/guides/importing.md``)
or standard in the trade; English, French, Spanish, Arabic and Russian first.
"""

from __future__ import annotations

import re

from ..records import labels

I = re.IGNORECASE  # noqa: E741

#: The line that says what it is and when it may be used.
LABEL = re.compile(
    r"""(?<![^\W_])(?:(?:for|pour|para)\s+(?:(?:immediate|general)\s+)?(?:release|distribution|publication|use|diffusion|difusión|
        difusion|publicación)(?:\s+(?:imm[ée]diate?|inmediata?))?(?=\W|$)(?:\s+(?:immediately|upon\s+receipt|at\s+will|on\s+delivery))?
      | for\s+(?:immediate|general)\s+(?:release|distribution|publication|use)(?:\s+(?:on|in)\s+all\s+media)?
      | for\s+(?:a\.?m\.?|p\.?m\.?|morning|afternoon|sunday|monday)\s+(?:papers|release|editions?)
      | for\s+release\s*:\s*immediate(?:ly)? | immediate\s+release | (?:à\s+)?(?:diffusion|publication)\s+imm[ée]diate | difusi[óo]n\s+inmediata
      | (?:para\s+)?(?:publicaci[óo]n|entrega|divulgaci[óo]n)\s+inmediata | para\s+divulga[çc][ãa]o\s+imediata
      | (?:zur\s+)?sofortigen?\s+ver[öo]ffentlichung | per\s+(?:la\s+)?diffusione\s+immediata
      | for\s+release\s*:?(?=\s+(?:on\s+)?(?:receipt|[ap]\.?m\.?'?s?\b|\w+day\b)) | للنشر\s+الفوري | للنشر\s+فورا | للنشر\s+فوراً
      | для\s+(?:немедленного|свободного)\s+(?:распространения|опубликования|использования) | к\s+немедленному\s+опубликованию)(?![^\W_])""",
    I | re.VERBOSE,
)
#: The line that names the kind of text.
KIND = re.compile(
    r"""(?P<advisory>media\s+(?:advisory|alert)|press\s+advisory|note\s+aux\s+r[ée]dactions|avis\s+aux\s+m[ée]dias|
          aviso\s+(?:a|de)\s+(?:los\s+)?(?:medios|prensa)|convocatoria\s+de\s+prensa|photo\s+opportunity|تنويه\s+إعلامي|анонс)
      | (?P<release>(?:joint\s+|news\s+|press\s+|media\s+)(?:release|communiqu[ée]|note|information|service|notice)|press\s+releases|pressrelease|communiqu[ée](?:\s+(?:de\s+presse|conjoint))?|
          comunicado(?:\s+(?:de\s+prensa|conjunto|de\s+imprensa))?|nota\s+de\s+prensa|bolet[íi]n\s+de\s+prensa|pressemitteilung|presseerkl[äa]rung|
          pressmeddelande|persbericht|comunicato\s+stampa|nota\s+(?:de|à)\s+imprensa|بيان\s+صحفي|пресс[-\s]?релиз|(?:сообщение|информация|релиз)\s+для\s+(?:печати|прессы|сми)|informaci[óo]n\s+(?:para|de|a)\s+(?:la\s+)?prensa|mededeling\s+aan\s+de\s+pers)
      | (?P<statement>(?:press|joint|public|media|official)\s+statement|statement|d[ée]claration(?:\s+(?:commune|publique|de\s+presse))?|
          declaraci[óo]n(?:\s+(?:conjunta|p[úu]blica|de\s+prensa))?|بيان|заявление)
      | (?P<newsletter>newsletter|bulletin|bolet[íi]n|нoвости|نشرة\s+إخبارية|digest)
      | (?P<speech>(?:opening\s+|closing\s+|welcom\w+\s+)?remarks|speech|(?:keynote\s+)?address(?=\s+(?:by|to|of|at))|(?:press|media)\s+briefing|allocution|discours|discurso|intervenci[óo]n|выступление|كلمة)
      | (?P<letter>open\s+letter|lettre\s+ouverte|carta\s+abierta|رسالة\s+مفتوحة|открытое\s+письмо)""",
    I | re.VERBOSE,
)
KIND_NAMES = {
    "advisory": "media-advisory",
    "statement": "statement",
    "speech": "statement",
    "release": "press-release",
    "newsletter": "newsletter",
    "letter": "letter",
}
#: The line that speaks of an embargo.
EMBARGO = labels.EMBARGO
#: A line that opens the contacts.
CONTACTS = re.compile(
    r"""^\W*(?:
        (?:(?:for|pour|para)\s+(?:(?:more|further|additional|any|all|plus|m[áa]s|mayor)\s+)?(?:d[’']\s*)?(?:information|informations|informaci[óo]n|details|enquiries|inquiries|interviews?|entrevistas?)
           (?:\s+(?:and|or|et|y|&)\s+\w+)*[^.!?\n]{0,40}?(?:\s*,?\s*(?:please\s+|veuillez\s+|por\s+favor\s+)?(?:contact(?:er|ar)?|call|email|s['’]adresser|comunicarse|p[óo]ngase\s+en\s+contacto)[^:.\n]{0,60})?\s*(?::|$|,?\s*(?:please\s+)?contact\b))
      | (?:(?:media|press|news|public(?:\s+information)?|further)\s+)?contacts?\b(?:\s+(?:information|details|persons?|for\s+(?:the\s+)?(?:press|media)|presse|m[ée]dias?|de\s+prensa|people))*\s*(?::|\W*$|\*\*)
      | (?:media|press)\s+(?:(?:enquiries|inquiries|liaison)\s*(?::|$)|(?:officers?|relations)\s*:)
      | (?:further|more)\s+information\s*:\s*$ | information\s+contacts?\s*:?
      | contactos?(?:\s+(?:de|para|con)\s+(?:la\s+)?(?:prensa|medios))?\s*(?::|$) | contacto\s*:
      | (?:plus\s+d[’']informations?|relations?\s+presse|service\s+de\s+presse)\s*:?\s*$
      | (?:للاتصال|جهات?\s+الاتصال|لمزيد\s+من\s+المعلومات|للمزيد\s+من\s+المعلومات) [^.]{0,40}?(?::|$)
      | (?:контакты|контактн\w+\s+\w+|контакты\s+для\s+(?:прессы|сми)|за\s+дополнительной\s+информацией|дополнительная\s+информация)[^.]{0,50}?(?::|$)
    )""",
    I | re.VERBOSE,
)
#: "In The Hague:" over the people of a city.
IN_CITY = re.compile(
    r"^\W*(?:In|En|À|A|Au|Aux|في|В|Во)\s+(?P<place>(?!(?:addition|particular|fact|short|order|a|the\s+meantime|response)\b)[^\W\d_][^:\d@]{1,60}?)\s*(?:\([^)]*\)\s*)?[:：]\W*$"
)
NOTES = re.compile(
    r"""^\W*(?:(?:editor[’']?s?[’']?\s+notes?|notes?\s+(?:to|for)\s+(?:the\s+)?(?:editors?|reporters|journalists|newsrooms?|media|correspondents|broadcasters)|note\s+d[’']information|
        notes?\s+(?:aux|à\s+l[’'])\s*(?:r[ée]dacteurs?|[ée]diteurs?|journalistes|la\s+r[ée]daction|r[ée]dactions)|notas?\s+(?:para|a|al)\s+(?:los\s+)?(?:editor(?:es)?|redactor(?:es)?|periodistas)|
        ملاحظات?\s+(?:ل?ل?محرر\w*|إلى\s+المحرر\w*)|примечани[ея]\s+для\s+(?:редактор\w+|журналист\w+|редакци\w+)|к\s+сведению\s+редактор\w+)(?!\w)\s*:?|notes?\s*:\s*$)""",
    I | re.VERBOSE,
)
BACKGROUND = re.compile(
    r"""^\W*(?:background(?:er)?(?:\s+(?:information|notes?))?|rappel(?:\s+des\s+faits)?|contexte|informations?\s+g[ée]n[ée]rales?|antecedentes|contexto|informaci[óo]n\s+general|
        خلفية(?:\s+\w+)?|معلومات\s+أساسية|справка|справочная\s+информация|контекст)\s*(?::|\W*$)""",
    I | re.VERBOSE,
)
ABOUT = re.compile(
    r"^\W*(?:about|à\s+propos\s+d[eu’']\w*|acerca\s+de|sobre|نبذة\s+عن|حول|о|об)\s+(?:the\s+|la\s+|le\s+|l[’'])?[^\n.]{2,90}$",
    I,
)
#: The end of the text, or of a page of it: a short line, for a long one of signs would be tried in every way.
END = re.compile(
    r"""^(?=.{1,90}$)\W*(?:(?:-+\s*)?\#\s*\#(?:\s*\#)*(?:\s*-+)?|[-–—(]\s*30\s*[-–—)]|x{3}|(?:[-–—*]*\s*)?(?:\\?ends?(?:\s+\d{1,2}[:.]\d\d\s*[ap]\.?m\.?(?:\s+\w{2,4})?)?|end\s+of\s+(?:text|release|statement|communiqu[ée]|document)|fin|fin\s+du\s+communiqu[ée]|fin\s+del\s+comunicado|نهاية\s+البيان|finaliza|конец|انتهى|النهاية|ende|o\s+0\s+o|oOo|o0o)(?:\s*[-–—*]*)?|
        [-–—(]+\s*(?:more|suite|sigue|m\s*o\s*r\s*e)\s*[-–—)]+|\(end\))\W*$""",
    I | re.VERBOSE,
)
MORE = re.compile(r"^\W*[-–—(]+\s*(?:more|suite|sigue|m\s*o\s*r\s*e)\s*[-–—)]+\W*$", I)
#: A rule, or stars, between two texts or two parts of one.
RULE = re.compile(r"^\s*(?:(?:[*•·⁂~=_—–]\s*){3,}|(?:-\s*){2,}|⁂\s*)$")
#: The signs before the points of a list, as a class of characters; and those of Word's own fonts.
BULLETS, WORD_BULLETS = "-•●▪■◦‣·*–—", "\uf0a7\uf0b7\uf0d8\uf0fc"
SALUTATION = re.compile(
    r"^\W*(?:dear\b|hello\b|hi\b|greetings\b|ch[eè]r(?:e|s|es)?\b|madame|monsieur|estimad[oa@]s?\b|(?:mr|madam|mister)\.?\s+(?:president|chair\w*|speaker|secretary)\b|ladies\s+and\s+gentlemen|distinguished\s+\w+|(?:se[ñn]or\w*|monsieur|madame)\s+(?:le\s+|la\s+)?pr[ée]sident\w*|mes\s+chers|(?:your\s+)?excellenc(?:y|ies)\b|sirs?\b|honou?rable\b|distinguid[oa]s?\b|querid[oa@]s?\b|"
    r"amig[oa@]s\b|uважаем|уважаем|дорогие|أعزائي|الأصدقاء|السادة|please\s+find|veuillez\s+trouver|adjunto|fyi\b)",
    I,
)
VALEDICTION = re.compile(
    r"^\W*(?:(?:best|kind|warm|kindest|warmest)?\s*regards|best(?:\s+wishes)?|all\s+the\s+best|sincerely|yours|thank(?:s|\s+you)|"
    r"cordialement|bien\s+à\s+vous|salutations|cordialmente|atentamente|saludos|с\s+уважением|مع\s+التحية|مع\s+تحيات\w*)\b[^.]{0,40}$",
    I,
)
SIGNATURE = re.compile(r"^\W*(?:fait|done|dado|signed|hecho)\s+(?:à|in|at|en|a)\s+", I)

#: What a program that sends to lists writes under a mail.
MAILER = re.compile(
    r"\bunsubscribe\b|\byou\s?(?:['’]re|\s+are)\s+receiving\s+this|\bupdate\s+(?:your\s+)?(?:subscription\s+)?preferences"
    r"|\bview\s+(?:this|it)\b.{0,20}\bin\s+your\s+browser\b|\bour\s+mailing\s+address\s+is|©.{0,80}(?:rights\s+reserved|droits\s+r[ée]serv[ée]s|derechos\s+reservados)"
    r"|\bse\s+d[ée]s(?:abonner|inscrire)\b|\bvous\s+recevez\s+ce|\bdarse\s+de\s+baja\b|\brecibes?\s+este\s+(?:correo|mensaje)"
    r"|отписаться|إلغاء\s+الاشتراك",
    I,
)

#: Who speaks next, in a transcript.
SPEAKER = re.compile(
    r"^(?:Q\.?|A\.?|QUESTION|ANSWER|REPORTER|(?:THE\s+)?(?:MR|MS|MRS|MISS|DR|SEN|SENATOR|REP|GEN|GENERAL|ADM|ADMIRAL|AMB|AMBASSADOR|SEC|SECRETARY|GOV|GOVERNOR|PRESIDENT|"
    r"VICE\s+PRESIDENT|PRIME\s+MINISTER|CHANCELLOR|MODERATOR|SPOKESMAN|FOREIGN\s+MINISTER|Mr|Ms|Mrs|Dr)\b\.?(?:\s+[A-Z][\w'-]+){0,3})(?:\s?:\s+|\.\s{2})\S+\s+\S|^Q\s+[A-Z]\w*,?\s+\w+"
)

#: Words that a letterhead is made of.
_BODIES = (
    r"department|office|bureau|ministry|embassy|consulate|committee|council|university|commission|agency|secretariat|"
    r"headquarters|coalition|association|foundation|institute|society|federation|organi[sz]ation|corporation|inc|ltd|"
    r"senate|congress|parliament|assembly|united\s+nations|white\s+house|mission|delegation|centre|center|network|"
    r"campaign|information\s+service|press\s+(?:section|service|room|centre|center)|public\s+(?:affairs|information)|"
    r"republic|administration|authority|court|tribunal|minist[èe]re|ministerio|coalici[óo]n|organisation|organizaci[óo]n|"
    r"f[ée]d[ée]ration|asociaci[óo]n|oficina|secretariado|коалиция|министерство|организация|комитет|التحالف|الائتلاف|وزارة|منظمة|مكتب"
)
BODY_NAME = re.compile(rf"\b(?:{_BODIES})\b", I)
ADDRESS_LINE = re.compile(
    r"""(?:^|\b)(?:p\.?\s?o\.?\s+box|\d+[\w/-]*,?\s+(?:\w+\.?\s+){1,3}(?:street|st\.|avenue|ave\.?|road|rd\.|plaza|square|boulevard|blvd|lane|drive|floor|place)\b|
        (?:rue|calle|avenida|avenue|place)\s+\w+[^.]{0,30}\d|\d{1,3}(?:st|nd|rd|th)\s+floor|suite\s+\d|room\s+\d|[A-Z]{2}\s+\d{5}\b|\b\d{4}\s?[A-Z]{2}\b|\b[A-Z]{1,2}\d[A-Z\d]?\s+\d[A-Z]{2}\b)""",
    re.VERBOSE | I,
)
TEL_LABEL = (
    r"(?:tels?(?:[ée]?(?:phones?|fonos?|f))?|tdd|tty|ext|t[ée]l|phone|ph|mobile|mob|cell(?:ular|phone)?|cel|m[óo]vil|portable|fax|office|gsm|whatsapp|"
    r"тел(?:ефон)?|моб|факс|هاتف|الهاتف|جوال|محمول|فاكس)"
)
#: How the paragraphs of a media advisory begin.
ASPECT = re.compile(r"^\W*(?:WHAT|WHO|WHEN|WHERE|WHY|HOW)\s*:", re.MULTILINE)
PHONE = re.compile(r"(?<![\w/])(?:[A-Z]{2,9}\s?\d-\d{4}(?!\d))|(?<![\w/])\+?\(?\d[\d\s().\-/–]{6,22}\d(?!\w)")
#: The signs of a mail address, also as they are written against those who gather addresses.
AT = r"\s?@\s?|\s?[\[({]\s?(?:at|AT|arroba|arobase|@)\s?[\])}]\s?"
DOT = r"\.|\s?[\[({]\s?(?:dot|DOT|punto|point|\.)\s?[\])}]\s?"
EMAIL = re.compile(
    rf"[\w.+-]+(?:{AT})[\w-]+(?:(?:{DOT})[\w-]+)+|[\w.+-]+\s(?:at|AT)\s[\w-]+(?:\s(?:dot|DOT)\s[\w-]+)+"
    r"|\[email\s?protected\]"
)
URL = re.compile(r"(?:https?://|www\.)[^\s<>\"]+", I)

STOPWORDS = {
    "en": "the of and to in a is that for on with as by was has at be from its this are it have will which their said",
    "fr": "le la les de des du et en un une que qui dans pour par sur est au aux avec ce cette plus sont ses pas leur "
    "à son sa il nous ont été d l qu ou aujourd hui",
    "es": "el la los las de del y en un una que por para con se su al es como más sus este esta entre ha fue son lo",
    "pt": "o a os as de do da e em um uma que por para com se ao não mais dos das foi são no na pela pelo à aos sua seu",
    "de": "der die das und in den von zu mit des im für auf ist dem nicht ein eine sich auch an als hat wird bei",
    "it": "il la di e che in un una per con del della non le si dei alla i da sono al gli ha nel delle l d è lo dell all come più",
    "nl": "de het een en van in is dat op te voor met zijn aan niet die er om ook als bij door naar",
    "sv": "och att det i en som är av för på med den till har de inte om ett men var vid från",
    "id": "yang dan di untuk dengan dari pada ini itu adalah dalam akan ke tidak oleh negara sebagai",
    "ru": "и в на не что с по для от за как из к это его был также они при о",
    "uk": "і в на не що з для від за як до це та його також про у є",
    "ar": "في من على إلى أن التي الذي عن مع هذا هذه ما كما قد بين",
    "fa": "در از به که این را با است برای آن می های",
}
