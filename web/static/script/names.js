// Underlining names at once, where the page holds them ready. Without this, and in
// texts with very many names, the toggle is a link to the page with or without.

const tools = document.querySelector(".tools[data-ready='yes']");
const story = document.querySelector(".story");

if (tools) {
  const toggle = tools.querySelector(".toggle");
  toggle.setAttribute("role", "button");
  toggle.setAttribute("aria-pressed", String(story.classList.contains("underlined")));
  toggle.textContent = toggle.dataset.off;
  toggle.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    underline(toggle, !story.classList.contains("underlined"));
  });
  toggle.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    toggle.click();
  });
}

document.addEventListener("click", (event) => {
  const name = event.target.closest?.("a.name[href]");
  if (name) open(name.hash);
});
addEventListener("hashchange", () => open(location.hash));
open(location.hash);

function underline(toggle, on) {
  story.classList.toggle("underlined", on);
  toggle.setAttribute("aria-pressed", String(on));
  for (const name of story.querySelectorAll("a.name[data-f]")) {
    if (on) {
      name.href = `#f${name.dataset.f}`;
      name.title = label(name.dataset.f);
    } else {
      name.removeAttribute("href");
      name.removeAttribute("title");
    }
  }
  // What is asked for next keeps it: this page again, and those before and after.
  const here = withNames(location.href, on);
  history.replaceState(history.state, "", here);
  toggle.href = withNames(here, !on);
  for (const link of document.querySelectorAll(".turns a[href]")) link.href = withNames(link.href, on);
}

function withNames(address, on) {
  const url = new URL(address);
  if (on) url.searchParams.set("underline", "1");
  else url.searchParams.delete("underline");
  return url.href;
}

function label(fact) {
  const summary = document.getElementById(`f${fact}`)?.closest("details").querySelector(".label");
  if (!summary) return "";
  const [name, note] = summary.children;
  return note?.dataset.part === "where" ? `${name.textContent}, ${note.textContent}` : name.textContent;
}

// A fact that is linked to is shown open, and all that it is folded into.
function open(hash) {
  const fact = /^#f\d+$/.test(hash) && document.getElementById(hash.slice(1));
  if (!fact) return;
  for (let at = fact.parentElement; at; at = at.parentElement) {
    if (at.localName === "details") at.open = true;
  }
  fact.scrollIntoView({ block: "nearest" });
}
