"use strict";
const table = document.querySelector(".questions table");
const body = table.tBodies[0];
const rows = Array.from(body.rows);
const search = document.querySelector("#search");
const show = document.querySelector("#show");
const count = document.querySelector("#count");
const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));

function filter() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let n = 0;
  for (const row of rows) {
    const wanted = show.value === "all" || row.dataset.tags.split(" ").includes(show.value);
    row.hidden = !(wanted && words.every((word) => texts.get(row).includes(word)));
    n += row.hidden ? 0 : 1;
  }
  count.textContent = `${n} of ${rows.length} questions`;
}

function sort(header) {
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

search.addEventListener("input", filter);
show.addEventListener("change", filter);
for (const header of table.tHead.rows[0].cells) {
  header.querySelector("button").addEventListener("click", () => sort(header));
}
filter();
