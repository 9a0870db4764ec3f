"""A paper that the office can send, from answers, clauses and cells that an officer chose: nothing in it that was not verified again."""

from ..forms import Forms, load_forms
from ..memo_error import MemoError
from .content import Memo, draft_memo
from .details import Details
from .paper import as_docx

__all__ = ["Details", "Forms", "Memo", "MemoError", "as_docx", "draft_memo", "load_forms"]
