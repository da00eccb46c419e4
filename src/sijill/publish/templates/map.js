// Zooming and moving the map, and showing the rows of one place. Without it the map is whole.
(() => {
  "use strict";
  const svg = document.querySelector(".map svg");
  if (!svg) return;
  const [fullWidth, fullHeight] = [Number(svg.dataset.width), Number(svg.dataset.height)];
  let view = { x: 0, y: 0, width: fullWidth };
  const small = [...svg.querySelectorAll("ellipse.small")];
  const radius = small.length ? Number(small[0].getAttribute("rx")) : 0;

  function show(x, y, width) {
    const kept = Math.min(fullWidth, Math.max(fullWidth / 40, width));
    const height = (kept / fullWidth) * fullHeight;
    view = {
      x: Math.min(fullWidth - kept, Math.max(0, x)),
      y: Math.min(fullHeight - height, Math.max(0, y)),
      width: kept,
    };
    svg.setAttribute("viewBox", `${view.x} ${view.y} ${kept} ${height}`);
    const share = kept / fullWidth;
    for (const ellipse of small) {
      ellipse.setAttribute("rx", radius * share);
      ellipse.setAttribute("ry", radius * share);
    }
    for (const text of svg.querySelectorAll(".marks text")) text.style.fontSize = `${11 * share}px`;
    for (const text of svg.querySelectorAll(".names text")) text.style.fontSize = `${15 * share}px`;
    svg.querySelector(".scale").style.display = share < 1 ? "none" : "";
  }

  function zoom(factor) {
    const height = (view.width / fullWidth) * fullHeight;
    const width = view.width * factor;
    show(view.x + (view.width - width) / 2, view.y + (height - height * factor) / 2, width);
  }

  const controls = document.querySelector(".zoom");
  controls.hidden = false;
  controls.addEventListener("click", (event) => {
    const way = event.target.dataset.zoom;
    if (way === "in") zoom(0.6);
    if (way === "out") zoom(1 / 0.6);
    if (way === "all") {
      show(0, 0, fullWidth);
      document.dispatchEvent(new CustomEvent("sijill:only", { detail: null }));
    }
  });

  let grip = null;
  svg.addEventListener("pointerdown", (event) => {
    grip = { x: event.clientX, y: event.clientY, view };
  });
  svg.addEventListener("pointermove", (event) => {
    if (!grip || view.width === fullWidth) return;
    const scale = view.width / svg.clientWidth;
    svg.classList.add("moving");
    show(grip.view.x - (event.clientX - grip.x) * scale, grip.view.y - (event.clientY - grip.y) * scale, view.width);
  });
  for (const end of ["pointerup", "pointerleave"]) {
    svg.addEventListener(end, () => {
      grip = null;
      svg.classList.remove("moving");
    });
  }

  for (const mark of svg.querySelectorAll(".marks a")) {
    mark.addEventListener("click", () => {
      const ids = mark.dataset.incidents.split(" ");
      document.dispatchEvent(new CustomEvent("sijill:only", { detail: ids.length > 1 ? ids : null }));
    });
  }
})();
