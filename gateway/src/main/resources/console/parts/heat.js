import { h } from "../core/dom.js";

const STEPS = 8;

/** A table whose cells are the darker the larger their share is. The figure stands in each of them. */
export function heat({ caption, head, rows }) {
  const cell = (value) =>
    value ? h("td", { class: `cell heat-${Math.min(STEPS, Math.round(value.share * STEPS))}`, title: value.title }, value.text) : h("td", { class: "cell" }, "");
  return h(
    "div",
    { class: "scroller plain", tabindex: 0, role: "region", "aria-label": caption },
    h(
      "table",
      { class: "rows heat" },
      h("caption", { class: "unseen" }, caption),
      h("thead", {}, h("tr", {}, head.map((text) => h("th", { scope: "col" }, text)))),
      h("tbody", {}, rows.map((row) => h("tr", {}, h("th", { scope: "row" }, row.name), h("td", {}, row.count), row.cells.map(cell)))),
    ),
  );
}
