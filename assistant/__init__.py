"""Question → passages → checked statements → answer. Knows nothing of Streamlit."""

from .answer import Answer, Citation, Statement
from .service import Assistant, open_assistant

__version__ = "0.1.0"
__all__ = ["Answer", "Assistant", "Citation", "Statement", "open_assistant"]
