// One key an answer, for the first pair that waits.

document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, select, textarea, dialog[open]")) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const buttons = document.querySelectorAll(".pair:first-of-type button[name=verdict]");
  const chosen = buttons[Number(event.key) - 1];
  if (chosen) {
    event.preventDefault();
    chosen.click();
  }
});
