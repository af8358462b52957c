// True where the text is on the clipboard; a browser may refuse, and does where the page did not come by HTTPS or from this computer.
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
