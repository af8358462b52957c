// Tells the person when a run has ended, if they asked for it in this browser. Asked for by a click only, as browsers want it.
const key = "tell-when-a-run-ends";
let unable = false;

export function state() {
  if (!("Notification" in window)) {
    return "unsupported";
  }
  return unable ? "unable" : Notification.permission === "denied" ? "denied" : Notification.permission === "granted" && kept() ? "on" : "off";
}

// What is told first shows at once whether this browser tells anything: some have the permission, and refuse the notice.
export async function toggle(title, text) {
  if (state() === "on") {
    keep(false);
  } else if (await Notification.requestPermission() === "granted" && show(title, text)) {
    keep(true);
  }
  return state();
}

export function tell(title, text, path) {
  if (state() === "on") {
    show(title, text, path);
  }
}

function show(title, text, path) {
  try {
    // One notice, however many pages are open.
    const notice = new Notification(title, { body: text, icon: "/favicon.svg", tag: path ?? title });
    notice.onclick = () => {
      window.focus();
      notice.close();
      if (path) {
        Blazor.navigateTo(path);
      }
    };
    return true;
  } catch {
    // Browsers of telephones have the name and throw at its use.
    unable = true;
    return false;
  }
}

function kept() {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    return false;
  }
}

function keep(on) {
  try {
    if (on) {
      localStorage.setItem(key, "1");
    } else {
      localStorage.removeItem(key);
    }
  } catch {
    // Storage is shut off: it is on for nobody.
  }
}
