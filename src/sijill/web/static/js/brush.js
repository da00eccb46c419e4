// Days chosen by drawing over the time chart, from one column to another.

/** Call *choose* with the first and last day that was drawn over, and the chart's address. */
export function brush(view, choose) {
  let from = null;
  let mark = null;
  let chart = null;

  view.addEventListener("pointerdown", (event) => {
    chart = event.target.closest?.("svg[data-brush]");
    if (chart && event.button === 0) from = event.clientX;
  });
  view.addEventListener("pointermove", (event) => {
    if (from === null || Math.abs(event.clientX - from) < 6) return;
    mark ??= addMark(chart);
    const [start, end] = [from, event.clientX].sort((a, b) => a - b).map((x) => unitsOf(chart, x));
    mark.setAttribute("x", start);
    mark.setAttribute("width", end - start);
  });
  window.addEventListener("pointerup", (event) => {
    if (mark) {
      const ends = [from, event.clientX].sort((a, b) => a - b);
      const held = [...chart.querySelectorAll("a[data-first]")].filter((column) => meets(column, ends));
      if (held.length) choose(held[0].dataset.first, held.at(-1).dataset.last, chart.dataset.brush);
      view.addEventListener("click", (click) => { click.preventDefault(); click.stopPropagation(); }, { capture: true, once: true });
      setTimeout(() => view.dispatchEvent(new Event("click")), 0);
      mark.remove();
    }
    [from, mark] = [null, null];
  });
  view.addEventListener("dragstart", (event) => { if (event.target.closest?.("svg[data-brush]")) event.preventDefault(); });
}

function meets(column, [start, end]) {
  const box = column.querySelector(".touch").getBoundingClientRect();
  return box.right >= start && box.left <= end;
}

function unitsOf(chart, x) {
  const box = chart.getBoundingClientRect();
  return ((x - box.left) / box.width) * chart.viewBox.baseVal.width;
}

function addMark(chart) {
  const mark = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  mark.setAttribute("class", "brush");
  mark.setAttribute("y", "-6");
  mark.setAttribute("height", String(chart.viewBox.baseVal.height - 28));
  return chart.appendChild(mark);
}
