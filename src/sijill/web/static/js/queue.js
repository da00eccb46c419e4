// Answering the queue from the keyboard: one key an answer, "unsure" always, undo by a new
// decision, one answer after another. What was answered stays where it is until the page is left;
// who goes on to the next page can take it back from there.

import { Problem, button, onKey, send, tell } from "./api.js";

const root = document.getElementById("queue");
const cards = [...root.querySelectorAll(".card")];
const CAME = "sijill.queue"; // what the page that led to this one hands on
const came = JSON.parse(sessionStorage.getItem(CAME) || "{}");
const given = came.given || []; // answers, the last one last
let at = 0;

sessionStorage.removeItem(CAME);
for (const hidden of root.querySelectorAll(".needs-script")) hidden.hidden = false;
choose(Math.max(0, cards.findIndex((card) => card.dataset.id === came.id)), Boolean(came.id));
if (came.said) tell(root.dataset[came.said], given.length ? button(root.dataset.undo, undo) : null);
document.getElementById("next-page")?.addEventListener("click", () => given.length && carry("saved"));

function choose(place, isAsked = true) {
  at = Math.max(0, Math.min(cards.length - 1, place));
  cards.forEach((card, n) => (n === at ? card.setAttribute("aria-current", "true") : card.removeAttribute("aria-current")));
  if (cards[at] && isAsked) {
    cards[at].focus({ preventScroll: true });
    cards[at].scrollIntoView({ block: "nearest" });
  }
}

function onwards() {
  const rest = cards.findIndex((card, n) => n > at && !card.classList.contains("answered"));
  if (rest >= 0) return choose(rest);
  const next = document.getElementById("next-page");
  if (next) next.click();
  else tell(root.dataset.end, given.length ? button(root.dataset.undo, undo) : null);
}

function carry(said, id) {
  sessionStorage.setItem(CAME, JSON.stringify({ given, said, id }));
}

function press(card, verdict) {
  for (const one of card.querySelectorAll("[aria-pressed]")) one.removeAttribute("aria-pressed");
  card.classList.toggle("answered", Boolean(verdict));
  if (verdict) card.querySelector(`[data-verdict="${verdict}"]`).setAttribute("aria-pressed", "true");
}

async function give(card, verdict) {
  if (!card || card.dataset.busy) return;
  const [left, right] = card.dataset.claims.split(" ");
  const path = card.dataset.path;
  if (!path) {
    tell(root.dataset.passed);
    return onwards();
  }
  const why = card.querySelector("[data-why]")?.value || "";
  const body = right ? { left, right, verdict, why } : { verdict, why };
  await keep(card, path, body, card.dataset.etag, (found) => {
    const { id, etag } = card.dataset;
    const was = card.querySelector("[aria-pressed]")?.dataset.verdict || "";
    given.push({ id, etag, was, decisions: found.decisions, page: location.href });
    card.dataset.etag = found.etag;
    press(card, verdict);
    tell(root.dataset.saved, button(root.dataset.undo, undo));
    onwards();
  });
}

async function keep(card, path, body, etag, after) {
  card.dataset.busy = "1";
  try {
    after(await send(path, body, etag));
  } catch (why) {
    const text = (why instanceof Problem && why.message) || root.dataset.failed;
    const stale = why.status === 412 ? button(root.dataset.reload, () => location.reload()) : null;
    tell([text, ...(why.changes || [])].join(" · "), stale);
  }
  delete card.dataset.busy;
}

function undo() {
  const last = given.pop();
  if (!last) return tell(root.dataset.nothing);
  const card = cards.find((one) => one.dataset.id === last.id);
  keep(card || root, "/withdrawals", { decisions: last.decisions }, "", () => {
    if (!card) {
      carry("undone", last.id);
      return location.assign(last.page);
    }
    card.dataset.etag = last.etag; // it is as it was
    press(card, last.was);
    choose(cards.indexOf(card));
    tell(root.dataset.undone);
  });
}

function withdraw(card, decision) {
  keep(card, "/withdrawals", { decisions: [decision] }, "", () => {
    card.classList.add("answered");
    tell(root.dataset.undone);
    onwards();
  });
}

function take(card) {
  if (!card) return;
  keep(card, "/queue/assignments", { item: card.dataset.id, to: "me" }, card.dataset.looking, (found) => {
    card.dataset.looking = found.account_id;
    card.querySelector("[data-assigned]").textContent = "✓";
    tell(root.dataset.saved);
  });
}

cards.forEach((card, n) => {
  card.addEventListener("click", (event) => {
    const pressed = event.target.closest("button");
    if (n !== at) choose(n);
    if (pressed?.dataset.verdict) give(card, pressed.dataset.verdict);
    else if (pressed?.dataset.withdraw) withdraw(card, pressed.dataset.withdraw);
    else if (pressed && "take" in pressed.dataset) take(card);
  });
  card.querySelector("[data-why]")?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    card.focus();
  });
});
onKey((key) => {
  const card = cards[at];
  if (key === "j" || key === "arrowdown") choose(at + 1);
  else if (key === "k" || key === "arrowup") choose(at - 1);
  else if (key === "z") undo();
  else if (key === "t") take(card);
  else if (key === "w") card?.querySelector("[data-why]")?.focus();
  else if (key === "o") card?.querySelector("[data-open]")?.click();
  else {
    const pressed = card?.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!pressed) return false;
    give(card, pressed.dataset.verdict);
  }
  return true;
});

const form = document.getElementById("keep");
form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const chosen = Object.fromEntries(new FormData(form));
  const body = {
    name: form.querySelector("[data-name]").value,
    chosen,
    shared: form.querySelector("[data-shared]").checked,
  };
  await keep(form, "/queue/views", body, "", () => location.reload());
});
for (const one of root.querySelectorAll("[data-drop]")) {
  one.addEventListener("click", () => keep(one, `/queue/views/${one.dataset.drop}/drop`, {}, "", () => location.reload()));
}
