// Runs once, when the list of reports is first shown (`element`, `trigger` and `watch` come from
// gr.HTML). Tells the server which box was ticked and which removal was confirmed.

let focused = null; // the box to go back to when the list is drawn anew

// Gradio changes the boxes that are there, and a box that was clicked no longer heeds its markup.
function tickAsWritten() {
  element.querySelectorAll("[data-asked], [data-every]").forEach((box) => {
    box.checked = box.defaultChecked;
    box.indeterminate = box.dataset.every === "mixed";
  });
}

function confirmation(button, isOpen) {
  const row = button.closest(".rq-report");
  row.querySelector(".rq-confirm").hidden = !isOpen;
  row.querySelector(".rq-remove").hidden = isOpen;
  row.querySelector(isOpen ? ".rq-keep" : ".rq-remove").focus();
}

element.addEventListener("change", (event) => {
  const box = event.target.closest("[data-asked], [data-every]");
  if (!box) return;
  focused = box.dataset.asked ? `[data-asked="${box.dataset.asked}"]` : "[data-every]";
  trigger("input", { document_id: box.dataset.asked || null, is_asked: box.checked });
});

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.classList.contains("rq-remove")) confirmation(button, true);
  if (button.classList.contains("rq-keep")) confirmation(button, false);
  if (button.classList.contains("rq-remove-now")) {
    confirmation(button, false);
    trigger("delete", { document_id: button.closest(".rq-report").dataset.document });
  }
});

watch("value", () => {
  tickAsWritten();
  const box = focused && element.querySelector(focused);
  if (box) box.focus({ preventScroll: true });
  focused = null;
});
tickAsWritten();
