// Sorting, finding and opening the rows. Without it every row is there, by date.
(() => {
  "use strict";
  const rows = document.getElementById("rows");
  if (!rows) return;
  const items = [...rows.querySelectorAll("details.incident")];
  const form = document.querySelector(".filters");
  const find = document.getElementById("find");
  const act = document.getElementById("act");
  const several = document.getElementById("several");
  const shown = document.getElementById("shown");
  const openAll = document.getElementById("open-all");
  const words = new Map(items.map((item) => [item, item.textContent.toLowerCase()]));
  let only = null;

  function filter() {
    const wanted = find.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    let n = 0;
    for (const item of items) {
      const fits =
        wanted.every((word) => words.get(item).includes(word)) &&
        (!act.value || item.dataset.act === act.value) &&
        (!several.checked || Number(item.dataset.origins) > 1) &&
        (!only || only.has(item.id));
      item.hidden = !fits;
      n += fits;
    }
    shown.textContent = n === items.length ? `all ${n} shown` : `${n} of ${items.length} shown`;
    for (const mark of document.querySelectorAll(".marks a")) {
      const ids = mark.dataset.incidents.split(" ");
      mark.classList.toggle("off", !only && ids.every((id) => document.getElementById(id).hidden));
    }
  }

  // An unknown value sorts last, whichever way: it is not the smallest.
  function sort(key, down) {
    const numeric = !["when", "where", "act"].includes(key);
    const isUnknown = (value) => value === "" || value === "unknown" || value === "-1";
    const sorted = [...items].sort((left, right) => {
      const [a, b] = [left.dataset[key], right.dataset[key]];
      if (isUnknown(a) || isUnknown(b)) return isUnknown(a) - isUnknown(b);
      const order = numeric ? a - b : a.localeCompare(b);
      return down ? -order : order;
    });
    rows.append(...sorted);
  }

  const head = document.querySelector(".head");
  head.removeAttribute("aria-hidden");
  head.setAttribute("role", "group");
  head.setAttribute("aria-label", "Sort by");
  for (const cell of head.querySelectorAll("[data-key]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = cell.textContent;
    button.title = `Sort by ${cell.textContent}`;
    cell.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = button.dataset.order === "up";
      for (const other of head.querySelectorAll("button")) delete other.dataset.order;
      button.dataset.order = down ? "down" : "up";
      sort(cell.dataset.key, down);
    });
  }

  function openTarget() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let part = target; part; part = part.parentElement) {
      if (part.tagName !== "DETAILS") continue;
      part.hidden = false;
      part.open = true;
    }
    if (target) target.scrollIntoView();
  }

  document.addEventListener("sijill:only", (event) => {
    only = event.detail && new Set(event.detail);
    filter();
  });
  openAll.addEventListener("click", () => {
    const open = openAll.textContent === "Open all";
    for (const item of items) item.open = open && !item.hidden;
    openAll.textContent = open ? "Close all" : "Open all";
  });
  for (const control of [find, act, several]) {
    control.addEventListener("input", () => {
      only = null;
      filter();
    });
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", openTarget);
  form.hidden = false;
  filter();
  if (location.hash) openTarget();
})();
