// What the buttons of a quote and of an interpretation do (follows chat.js in one script).

async function copy(text) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  // Without https a browser offers the clipboard only this way.
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  if (!isCopied) throw new Error("the browser keeps its clipboard closed");
}

async function copyFrom(button) {
  const said = button.textContent;
  const { copy: quote, link } = button.dataset;
  try {
    await copy(quote ?? new URL(link, location.href).href);
    button.textContent = "Copied";
  } catch (fault) {
    console.warn(fault);
    button.textContent = "Not copied: the browser forbids it";
  }
  button.disabled = true;
  setTimeout(() => Object.assign(button, { textContent: said, disabled: false }), 1600);
}

function edit(question) {
  const field = document.querySelector("#rq-question textarea");
  field.value = question;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
  field.setSelectionRange(question.length, question.length);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button.rq-copy, button.rq-edit");
  if (!button) return;
  if (button.classList.contains("rq-copy")) copyFrom(button);
  else edit(button.dataset.question);
});
