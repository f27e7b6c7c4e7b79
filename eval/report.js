"use strict";
// `wire(root)` lets a reader search, filter and sort the table of questions inside `root`, also
// where that is shown later or again.

function wire(root) {
  const table = () => root.querySelector(".questions table");

  function filter() {
    const rows = Array.from(table().tBodies[0].rows);
    const words = root.querySelector(".tools input").value.toLowerCase().split(/\s+/).filter(Boolean);
    const show = root.querySelector(".tools select").value;
    let n = 0;
    for (const row of rows) {
      const wanted = show === "all" || row.dataset.tags.split(" ").includes(show);
      const text = row.textContent.toLowerCase();
      row.hidden = !(wanted && words.every((word) => text.includes(word)));
      n += row.hidden ? 0 : 1;
    }
    root.querySelector(".tools output").textContent = `${n} of ${rows.length} questions`;
  }

  function sort(header) {
    const body = table().tBodies[0];
    const rows = Array.from(body.rows);
    const descending = header.getAttribute("aria-sort") === "ascending";
    for (const other of header.parentNode.cells) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", descending ? "descending" : "ascending");
    const key = (row) => row.cells[header.cellIndex].dataset.sort;
    const numeric = rows.every((row) => !Number.isNaN(Number(key(row))));
    const compare = (a, b) =>
      numeric ? Number(key(a)) - Number(key(b)) : key(a).localeCompare(key(b));
    rows.sort((a, b) => (descending ? compare(b, a) : compare(a, b)));
    body.append(...rows);
  }

  root.addEventListener("input", (event) => {
    if (event.target.closest(".tools")) filter();
  });
  root.addEventListener("click", (event) => {
    const button = event.target.closest(".questions th button");
    if (button) sort(button.parentNode);
  });
}
