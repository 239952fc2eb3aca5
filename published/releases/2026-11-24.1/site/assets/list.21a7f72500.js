"use strict";
// The list of occupations: search by title, other names and code, filters, and sorting by a column.
(() => {
  const form = document.querySelector("form.find");
  const table = document.querySelector("table.list");
  const told = document.getElementById("found");
  const language = document.documentElement.lang;
  const whole = new Intl.NumberFormat(language);
  const point = new Intl.NumberFormat(language).formatToParts(1.1).find((part) => part.type === "decimal").value;
  const rows = [...table.querySelectorAll("tbody tr:not(.group)")].map((row, at) => ({
    row, at, home: row.parentNode, soc: row.cells[1].textContent.trim(), title: plain(row.cells[0].textContent),
    names: [], spoken: [], cluster: "", verdict: "", also: null,
  }));
  const bodies = [...table.tBodies];
  const results = table.createTBody();
  const first = told.textContent;
  let sorted = null;
  let asked = false;

  function plain(text) {
    return text.normalize("NFKC").toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC").trim();
  }

  function load() {
    if (asked) return;
    asked = true;
    const script = document.createElement("script");
    script.src = form.dataset.list;
    script.addEventListener("load", () => {
      for (const each of rows) {
        const [names, cluster, verdict] = window.search[each.soc] || ["", -1, -1];
        each.spoken = names.split("|").filter(Boolean);
        each.names = each.spoken.map(plain);
        each.cluster = String(cluster);
        each.verdict = String(verdict);
      }
      show();
    });
    document.head.append(script);
  }

  // How well all words of a question fit: 0 not at all; the title counts before other names, beginnings before the rest.
  function fit(each, words, text) {
    if (/^\d{2}-?\d{0,4}$/.test(text)) return each.soc.replace("-", "").startsWith(text.replace("-", "")) ? 9 : 0;
    const points = (name) => {
      if (name === text) return 8;
      if (name.startsWith(text)) return 6;
      if (words.every((word) => (" " + name).includes(" " + word))) return 5;
      return words.every((word) => name.includes(word)) ? 3 : 0;
    };
    each.also = null;
    const own = points(each.title);
    let best = own;
    each.names.forEach((name, at) => {
      const found = points(name) * 0.8;
      if (found > best) { best = found; each.also = each.spoken[at]; }
    });
    return best;
  }

  function value(each, column) {
    const text = each.row.cells[column].textContent;
    const number = parseFloat(text.replace(/[^\d.,-]/g, "").split(point).map((part) => part.replace(/\D/g, "")).join("."));
    if (column < 3) return text || null;
    return Number.isNaN(number) || each.row.cells[column].className === "hour" ? null : number;
  }

  function show() {
    const text = plain(form.sought.value);
    const words = text.split(/\s+/);
    const { group, cluster, verdict } = form;
    let found = rows.filter((each) => (!group.value || each.home === bodies[group.value])
      && (!cluster.value || each.cluster === cluster.value)
      && (!verdict.value || each.verdict === verdict.value));
    if (text) {
      found = found.map((each) => [fit(each, words, text), each]).filter(([points]) => points)
        .sort((one, two) => two[0] - one[0] || one[1].at - two[1].at).map(([, each]) => each);
    }
    if (sorted) {
      const { column, turn } = sorted;
      const keyed = found.map((each) => [value(each, column), each]);
      // What has no such figure, or one by the hour among those by the year, stands last either way.
      keyed.sort(([one], [two]) => (one === null) - (two === null)
        || turn * (typeof one === "string" ? one.localeCompare(two, language) : one - two));
      found = keyed.map(([, each]) => each);
    }
    const usual = !text && !group.value && !cluster.value && !verdict.value && !sorted;
    for (const each of rows) note(each, text);
    for (const body of bodies) body.hidden = !usual;
    if (usual) for (const each of rows) each.home.append(each.row);
    else results.replaceChildren(...found.map((each) => each.row));
    told.textContent = usual ? first : !found.length ? form.dataset.none
      : form.dataset.count.replace("{count}", whole.format(found.length)).replace("{whole}", whole.format(rows.length));
  }

  function note(each, text) {
    const there = each.row.cells[0].querySelector("small");
    if (there) there.remove();
    if (!text || !each.also) return;
    const small = document.createElement("small");
    small.className = "note";
    small.textContent = " " + each.also;
    each.row.cells[0].append(small);
  }

  function turn(head, column) {
    const up = sorted && sorted.column === column ? -sorted.turn : (head.dataset.sort ? -1 : 1);
    sorted = { column, turn: up };
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", up > 0 ? "ascending" : "descending");
    show();
  }

  bodies.forEach((body, at) => {
    const head = body.querySelector("tr.group th");
    if (head) form.group.add(new Option(head.textContent, at));
  });
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => turn(head, column));
    head.replaceChildren(button);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("focusin", load);
  form.addEventListener("input", () => { load(); show(); });
  if (form.sought.value || location.hash.startsWith("#q=")) {
    if (!form.sought.value) form.sought.value = decodeURIComponent(location.hash.slice(3));
    load();
    show();
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target.closest("input, select, textarea")) return;
    event.preventDefault();
    form.sought.focus();
  });
})();
