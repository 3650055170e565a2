"use strict";
// Hides what does not mention every word that is looked for. A name, clicked, is looked for.
const form = document.querySelector("form");
const [words, lost] = form.querySelectorAll("input");
const told = form.querySelector("output");
const sections = [...document.querySelectorAll("section.signal")];

function narrow() {
  const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
  const mentions = (text) => wanted.every((word) => text.toLowerCase().includes(word));
  let shown = 0, all = 0;
  for (const section of sections) {
    const heading = section.querySelector("h2").textContent;
    const sends = [...section.querySelectorAll(".sends li")];
    const rows = [...section.querySelectorAll("tbody tr")];
    for (const send of sends) send.hidden = lost.checked || !mentions(`${heading} ${send.textContent}`);
    for (const row of rows) {
      row.hidden = (lost.checked && !row.classList.contains("lost")) || !mentions(`${heading} ${row.textContent}`);
      shown += !row.hidden;
      all += 1;
    }
    for (const table of section.querySelectorAll("table")) table.hidden = rows.every((row) => row.hidden);
    section.hidden = [...sends, ...rows].every((part) => part.hidden) && (lost.checked || !mentions(heading));
  }
  told.value = `${shown} of ${all} connections`;
}

form.hidden = false;
form.addEventListener("input", narrow);
form.addEventListener("submit", (event) => event.preventDefault());
document.querySelector("main").addEventListener("click", (event) => {
  if (event.target.tagName !== "BUTTON") return;
  words.value = event.target.textContent;
  narrow();
  scrollTo(0, 0);
});
