/* A button next to each text that is meant to be copied. Its words are the page's. */

const words = document.querySelector("[data-copy-words]")?.dataset;

/** Copy by way of a selection, where the page's address is not a safe one. */
function copySelected(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  return document.execCommand("copy");
}

async function copied(element) {
  try {
    await navigator.clipboard.writeText(element.textContent);
    return true;
  } catch {
    return copySelected(element);
  }
}

function addButton(place) {
  const text = place.firstElementChild;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = words.copy;
  button.setAttribute("aria-label", place.dataset.copy);
  const said = document.createElement("span");
  said.className = "unseen";
  said.setAttribute("role", "status");
  let waiting;
  button.addEventListener("click", async () => {
    const outcome = (await copied(text)) ? words.copied : words.failed;
    button.textContent = said.textContent = outcome;
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      button.textContent = words.copy;
      said.textContent = "";
    }, 2500);
  });
  place.append(button, said);
}

if (words) {
  document.querySelectorAll("dd[data-copy]").forEach(addButton);
}
