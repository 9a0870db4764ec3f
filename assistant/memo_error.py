"""The error of memos, apart from the package: a page that writes none must not import what writes Word files."""


class MemoError(Exception):
    """A memo cannot be written as asked; one Vietnamese line."""
