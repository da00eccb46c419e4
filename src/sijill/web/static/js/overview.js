// The overview without reloading: a link or form of the view replaces the parts it changes,
// and the address with it. Whatever fails here falls back to the plain link.

import { brush } from "./brush.js";

const view = document.querySelector("[data-view]");
const said = document.getElementById("said");
let map = null;
let asked = null;

view.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-in-view]");
  if (!link || event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
  event.preventDefault();
  show(addressOf(link), { focus: link.textContent });
});
view.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-in-view]");
  if (!form) return;
  event.preventDefault();
  const wanted = [...new FormData(form)].filter(([, value]) => value);
  show(`${form.getAttribute("action")}?${new URLSearchParams(wanted)}`);
});
view.addEventListener("click", (event) => {
  if (event.target.id !== "by-frame" || !map) return;
  const address = new URL(event.target.dataset.address, location.href);
  address.searchParams.set("box", map.frame().join(","));
  show(address.href, { stay: true });
});
window.addEventListener("popstate", () => show(location.href, { isBack: true }));
brush(view, (first, last, address) => {
  const wanted = new URL(address, location.href);
  wanted.searchParams.set("first", first);
  wanted.searchParams.set("last", last);
  show(wanted.href);
});
const starting = startMap();

/** A link's address; links of a drawing keep theirs in an object. */
function addressOf(link) {
  return typeof link.href === "string" ? link.href : link.href.baseVal;
}

async function show(address, { isBack = false, stay = false, focus = "" } = {}) {
  asked?.abort();
  asked = new AbortController();
  view.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { signal: asked.signal, headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    const found = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!isBack) history.pushState(null, "", address);
    replace(found, stay, focus);
  } catch (error) {
    if (error.name === "AbortError") return;
    location.assign(address);
  }
  view.removeAttribute("aria-busy");
}

function replace(found, stay, focus) {
  for (const part of view.querySelectorAll("[data-part]")) {
    const fresh = found.querySelector(`[data-part="${part.dataset.part}"]`);
    if (fresh) part.replaceWith(document.adoptNode(fresh));
  }
  const drawn = found.getElementById("map");
  const own = document.getElementById("map");
  if (!drawn || !own) return void (drawn || own ? location.reload() : null);
  document.getElementById("spot").hidden = true;
  const { cells, frame } = drawn.dataset;
  if (starting) starting.then(() => map?.ask(cells, stay ? null : frame));
  else own.replaceWith(document.adoptNode(drawn));
  const same = [...view.querySelectorAll("a[data-in-view]:not([tabindex])")].find((link) => focus && link.textContent === focus);
  (same || document.getElementById("table-title")).focus({ preventScroll: true });
  said.textContent = document.getElementById("table-title").textContent;
  setTimeout(() => { said.textContent = ""; }, 3000);
}

/** Put the moving map in the place of the drawn one, if it can be loaded here. */
function startMap() {
  const element = document.getElementById("map");
  return element?.dataset.library ? openIn(element) : null;
}

async function openIn(element) {
  const drawn = element.innerHTML;
  try {
    const { openMap } = await import("./map.js");
    map = await openMap(element, { choose: tell });
  } catch (error) {
    if (!element.dataset.drawn) element.innerHTML = drawn;
    element.dataset.failed = String(error);
  }
}

/** Say below the map what stands at a place. */
function tell(spot) {
  const panel = document.getElementById("spot");
  const link = document.createElement("a");
  link.href = spot.address;
  if (!spot.incident) link.dataset.inView = "";
  link.textContent = spot.title;
  panel.replaceChildren(link);
  panel.hidden = false;
}
