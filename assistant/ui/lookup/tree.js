// The tree of a text. All words go in as textContent: nothing in a document acts as markup.
// The links have addresses of their own, so that they can be copied or opened beside; a plain click stays in the session.
const NARROW = 640;
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();

const made = (name, className, ...children) => {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...children);
  return element;
};

const named = (label, heading) => {
  const words = [made("b", "", label)];
  if (heading) words.push(`. ${heading}`);
  return words;
};

const leaf = (branch, data) => {
  const [key, label, heading, , start] = branch;
  const link = made("a", "", ...named(label, heading));
  link.href = `${data.base}&dieu=${encodeURIComponent(key)}`;
  link.dataset.key = key;
  link.dataset.start = start;
  const row = made("li", "", link);
  row.dataset.words = folded(`${label} ${heading}`);
  return row;
};

const room = (branch, data) => {
  const [, label, heading, children] = branch;
  return made("li", "room", made("details", "", made("summary", "", ...named(label, heading)), list(children, data)));
};

const list = (branches, data) => made("ul", "", ...branches.map((b) => (b[3].length ? room(b, data) : leaf(b, data))));

const filter = (root, words) => {
  const sought = folded(words).split(/\s+/).filter(Boolean);
  root.querySelectorAll("li[data-words]").forEach((row) => {
    const named = row.dataset.words.split(/[^\p{L}\p{N}]+/u);
    row.hidden = !sought.every((word) => (/^\d/.test(word) ? named.includes(word) : row.dataset.words.includes(word)));
  });
  root.querySelectorAll("li.room").forEach((row) => {
    row.hidden = !row.querySelector("li[data-words]:not([hidden])");
    if (sought.length) row.firstChild.open = !row.hidden;
  });
};

const build = (root, data) => {
  const tree = list(data.branches, data);
  const whole = made("details", "whole", made("summary", "title", data.title), tree);
  whole.open = window.innerWidth > NARROW;
  if (data.count > data.filter_from) {
    const box = made("input", "");
    box.type = "search";
    box.placeholder = data.placeholder;
    box.setAttribute("aria-label", data.placeholder);
    box.addEventListener("input", () => filter(tree, box.value));
    tree.before(box);
  }
  root.replaceChildren(whole);
};

// What is open is shown in its place, and the page itself does not move.
const point = (root, data) => {
  root.querySelectorAll("ul.parts").forEach((parts) => parts.remove());
  root.querySelectorAll("[aria-current]").forEach((link) => link.removeAttribute("aria-current"));
  const link = [...root.querySelectorAll("a")].find((a) => a.dataset.key === data.leaf && a.dataset.start === String(data.start));
  if (!link) return;
  if (data.parts.length) {
    const below = (part) => (part[3].length ? [list(part[3], data)] : []);
    link.after(made("ul", "parts", ...data.parts.map((part) => made("li", "", leaf(part, data).firstChild, ...below(part)))));
  }
  for (let above = link.parentElement; above !== root; above = above.parentElement) {
    if (above.tagName === "DETAILS" && !above.classList.contains("whole")) above.open = true;
  }
  const chosen = [...link.parentElement.querySelectorAll("a")].find((a) => a.dataset.key === data.chosen) ?? link;
  chosen.setAttribute("aria-current", "true");
  const box = root.querySelector("details.whole");
  const offset = chosen.getBoundingClientRect().top - box.getBoundingClientRect().top;
  if (offset < 60 || offset > box.clientHeight / 2) box.scrollTop += offset - box.clientHeight / 3;
};

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector("nav");
  if (root.dataset.of !== data.of) {
    build(root, data);
    root.dataset.of = data.of;
  }
  point(root, data);
  root.onclick = (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    if (window.innerWidth <= NARROW) root.querySelector("details.whole").open = false;
    setTriggerValue("chosen", link.dataset.key);
  };
}
