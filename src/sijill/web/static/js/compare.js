// The answer to whether two claims speak of one incident: one key each.

import { Desk, onKey } from "./api.js";

const root = document.getElementById("compare");
const desk = new Desk(root);
const KEYS = { s: "same", d: "not_same", u: "unsure" };

function judge(verdict) {
  const { left, right } = root.dataset;
  desk.decide("/judgements", { left, right, verdict }, { etag: root.dataset.etag });
}

for (const one of document.querySelectorAll("[data-judge]")) {
  one.addEventListener("click", () => judge(one.dataset.judge));
}
onKey((key) => {
  if (key === "z") desk.undoLast();
  else if (KEYS[key] && document.querySelector("[data-judge]")) judge(KEYS[key]);
  else return false;
  return true;
});
