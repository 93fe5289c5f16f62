// The world map: arrows go to the nearest country that way.

import { roving, saying } from "./roving.js";

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function middle(link) {
  const box = link.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}

function nearest(link, links, [right, down]) {
  const [x, y] = middle(link);
  let best = null;
  let least = Infinity;
  for (const other of links) {
    const [far, high] = middle(other);
    const along = (far - x) * right + (high - y) * down;
    const aside = Math.abs((far - x) * down) + Math.abs((high - y) * right);
    // What lies aside is no neighbour, however near it is.
    if (along < 1 || aside > along * 2) continue;
    if (along + aside * 2 < least) [best, least] = [other, along + aside * 2];
  }
  return best;
}

for (const map of document.querySelectorAll(".map")) {
  const links = [...map.querySelectorAll("a")];
  if (!links.length) continue;
  saying(links, map.parentElement.querySelector(".said"));
  roving(links, (link, key) => key in WAYS && nearest(link, links, WAYS[key]));
}
