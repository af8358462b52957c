// Sends a file in pieces. The page may be slow or away: what arrived is known by the studio, and the pieces go on from there.
const pieceBytes = 4 * 1024 * 1024;
const tellEvery = 250;
const longestWait = 15000;
const patience = 600000;
const remembered = "openledger.upload";

export function attach(root, page, purpose, token) {
  const input = root.querySelector("input[type=file]");
  let current = null;

  const tell = (name, ...values) => page.invokeMethodAsync(name, ...values).catch(() => undefined);

  const begin = file => {
    if (!file || current?.busy) {
      return;
    }
    current = { file, busy: true, stop: new AbortController() };
    send(current, purpose, token, tell).finally(() => { if (current) current.busy = false; });
  };

  const takesFiles = event => event.dataTransfer?.types.includes("Files");
  const listeners = [
    [input, "change", () => { begin(input.files[0]); input.value = ""; }],
    [root, "dragenter", event => { if (takesFiles(event)) tell("Hovers", true); }],
    [root, "dragleave", event => { if (takesFiles(event) && !root.contains(event.relatedTarget)) tell("Hovers", false); }],
    [root, "drop", event => { tell("Hovers", false); if (!input.disabled) begin(event.dataTransfer?.files[0]); }],
    // A file that is dropped beside the field must not replace the page.
    [window, "dragover", event => { if (takesFiles(event)) event.preventDefault(); }],
    [window, "drop", event => { if (takesFiles(event)) event.preventDefault(); }],
  ];
  listeners.forEach(([target, name, listener]) => target.addEventListener(name, listener));

  // Somebody may have been faster than this script.
  begin(input.files[0]);

  return {
    choose: () => input.click(),
    again: () => { const file = current?.file; current = null; begin(file); },
    cancel: () => {
      const gone = current;
      current = null;
      gone?.stop.abort();
      if (gone?.id) {
        forget(gone);
        ask(`uploads/${gone.id}`, { method: "DELETE" }, token).catch(() => undefined);
      }
    },
    release: () => {
      current?.stop.abort();
      listeners.forEach(([target, name, listener]) => target.removeEventListener(name, listener));
    },
  };
}

async function send(upload, purpose, token, tell) {
  const { file, stop } = upload;
  upload.key = `${remembered}|${purpose}|${file.name}|${file.size}|${file.lastModified}`;
  let state = await find(upload, purpose, token, tell);
  if (!state) {
    return;
  }
  upload.id = state.id;
  remember(upload);
  tell("Begins", file.name, file.size, state.received);
  let told = 0;
  while (state.received < file.size) {
    const from = state.received;
    const piece = file.slice(from, Math.min(file.size, from + pieceBytes));
    const reply = await insist(`uploads/${state.id}?offset=${from}`, { method: "PUT", body: piece, signal: stop.signal }, token, tell, stop);
    if (!reply) {
      return;
    }
    if (!reply.ok && reply.status !== 409) {
      if (reply.status === 404) {
        forget(upload);
      }
      tell("Fails", reply.body?.problem ?? null);
      return;
    }
    state = reply.body;
    if (Date.now() - told > tellEvery) {
      told = Date.now();
      tell("Comes", state.received);
    }
  }
  await finish(upload, tell);
}

// An upload that was begun before, else a new one; nothing where it is refused.
async function find(upload, purpose, token, tell) {
  const { file, stop } = upload;
  const known = recall(upload);
  if (known) {
    const reply = await insist(`uploads/${known}`, { signal: stop.signal }, token, tell, stop);
    if (reply?.ok && reply.body.length === file.size) {
      return reply.body;
    }
    forget(upload);
  }
  const wish = JSON.stringify({ purpose, name: file.name, length: file.size });
  const reply = await insist("uploads", { method: "POST", body: wish, headers: { "Content-Type": "application/json" }, signal: stop.signal }, token, tell, stop);
  if (reply && !reply.ok) {
    tell("Begins", file.name, file.size, 0);
    tell("Fails", reply.body?.problem ?? null);
  }
  return reply?.ok ? reply.body : null;
}

// The page may be away for a moment; the file waits for it.
async function finish(upload, tell) {
  const until = Date.now() + patience;
  while (Date.now() < until && !upload.stop.signal.aborted) {
    if ((await tell("Ends", upload.id)) === true) {
      forget(upload);
      return;
    }
    await pause(1000);
  }
}

// Asks until there is an answer; nothing where it was given up.
async function insist(address, request, token, tell, stop) {
  for (let wait = 1000; !stop.signal.aborted; wait = Math.min(longestWait, wait * 2)) {
    try {
      const reply = await ask(address, request, token);
      if (reply.status < 500 || reply.status === 507) {
        return reply;
      }
    } catch {
      if (stop.signal.aborted) {
        return null;
      }
    }
    tell("Waits");
    await pause(wait);
  }
  return null;
}

async function ask(address, request, token) {
  const answer = await fetch(address, {
    ...request, credentials: "same-origin", redirect: "manual", headers: { ...request.headers, RequestVerificationToken: token },
  });
  const isJson = (answer.headers.get("Content-Type") ?? "").includes("json");
  return { ok: answer.ok, status: answer.status, body: isJson ? await answer.json() : null };
}

const pause = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));

function remember(upload) {
  try { localStorage.setItem(upload.key, upload.id); } catch { /* Without it the file begins anew, that is all. */ }
}

function recall(upload) {
  try { return localStorage.getItem(upload.key); } catch { return null; }
}

function forget(upload) {
  try { localStorage.removeItem(upload.key); } catch { /* Nothing was remembered. */ }
}
