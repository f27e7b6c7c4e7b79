// Runs once (`element` and `trigger` come from gr.HTML): the buttons of the line that says how many
// reports are asked.

element.addEventListener("click", (event) => {
  if (event.target.closest(".rq-to-library")) {
    const tab = document.querySelector('[role="tab"][data-tab-id="library"]');
    if (tab) tab.click();
  }
  if (event.target.closest(".rq-ask-all")) trigger("input", { document_id: null, is_asked: true });
});
