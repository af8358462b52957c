// The keys of the box, and the clipboard: Enter sends, Shift+Enter begins a line; "Copy" takes the text of its answer.
const shown = 2000;

export function create(form, copied) {
  const box = form.querySelector("textarea");
  const told = document.createElement("span");
  told.className = "only-read";
  told.setAttribute("role", "status");
  document.body.append(told);

  function press(key) {
    if (key.key === "Enter" && !key.shiftKey && !key.isComposing) {
      key.preventDefault();
      box.dispatchEvent(new Event("change", { bubbles: true }));
      form.requestSubmit();
    }
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
      const range = document.createRange();
      range.selectNodeContents(said);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      return;
    }

    button.dataset.done = "";
    told.textContent = copied;
    setTimeout(() => {
      delete button.dataset.done;
      told.textContent = "";
    }, shown);
  }

  box.addEventListener("keydown", press);
  document.addEventListener("click", click);
  return {
    // On a touch screen the keyboard would cover the answer.
    focus: () => matchMedia("(hover: hover)").matches && box.focus({ preventScroll: true }),
    destroy() {
      box.removeEventListener("keydown", press);
      document.removeEventListener("click", click);
      told.remove();
    },
  };
}
