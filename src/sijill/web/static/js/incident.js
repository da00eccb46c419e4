// Linking an incident with another, or taking a claim out of it: first shown, then decided.

import { ask, Desk, onKey } from "./api.js";
import { lookOn } from "./live.js";

const root = document.getElementById("incident");
const desk = new Desk(root);
const dialog = document.getElementById("preview");
const id = root.dataset.incident;
let pending = null; // path and body of what is previewed

async function preview(query, path, body) {
  try {
    const found = await ask(`/incidents/${id}/preview?${new URLSearchParams(query)}`);
    pending = { path: `/incidents/${id}/${path}`, body: { ...body, seen: found.seen } };
    for (const end of ["before", "after"]) {
      const box = dialog.querySelector(`[data-end="${end}"]`);
      box.replaceChildren(...found.said.sides[end].map(side), people(found.said.people[end]));
    }
    if (!found.before.length) {
      dialog.querySelector('[data-end="after"]').textContent = root.dataset.nothing;
    }
    const judged = dialog.querySelector("[data-judged]");
    judged.textContent = found.said.judged;
    judged.hidden = !found.said.judged;
    dialog.querySelector(".problem").hidden = true;
    dialog.showModal();
  } catch (why) {
    desk.complain(why);
  }
}

function element(name, text, kind) {
  const made = document.createElement(name);
  made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

function side(one) {
  const box = element("div", "", "side");
  box.append(element("strong", one.title), element("span", ` ${one.size} `, "hint"));
  if (one.new) box.append(element("span", one.new, "badge accent"));
  const list = element("ul", "");
  list.append(...one.people.map((line) => element("li", line)));
  box.append(list);
  return box;
}

function people(lines) {
  const list = element("ul", "", "together");
  list.append(...lines.map((line) => element("li", line)));
  return list;
}

for (const one of document.querySelectorAll("[data-link]")) {
  one.addEventListener("click", () => link(one.dataset.link));
}
for (const one of document.querySelectorAll("[data-part]")) {
  const claim = one.dataset.part;
  one.addEventListener("click", () => preview({ claim }, "partings", { claim }));
}
document.getElementById("link-other")?.addEventListener("submit", (event) => {
  event.preventDefault();
  link(event.target.elements.other.value.trim());
});

function link(other) {
  preview({ other }, "links", { other });
}

document.getElementById("sign")?.addEventListener("submit", (event) => {
  event.preventDefault();
  const why = event.target.elements.why.value;
  desk.decide(`/incidents/${id}/sign`, { why }, { etag: event.target.dataset.seen });
});
for (const one of document.querySelectorAll("[data-unsign]")) {
  const why = one.textContent;
  one.addEventListener("click", () => desk.decide(`/signatures/${one.dataset.unsign}/withdraw`, { why }));
}

dialog?.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const why = event.target.elements.why.value;
  desk.decide(pending.path, { ...pending.body, why }, {
    etag: root.dataset.etag,
    show: dialog.querySelector(".problem"),
  });
});
dialog?.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());

onKey((key) => {
  if (key !== "z") return false;
  desk.undoLast();
  return true;
});
lookOn(root);
