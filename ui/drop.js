// Runs once (`element` comes from gr.HTML). Of files that come together, one that is too large, or
// more than may come at once, would have all refused: such files are taken out before anything is
// sent, and named. What fits is sent.

const notice = element.querySelector(".rq-too-large");
const { maxMb, maxDropMb, maxDropFiles } = notice.dataset;
const MB = 2 ** 20;
let isSifted = false;

// A line of the notice: its words, and the names of files among them.
function lineOf(...parts) {
  const line = document.createElement("p");
  line.append(
    ...parts.map((part) => {
      if (!(part instanceof File)) return part;
      const name = document.createElement("bdi");
      name.textContent = part.name;
      return name;
    }),
  );
  return line;
}

function tell(tooLarge, left, most) {
  const lines = tooLarge.map((file) => {
    const mb = Math.ceil(file.size / MB);
    return lineOf(file, ` was not added: it has ${mb} MB, and a file may have at most ${maxMb} MB.`);
  });
  if (left.length) {
    const between = (i) => (i === 0 ? "" : i === left.length - 1 ? " and " : ", ");
    const names = left.flatMap((file, i) => [between(i), file]);
    const [were, them] = left.length === 1 ? ["was", "it"] : ["were", "them"];
    const then = `Drop ${them} again when the others are done.`;
    lines.push(lineOf(...names, ` ${were} not added: ${most} can be added at once. ${then}`));
  }
  notice.replaceChildren(...lines);
}

// Gives the files that can be sent together, or null if nothing was taken out.
function thatFit(files) {
  const tooLarge = files.filter((file) => file.size > maxMb * MB);
  const kept = new DataTransfer();
  const left = [];
  let nBytes = 0;
  for (const file of files.filter((each) => !tooLarge.includes(each))) {
    const fits = nBytes + file.size <= maxDropMb * MB && kept.items.length < maxDropFiles;
    if (!fits) left.push(file);
    else {
      nBytes += file.size;
      kept.items.add(file);
    }
  }
  const isFull = kept.items.length === Number(maxDropFiles);
  tell(tooLarge, left, isFull ? `at most ${maxDropFiles} files` : `at most ${maxDropMb} MB`);
  return tooLarge.length || left.length ? kept : null;
}

function sift(event) {
  if (!event.target.closest("#rq-drop") || isSifted) return;
  const isDrop = event.type === "drop";
  const kept = thatFit([...((isDrop ? event.dataTransfer : event.target).files ?? [])]);
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
