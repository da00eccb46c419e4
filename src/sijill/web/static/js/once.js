// What every page does: before it is drawn it says that scripts came, so that nothing jumps; and
// a form is sent once: a second click while the answer is on its way changes nothing.

document.documentElement.classList.add("with-scripts");

const PATIENCE_MS = 10000; // then it may be sent again: the first may be lost

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, PATIENCE_MS);
});

// Who comes back by the history finds it as it was drawn.
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});
