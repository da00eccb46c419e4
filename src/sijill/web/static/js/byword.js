// Words selected by keys: an arrow goes to the next word, and with Shift takes it in too.

export function selectByKeys(text) {
  const words = findWords(text);
  let [first, last] = [0, 0]; // of the words, in the order in which they were taken
  text.tabIndex = 0;
  text.addEventListener("focus", () => {
    if (!words.length || !getSelection().isCollapsed || text.matches(":active")) return;
    first = last = startAt(text, words);
    select(text, words, first, last);
  });
  text.addEventListener("keydown", (event) => {
    const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!way || !words.length || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const by = getComputedStyle(text).direction === "rtl" ? -way : way;
    last = Math.min(Math.max(last + by, 0), words.length - 1);
    if (!event.shiftKey) first = last;
    select(text, words, first, last);
  });
}

function findWords(text) {
  const parts = new Intl.Segmenter(undefined, { granularity: "word" }).segment(text.textContent);
  const words = [...parts].filter((one) => one.isWordLike);
  return words.map(({ index, segment }) => [index, index + segment.length]);
}

// The first word of what is chosen; of the whole text where nothing is.
function startAt(text, words) {
  const piece = text.querySelector(".lit-field") || text.querySelector(".lit") || text;
  const range = document.createRange();
  range.setStart(text, 0);
  range.setEnd(piece, 0);
  const from = range.toString().length;
  return Math.max(words.findIndex(([, end]) => end > from), 0);
}

function select(text, words, first, last) {
  const [start, end] = [words[Math.min(first, last)][0], words[Math.max(first, last)][1]];
  const [from, to] = [find(text, start + 1, -1), find(text, end, 0)];
  getSelection().setBaseAndExtent(from.node, from.offset, to.node, to.offset);
  to.node.parentElement.scrollIntoView({ block: "nearest" });
}

// The place of a letter: the piece of text that holds it, and how far in.
function find(text, index, by) {
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  let passed = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (index <= passed + node.length) return { node, offset: index - passed + by };
    passed += node.length;
  }
  return null;
}
