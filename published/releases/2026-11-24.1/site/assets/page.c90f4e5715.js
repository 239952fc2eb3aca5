"use strict";
// Sources on hover and on focus: the entry of the list at the foot of the page, beside the number that leads to it.
(() => {
  const tip = document.createElement("div");
  tip.id = "tip";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  let mark = null;
  let leaving = 0;

  const entries = (link) => {
    const [first, last] = link.textContent.split("–").map(Number);
    const found = [];
    for (let number = first; number <= (last || first) && found.length < 6; number++) {
      const entry = document.getElementById("r" + number);
      if (entry) found.push([number, entry]);
    }
    return found;
  };

  const show = (link) => {
    clearTimeout(leaving);
    if (mark === link) return;
    hide();
    const list = entries(link);
    if (!list.length) return;
    tip.replaceChildren(...list.map(([number, entry]) => {
      const line = document.createElement("p");
      line.lang = entry.closest("[lang]").lang;
      const figure = document.createElement("b");
      figure.textContent = number;
      line.append(figure, " ", ...[...entry.childNodes].map((node) => node.cloneNode(true)));
      return line;
    }));
    mark = link;
    mark.dataset.title = mark.title;
    mark.removeAttribute("title");
    mark.setAttribute("aria-describedby", "tip");
    tip.hidden = false;
    place(link.getBoundingClientRect());
  };

  const place = (box) => {
    const wide = document.documentElement.clientWidth;
    const { offsetWidth, offsetHeight } = tip;
    const left = Math.max(8, Math.min(box.left - 12, wide - offsetWidth - 8));
    const above = box.top - offsetHeight - 4;
    tip.style.left = left + "px";
    tip.style.top = (above > 8 ? above : box.bottom + 4) + "px";
  };

  const hide = () => {
    clearTimeout(leaving);
    tip.hidden = true;
    if (!mark) return;
    mark.title = mark.dataset.title;
    mark.removeAttribute("aria-describedby");
    mark = null;
  };

  const later = () => { clearTimeout(leaving); leaving = setTimeout(hide, 150); };
  const wanted = (event) => event.target.closest && event.target.closest("sup a");

  document.documentElement.classList.add("tips");
  document.body.append(tip);
  document.addEventListener("pointerover", (event) => {
    const link = wanted(event);
    if (link) show(link);
    else if (event.target.closest("#tip")) clearTimeout(leaving);
    else if (mark && document.activeElement !== mark) later();
  });
  document.addEventListener("focusin", (event) => { const link = wanted(event); if (link) show(link); else hide(); });
  document.addEventListener("focusout", later);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  addEventListener("scroll", () => { if (mark) place(mark.getBoundingClientRect()); }, { passive: true });
})();
