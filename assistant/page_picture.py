"""The page of a PDF on which a citation stands, as a picture with the passage boxed: for reading a signed or scanned paper itself."""

from pathlib import Path

from ingest.documents import sha256_of
from ingest.index.store import Store
from ingest.readers import ReaderError, page_image

from .answer import Citation


class NoPicture(Exception):
    """The page cannot be shown; one Vietnamese line."""


def has_pages(citation: Citation) -> bool:
    return citation.page is not None


def picture_of(store: Store, citation: Citation) -> bytes:
    """PNG of the page. The file must be the one that was read: of another the offsets would be those of other words. Raises NoPicture."""
    held = next((s for s in store.sources().values() if s.version_id == citation.version_id), None)
    if held is None or citation.page is None:
        raise NoPicture("Văn bản này không đọc từ tệp có trang nên không có ảnh trang.")
    try:
        path = Path(held.path)
        if sha256_of(path) != held.sha256:
            raise NoPicture("Tệp nguồn đã thay đổi sau khi đưa vào kho; đề nghị dựng lại chỉ mục rồi xem.")
        return page_image(path, citation.page, store.text(citation.version_id)[citation.start : citation.end])
    except ReaderError as error:
        raise NoPicture(str(error)) from error
    except OSError as error:
        raise NoPicture("Không mở được tệp nguồn của văn bản này; có thể tệp đã được chuyển đi nơi khác.") from error
