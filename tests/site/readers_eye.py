"""A reader at a real browser: opens pages and keeps what a careful reader would complain of."""

from pathlib import Path

import axe_playwright_python

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")

_SHIFT = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(sum))));
})"""
_WEIGHT = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  .reduce((sum, entry) => sum + entry.decodedBodySize, 0)"""
_TOO_WIDE = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  const beyond = [...document.body.querySelectorAll("*")].filter((each) => each.getBoundingClientRect().right > wide + 1
    && !each.closest(".scroll"));
  return [`the page is ${document.documentElement.scrollWidth} wide`, ...beyond.slice(0, 3).map((each) =>
    each.outerHTML.slice(0, 120))];
}"""
_ON_EACH_OTHER = """() => {
  const found = [];
  for (const svg of document.querySelectorAll("svg")) {
    const boxes = [...svg.querySelectorAll("text")].map((each) => [each, each.getBoundingClientRect()])
      .filter(([, box]) => box.width);
    boxes.forEach(([one, a], at) => boxes.slice(at + 1).forEach(([other, b]) => {
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 1 && down > 3) found.push(`${one.textContent} / ${other.textContent}`);
    }));
  }
  return found;
}"""
_CUT_OFF = """() => [...document.querySelectorAll("svg text")].filter((each) => {
  const box = each.getBoundingClientRect(), paper = document.querySelector("main").getBoundingClientRect();
  return box.width && (box.left < paper.left - 1 || box.right > paper.right + 1);
}).map((each) => each.textContent)"""


class Eye:
    """One window of the browser. `faults` has what went wrong since the last page was opened."""

    def __init__(self, browser, width, height, kind):
        self._context = browser.new_context(
            viewport={"width": width, "height": height}, reduced_motion="reduce", **kind
        )
        self.width, self.height = width, height
        self.page = self._context.new_page()
        self.faults = []
        self._home = ""
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("requestfailed", lambda asked: self.faults.append(f"failed: {asked.url}"))
        self.page.on("request", self._asked)
        self.page.on("response", self._answered)
        self.page.on("dialog", self._opened)

    def open(self, address):
        """The page at that address, with a clean record, at the window's first size."""
        self._home = address.partition("//")[2].partition("/")[0]
        self.faults.clear()
        self.page.set_viewport_size({"width": self.width, "height": self.height})
        self.page.emulate_media(media="screen", color_scheme="light")
        self.page.goto("about:blank")
        self.page.goto(address)
        return self.page

    def close(self):
        """Gone, with its context."""
        self._context.close()

    def shift(self):
        """How far things moved while the page was loading; 0: nothing did."""
        return self.page.evaluate(_SHIFT)

    def weight(self):
        """The bytes of the page and of everything it loaded, unpacked."""
        return self.page.evaluate(_WEIGHT)

    def barriers(self):
        """What axe-core finds by all of its rules but that of contrast, as rule and the first place of it."""
        return self._axe("document", "rules: { 'color-contrast': { enabled: false } }")

    def too_faint(self):
        """What axe-core says of contrast. It is its slow rule, so it looks at the beginning of a long list, not at all of it."""
        rest = "li:nth-child(n+6)", "tr:nth-child(n+6)", "dd:nth-of-type(n+6)", "dt:nth-of-type(n+6)"
        return self._axe(f"{{ exclude: {[[each] for each in rest]} }}", "runOnly: ['color-contrast']")

    def _axe(self, where, what):
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE)
        found = self.page.evaluate(f"() => axe.run({where}, {{ {what}, resultTypes: ['violations'], preload: false }})")
        return [(each["id"], each["nodes"][0]["html"][:200]) for each in found["violations"]]

    def at(self, width, height=900):
        """The same page in a window of another size."""
        self.page.set_viewport_size({"width": width, "height": height})

    def out_of_place(self):
        """What runs out of the window, out of the page, or over other words of a drawing."""
        return [
            *self.page.evaluate(_TOO_WIDE),
            *(f"on each other: {each}" for each in self.page.evaluate(_ON_EACH_OTHER)),
            *(f"cut off: {each}" for each in self.page.evaluate(_CUT_OFF)),
        ]

    def _said(self, message):
        if message.type in ("error", "warning"):
            self.faults.append(f"{message.type}: {message.text}")

    def _asked(self, request):
        if request.url.split("//")[1].split("/")[0] != self._home and request.url != "about:blank":
            self.faults.append(f"external: {request.url}")

    def _answered(self, response):
        if response.status >= 400:
            self.faults.append(f"{response.status}: {response.url}")

    def _opened(self, dialog):
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()
