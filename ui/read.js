// Runs once with the page (`element`, `server` and `trigger` come from gr.HTML): opens a report when
// it is first wanted, and goes to the place that a link names. All HTML comes escaped from the server.

const pane = element.querySelector(".rq-read");
const motion = window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
const isNarrow = window.matchMedia("(max-width: 899px)");
let openings = 0;

const shownReport = () => pane.querySelector(".rq-report")?.dataset.document;
const tabOf = (view) => document.getElementById(`rq-view-${view}-button`);
const drawn = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

function placeOf(search) {
  const link = new URLSearchParams(search);
  return { report: link.get("doc") || "", paragraph: link.get("para") || "", mark: link.get("mark") || "" };
}

// Whether the report is on show; false if another one was asked for meanwhile.
async function openReport(report) {
  if (shownReport() && (!report || report === shownReport())) return true;
  const opening = ++openings;
  pane.setAttribute("aria-busy", "true");
  let html = '<p class="rq-note">The report could not be opened. Look whether the app still runs, then load this page again.</p>';
  try {
    html = await server.read_report(report);
  } catch (fault) {
    console.warn(fault);
  }
  if (opening !== openings) return false;
  pane.innerHTML = html;
  if (isNarrow.matches) pane.querySelectorAll(".rq-list").forEach((list) => (list.open = false));
  pane.removeAttribute("aria-busy");
  return true;
}

function clearMarks() {
  pane.querySelectorAll(".rq-here").forEach((node) => node.classList.remove("rq-here"));
  pane.querySelectorAll(".rq-words mark").forEach((mark) => {
    const words = mark.closest(".rq-words");
    mark.replaceWith(...mark.childNodes);
    words.normalize();
  });
}

async function showPlace({ report, paragraph, mark }, behavior = "auto") {
  tabOf("read").click();
  if (!(await openReport(report))) return;
  await drawn();
  clearMarks();
  const target = paragraph && pane.querySelector(`[data-para="${CSS.escape(paragraph)}"]`);
  if (!target) return;
  const words = mark && (await server.marked_words([report, paragraph, mark]));
  if (words) target.querySelector(".rq-words").innerHTML = words;
  target.classList.add("rq-here");
  target.focus({ preventScroll: true });
  (target.querySelector("mark") || target).scrollIntoView({ behavior, block: "center" });
}

function follow(link) {
  const isNear = placeOf(link.search).report === shownReport() && !element.closest('[style*="none"]');
  history.pushState(null, "", link.search);
  showPlace(placeOf(link.search), isNear ? motion : "auto");
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.rq-read-link, a.rq-permalink");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    follow(link);
  }
  const asked = event.target.closest("#rq-read .rq-ask-about");
  if (asked) {
    tabOf("ask").click();
    trigger("ask_about", { question: asked.dataset.question });
  }
  const tab = event.target.closest('#rq-views > .tab-wrapper [role="tab"]');
  if (tab && event.isTrusted) visit(tab === tabOf("read"));
});

// A tab that a person chose: Read opens what it last had; elsewhere the address names no place.
async function visit(isRead) {
  if (!isRead) {
    history.replaceState(null, "", location.pathname);
    return;
  }
  const shown = shownReport();
  await openReport("");
  const reports = pane.querySelector(".rq-reports");
  if (!shown || !reports) return;
  reports.innerHTML = await server.report_options(shown);
  reports.hidden = reports.options.length < 2;
}

pane.addEventListener("change", (event) => {
  if (event.target.matches(".rq-reports")) openReport(event.target.value);
});

window.addEventListener("popstate", () => {
  const place = placeOf(location.search);
  if (place.report) showPlace(place);
  else tabOf("ask").click();
});

if (placeOf(location.search).report) drawn().then(() => showPlace(placeOf(location.search)));
