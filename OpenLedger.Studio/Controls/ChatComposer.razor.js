// The keys of every question box, and the clipboard: Enter sends, Shift+Enter begins a line; "Copy" takes the text of its answer.
// Listened for once, on the document, so that a box that comes later needs no word with the server first.
const shown = 2000;
let told;

function press(key) {
  const box = key.target;
  if (key.key !== "Enter" || key.shiftKey || key.isComposing || !box.matches("form[data-ask] textarea")) {
    return;
  }

  key.preventDefault();
  box.dispatchEvent(new Event("change", { bubbles: true }));
  box.form.requestSubmit();
}

async function click(event) {
  const button = event.target.closest("[data-copy]");
  const said = button?.closest("[data-answer]")?.querySelector("[data-said]");
  if (!said) {
    return;
  }

  try {
    await navigator.clipboard.writeText(said.textContent);
  } catch {
    getSelection().selectAllChildren(said);
    return;
  }

  button.dataset.done = "";
  told.textContent = told.dataset.copied;
  setTimeout(() => {
    delete button.dataset.done;
    told.textContent = "";
  }, shown);
}

export function listen(copied) {
  if (told) {
    return;
  }

  told = document.createElement("span");
  told.className = "only-read";
  told.dataset.copied = copied;
  told.setAttribute("role", "status");
  document.body.append(told);
  document.addEventListener("keydown", press);
  document.addEventListener("click", click);
}

// On a touch screen the keyboard would cover the answer.
export function focus(form) {
  if (matchMedia("(hover: hover)").matches) {
    form.querySelector("textarea").focus({ preventScroll: true });
  }
}
