// Articles like this one, fetched when the reader comes near the end of the text.
// Without this the heading is a link to their own page.

const section = document.querySelector(".likes[data-href]");

if (section) {
  section.classList.add("coming");
  const near = new IntersectionObserver((seen) => {
    if (!seen.some((entry) => entry.isIntersecting)) return;
    near.disconnect();
    fill(section);
  }, { rootMargin: "0px 0px 600px 0px" });
  near.observe(section);
}

async function fill(section) {
  try {
    const answer = await fetch(section.dataset.href);
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const list = page.querySelector(".like-list");
    if (list) section.append(document.adoptNode(list));
  } catch {
    section.classList.replace("coming", "away"); // the link is still there
  }
}
