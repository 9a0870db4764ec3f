"""Which official addresses to try for an instrument, under which file name its text is kept, and which hosts are official."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from urllib.parse import parse_qsl, unquote, urlsplit

from ..catalogue import SCHEMA, Catalogue, CatalogueError, Instrument, same_number
from ..law.file_names import number_from_name
from ..law.normalise import fold
from .failure import UnknownNumber

HOSTS_TABLE = "hosts.toml"
FILE_ENDINGS = (".pdf", ".docx", ".doc")  # in the order in which they are tried; the signed file comes first
PAGE_ENDING = ".html"
NEAREST_SHOWN = 3
NEAREST_CUTOFF = 0.6  # of difflib; a number with another year or issuer is near, one of another kind is not
_SHARED_ID = re.compile(r"\d{5,}")  # the Công báo gives the page and the file of one text the same number


@dataclass(frozen=True, slots=True)
class Address:
    """One place to get a text from. `number` is the text it holds (the work's own or a consolidation's), `stem` its file name."""

    url: str
    ending: str
    number: str
    stem: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """One instrument to fetch: `addresses` in the order to try, `by_hand` the one for a person, `parts` how many files its text has."""

    instrument: Instrument
    number: str
    addresses: tuple[Address, ...]
    by_hand: Address | None
    parts: int = 0

    @property
    def has_file(self) -> bool:
        return bool(self.parts) or any(address.ending != PAGE_ENDING for address in self.addresses)

    @property
    def stem(self) -> str:
        """The file name for what a person saves."""
        return self.by_hand.stem if self.by_hand else _stem(self.instrument, self.number)


def official_hosts(corpus: Path) -> frozenset[str]:
    """The closed list of hosts under `corpus`/catalogue. Raises CatalogueError where it is missing or broken."""
    path = corpus / "catalogue" / HOSTS_TABLE
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CatalogueError(f"{path.name}, the list of official hosts, cannot be read: {error}") from error
    if table.get("schema") != SCHEMA:
        raise CatalogueError(f"{path.name} has schema {table.get('schema')!r}; this version reads schema {SCHEMA}")
    entries = table.get("host")
    names = [entry.get("name") if isinstance(entry, dict) else None for entry in entries] if isinstance(entries, list) else []
    if not names or not all(isinstance(name, str) and name == name.lower().strip() for name in names):
        raise CatalogueError(f'{path.name}: each [[host]] needs name = "…", a host name in lower case')
    return frozenset(map(str, names))


def find_wanted(catalogue: Catalogue, number: str) -> Wanted:
    """What to fetch for a number as a person writes it; for a consolidation, that text alone. Raises UnknownNumber."""
    instrument = catalogue.instrument(number)
    if not instrument:
        raise UnknownNumber(number, nearest_numbers(catalogue, number))
    return wanted_of(instrument, next((c.number for c in instrument.consolidations if same_number(c.number, number)), None))


def nearest_numbers(catalogue: Catalogue, number: str) -> list[str]:
    """Numbers of the catalogue that look most like this one, best first."""
    spelled = {fold(n): n for i in catalogue.instruments.values() for n in (i.number, *(c.number for c in i.consolidations))}
    return [spelled[key] for key in get_close_matches(fold(number), spelled, NEAREST_SHOWN, NEAREST_CUTOFF)]


def wanted_of(instrument: Instrument, consolidation: str | None = None) -> Wanted:
    """What to fetch for an instrument: files before pages, and pages only where no file holds the whole text.

    Several files of one text and one ending are its parts (a long decree in three issues of the Công báo): none of them is the text.
    """
    texts = [Address(url, ending_of(url), number := _text_at(url, instrument), _stem(instrument, number)) for url in instrument.pages]
    if consolidation:
        texts = [text for text in texts if text.number == consolidation]
    pages = [text for text in texts if text.ending == PAGE_ENDING]
    files = [text for text in texts if text.ending != PAGE_ENDING]
    parts = {(f.number, f.ending): sum((g.number, g.ending) == (f.number, f.ending) for g in files) for f in files}
    whole = sorted((f for f in files if parts[f.number, f.ending] == 1), key=lambda f: FILE_ENDINGS.index(f.ending))
    first = next(iter(whole or files or pages), None)
    by_hand = next((page for page in pages if first and page.number == first.number), first)
    return Wanted(
        instrument, consolidation or instrument.number, tuple(whole or pages), by_hand, 0 if whole else max(parts.values(), default=0)
    )


def ending_of(url: str) -> str:
    """The ending under which the content is kept.

    >>> ending_of("https://a.vn/2024/53006-1.PDF"), ending_of("https://a.vn/tai?id=7&file_name=91_2015.docx"), ending_of("https://a.vn/x.aspx?ItemID=1")
    ('.pdf', '.docx', '.html')
    """
    split = urlsplit(url)
    names = [unquote(split.path), *(value for _, value in parse_qsl(split.query))]
    return next((suffix for name in names if (suffix := PurePosixPath(name).suffix.lower()) in FILE_ENDINGS), PAGE_ENDING)


def instrument_of_file(stem: str, catalogue: Catalogue) -> Instrument | None:
    """The instrument whose text a file of this name holds, as far as the name says."""
    number = number_from_name(stem)
    return catalogue.by_file(stem) or (catalogue.instrument(number) if number else None)


def _text_at(url: str, instrument: Instrument) -> str:
    """The number of the text at an address: of a consolidation where the address, or the page of the same Công báo entry, names one."""
    ids = _shared_ids(url)
    entry = [url, *(page for page in instrument.pages if ids & _shared_ids(page))]
    numbers = sorted((c.number for c in instrument.consolidations), key=len, reverse=True)  # 154/VBHN-VPQH before 54/VBHN-VPQH
    return next((number for number in numbers if any(_slug(number) in page.lower() for page in entry)), instrument.number)


def _shared_ids(url: str) -> set[str]:
    return set(_SHARED_ID.findall(urlsplit(url).path))


def _stem(instrument: Instrument, number: str) -> str:
    """The file name for a text: the one that the catalogue gives, else its number spelt so that it is read back."""
    named: Sequence[str] = [stem for stem in instrument.files if number_from_name(stem) == number and Path(stem).name == stem]
    return named[0] if named else _slug(number)


def _slug(number: str) -> str:
    """
    >>> _slug("35/2022/NĐ-CP"), _slug("66.17/2026/NQ-CP")
    ('35-2022-nd-cp', '66-17-2026-nq-cp')
    """
    return re.sub(r"[^a-z0-9]+", "-", fold(number)).strip("-")
