"use strict";
// Two to four occupations side by side. The choice is in the address, so that a comparison can be passed on.
(() => {
  const form = document.querySelector("form.find");
  const table = document.querySelector("table.compare");
  const told = document.getElementById("found");
  const inputs = [...form.querySelectorAll("input")];
  const one = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const script = document.createElement("script");
  const codes = new Map();

  const written = (soc) => `${window.figures[soc][0]} (${soc})`;

  function chosen() {
    return inputs.map((input) => {
      const text = input.value.trim();
      const code = (text.match(/\d{2}-\d{4}/) || [])[0];
      return window.figures[code] ? code : codes.get(text.toLowerCase());
    });
  }

  function cell(row, fill) {
    const made = row.insertCell();
    made.className = "n";
    fill(made);
  }

  function show() {
    const picked = chosen();
    told.textContent = inputs.some((input, at) => input.value.trim() && !picked[at]) ? form.dataset.unknown : "\u00a0";
    const found = [...new Set(picked.filter(Boolean))];
    for (const row of table.rows) while (row.cells.length > 1) row.deleteCell(1);
    for (const soc of found) {
      const head = document.createElement("th");
      head.scope = "col";
      const link = document.createElement("a");
      link.href = soc + ".html";
      link.textContent = window.figures[soc][0];
      head.append(link);
      table.tHead.rows[0].append(head);
    }
    for (const row of table.tBodies[0].rows) {
      for (const soc of found) {
        if (row.dataset.score) cell(row, (made) => score(made, window.figures[soc][7][row.dataset.score], row.className));
        else cell(row, (made) => { made.textContent = said(row, window.figures[soc][row.dataset.cell]) || "–"; });
      }
    }
    const hash = found.join(",");
    if (hash !== decodeURIComponent(location.hash.slice(1))) history.replaceState(null, "", "#" + hash);
  }

  const said = (row, text) => row.getAttribute("data-" + text.replaceAll("_", "-")) || text;

  function score(made, value, harder) {
    if (value === null) { made.textContent = "–"; return; }
    const bar = document.createElement("i");
    bar.className = harder ? "level bad" : "level";
    bar.style.width = value * 10 + "%";
    made.append(one.format(value), bar);
  }

  function begin() {
    const list = document.getElementById("occupations");
    list.replaceChildren(...Object.keys(window.figures).map((soc) => {
      codes.set(window.figures[soc][0].toLowerCase(), soc);
      const option = document.createElement("option");
      option.value = written(soc);
      return option;
    }));
    take();
  }

  function take() {
    const asked = decodeURIComponent(location.hash.slice(1)).split(",").filter((soc) => window.figures[soc]).slice(0, 4);
    if (asked.length) inputs.forEach((input, at) => { input.value = asked[at] ? written(asked[at]) : ""; });
    show();
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", show);
  addEventListener("hashchange", take);
  script.src = form.dataset.figures;
  script.addEventListener("load", begin);
  document.head.append(script);
})();
