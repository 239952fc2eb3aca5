"use strict";
// Which occupation a dot of the map is: the nearest row of the table below it, on hover; a click opens its page.
(() => {
  const map = document.querySelector(".map svg");
  const spot = document.getElementById("spot");
  const told = document.getElementById("pointed");
  const point = new Intl.NumberFormat(document.documentElement.lang).formatToParts(1.1).find((part) => part.type === "decimal").value;
  const number = (cell) => parseFloat(cell.textContent.replace(point, "."));
  const rows = [...document.querySelectorAll("table.list tbody tr:not(.group)")].map((row) => ({
    link: row.querySelector("a"), x: 56 + number(row.cells[1]) * 52, y: 16 + (10 - number(row.cells[2])) * 52,
    said: [...row.cells].map((cell) => cell.textContent.trim()).join(" · "),
  }));
  let near = null;

  map.addEventListener("pointermove", (event) => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
    let least = 18 ** 2;
    near = null;
    for (const row of rows) {
      const distance = (row.x - at.x) ** 2 + (row.y - at.y) ** 2;
      if (distance < least) { least = distance; near = row; }
    }
    spot.setAttribute("cx", near ? near.x : -20);
    spot.setAttribute("cy", near ? near.y : -20);
    told.textContent = near ? near.said : "\u00a0";
    map.style.cursor = near ? "pointer" : "";
  });
  map.addEventListener("click", () => { if (near) near.link.click(); });
})();
