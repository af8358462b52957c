// Single keys for reviewing: never while somebody types, never together with a modifier, never while a dialog is open.
const writing = "input, textarea, select, [contenteditable=true], [role=dialog]";
const acting = "a, button, summary";

export function listen(page, keys) {
  const known = new Set(keys);
  const onKey = event => {
    const key = event.key.toLowerCase();
    const target = event.target instanceof Element ? event.target : document.body;
    if (!known.has(key) || event.repeat || event.ctrlKey || event.altKey || event.metaKey || (key !== "escape" && target.closest(writing)) || (key === "enter" && target.closest(acting))) {
      return;
    }

    event.preventDefault();
    page.invokeMethodAsync("OnKeyAsync", key).catch(() => { });
  };
  document.addEventListener("keydown", onKey);
  return { stop: () => document.removeEventListener("keydown", onKey) };
}
