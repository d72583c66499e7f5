import { alone, h } from "../core/dom.js";

/** The head of a page: its title, one sentence, and what can be done. */
export function pageHead(title, text, ...actions) {
  return h(
    "header",
    { class: "page-head" },
    h("div", {}, h("h1", { tabindex: -1 }, title), text && h("p", { class: "lead" }, text)),
    actions.length > 0 && h("div", { class: "actions" }, actions),
  );
}

/** A part of a page, in a box of its own. */
export function panel(title, ...content) {
  const [text, rest] = typeof content[0] === "string" ? [content[0], content.slice(1)] : [undefined, content];
  return h("section", { class: "panel" }, h("h2", {}, title), text && h("p", { class: "panel-text" }, text), rest);
}

/** A figure with its name. */
export function stat(label, value, note, kind = "") {
  return h("div", { class: `stat ${kind}`.trim() }, h("dt", {}, label), h("dd", {}, h("span", { class: "stat-value" }, value), note && h("span", { class: "stat-note" }, note)));
}

/** Figures beside each other. */
export function stats(...items) {
  return h("dl", { class: "stats" }, items);
}

/** Names and values under each other. */
export function facts(pairs) {
  return h(
    "dl",
    { class: "facts" },
    pairs.filter(([, value]) => value !== undefined && value !== null && value !== "" && value !== false).map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))),
  );
}

/** A button. While what it began is under way it does nothing more, so that a double click is one act. */
export function button(label, action, kind = "", more = {}) {
  const element = h("button", { type: "button", class: `button ${kind}`.trim(), ...more }, label);
  element.addEventListener("click", (event) => alone(element, () => action?.(event)));
  return element;
}

/** JSON, set out so that it can be read. */
export function json(value, label = "JSON") {
  const text = typeof value === "string" ? pretty(value) : JSON.stringify(value, null, 2);
  return h("pre", { class: "json", tabindex: 0, role: "region", "aria-label": label }, text);
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** A moment, with its exact form for who hovers over it. */
export function time(formats, value) {
  return value ? h("time", { datetime: value, title: `${formats.exactTime(value)} (${formats.zone})` }, formats.time(value)) : "–";
}
