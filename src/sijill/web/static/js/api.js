// One call of the API, and what is said to the person afterwards.

const TRIES = 4; // of a write whose answer was lost on the way
const TURNS = 120; // of a write that waits for a run to end: half an hour, with the server's patience
const SILENCE = 2000; // milliseconds after which a person is told that the write waits its turn
const unsent = new Map(); // keys of writes without an answer: who presses again sends the same

export class Problem extends Error {
  constructor(status, body, wait) {
    const own = body.kind && body.kind !== "wrong"; // a sentence in the reader's language
    super((own ? body.title : body.detail || body.title) || String(status));
    this.status = status;
    this.changes = (body.changes || []).map((one) => one.said);
    this.wait = wait;
  }
}

export async function ask(path) {
  return answer(await fetch(`/api/v1${path}`, { headers: { Accept: "application/json" } }));
}

// A write is sent again until it is answered, each time with the same key: it is done once.
// Where a run holds the record it waits for its turn, and the person is told so.
export async function send(path, body, etag) {
  const text = JSON.stringify(body);
  const write = `${path} ${etag || ""} ${text}`;
  const key = unsent.get(write) || makeKey();
  unsent.set(write, key);
  const headers = {
    "Content-Type": "application/json",
    "X-Sijill-Form": "1",
    "Idempotency-Key": key,
  };
  if (etag) headers["If-Match"] = `"${etag}"`;
  for (let tries = 1, turns = 1; ; ) {
    let wait = 2 ** tries / 4;
    const silence = setTimeout(() => tell(document.body.dataset.waits), SILENCE);
    try {
      const found = await answer(await fetch(`/api/v1${path}`, { method: "POST", headers, body: text }));
      unsent.delete(write);
      return found;
    } catch (why) {
      const isAnswered = why instanceof Problem;
      if (isAnswered && !why.wait) unsent.delete(write);
      if (isAnswered ? !why.wait || ++turns > TURNS : ++tries > TRIES) throw why;
      if (isAnswered) wait = Math.min(why.wait, 5);
    } finally {
      clearTimeout(silence);
    }
    await new Promise((go) => setTimeout(go, wait * 1000));
  }
}

function makeKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function answer(response) {
  const body = await response.json().catch(() => ({}));
  const wait = response.status === 409 || response.status === 503 ? Number(response.headers.get("Retry-After")) : 0;
  if (!response.ok) throw new Problem(response.status, body, wait);
  return body;
}

// The status line at the foot of every page; *extra* is a button or a link.
export function tell(text, extra) {
  const said = document.getElementById("said");
  said.replaceChildren(document.createTextNode(text + " "));
  if (extra) said.append(extra);
}

export function button(label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}

const MADE = "sijill.made"; // what was decided a moment ago, for the page that is loaded for it

// A page that decides: what it says, how it goes on after a decision, how it undoes the last.
export class Desk {
  constructor(root) {
    this.root = root;
    this.key = `sijill.last:${location.pathname}`;
    for (const hidden of document.querySelectorAll(".needs-script")) hidden.hidden = false;
    for (const one of document.querySelectorAll("[data-undo]")) {
      if (one !== root) one.addEventListener("click", () => this.undo(one.dataset.undo.split(" ")));
    }
    const made = sessionStorage.getItem(MADE);
    sessionStorage.removeItem(MADE);
    this.last = JSON.parse(made || sessionStorage.getItem(this.key) || "null");
    if (made) {
      const text = this.last.undone ? root.dataset.undone : root.dataset.saved;
      const again = this.last.undone || !this.last.decisions
        ? null
        : button(root.dataset.undo, () => this.undo(this.last.decisions));
      tell(text, again);
      sessionStorage.setItem(this.key, made);
    }
  }

  // For the page that comes now, which may be another: of an incident that this one went into.
  remember(decisions, undone) {
    sessionStorage.removeItem(this.key);
    sessionStorage.setItem(MADE, JSON.stringify({ decisions, undone, at: location.pathname }));
  }

  async decide(path, body, { etag, go, show } = {}) {
    try {
      const found = await send(path, body, etag);
      this.remember(found.decisions, Boolean(body.decisions));
      if (go) history.replaceState(null, "", go);
      location.reload();
      return found;
    } catch (why) {
      this.complain(why, show);
      return null;
    }
  }

  complain(why, show) {
    const known = why instanceof Problem && why.message;
    const text = why.status === 412 ? this.root.dataset.stale : known || this.root.dataset.failed;
    const lines = [text, ...(why.changes || [])].join("\n");
    if (show) {
      show.textContent = lines;
      show.hidden = false;
    }
    const reload = why.status === 412 ? button(this.root.dataset.reload, () => location.reload()) : null;
    tell(lines, reload);
  }

  // Takes decisions back, and goes where the last was made if that is what they are.
  undo(decisions) {
    const elsewhere = decisions === this.last?.decisions && this.last.at !== location.pathname;
    if (decisions?.length) this.decide("/withdrawals", { decisions }, elsewhere ? { go: this.last.at } : {});
  }

  undoLast() {
    if (this.last?.decisions && !this.last.undone) this.undo(this.last.decisions);
  }
}

// Keys act only when nobody is writing, and without a modifier.
export function onKey(act) {
  const help = document.getElementById("keys-help");
  document.querySelector("[data-keys-help]")?.addEventListener("click", () => help.showModal());
  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest("input, select, textarea, dialog[open]");
    if (writing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "?" && help) help.showModal();
    else if (act(event.key.toLowerCase())) event.preventDefault();
  });
}
