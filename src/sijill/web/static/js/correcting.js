// The form that gives a field another value, by selected words or by hand; or a missed claim.

import { ask } from "./api.js";

const BY_WORDS = new Set(["count", "when", "place", "actor"]);

export class Correcting {
  constructor(form, desk, root) {
    this.form = form;
    this.desk = desk;
    this.root = root;
    this.text = document.getElementById("text");
    this.asked = 0;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    form.querySelector("[data-cancel]").addEventListener("click", () => this.close());
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !form.hidden) this.close();
    });
  }

  open(claim, row) {
    const title = `${row.querySelector("dt").textContent}: ${row.querySelector("dd").firstChild?.textContent.trim() || ""}`;
    this.start([row.dataset.kind], title);
    this.claim = claim.dataset.claim;
    this.path = row.dataset.path;
    this.kind = row.dataset.kind;
    this.begin(JSON.parse(row.dataset.value));
    this.focus();
  }

  // What stands is what a person begins with: who changes a part of it keeps the rest.
  begin(value) {
    if (!BY_WORDS.has(this.kind)) {
      this.form.elements[this.kind].value = value;
    } else if (value) {
      this.value = value.withheld ? null : value;
      this.fill({ value, words: value.words, candidates: [] });
    }
  }

  // Not where a finger points: the keyboard of a telephone would cover the text.
  focus() {
    if (matchMedia("(pointer: coarse)").matches) return;
    const first = this.form.querySelector("[data-for]:not([hidden]) :is(input, select)");
    first.focus();
    first.select?.();
  }

  openMissed(span) {
    this.start(["violence", "harm", "count"], document.getElementById("add").lastChild.textContent.trim());
    this.claim = null;
    this.span = span;
    this.show(span, "");
    this.form.querySelector(".hint").hidden = true; // the words are chosen already
    this.form.elements.violence.selectedIndex = -1; // the act is nobody's guess
    this.focus();
  }

  start(kinds, title) {
    this.form.reset();
    this.value = null;
    this.span = null;
    this.form.hidden = false;
    this.form.querySelector("h2").textContent = title;
    this.form.querySelector(".chosen").hidden = true;
    this.problem.hidden = true;
    for (const part of this.form.querySelectorAll("[data-for]")) {
      part.hidden = !part.dataset.for.split(" ").some((one) => kinds.includes(one));
    }
    this.form.scrollIntoView({ block: "nearest" });
  }

  close() {
    this.form.hidden = true;
    (document.getElementById(this.claim) || this.text).focus();
    this.claim = this.path = null;
  }

  get problem() {
    return this.form.querySelector(".problem");
  }

  // Words were selected while the form is open: they are read by the server, and shown.
  async take(span) {
    if (this.form.hidden || !this.claim || !BY_WORDS.has(this.kind)) return;
    const mine = ++this.asked;
    const query = new URLSearchParams({ field: this.path, start: span.start, end: span.end });
    try {
      const found = await ask(`/claims/${this.claim}/words?${query}`);
      if (mine !== this.asked || this.form.hidden) return;
      this.problem.hidden = true;
      this.span = span;
      this.value = found.value;
      this.show(span, found.said || this.root.dataset.unread);
      this.fill(found);
    } catch (why) {
      this.desk.complain(why, this.problem);
    }
  }

  show(span, said) {
    const chosen = this.form.querySelector(".chosen");
    chosen.querySelector("q").textContent = span.text;
    chosen.querySelector("output").textContent = said && `= ${said}`;
    chosen.hidden = false;
  }

  fill(found) {
    const { elements } = this.form;
    const value = found.value || {};
    if (this.kind === "count") {
      elements.low.value = value.low ?? "";
      elements.high.value = value.high ?? "";
    } else if (this.kind === "when") {
      elements.earliest.value = value.earliest ?? "";
      elements.latest.value = value.latest ?? "";
    } else if (this.kind === "actor") {
      elements.actor.value = value.actor_id ?? found.words?.text ?? "";
    } else if (this.kind === "place") {
      elements.place.value = value.name ?? found.words?.text ?? "";
      const list = this.form.querySelector("datalist");
      list.replaceChildren(
        ...found.candidates.map((one) => {
          const option = document.createElement("option");
          option.value = `${one.name}, ${one.ref}`;
          option.label = [one.name, one.admin1, one.country, one.kind].filter(Boolean).join(", ");
          return option;
        }),
      );
    }
  }

  submit() {
    const why = this.form.elements.why.value;
    const options = { etag: this.root.dataset.etag, show: this.problem };
    if (!this.claim) {
      const { start, end } = this.span;
      const harm = this.form.elements.harm.value || null;
      const body = { start, end, violence: this.form.elements.violence.value, harm, why };
      if (harm) body.count = this.count();
      this.desk.decide(`/documents/${encodeURIComponent(this.root.dataset.document)}/claims`, body, options);
      return;
    }
    const body = { verdict: "correct", field: this.path, value: this.read(), why };
    this.desk.decide(`/claims/${this.claim}/assessments`, body, { ...options, go: `#${this.claim}` });
  }

  words() {
    return this.span ? { start: this.span.start, end: this.span.end, text: this.span.text } : null;
  }

  count() {
    const number = (name) => {
      const said = this.form.elements[name].value.trim();
      return said === "" ? null : Number(said);
    };
    const [low, high] = [number("low"), number("high")];
    const same = this.value && this.value.low === low && this.value.high === high;
    if (same) return this.value;
    const known = low === null && high === null ? "vague" : low === null ? "up_to" : high === null ? "at_least" : low === high ? "exact" : "between";
    return { low, high, qualifier: known, words: this.words() };
  }

  read() {
    const { elements } = this.form;
    switch (this.kind) {
      case "count":
        return this.count();
      case "when": {
        const [earliest, latest] = [elements.earliest.value || null, elements.latest.value || null];
        const same = this.value && this.value.earliest === earliest && this.value.latest === latest;
        if (same) return this.value;
        return { words: this.words(), earliest, latest, precision: earliest === latest ? "day" : "days", time: null };
      }
      case "place":
        return this.value && elements.place.value === this.value.name ? this.value : elements.place.value;
      case "actor":
        return this.value && elements.actor.value === this.value.actor_id ? this.value : elements.actor.value;
      default:
        return elements[this.kind].value;
    }
  }
}
