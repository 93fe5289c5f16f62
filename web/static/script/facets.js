/* Comfort for facets: whole lists open over the page, and choosing keeps the place.

Without this the links lead to pages of their own. The list shown is the one of
that page, fetched from the same address. */

const PLACE = "facets-place";
const PAUSE = 200;

keepPlace();
for (const whole of document.querySelectorAll(".whole")) {
  const all = whole.querySelector("a[data-list]");
  const form = whole.querySelector("form");
  const close = whole.closest("[data-close]")?.dataset.close;
  all?.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    open(all.href, close);
  });
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    open(addressOf(form), close);
  });
}

/* A link next to the hits loads the page anew; what was in view stays in view. */
function keepPlace() {
  const side = document.querySelector(".facets");
  const kept = sessionStorage.getItem(PLACE);
  sessionStorage.removeItem(PLACE);
  if (kept && !location.hash) window.scrollTo({ top: Number(kept), behavior: "instant" });
  side?.addEventListener("click", (event) => {
    if (event.target.closest(".choices a")) sessionStorage.setItem(PLACE, String(window.scrollY));
  });
}

async function open(address, close) {
  const list = await listAt(address);
  if (!list) {
    location.href = address;
    return;
  }
  const dialog = document.createElement("dialog");
  dialog.className = "whole-list";
  const shut = document.createElement("button");
  shut.type = "button";
  shut.className = "shut";
  shut.textContent = "×";
  shut.setAttribute("aria-label", close);
  shut.addEventListener("click", () => dialog.close());
  dialog.append(shut, list);
  dialog.setAttribute("aria-labelledby", "list-title");
  const opener = document.activeElement;
  dialog.addEventListener("close", () => {
    dialog.remove();
    opener?.focus();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
    const link = event.target.closest(".tools a, .pager a, .meta a");
    if (link && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      show(dialog, link.href);
    }
  });
  dialog.addEventListener("submit", (event) => {
    event.preventDefault();
    show(dialog, addressOf(event.target));
  });
  let waiting = 0;
  dialog.addEventListener("input", (event) => {
    const form = event.target.form;
    clearTimeout(waiting);
    waiting = setTimeout(() => show(dialog, addressOf(form), true), PAUSE);
  });
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector("#find")?.focus();
}

/* Put another part of the list in place; the box being typed in is left alone. */
async function show(dialog, address, typing = false) {
  dialog.dataset.wanted = address;
  dialog.setAttribute("aria-busy", "true");
  const list = await listAt(address);
  if (dialog.dataset.wanted !== address) return;
  dialog.removeAttribute("aria-busy");
  if (!list) return;
  const old = dialog.querySelector("#list");
  if (typing) {
    const box = old.querySelector(".find");
    list.querySelector(".find").replaceWith(box.cloneNode(true));
    const keep = new Set([box]);
    for (const child of [...old.children]) if (!keep.has(child)) child.remove();
    let before = true;
    for (const child of [...list.children]) {
      if (child.matches(".find")) before = false;
      else if (before) box.before(child);
      else old.append(child);
    }
    old.scrollTop = 0;
    return;
  }
  old.replaceWith(list);
  const letter = new URL(address).hash.slice(1);
  const first = letter ? document.getElementById(decodeURIComponent(letter)) : null;
  first?.scrollIntoView();
  (first?.querySelector("a") ?? dialog.querySelector("#find"))?.focus();
}

async function listAt(address) {
  try {
    const answer = await fetch(address);
    if (!answer.ok) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return document.adoptNode(page.querySelector("#list"));
  } catch {
    return null;
  }
}

function addressOf(form) {
  const address = new URL(form.action);
  address.search = new URLSearchParams(new FormData(form)).toString();
  return address.href;
}
