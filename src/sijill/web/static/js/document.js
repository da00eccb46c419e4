// Deciding about claims on the page of a document: choosing one, its field, and the answer.

import { Desk, onKey } from "./api.js";
import { Correcting } from "./correcting.js";
import { lookOn } from "./live.js";
import { selectByKeys } from "./byword.js";
import { Selection } from "./selecting.js";

const root = document.getElementById("reader");
const desk = new Desk(root);
const text = document.getElementById("text");
const claims = [...document.querySelectorAll(".claim[data-claim]")];
let chosen = null; // the claim
let field = null; // the row of its field; null: the whole claim

function choose(claim, row = null, focus = true) {
  for (const one of claims) one.classList.toggle("chosen", one === claim);
  for (const one of document.querySelectorAll(".fields > .chosen")) one.classList.remove("chosen");
  chosen = claim;
  field = row;
  row?.classList.add("chosen");
  const about = claim?.querySelector(".about-field");
  if (about) about.textContent = row ? row.querySelector("dt").textContent : root.dataset.whole;
  light();
  if (claim && focus) claim.focus({ preventScroll: false });
}

// Lights up in the text what is chosen.
function light() {
  const number = chosen?.dataset.number;
  const path = field ? `${number}:${field.dataset.path}` : null;
  let first = null;
  for (const piece of text.children) {
    const here = (piece.dataset.claims || "").split(" ").includes(number);
    const words = path && (piece.dataset.fields || "").split(" ").includes(path);
    piece.classList.toggle("lit", Boolean(number) && here);
    piece.classList.toggle("lit-field", Boolean(words));
    if (!first && (words || (!path && here))) first = piece;
  }
  if (first && text.scrollHeight > text.clientHeight) {
    first.scrollIntoView({ block: "nearest" });
  }
}

for (const claim of claims) {
  claim.addEventListener("click", (event) => {
    if (event.target.closest("a, button, summary, details")) return;
    choose(claim, event.target.closest(".fields > [data-path]"), false);
  });
  for (const one of claim.querySelectorAll("[data-verdict]")) {
    one.addEventListener("click", () => {
      if (chosen !== claim) choose(claim, null, false);
      answer(one.dataset.verdict);
    });
  }
}
text.addEventListener("click", (event) => {
  const numbers = (event.target.dataset.claims || "").split(" ").filter(Boolean);
  if (!numbers.length || !getSelection().isCollapsed) return;
  const at = numbers.indexOf(chosen?.dataset.number);
  const next = numbers[(at + 1) % numbers.length];
  choose(claims.find((one) => one.dataset.number === next), null, false);
});

const form = document.getElementById("correcting");
const correcting = form ? new Correcting(form, desk, root) : null;
const add = document.getElementById("add");
const selection = new Selection(text, (span) => {
  if (add) add.disabled = !span;
  if (span) correcting?.take(span);
});
selectByKeys(text);
add?.addEventListener("click", () => addMissed());

function addMissed() {
  const span = selection.now();
  if (span) correcting?.openMissed(span);
}

document.getElementById("unsure")?.addEventListener("submit", (event) => {
  event.preventDefault();
  const why = new FormData(event.target).get("why");
  const path = `/documents/${encodeURIComponent(root.dataset.document)}/assessments`;
  desk.decide(path, { verdict: "unsure", why }, { etag: root.dataset.etag });
});

function answer(verdict) {
  if (!chosen || !form) return;
  const path = field?.dataset.path || "claim";
  if (verdict === "correct") {
    const editable = field?.hasAttribute("data-editable") ? field : chosen.querySelector("[data-editable]");
    if (editable !== field) choose(chosen, editable, false);
    const span = selection.now();
    correcting.open(chosen, editable);
    if (span) correcting.take(span);
    return;
  }
  desk.decide(`/claims/${chosen.dataset.claim}/assessments`, { verdict, field: path }, {
    etag: root.dataset.etag,
    go: `#${chosen.dataset.claim}`,
  });
}

function step(by) {
  const at = claims.indexOf(chosen);
  const next = claims[(at + by + claims.length) % claims.length];
  if (next) choose(next);
}

function stepField(by) {
  if (!chosen) return step(1);
  const rows = [...chosen.querySelectorAll(".fields > [data-path]")];
  const at = field ? rows.indexOf(field) : by > 0 ? -1 : rows.length;
  choose(chosen, rows[at + by] || null);
}

const KEYS = {
  n: () => step(1),
  p: () => step(-1),
  arrowdown: () => stepField(1),
  arrowup: () => stepField(-1),
  a: () => answer("accept"),
  c: () => answer("correct"),
  r: () => answer("misreading"),
  u: () => answer("unsure"),
  z: () => desk.undoLast(),
  m: () => addMissed(),
  w: () => text.focus(),
};
onKey((key) => {
  if (!KEYS[key] || (key.startsWith("arrow") && !chosen)) return false;
  KEYS[key]();
  return true;
});

const asked = claims.find((one) => `#${one.id}` === location.hash);
if (asked) choose(asked);
lookOn(root);
