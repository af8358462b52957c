// Tells the person when a run has ended, if they asked for it in this browser. Asked for by a click only, as browsers want it.
const key = "tell-when-a-run-ends";

export function state() {
  if (!("Notification" in window)) {
    return "unsupported";
  }
  return Notification.permission === "denied" ? "denied" : Notification.permission === "granted" && localStorage.getItem(key) ? "on" : "off";
}

export async function toggle() {
  if (state() === "on") {
    localStorage.removeItem(key);
  } else if (await Notification.requestPermission() === "granted") {
    localStorage.setItem(key, "1");
  }
  return state();
}

export function tell(title, text) {
  if (state() === "on") {
    const notice = new Notification(title, { body: text, icon: "/favicon.svg", tag: title });
    notice.onclick = () => {
      window.focus();
      notice.close();
    };
  }
}
