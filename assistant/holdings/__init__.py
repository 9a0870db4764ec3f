"""What is held and how it is kept up: the list of works, the errands that keep it up to date, what to do about what is wrong with it."""

from .errands import ErrandKind, Errands, Status
from .held import Change, Choice, Holding, chosen, holdings_of

__all__ = ["Change", "Choice", "ErrandKind", "Errands", "Holding", "Status", "chosen", "holdings_of"]
