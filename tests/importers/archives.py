"""A small archive of the Example Coalition for the importer to match with."""

from __future__ import annotations

from pathlib import Path

FILES = {
    "conf.py": 'project = "Example"\nlanguage = "en"\nhtml_baseurl = "https://example.org/"\nextensions = ["press_archive"]\npress_issuer = "example"\npress_languages = ["en", "fr", "es", "ar", "ru"]\n',
    "docs/registers/issuers.yaml": "example:\n  name: Example Coalition\n",
    "docs/registers/states.yaml": "NP:\n  group: Asia-Pacific\nKE:\n  group: African\n",
    "docs/registers/campaigns.yaml": "promise:\n  name: Keep the Promise\n  start: 2011\n  description: Made up.\n  focus:\n    - {month: 2011-08, state: NP}\n",
    "docs/registers/contacts.yaml": "exemplar:\n  name: Ada Exemplar\n  details:\n    - {from: 2010, role: Director, organisation: Example Coalition, place: The Hague, tel: +31 70 555 0100, email: ada@example.org}\n"
    "sample:\n  name: Ben Sample\n  details:\n    - {from: 2010, role: Press Officer, organisation: Example Coalition, place: New York, tel: +1 (212) 555-0101, email: ben@example.org}\n",
    "docs/background/coalition.md": "---\nterm: Example Coalition\nwordings:\n  - from: 2010\n    text: The Example Coalition is a network of two hundred made-up civil society organizations that work together for wider membership of the treaty. For more information, visit www.example.org\n---\n",
    "releases/2010/01/first.md": "---\ntitle: A first release\nkind: statement\ndate: 2010-01-01\n---\nIt is made up.\n",
}


def write(root: Path) -> Path:
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root
