// Single keys for reviewing: never while somebody types, never together with a modifier, never while a dialog is open. And what is selected
// in a field of the entry: the place that a reason is about.
const writing = "input, textarea, select, [contenteditable=true], [role=dialog]";
const acting = "a, button, summary";
const rest = 150;

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

  // Told once the hand rests; what is selected no more stays marked until it is taken away on the page.
  let resting = 0;
  const onSelect = () => {
    clearTimeout(resting);
    resting = setTimeout(() => {
      const place = selected();
      if (place) {
        page.invokeMethodAsync("OnMarked", place.field, place.start, place.end).catch(() => { });
      }
    }, rest);
  };

  document.addEventListener("keydown", onKey);
  document.addEventListener("selectionchange", onSelect);
  return {
    stop: () => {
      clearTimeout(resting);
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("selectionchange", onSelect);
    },
  };
}

// The selected part of the field that it begins in, counted in characters of its text.
function selected() {
  const selection = document.getSelection();
  if (!selection || selection.rangeCount === 0 || selection.isCollapsed) {
    return null;
  }

  const range = selection.getRangeAt(0).cloneRange();
  const node = range.startContainer;
  const field = (node instanceof Element ? node : node.parentElement)?.closest("[data-field]");
  if (!field) {
    return null;
  }

  if (!field.contains(range.endContainer)) {
    range.setEnd(field, field.childNodes.length);
  }

  const before = document.createRange();
  before.setStart(field, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length;
  const end = start + range.toString().length;
  return end > start ? { field: field.dataset.field, start, end } : null;
}
