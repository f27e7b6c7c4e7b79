// Runs once (`element` comes from gr.HTML). Of files that come together, one that is too large would
// have Gradio refuse all: such files are taken out before anything is sent, and named.

const notice = element.querySelector(".rq-too-large");
const maxMb = Number(notice.dataset.maxMb);
let isSifted = false;

function tell(tooLarge) {
  const lines = tooLarge.map((file) => {
    const line = document.createElement("p");
    const name = document.createElement("bdi");
    name.textContent = file.name;
    const mb = Math.ceil(file.size / 2 ** 20);
    line.append(name, ` was not added: it has ${mb} MB, and a file may have at most ${maxMb} MB.`);
    return line;
  });
  notice.replaceChildren(...lines);
}

// Gives the files that are left, or null if nothing was taken out.
function withoutTooLarge(files) {
  const tooLarge = files.filter((file) => file.size > maxMb * 2 ** 20);
  if (!tooLarge.length) return null;
  tell(tooLarge);
  const kept = new DataTransfer();
  files.filter((file) => !tooLarge.includes(file)).forEach((file) => kept.items.add(file));
  return kept;
}

function sift(event) {
  if (!event.target.closest("#rq-drop") || isSifted) return;
  tell([]);
  const isDrop = event.type === "drop";
  const kept = withoutTooLarge([...((isDrop ? event.dataTransfer : event.target).files ?? [])]);
  if (!kept) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!isDrop) event.target.files = kept.files;
  const how = { bubbles: true, cancelable: true, dataTransfer: kept };
  isSifted = true;
  event.target.dispatchEvent(isDrop ? new DragEvent("drop", how) : new Event("change", how));
  isSifted = false;
}

document.addEventListener("drop", sift, true);
document.addEventListener("change", sift, true);
