// Pictures and videos: nothing is asked for before a person asks, and then a blur comes first.

for (const figure of document.querySelectorAll("[data-picture]")) {
  const button = figure.querySelector("button");
  button.hidden = false;
  button.addEventListener("click", () => step(figure, button));
}

function step(figure, button) {
  const cover = figure.querySelector(".cover");
  const shown = cover.querySelector("img, video");
  if (!shown) return load(figure, cover, button);
  const blurred = cover.classList.toggle("blurred");
  label(figure, shown, button, blurred);
  if (blurred) shown.pause?.();
}

/** Ask for the bytes; they come blurred, and a video does not begin by itself. */
function load(figure, cover, button) {
  const { picture, kind } = figure.dataset;
  const made = document.createElement(kind === "video" ? "video" : "img");
  if (kind === "video") Object.assign(made, { preload: "metadata", playsInline: true, muted: true });
  made.addEventListener("error", () => fail(figure, cover, button), { once: true });
  made.src = picture;
  cover.classList.add("blurred");
  cover.replaceChildren(made);
  label(figure, made, button, true);
}

/** What the button does next, and what a screen reader is told of the picture. */
function label(figure, shown, button, blurred) {
  const { words, blurred: said, clear, blur } = figure.dataset;
  const named = blurred ? [said, words].filter(Boolean).join(": ") : words;
  button.textContent = blurred ? clear : blur;
  if (words) button.setAttribute("aria-label", `${button.textContent}: ${words}`);
  if (shown.tagName === "IMG") shown.alt = named;
  else {
    shown.setAttribute("aria-label", named || said);
    shown.controls = !blurred;
  }
  shown.toggleAttribute("inert", blurred && shown.tagName === "VIDEO");
  document.getElementById("said").textContent = blurred ? said : "";
}

function fail(figure, cover, button) {
  const text = document.createElement("span");
  text.textContent = figure.dataset.failed;
  cover.classList.remove("blurred");
  cover.replaceChildren(text);
  button.hidden = true;
}
