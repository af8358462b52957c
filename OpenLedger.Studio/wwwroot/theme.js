// Light, dark or as the system: decided before the first paint, remembered in this browser, no circuit needed.
(() => {
  const key = "openledger-theme";
  const system = matchMedia("(prefers-color-scheme: dark)");
  const words = document.currentScript.dataset;
  const choices = [["system", words.system], ["light", words.light], ["dark", words.dark]];
  let choice = "system";
  try {
    choice = localStorage.getItem(key) ?? "system";
  } catch {
    // A browser that keeps nothing follows the system.
  }

  function apply() {
    const dark = choice === "dark" || (choice !== "light" && system.matches);
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    document.dispatchEvent(new CustomEvent("themechange"));
  }

  function choose(value) {
    choice = value;
    try {
      localStorage.setItem(key, value);
    } catch {
      // Not remembered, but applied.
    }
    apply();
    document.querySelectorAll("theme-choice").forEach(element => element.show());
  }

  customElements.define("theme-choice", class extends HTMLElement {
    connectedCallback() {
      if (this.childElementCount > 0) {
        return;
      }
      this.setAttribute("role", "group");
      this.setAttribute("aria-label", words.label);
      for (const [value, label] of choices) {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = label;
        button.dataset.value = value;
        button.addEventListener("click", () => choose(value));
        this.append(button);
      }
      this.show();
    }

    show() {
      for (const button of this.children) {
        button.setAttribute("aria-pressed", String(button.dataset.value === choice));
      }
    }
  });

  system.addEventListener("change", apply);
  apply();
})();
