// Runs when the view Read is first opened (`element`, `server` and `trigger` come from gr.HTML): gets
// the report that the address names and goes to its place. All HTML comes escaped from the server.

const pane = element.querySelector(".rq-read");
const isNarrow = window.matchMedia("(max-width: 899px)");
const isCalm = window.matchMedia("(prefers-reduced-motion: reduce)");
const FAILED = "The report could not be opened. See whether the app still runs, then load this page again.";
let openings = 0;

const shownReport = () => pane.querySelector(".rq-report")?.dataset.document;
const drawn = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

function placeInAddress() {
  const names = new URLSearchParams(location.search);
  return ["doc", "para", "mark"].map((name) => names.get(name) || "");
}

// Whether the report is on show; false if another one was asked for meanwhile.
async function openReport(report) {
  if (shownReport() && (!report || report === shownReport())) return true;
  const opening = ++openings;
  pane.setAttribute("aria-busy", "true");
  let html = `<p class="rq-note">${FAILED}</p>`;
  try {
    html = await server.read_report(report);
  } catch (fault) {
    console.warn(fault);
  }
  if (opening !== openings) return false;
  pane.innerHTML = html;
  pane.removeAttribute("aria-busy");
  if (isNarrow.matches) pane.querySelectorAll(".rq-list").forEach((list) => (list.open = false));
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

async function showPlace() {
  const [report, paragraph, mark] = placeInAddress();
  const before = shownReport();
  if (!(await openReport(report))) return;
  await drawn();
  if (!paragraph) {
    if (before) refreshReports();
    return;
  }
  const target = pane.querySelector(`[data-para="${CSS.escape(paragraph)}"]`);
  clearMarks();
  if (!target || report !== shownReport()) return;
  const words = mark && (await server.marked_words([report, paragraph, mark]));
  if (words) target.querySelector(".rq-words").innerHTML = words;
  target.classList.add("rq-here");
  target.focus({ preventScroll: true });
  const behavior = before === report && !isCalm.matches ? "smooth" : "auto";
  (target.querySelector("mark") || target).scrollIntoView({ behavior, block: "center" });
}

// The library may have changed since this report was opened.
async function refreshReports() {
  const reports = pane.querySelector(".rq-reports");
  reports.innerHTML = await server.report_options(shownReport());
  reports.hidden = reports.options.length < 2;
}

pane.addEventListener("change", (event) => {
  if (!event.target.matches(".rq-reports")) return;
  history.replaceState(null, "", location.pathname);
  openReport(event.target.value);
});

pane.addEventListener("click", (event) => {
  const asked = event.target.closest(".rq-ask-about");
  if (!asked) return;
  document.getElementById("rq-view-ask-button").click();
  trigger("ask_about", { question: asked.dataset.question });
});

document.addEventListener("rq-place", showPlace);
showPlace();
