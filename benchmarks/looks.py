"""How every page looks in a real browser, wide and on a phone: screenshots, contrast, tab order, scrolling, foreign words.

python -m benchmarks.looks --index PATH [--out FOLDER]
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .machine import machine_line
from .page import IDLE, INPUT, PageError, browser, served
from .shared import ABSENT, DataAbsent
from .tables import markdown

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDTHS = ((1366, 768), (390, 844))
ADDRESSES = ("", "van-ban", "tham-quyen", "so-sanh", "phieu-trinh", "kho")
QUESTION = "ban quan ly co duoc cap giay phep xay dung trong kcn khong"
CONTRAST = 4.5  # WCAG 2.2, 1.4.3, for text of ordinary size; 3 for large text
# English that no Vietnamese text of ours has; what is a Vietnamese syllable too ("no", "the", "to", "in", "run") says nothing.
ENGLISH = frozenset((
    "and", "any", "are", "browse", "cancel", "choose", "clear", "close", "column", "copy", "date", "delete", "download", "drag",
    "drop", "error", "file", "files", "filter", "from", "fullscreen", "here", "limit", "loading", "more", "next", "open",
    "options", "page", "press", "rerun", "results", "running", "save", "search", "select", "settings", "show", "submit", "upload",
    "view", "warning", "with", "your", "you",
))  # fmt: skip
_SETTLE = 700  # ms after the script has ended, for fonts and motion

# Every visible text with the contrast of its colour against what lies behind it. Transparent backgrounds are looked through.
_CONTRAST = """() => {
  const parse = c => { const m = c.match(/[\\d.]+/g).map(Number); return m.length < 4 ? [...m, 1] : m };
  const lum = ([r, g, b]) => { const f = v => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4 };
    return .2126 * f(r) + .7152 * f(g) + .0722 * f(b) };
  const over = (top, under) => top.slice(0, 3).map((v, i) => v * top[3] + under[i] * (1 - top[3]));
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement, text = node.textContent.trim();
    if (!text || !element || ["SCRIPT", "STYLE", "NOSCRIPT"].includes(element.tagName)) continue;
    const style = getComputedStyle(element), box = element.getBoundingClientRect();
    if (!box.width || !box.height || style.visibility === "hidden" || element.closest("[disabled], [aria-disabled=true]")) continue;
    if (/Material/.test(style.fontFamily)) continue;  // icons by ligature
    let layers = [], opacity = 1;
    for (let e = element; e; e = e.parentElement) {
      const s = getComputedStyle(e);
      layers.push(parse(s.backgroundColor)); opacity *= +s.opacity;
    }
    if (!opacity) continue;
    let behind = [255, 255, 255];
    for (const layer of layers.reverse()) behind = over(layer, behind);
    const ink = parse(style.color); ink[3] *= opacity;
    const a = lum(over(ink, behind)), b = lum(behind), ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    const size = parseFloat(style.fontSize), large = size >= 24 || size >= 18.66 && +style.fontWeight >= 700;
    found.push([text.slice(0, 60), +ratio.toFixed(2), large]);
  }
  return found;
}"""
_FOCUSED = """() => { const e = document.activeElement; if (!e || e === document.body) return null;
  const r = e.getBoundingClientRect(), name = e.getAttribute("aria-label") || e.innerText || e.placeholder || e.tagName;
  return [name, r.width > 0 && r.height > 0] }"""
_WIDER = "() => document.documentElement.scrollWidth - innerWidth"
_WORDS = """() => [...document.querySelectorAll("body *")].filter(e => e.childElementCount === 0 && e.getBoundingClientRect().width)
  .filter(e => !/Material/.test(getComputedStyle(e).fontFamily) && getComputedStyle(e).visibility !== "hidden")
  .flatMap(e => [e.innerText || "", e.getAttribute("placeholder") || ""]).join("\\n")"""


@dataclass(frozen=True, slots=True)
class Look:
    """What was found on one page at one width; `stops` are those that Tab reaches, in their order."""

    page: str
    width: int
    texts: int
    lowest: float
    faint: tuple[str, ...]
    wider: int
    english: tuple[str, ...]
    stops: tuple[str, ...]
    lost: int  # stops of the keyboard that cannot be seen

    @property
    def sound(self) -> bool:
        return not (self.faint or self.wider > 0 or self.english or self.lost)

    def cells(self) -> list[str]:
        faults = [*(f"faint: {t}" for t in self.faint), *(f"English: {w}" for w in self.english)]
        faults += [f"{self.wider} px too wide"] * (self.wider > 0) + [f"{self.lost} stops unseen"] * bool(self.lost)
        return [self.page, str(self.width), str(self.texts), f"{self.lowest:.2f}", str(len(self.stops)), "; ".join(faults) or "none"]


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.looks", description=__doc__)
    parser.add_argument("--index", required=True, type=Path, metavar="PATH")
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="where the screenshots go (default: none are kept)")
    parser.add_argument("--order", action="store_true", help="print the tab order of each page too")
    args = parser.parse_args(argv)
    try:
        looks = list(measure(args.index.resolve(), args.out))
    except (DataAbsent, PageError) as error:
        print(error, file=sys.stderr)
        return ABSENT if isinstance(error, DataAbsent) else 1
    print(markdown(("page", "width", "texts", "lowest contrast", "tab stops", "faults"), [look.cells() for look in looks]))
    if args.order:
        print("\n".join(f"\n{look.page} at {look.width}: {' → '.join(look.stops)}" for look in looks))
    print(f"\n{machine_line()}")
    return int(not all(look.sound for look in looks))


def measure(index: Path, out: Path | None) -> Iterator[Look]:
    """Each page at each width, the chat before and after an answer with its source open."""
    with tempfile.TemporaryDirectory() as data, served(index, Path(data)) as server, browser() as opened:
        for width, height in WIDTHS:
            page = opened.new_context(locale="vi-VN", viewport={"width": width, "height": height}).new_page()
            for address in ADDRESSES:
                page.goto(f"{server.address}/{address}")
                settle(page)
                yield _look(page, address or "hoi-dap", width, out)
            page.goto(server.address)
            settle(page)
            page.locator(INPUT).fill(QUESTION)
            page.locator(INPUT).press("Enter")
            page.get_by_role("link", name="[1]").first.click()
            page.locator(".st-key-source-panel mark").first.wait_for()
            settle(page)
            yield _look(page, "hoi-dap, source open", width, out)
            page.context.close()


def settle(page: "Page") -> None:
    """Until the script of the page has run to its end."""
    page.locator(IDLE).wait_for(state="attached", timeout=60_000)
    page.wait_for_timeout(_SETTLE)
    page.locator(IDLE).wait_for(state="attached", timeout=60_000)


def _look(page: "Page", name: str, width: int, out: Path | None) -> Look:
    if out:
        out.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=out / f"{name.replace(', ', '-').replace(' ', '-')}-{width}.png")
    texts: list[list[Any]] = page.evaluate(_CONTRAST)
    wanted = [(text, ratio, 3.0 if large else CONTRAST) for text, ratio, large in texts]
    wider, words = page.evaluate(_WIDER), page.evaluate(_WORDS)
    stops = list(_stops(page))
    return Look(
        name,
        width,
        len(texts),
        min((ratio for _, ratio, _ in wanted), default=0.0),
        tuple(dict.fromkeys(f"{text!r} {ratio}" for text, ratio, least in wanted if ratio < least)),
        wider,
        tuple(sorted(ENGLISH & set(words.lower().split()))),
        tuple(" ".join(label.split())[:40] for label, _ in stops),
        sum(not seen for _, seen in stops),
    )


def _stops(page: "Page", most: int = 80) -> Iterator[tuple[str, bool]]:
    """What Tab reaches from the top of the page, until it comes round or out."""
    page.evaluate("document.activeElement?.blur()")
    first = None
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(_FOCUSED)
        handle = page.evaluate_handle("document.activeElement")
        if stop is None or (first is not None and page.evaluate("([a, b]) => a === b", [first, handle])):
            return
        first = first or handle
        yield stop[0], stop[1]


if __name__ == "__main__":
    sys.exit(main())
