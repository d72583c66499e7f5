import { alone, fill, h, uid } from "../core/dom.js";
import { failure } from "./states.js";

/**
 * A field with its label, its hint and the place of its error. `type` is that of an input, or `select` (with `options`, pairs of value and text),
 * `textarea`, `check`.
 */
export function field({ name, label, type = "text", value = "", hint, options = [], rows = 4, className = "", ...rest }) {
  const id = uid("f");
  const hintId = hint ? `${id}-hint` : undefined;
  const errorId = `${id}-error`;
  const described = { id, name, "aria-describedby": [hintId, errorId].filter(Boolean).join(" "), ...rest };
  const error = h("p", { class: "field-error", id: errorId, hidden: true });
  const control = make(type, described, value, options, rows);
  const text = h("label", { for: id }, label, rest.required && h("span", { class: "needed", "aria-hidden": "true" }, " *"));
  const parts = type === "check" ? [h("div", { class: "check" }, control, text)] : [text, control];
  const element = h("div", { class: `field ${className}`.trim() }, parts, hint && h("p", { class: "hint", id: hintId }, hint), error);
  return {
    element,
    control,
    name,
    label,
    get value() {
      return type === "check" ? control.checked : control.value;
    },
    set value(to) {
      control[type === "check" ? "checked" : "value"] = to;
    },
    complain(message) {
      error.textContent = message;
      error.hidden = !message;
      control.setAttribute("aria-invalid", message ? "true" : "false");
    },
  };
}

function make(type, props, value, options, rows) {
  if (type === "select") {
    return h("select", props, options.map(([key, text]) => h("option", { value: key, selected: key === value }, text)));
  }
  if (type === "textarea") {
    return h("textarea", { ...props, rows, value });
  }
  return type === "check" ? h("input", { ...props, type: "checkbox", checked: Boolean(value) }) : h("input", { ...props, type, value });
}

/**
 * A form: its fields, one button that sends, and what came of it. `submit` is given the values by name; what it throws is shown, at the fields
 * that it names where it names some.
 */
export function form({ fields, submit, label, kind = "primary", cancel, cancelLabel = "Cancel", className = "" }) {
  const problem = h("div", { class: "problem" });
  const button = h("button", { type: "submit", class: `button ${kind}` }, label);
  const send = async (event) => {
    event.preventDefault();
    await alone(button, async () => {
      fill(problem);
      fields.forEach((each) => each.complain(""));
      try {
        await submit(Object.fromEntries(fields.map((each) => [each.name, each.value])));
      } catch (error) {
        show(error, fields, problem);
      }
    });
  };
  return h(
    "form",
    { class: `form ${className}`.trim(), on: { submit: send } },
    fields.map((each) => each.element),
    problem,
    h("div", { class: "actions" }, button, cancel && h("button", { type: "button", class: "button", on: { click: cancel } }, cancelLabel)),
  );
}

function show(error, fields, problem) {
  if (error.name === "AbortError") {
    return;
  }
  let first;
  for (const violation of error.violations ?? []) {
    const named = fields.find((each) => sameField(each.name, violation.field));
    named?.complain(violation.description);
    first ??= named;
  }
  // What we refuse ourselves stands at its field, and there is no more to say of it.
  if (!(first && error.isOurs)) {
    fill(problem, failure(error));
  }
  first?.control.focus();
}

/** Whether a refusal's field is the one of a form: `campaign.terms.order_condition` is told as `terms.orderCondition` too. */
export function sameField(name, told) {
  const plain = (text) => text.replaceAll("_", "").toLowerCase();
  return plain(told) === plain(name) || plain(told).endsWith(`.${plain(name)}`);
}

/** A refusal of our own, before anything is sent: of a field, or of the whole where none is named. */
export function invalid(fieldName, description) {
  const error = new Error(description);
  error.status = "INVALID_ARGUMENT";
  error.isOurs = true;
  error.violations = fieldName ? [{ field: fieldName, description }] : [];
  return error;
}
