// Runs once, when the row is first shown (`element` and `watch` come from gr.HTML).
// A file that the server hands over is a link in here: it is followed as soon as it comes.

watch("value", () => {
  const file = element.querySelector("a[download]");
  if (file) file.click();
});

// A button's name says what it does without the words beside it.
for (const button of element.closest("#rq-saving").querySelectorAll(".rq-saving-button")) {
  button.setAttribute("aria-label", `Save the conversation as ${button.textContent.trim()}`);
}
