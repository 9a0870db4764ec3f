"""What only a script can do. The scripts are constants: no text of a document or of a person is in them."""

import streamlit as st

# Screen readers read Vietnamese as Vietnamese, and browsers do not offer to translate the page from English.
_LANGUAGE = "<script>document.documentElement.lang = 'vi'</script>"
_SCROLL = """<script data-turn="{number}">
document.querySelectorAll('[data-testid="stChatMessage"]')[{message}]?.scrollIntoView({{block: "start"}})
</script>"""
# One listener a page: it copies what a copy button carries, opens the source of a mark in the text by the button of the
# same name, and closes the source by Escape.
_LISTEN = """<script>
if (!window.listening) {
  window.listening = true;
  // A mark may be on screen before its button: then it waits for it, two seconds at most.
  const press = (key, tries = 0) => {
    const button = document.querySelector(`.st-key-${key} button`);
    if (button) button.click(); else if (tries) setTimeout(press, 100, key, tries - 1);
  };
  const copy = async text => {
    try { await navigator.clipboard.writeText(text) }
    catch {
      const area = Object.assign(document.createElement("textarea"), {value: text, readOnly: true});
      document.body.append(area); area.select(); document.execCommand("copy"); area.remove();
    }
  };
  document.addEventListener("click", async event => {
    const button = event.target.closest("button[data-copy]");
    const mark = event.target.closest('a[href^="#cite-"]');
    if (mark) { event.preventDefault(); event.stopPropagation(); press(CSS.escape(mark.hash.slice(1)), 20) }
    if (button) {
      const label = button.textContent;
      await copy(button.dataset.copy);
      button.textContent = "Đã sao chép";
      setTimeout(() => { button.textContent = label }, 1500);
    }
  }, true);
  // Names that Streamlit gives its own controls, for screen readers and under the mouse.
  const names = {
    "Skip to main content": "Tới nội dung chính", "Expand sidebar": "Mở thanh bên", "Collapse sidebar": "Thu thanh bên",
    "Open sidebar": "Mở thanh bên", "Close sidebar": "Thu thanh bên", "Choose date": "Chọn ngày", "Thumbs up": "Hữu ích",
    "Thumbs down": "Chưa hữu ích", "Send message": "Gửi câu hỏi", "Stop": "Dừng", "Close": "Đóng", "Open": "Mở", "Clear value": "Bỏ chọn",
    "Clear all": "Bỏ chọn tất cả", "Previous month": "Tháng trước", "Next month": "Tháng sau", "Previous year": "Năm trước",
    "Next year": "Năm sau", "Sidebar": "Thanh bên", "App pages": "Các trang", "Chat message from user": "Câu hỏi",
    "Chat message from assistant": "Trả lời", "day": "ngày", "month": "tháng", "year": "năm",
    "file upload": "Chọn tệp", "Add files": "Thêm tệp",
  };
  const named = text => {
    if (text?.startsWith("Remove ")) return text.replace("Remove ", "Bỏ ");
    const [first, ...rest] = (text ?? "").split(", "); return names[first] && [names[first], ...rest].join(", ");
  };
  const rename = () => {
    for (const element of document.querySelectorAll("[aria-label], [title]"))
      for (const kind of ["aria-label", "title"])
        if (named(element.getAttribute(kind))) element.setAttribute(kind, named(element.getAttribute(kind)));
    for (const button of document.querySelectorAll('[data-testid="stFileUploaderDropzone"] > span button'))
      if (!button.ariaLabel) button.ariaLabel = "Chọn tệp";
    const skip = document.querySelector('a[href="#stMain"]');
    if (named(skip?.textContent)) skip.textContent = named(skip.textContent);
  };
  let due = 0;
  new MutationObserver(() => { cancelAnimationFrame(due); due = requestAnimationFrame(rename) })
    .observe(document.body, {childList: true, subtree: true, attributes: true, attributeFilter: ["aria-label", "title"]});
  document.addEventListener("keydown", event => { if (event.key === "Escape") press("close-source") });
}
</script>"""


def say_language() -> None:
    st.html(_LANGUAGE, unsafe_allow_javascript=True)


def listen() -> None:
    """For copy buttons, marks and the source beside the chat."""
    st.html(_LISTEN, unsafe_allow_javascript=True)


def scroll_to_turn(number: int) -> None:
    """Brings the question of a turn to the top, once: the browser runs a script again only where its text has changed.

    Streamlit itself scrolls to the end of a new answer or not at all; an answer is read from its beginning.
    """
    st.html(_SCROLL.format(number=number, message=2 * number), unsafe_allow_javascript=True)
