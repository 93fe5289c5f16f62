// Starring without loading the page again, and the keys s and e.
// Without this the buttons send their form, and the page comes back.

const form = document.getElementById("starring");
if (form) start(form);
openNote();

function start(form) {
  const said = document.getElementById("star-said");

  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button?.matches(".star") || button.dataset.whole) return;
    event.preventDefault();
    const on = button.name === "star";
    const sent = new URLSearchParams({ [button.name]: button.value, back: "/kept" });
    // where it leads to is not needed: a redirect says that it was done
    fetch(form.action, { method: "POST", body: sent, redirect: "manual" }).then(
      (answer) => (answer.type === "opaqueredirect" ? show(button, on) : whole(button)),
      () => whole(button),
    );
  });

  function show(button, on) {
    button.name = on ? "unstar" : "star";
    button.setAttribute("aria-pressed", String(on));
    said.textContent = on ? form.dataset.on : form.dataset.off;
  }

  // Something went wrong: the page that says what.
  function whole(button) {
    button.dataset.whole = "yes";
    form.requestSubmit(button);
  }

  onKey("s", () => {
    const row = document.activeElement?.closest(".hits > li");
    const button = row ? row.querySelector(".star") : document.querySelector(".story .star");
    button?.click();
    return Boolean(button);
  });
}

function openNote() {
  onKey("e", () => {
    const row = document.activeElement?.closest(".hits > li");
    const details = (row ?? document).querySelector(row ? ".write" : ".keeping .write");
    if (!details) return false;
    details.open = true;
    details.querySelector("input[type='text']").focus();
    return true;
  });
}

// Keys by themselves only, and never what is typed into a field.
function onKey(key, act) {
  document.addEventListener("keydown", (event) => {
    if (event.key !== key || event.defaultPrevented || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    if (document.querySelector("dialog[open]") || keysAreOff()) return;
    if (act()) event.preventDefault();
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
