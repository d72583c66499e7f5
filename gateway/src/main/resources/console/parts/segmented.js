import { h } from "../core/dom.js";

/** A few choices of which one holds, beside each other: pairs of value and text. */
export function segmented(label, options, active, onChange) {
  const buttons = options.map(([value, text]) =>
    h("button", { type: "button", "aria-pressed": value === active ? "true" : "false", on: { click: () => choose(value) } }, text),
  );
  const choose = (value) => {
    buttons.forEach((button, at) => button.setAttribute("aria-pressed", options[at][0] === value ? "true" : "false"));
    onChange(value);
  };
  return h("div", { class: "segmented", role: "group", "aria-label": label }, buttons);
}
