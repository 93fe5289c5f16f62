// One stop of the Tab key for many links: arrows go from one to another.

/**
 * Let only one of these links be reached by Tab, and let `step(link, key)` say which
 * one an arrow leads to. Without this script each is a stop of its own.
 */
export function roving(links, step) {
  const stop = (chosen) => {
    for (const link of links) link.setAttribute("tabindex", link === chosen ? "0" : "-1");
  };
  stop(links[0]);
  for (const link of links) {
    link.addEventListener("focus", () => stop(link));
    link.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const next = step(link, event.key);
      if (!next) return;
      event.preventDefault();
      next.focus();
    });
  }
}

/** Show in a line what a link under the pointer or the focus is called. */
export function saying(links, line) {
  const show = (text) => {
    line.textContent = text || line.dataset.hint;
    line.classList.toggle("quiet", !text);
  };
  for (const link of links) {
    const name = link.querySelector("title").textContent;
    link.addEventListener("pointerenter", () => show(name));
    link.addEventListener("pointerleave", () => show(""));
    link.addEventListener("focus", () => show(name));
    link.addEventListener("blur", () => show(""));
  }
  show("");
  return show;
}
