// Says on an open page that somebody decided about what it shows, and offers to load it anew.

export function lookOn(root) {
  const mine = new Set((root.dataset.documents || "").split(" ").filter(Boolean));
  const note = document.getElementById("live");
  if (!note || !mine.size || !window.EventSource) return;
  const events = new EventSource("/api/v1/live");
  events.addEventListener("decided", (event) => {
    const told = JSON.parse(event.data);
    if (told.documents.some((one) => mine.has(one))) note.hidden = false;
  });
  window.addEventListener("pagehide", () => events.close());
}
