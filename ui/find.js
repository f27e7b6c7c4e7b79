// Find in the report on show (follows read.js in one script). Hits are painted over the text by the
// browser's highlights, so that the text and its marks stay as they are.

const MAX_HITS = 2000;
let hits = [];
let current = -1;
let typing = 0;

function patternOf(text) {
  const words = text.trim().split(/\s+/).map((word) => word.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"));
  return new RegExp(words.join("\\s+"), "gi");
}

function rangeOf(words, start, end) {
  const range = new Range();
  const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
  let position = 0;
  let isBegun = false;
  while (walker.nextNode()) {
    const { length } = walker.currentNode;
    if (!isBegun && start < position + length) {
      range.setStart(walker.currentNode, start - position);
      isBegun = true;
    }
    if (end <= position + length) {
      range.setEnd(walker.currentNode, end - position);
      return range;
    }
    position += length;
  }
  return range;
}

function hitsOf(text) {
  const found = [];
  if (!text.trim()) return found;
  const pattern = patternOf(text);
  for (const words of pane.querySelectorAll(".rq-words")) {
    for (const match of words.textContent.matchAll(pattern)) {
      if (found.length === MAX_HITS) return found;
      found.push(rangeOf(words, match.index, match.index + match[0].length));
    }
  }
  return found;
}

function paint(name, ranges) {
  if (CSS.highlights) CSS.highlights.set(name, new Highlight(...ranges));
}

function goToHit(index) {
  current = hits.length ? (index + hits.length) % hits.length : -1;
  const hit = hits[current];
  paint("rq-found", hits);
  paint("rq-found-here", hit ? [hit] : []);
  const many = hits.length === MAX_HITS ? "+" : "";
  const isAsked = pane.querySelector(".rq-find input").value.trim();
  pane.querySelector(".rq-count").textContent = hit ? `${current + 1} of ${hits.length}${many}` : isAsked ? "none" : "";
  if (!hit) return;
  if (!CSS.highlights) {
    getSelection().removeAllRanges();
    getSelection().addRange(hit);
  }
  hit.startContainer.parentElement.closest(".rq-para").scrollIntoView({ block: "nearest" });
}

function find() {
  hits = hitsOf(pane.querySelector(".rq-find input").value);
  goToHit(0);
}

pane.addEventListener("input", (event) => {
  if (!event.target.closest(".rq-find")) return;
  clearTimeout(typing);
  typing = setTimeout(find, 150);
});

pane.addEventListener("submit", (event) => {
  event.preventDefault();
  goToHit(current + 1);
});

pane.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.closest(".rq-find input")) return;
  event.preventDefault();
  goToHit(current + (event.shiftKey ? -1 : 1));
});

pane.addEventListener("click", (event) => {
  const step = event.target.closest(".rq-find button[data-step]");
  if (step) goToHit(current + Number(step.dataset.step));
});
