// Another answer that is written is the one that is chosen.

document.addEventListener("input", ({ target }) => {
  if (target.name !== "other" || !target.value) return;
  target.closest("fieldset").querySelector("[data-another]").checked = true;
});
