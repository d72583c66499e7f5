import { fill, h, uid } from "../core/dom.js";

/** Tabs, each `{key, label, content()}`, which is made when it is first shown. Left and right lead through them. */
export function tabs({ label, items, active, onChange }) {
  const panelId = uid("panel");
  const panel = h("div", { id: panelId, role: "tabpanel", tabindex: -1 });
  const list = h("div", { role: "tablist", "aria-label": label, class: "tablist" });
  const made = new Map();
  const buttons = items.map((item) =>
    h(
      "button",
      { type: "button", role: "tab", id: uid("tab"), "aria-controls": panelId, on: { click: () => show(item.key, true), keydown: (event) => step(event, item.key) } },
      item.label,
    ),
  );
  const show = (key, told) => {
    const at = Math.max(0, items.findIndex((item) => item.key === key));
    buttons.forEach((button, index) => {
      button.setAttribute("aria-selected", index === at ? "true" : "false");
      button.tabIndex = index === at ? 0 : -1;
    });
    panel.setAttribute("aria-labelledby", buttons[at].id);
    reveal(list, buttons[at]);
    if (!made.has(items[at].key)) {
      made.set(items[at].key, items[at].content());
    }
    fill(panel, made.get(items[at].key));
    if (told) {
      onChange?.(items[at].key);
    }
  };
  const step = (event, key) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by) {
      event.preventDefault();
      const next = (items.findIndex((item) => item.key === key) + by + items.length) % items.length;
      show(items[next].key, true);
      buttons[next].focus();
    }
  };
  list.append(...buttons);
  show(active ?? items[0].key, false);
  new ResizeObserver(() => reveal(list, buttons.find((button) => button.tabIndex === 0))).observe(list);
  return h("div", { class: "tabs" }, list, panel);
}

/** Where there is no room for all tabs, the one that was chosen is in the middle. */
function reveal(list, button) {
  list.scrollLeft = button.offsetLeft - list.offsetLeft - (list.clientWidth - button.offsetWidth) / 2;
}
