// Keys of a single character: to the box, through the hits, the list of keys.
// All of them can be switched off, for who speaks to the machine or hits keys unmeant.

const STORED = "keys";

/** Whether keys of a single character are used. */
function singleKeys() {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    return true;  // storage is forbidden: the switch then lasts for one page
  }
}

/** Whether a key was pressed that is nobody else's: not typed, not handled already. */
function isFree(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
  if (document.querySelector("dialog[open]")) return false;
  const at = event.target;
  return !(at instanceof Element && at.closest("input, textarea, select, [contenteditable]"));
}

function toBox() {
  const box = document.getElementById("q");
  if (!box) return false;
  box.focus();
  box.select();
  return true;
}

function hits() {
  return [...document.querySelectorAll(".hits > li :is(h2, h3) a")];
}

/** Go to the title of the next hit, or of the one before. */
function step(by) {
  const links = hits();
  const here = links.findIndex((link) => link.closest("li").contains(document.activeElement));
  const next = here < 0 ? (by > 0 ? 0 : -1) : here + by;
  if (!links[next]) return false;
  links[next].focus();
  links[next].closest("li").scrollIntoView({ block: "nearest" });
  return true;
}

function open() {
  const link = hits().find((link) => link.closest("li").contains(document.activeElement));
  link?.click();
  return Boolean(link);
}

function showKeys() {
  let dialog = document.querySelector("dialog.keys");
  if (!dialog) {
    const shown = document.getElementById("keys-shown");
    if (!shown) return false;
    dialog = shown.content.cloneNode(true).querySelector("dialog");
    // what lies behind it closes it
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    document.body.append(dialog);
    readySwitches(dialog);
  }
  dialog.showModal();
  dialog.querySelector("form button").focus();
  return true;
}

function readySwitches(within) {
  for (const box of within.querySelectorAll("[data-keys-switch]")) {
    box.checked = singleKeys();
    box.closest("[hidden]").hidden = false;
    box.addEventListener("change", () => {
      try {
        localStorage.setItem(STORED, box.checked ? "on" : "off");
      } catch {
        // nothing to remember it in
      }
      for (const other of document.querySelectorAll("[data-keys-switch]")) other.checked = box.checked;
    });
  }
}

const KEYS = { "/": toBox, "?": showKeys, j: () => step(1), k: () => step(-1), o: open };

document.addEventListener("keydown", (event) => {
  const act = Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : null;
  if (act && isFree(event) && singleKeys() && act()) event.preventDefault();
});
readySwitches(document);
