// Suggestions while typing: a combobox with a list, as the ARIA practices have it.
// What was typed is never changed, and Enter searches for it unless an item was moved to.

const WAIT = 150;  // milliseconds without a key, before anything is asked
const LEAST = 2;  // letters
const MANY = 3;  // kinds; where more are found, only so many values of each are shown
const KINDS = ["person", "country", "place", "organisation", "source", "title", "word"];

const box = document.getElementById("q");
const words = document.getElementById("suggesting");
if (box && words) start(box, box.form, words);

function start(box, form, words) {
  const said = document.getElementById("suggested");
  const headings = new Map(
    [...words.content.querySelectorAll("[data-kind]")].map((item) => [item.dataset.kind, item.textContent]),
  );
  const numbers = new Intl.NumberFormat(document.documentElement.lang || "en", { useGrouping: "always" });
  const list = element("div", { id: "suggestions", className: "suggestions", role: "listbox", hidden: true });
  list.setAttribute("aria-label", words.dataset.label);
  form.after(list);
  let items = [];  // { option, choose }
  let at = -1;  // the item moved to
  let timer = 0;
  let asking = null;  // what aborts the request under way
  let answered = "";  // the part of the query that is shown for

  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");

  /** The text up to the caret, which is completed, and what stays after it. */
  function parts() {
    const caret = box.selectionStart ?? box.value.length;
    let head = box.value.slice(0, caret).trimStart();
    let tail = box.value.slice(caret);
    const inQuotes = (head.match(/"/g) ?? []).length % 2 === 1;
    if (inQuotes && tail.startsWith('"')) tail = tail.slice(1);
    const inWord = tail !== "" && !/^[\s)]/.test(tail);
    if (box.selectionEnd !== caret || inWord) head = "";
    return { head, tail };
  }

  function forget() {
    clearTimeout(timer);
    asking?.abort();
    asking = null;
  }

  function close() {
    forget();
    list.hidden = true;
    list.replaceChildren();
    items = [];
    answered = "";
    moveTo(-1);
    box.setAttribute("aria-expanded", "false");
  }

  async function ask() {
    forget();
    const { head, tail } = parts();
    if ([...head.trim()].length < LEAST || head.length > box.maxLength) return close();
    // of the whole corpus, whatever filters there are: so are all the counts
    const query = new URLSearchParams({ q: head, names_in: document.documentElement.lang });
    asking = new AbortController();
    try {
      const answer = await fetch(`${words.dataset.from}?${query}`, { signal: asking.signal });
      if (!answer.ok) return close();
      const found = await answer.json();
      if (document.activeElement === box && parts().head === head) show(found, head, tail);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  function show(found, head, tail) {
    const groups = [];
    const begun = found.completions ?? {};
    const meant = tail.trim() ? null : found.did_you_mean;
    // a word that is only half typed is not misspelt yet
    if (meant && !(begun.word && meant.changes.some((change) => change.end === head.length))) {
      groups.push(["meant", [{ label: meant.query, query: meant.query, count: meant.total }]]);
    }
    const kinds = KINDS.filter((kind) => begun[kind]?.length);
    const most = kinds.length > MANY ? MANY : Infinity;
    for (const kind of kinds) groups.push([kind, begun[kind].slice(0, most)]);
    items = [];
    at = -1;
    answered = head;
    list.replaceChildren(...groups.map(([kind, values]) => group(kind, values, tail)));
    moveTo(-1);
    list.hidden = items.length === 0;
    list.scrollTop = 0;
    box.setAttribute("aria-expanded", String(!list.hidden));
    said.textContent = items.length
      ? words.dataset.count.replace("{}", numbers.format(items.length))
      : words.dataset.none;
  }

  function group(kind, values, tail) {
    const heading = element("div", { id: `suggestions-${kind}`, className: "kind", role: "presentation" });
    heading.textContent = headings.get(kind);
    const part = element("div", { role: "group" }, heading);
    part.setAttribute("aria-labelledby", heading.id);
    for (const value of values) part.append(option(kind, value, tail));
    return part;
  }

  function option(kind, value, tail) {
    const label = element("bdi", { textContent: kind === "word" ? value.query : value.label });
    const option = element("div", { className: "option", role: "option", id: `suggestion-${items.length}` }, label);
    option.setAttribute("aria-selected", "false");
    if (kind === "title") label.title = value.label;
    else option.append(" ", element("span", { className: "count", textContent: numbers.format(value.count) }));
    const choose = () => (kind === "title" ? read(value.value) : search(value.query + tail));
    option.addEventListener("click", choose);
    items.push({ option, choose });
    return option;
  }

  function search(query) {
    close();
    box.value = query;
    form.requestSubmit();
  }

  function read(article) {
    close();
    location.assign(words.dataset.article.replace("ID", encodeURIComponent(article)));
  }

  /** Move to an item; -1 is the box itself, with what was typed. */
  function moveTo(place) {
    items[at]?.option.setAttribute("aria-selected", "false");
    at = place;
    const item = items[at];
    if (!item) return box.removeAttribute("aria-activedescendant");
    item.option.setAttribute("aria-selected", "true");
    item.option.scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", item.option.id);
  }

  function step(by) {
    if (list.hidden) ask();
    else moveTo(((at + 1 + by + items.length + 1) % (items.length + 1)) - 1);
  }

  function pressed(event) {
    if (event.isComposing) return;
    const open = !list.hidden;
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp":
        if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        step(event.key === "ArrowDown" ? 1 : -1);
        break;
      case "Enter":
        if (open && items[at]) {
          event.preventDefault();
          items[at].choose();
        }
        break;
      case "Escape":
        // the first closes the list, the next is the browser's and empties the box
        if (open) event.preventDefault();
        close();
        break;
      case "Tab":
        close();
        break;
    }
  }

  function later() {
    forget();
    timer = setTimeout(ask, WAIT);
  }

  function closeIfMoved() {
    if (!list.hidden && parts().head !== answered) close();
  }

  box.addEventListener("input", (event) => !event.isComposing && later());
  box.addEventListener("compositionstart", forget);
  box.addEventListener("compositionend", later);
  box.addEventListener("keydown", pressed);
  box.addEventListener("keyup", (event) => /^(Arrow(Left|Right)|Home|End)$/.test(event.key) && closeIfMoved());
  box.addEventListener("click", closeIfMoved);
  box.addEventListener("blur", close);
  form.addEventListener("submit", close);
  addEventListener("pageshow", close);
  // a press on the list does not take the focus from the box, which would close it
  list.addEventListener("mousedown", (event) => event.preventDefault());
}

function element(name, { role, ...properties }, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  if (role) made.setAttribute("role", role);
  made.append(...children);
  return made;
}
