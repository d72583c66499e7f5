import { h } from "./dom.js";
import { icon } from "./icons.js";

const KEY = "giveback.theme";

/** Sets the theme that was chosen; without a choice the system's is followed. */
export function apply(choice = localStorage.getItem(KEY)) {
  if (choice) {
    document.documentElement.dataset.theme = choice;
  }
}

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

/** A button that changes between light and dark. */
export function toggle() {
  const button = h("button", { type: "button", class: "button ghost small theme-toggle", on: { click: change } });
  const draw = () => {
    const to = isDark() ? "Light" : "Dark";
    button.replaceChildren(icon(isDark() ? "sun" : "moon"), h("span", { class: "unseen" }, `${to} colours`));
    button.title = `${to} colours`;
  };
  window.addEventListener("themechange", draw);
  draw();
  return button;
}

function change() {
  const choice = isDark() ? "light" : "dark";
  localStorage.setItem(KEY, choice);
  apply(choice);
  window.dispatchEvent(new Event("themechange"));
}
