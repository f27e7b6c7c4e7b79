// Runs once, when the conversation is first shown (`element` and `watch` come from gr.HTML).
// A numbered marker opens its quote in the evidence panel; a new exchange is scrolled into view.

const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
const glide = { behavior: calm ? "auto" : "smooth", block: "nearest" };

function unmark() {
  document.querySelectorAll(".rq-current").forEach((node) => node.classList.remove("rq-current"));
}

function showGroup(exchange) {
  let chosen = null;
  document.querySelectorAll(".rq-group").forEach((group) => {
    group.hidden = group.dataset.exchange !== exchange;
    if (!group.hidden) chosen = group;
  });
  return chosen;
}

function openQuote(marker) {
  const group = showGroup(marker.dataset.exchange);
  if (!group) return;
  unmark();
  const quote = document.getElementById(`rq-quote-${marker.dataset.exchange}-${marker.dataset.number}`);
  const target = quote ? quote.closest(".rq-card") : group;
  target.focus({ preventScroll: true });
  if (quote) {
    quote.classList.add("rq-current");
    marker.classList.add("rq-current");
  }
  (quote || group).scrollIntoView({ ...glide, block: quote ? "center" : "start" });
}

function backToAnswer(link) {
  const card = link.closest(".rq-card");
  const marker =
    document.querySelector(".rq-marker.rq-current") ||
    document.querySelector(
      `.rq-marker[data-exchange="${link.dataset.back}"][data-number="${card.querySelector("mark").dataset.number}"]`,
    );
  const target = marker || document.getElementById(`rq-exchange-${link.dataset.back}`);
  target.focus({ preventScroll: true });
  target.scrollIntoView({ ...glide, block: "center" });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.rq-marker, a.rq-nearest, a.rq-back");
  if (!link) return;
  event.preventDefault();
  if (link.classList.contains("rq-back")) backToAnswer(link);
  else openQuote(link);
});

// These buttons go away when they are pressed: who pressed one by key (such a click counts 0) would
// lose the place on the page, and is led to the question's box.
document.addEventListener("click", (event) => {
  if (event.detail || !event.target.closest("#rq-clear, .rq-suggestion, .rq-verdict-button")) return;
  document.querySelector("#rq-question textarea").focus();
});

// Beside the chat the panel scrolls by itself: bring the first quote into it. Below, leave the page.
function bringFirstQuote() {
  const side = document.getElementById("rq-side");
  const quote = side && side.querySelector(".rq-group:not([hidden]) mark");
  if (!side || side.scrollHeight <= side.clientHeight) return;
  const below = quote ? quote.getBoundingClientRect().bottom - side.getBoundingClientRect().bottom : 0;
  side.scrollTo({ top: below > -40 ? below + side.clientHeight / 2 : 0, behavior: glide.behavior });
}

watch("value", () => {
  unmark();
  setTimeout(bringFirstQuote, 60);
  const last = element.querySelector(".rq-exchange:last-child");
  if (last) last.scrollIntoView({ ...glide, block: "start" });
});
