// The timeline: dragging over bars, or Shift and arrows, choose the dates they span.

import { roving, saying } from "./roving.js";

const LEAST_DRAG = 5; // pixels; a shorter one is a click

/** The first or the last day a link's address asks for, which may say but a year. */
function day(link, name) {
  const text = new URL(link.href.baseVal, location.href).searchParams.get(name);
  const [year, month = name === "from" ? 1 : 12, date] = text.split("-").map(Number);
  if (date) return new Date(Date.UTC(year, month - 1, date));
  return new Date(name === "from" ? Date.UTC(year, month - 1, 1) : Date.UTC(year, month, 0));
}

/** The number a bar's name ends with: "May 2015: 1,204 articles". */
function count(link) {
  const name = link.querySelector("title").textContent;
  return Number(name.slice(name.lastIndexOf(":")).replace(/\D/g, ""));
}

class Choice {
  constructor(chart) {
    this.chart = chart;
    this.bars = [...chart.querySelectorAll(".plot > a:not(.gap)")];
    const line = chart.parentElement.querySelector(".said");
    // the focus tells a bar's name already; only what several make together is told here
    this.told = chart.parentElement.querySelector(".told");
    this.show = saying([...chart.querySelectorAll(".plot > a, .plot > g.gap")], line);
    const unit = chart.dataset.unit;
    const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
    this.format = new Intl.DateTimeFormat(language, {
      timeZone: "UTC",
      year: "numeric",
      ...(unit !== "year" && { month: "long" }),
      ...(unit === "day" && { day: "numeric" }),
    });
    this.numbers = new Intl.NumberFormat(language, { useGrouping: "always" });
    this.clear();
    this.takePointer();
    this.takeKeys();
  }

  clear() {
    this.from = this.to = null;
    for (const bar of this.bars) bar.classList.remove("taken");
    this.told.textContent = "";
  }

  /** The bars from one to the other, whichever comes first. */
  take(from, to) {
    [this.from, this.to] = [from, to];
    const [low, high] = this.ends();
    this.bars.forEach((bar, n) => bar.classList.toggle("taken", low <= n && n <= high));
    this.show(this.words(low, high));
  }

  ends() {
    return this.from < this.to ? [this.from, this.to] : [this.to, this.from];
  }

  words(low, high) {
    const period = this.format.formatRange(day(this.bars[low], "from"), day(this.bars[high], "to"));
    if (!this.chart.dataset.many) return period; // shares do not add up
    const sum = this.bars.slice(low, high + 1).map(count).reduce((a, b) => a + b, 0);
    const pattern = sum === 1 ? this.chart.dataset.one : this.chart.dataset.many;
    return pattern.replace("{period}", period).replace("{num}", this.numbers.format(sum));
  }

  go() {
    const [low, high] = this.ends();
    const address = new URL(this.bars[low].href.baseVal, location.href);
    const last = new URL(this.bars[high].href.baseVal, location.href);
    address.searchParams.set("to", last.searchParams.get("to"));
    location.assign(address);
  }

  /** The bar at a place on the screen, or the nearest one. */
  at(x) {
    let best = 0;
    let least = Infinity;
    this.bars.forEach((bar, n) => {
      const box = bar.getBoundingClientRect();
      const off = Math.max(box.left - x, x - box.right, 0);
      if (off < least) [best, least] = [n, off];
    });
    return best;
  }

  takePointer() {
    const plot = this.chart.querySelector(".plot");
    let begun = null;
    let moved = false;
    plot.addEventListener("dragstart", (event) => event.preventDefault());
    this.chart.addEventListener("pointerdown", (event) => {
      moved = false;
      begun = event.button === 0 && event.isPrimary ? event.clientX : null;
    });
    window.addEventListener("pointermove", (event) => {
      if (begun === null || (!moved && Math.abs(event.clientX - begun) < LEAST_DRAG)) return;
      moved = true;
      this.chart.classList.add("dragging");
      this.take(this.at(begun), this.at(event.clientX));
    });
    const end = (event) => {
      const chosen = begun !== null && moved && event.type === "pointerup";
      begun = null;
      this.chart.classList.remove("dragging");
      if (chosen) this.go();
      else if (moved) this.clear();
    };
    window.addEventListener("pointerup", end);
    window.addEventListener("pointercancel", end);
    // The click that follows a drag is none.
    this.chart.addEventListener("click", (event) => moved && event.preventDefault(), true);
  }

  takeKeys() {
    const steps = { ArrowLeft: -1, ArrowRight: 1 };
    const last = this.bars.length - 1;
    roving(this.bars, (bar, key) => {
      if (key === "Home") return this.bars[0];
      if (key === "End") return this.bars[last];
      return key in steps && this.bars[this.bars.indexOf(bar) + steps[key]];
    });
    this.bars.forEach((bar, n) => {
      bar.addEventListener("blur", () => this.clear());
      bar.addEventListener("keydown", (event) => this.key(event, n, steps[event.key]));
    });
  }

  key(event, n, step) {
    if (event.shiftKey && step) {
      event.preventDefault();
      const from = this.from ?? n;
      const to = Math.min(Math.max((this.to ?? n) + step, 0), this.bars.length - 1);
      this.take(from, to);
      this.told.textContent = this.words(...this.ends());
    } else if (event.key === "Enter" && this.from !== null) {
      event.preventDefault();
      this.go();
    } else if (event.key === "Escape" || step) {
      this.clear();
    }
  }
}

for (const chart of document.querySelectorAll(".chart")) new Choice(chart);
