// What is selected in the text, in code points of the reading, whichever way it is written.

export class Selection {
  constructor(text, changed) {
    this.text = text;
    this.span = null;
    document.addEventListener("selectionchange", () => {
      const span = this.read();
      if (!span && !this.span) return;
      this.span = span;
      changed(span);
    });
  }

  // What is selected at this moment; a button that is pressed may have taken the focus.
  now() {
    return this.read() || this.span;
  }

  read() {
    const found = getSelection();
    if (!found.rangeCount || found.isCollapsed) return null;
    const range = found.getRangeAt(0);
    if (!this.text.contains(range.startContainer) || !this.text.contains(range.endContainer)) return null;
    const start = this.place(range.startContainer, range.startOffset);
    const end = this.place(range.endContainer, range.endOffset);
    if (start === null || end === null) return null;
    return trim({ start, end, text: range.toString() });
  }

  // The code point at a place in the document; pieces of text name the one they begin with.
  place(node, offset) {
    if (node === this.text) {
      const piece = this.text.children[Math.min(offset, this.text.children.length - 1)];
      if (!piece) return null;
      const whole = offset >= this.text.children.length ? [...piece.textContent].length : 0;
      return Number(piece.dataset.start) + whole;
    }
    const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
    if (!piece) return null;
    const range = document.createRange();
    range.setStart(piece, 0);
    range.setEnd(node, offset);
    return Number(piece.dataset.start) + [...range.toString()].length;
  }
}

// A double click takes the blank after a word with it; no field's words end in one.
function trim({ start, end, text }) {
  const points = [...text];
  while (points.length && !points[0].trim()) {
    points.shift();
    start += 1;
  }
  while (points.length && !points[points.length - 1].trim()) {
    points.pop();
    end -= 1;
  }
  return start < end ? { start, end, text: points.join("") } : null;
}
