// Runs once with the page: the row of tabs, and the address. A link to a place of a report puts it
// into the address and opens Read, which shows what the address names when it hears "rq-place"
// (it is there only after it was opened once, and then looks by itself).

const tabOf = (view) => document.getElementById(`rq-view-${view}-button`);
const tabAt = (node) => node.closest('#rq-views > .tab-wrapper [role="tab"]');
let isLed = false;

function open(view) {
  isLed = true;
  tabOf(view).click();
  isLed = false;
  if (view === "read") document.dispatchEvent(new Event("rq-place"));
}

const openNamed = () => open(new URLSearchParams(location.search).get("doc") ? "read" : "ask");

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.rq-read-link, a.rq-permalink");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    history.pushState(null, "", link.search);
    open("read");
  }
  const tab = tabAt(event.target);
  if (!tab || isLed) return;
  if (tab === tabOf("read")) document.dispatchEvent(new Event("rq-place"));
  else if (location.search) history.replaceState(null, "", location.pathname);
});

document.addEventListener("keydown", (event) => {
  const tab = tabAt(event.target);
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!tab || !step) return;
  const tabs = [...tab.parentElement.querySelectorAll('[role="tab"]')];
  const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
  event.preventDefault();
  next.focus();
  next.click();
});

window.addEventListener("popstate", openNamed);

(function begin() {
  if (!tabOf("read")) requestAnimationFrame(begin);
  else if (location.search) openNamed();
})();
