"""Looking things up in the texts that are held: documents by any name, their trees, one provision on a day, changes, references."""

from .changes import ArticleChange, ChangedArticle, Changes, EffectMade, changes_between
from .finding import Found, FoundText, find_texts
from .held import is_held, provision_held
from .naming import name_of
from .outline import Branch, Neighbours, articles_around, first_article, outline_of, parts_of
from .provision import HeldProvision, provision_at
from .referring import Linking, References, references_of
from .worddiff import Run, is_slight, word_runs

__all__ = [
    "ArticleChange", "Branch", "ChangedArticle", "Changes", "EffectMade", "Found", "FoundText", "HeldProvision", "Linking", "Neighbours",
    "References", "Run", "articles_around", "changes_between", "find_texts", "first_article", "is_held", "is_slight", "name_of",
    "outline_of", "parts_of", "provision_at", "provision_held", "references_of", "word_runs",
]  # fmt: skip
