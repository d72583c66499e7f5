import { h, uid } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { form } from "./form.js";

/** Opens a dialog over the page. Escape and the cross close it, and the focus goes back to where it was. */
export function dialog({ title, wide = false }, content) {
  const id = uid("dialog");
  const box = h("dialog", { class: wide ? "dialog wide-dialog" : "dialog", "aria-labelledby": id });
  const close = () => box.close();
  box.append(
    h(
      "header",
      {},
      h("h2", { id }, title),
      h("button", { type: "button", class: "button ghost", "aria-label": "Close", on: { click: close } }, icon("close")),
    ),
    h("div", { class: "dialog-body" }, content(close)),
    h("p", { class: "unseen live", role: "status" }),
  );
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
  box.querySelector(".dialog-body :is(input, select, textarea):not([disabled])")?.focus();
  return box;
}

/** Asks before something is done: what it does, the fields that it needs, and a button that says it. Stays open while it is refused. */
export function ask({ title, text, fields = [], label, kind = "primary", submit, done }) {
  dialog({ title }, (close) => [
    text && h("p", { class: "lead" }, text),
    form({
      fields,
      label,
      kind,
      cancel: close,
      submit: async (values) => {
        const result = await submit(values);
        close();
        done?.(result);
      },
    }),
  ]);
}

/** Shows a secret once. */
export function secretDialog(title, secret, text) {
  const copied = h("span", { role: "status" });
  const shown = h("pre", { class: "secret", tabindex: 0, "aria-label": title }, secret);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret);
      copied.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(shown);
      copied.textContent = "This browser does not let it be copied from here. It is marked: copy it by hand.";
    }
  };
  dialog({ title }, (close) => [
    h("p", { class: "lead" }, text),
    shown,
    h(
      "div",
      { class: "actions" },
      h("button", { type: "button", class: "button primary", on: { click: copy } }, "Copy"),
      h("button", { type: "button", class: "button", on: { click: close } }, "I have kept it"),
      copied,
    ),
  ]);
}
