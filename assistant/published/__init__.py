"""Published reports beside our own accounts: the published text is quoted, the account says what each sentence is about."""

from .held import BLOC, HeldTexts, PublishedText, Quoted, published_in, speaker_in

__all__ = ["BLOC", "HeldTexts", "PublishedText", "Quoted", "published_in", "speaker_in"]
