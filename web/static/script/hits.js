// Stepping from hit to hit: the buttons and chips of the bar, and n and p.
// Without this the chips are links to the first hit of each term.

const bar = document.querySelector(".hitbar");
const marks = [...document.querySelectorAll(".story mark[id]")];

if (bar && marks.length) start(bar, marks);
turnPages();

function start(bar, marks) {
  const place = bar.querySelector(".at");
  const chips = [...bar.querySelectorAll("a.term")];
  const order = new Map(marks.map((mark, number) => [mark, number]));
  const ofTerm = new Map([["", marks]]);
  for (const mark of marks) {
    for (const term of mark.dataset.t.split(" ")) {
      if (!ofTerm.has(term)) ofTerm.set(term, []);
      ofTerm.get(term).push(mark);
    }
  }
  const numbers = new Intl.NumberFormat(document.documentElement.lang);
  const all = bar.querySelector(".all a");
  let scope = "";
  let now = marks.find((mark) => `#${mark.id}` === location.hash) ?? null;

  bar.querySelector(".first").hidden = true;
  for (const hidden of bar.querySelectorAll("[hidden]:is(.step, .all)")) hidden.hidden = false;
  if (all) all.setAttribute("aria-current", "true");
  if (now) show(now, false);

  function step(by) {
    const among = ofTerm.get(scope);
    let next;
    if (!now) {
      // From where the reader is, not from the beginning.
      const top = bar.getBoundingClientRect().bottom;
      const below = among.findIndex((mark) => mark.getBoundingClientRect().top > Math.min(top, 200));
      if (by > 0) next = below < 0 ? 0 : below;
      else next = below < 0 ? among.length - 1 : below - 1;
    } else if (by > 0) {
      next = among.findIndex((mark) => order.get(mark) > order.get(now));
    } else {
      next = among.findLastIndex((mark) => order.get(mark) < order.get(now));
      if (next < 0) next = among.length - 1;
    }
    show(among[Math.max(next, 0) % among.length], true);
  }

  function show(mark, moving) {
    now?.classList.remove("now");
    now = mark;
    now.classList.add("now");
    const among = ofTerm.get(scope);
    const number = among.indexOf(mark) + 1;
    place.textContent = bar.dataset.place
      .replace("{number}", numbers.format(number))
      .replace("{total}", numbers.format(among.length));
    if (!moving) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const far = Math.abs(mark.getBoundingClientRect().top) > 2 * innerHeight;
    // Reading and Tab go on from here, unless the bar's own buttons are being pressed.
    if (!bar.contains(document.activeElement)) {
      mark.tabIndex = -1;
      mark.focus({ preventScroll: true });
    }
    mark.scrollIntoView({ block: "center", behavior: calm || far ? "instant" : "smooth" });
    history.replaceState(history.state, "", `#${mark.id}`);
  }

  function choose(chip, by) {
    const term = chip.dataset.term ?? "";
    for (const other of chips) other.removeAttribute("aria-current");
    chip.setAttribute("aria-current", "true");
    if (term !== scope) {
      scope = term;
      // The hit in view stays, if it is one of these.
      if (now && ofTerm.get(scope).includes(now)) return show(now, true);
    }
    step(by);
  }

  for (const chip of chips) {
    chip.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.altKey) return;
      event.preventDefault();
      choose(chip, event.shiftKey ? -1 : 1);
    });
  }
  bar.querySelector(".up").addEventListener("click", () => step(-1));
  bar.querySelector(".down").addEventListener("click", () => step(1));
  bar.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.shiftKey) return;
    event.preventDefault();
    const chip = event.target.closest("a.term");
    if (chip) choose(chip, -1);
    else step(-1);
  });
  onKey("n", () => step(1));
  onKey("p", () => step(-1));
}

function turnPages() {
  for (const [key, rel] of [["j", "next"], ["k", "prev"]]) {
    const link = document.querySelector(`.turns a[rel="${rel}"]`);
    if (link) onKey(key, () => link.click());
  }
}

// Keys by themselves only, and never what is typed into a field.
function onKey(key, act) {
  document.addEventListener("keydown", (event) => {
    if (event.key !== key || event.defaultPrevented || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    if (document.querySelector("dialog[open]") || keysAreOff()) return;
    event.preventDefault();
    act();
  });
}

// Whoever speaks to the machine may have switched keys of a single letter off.
function keysAreOff() {
  try {
    return localStorage.getItem("keys") === "off";
  } catch {
    return false;
  }
}
