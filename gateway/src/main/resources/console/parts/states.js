import { announce, fill, h, topDialog } from "../core/dom.js";
import { icon } from "../core/icons.js";

/** What one sees while something comes. */
export function loading(text = "Loading …") {
  return h("p", { class: "loading", role: "status" }, text);
}

/** What one sees where there is nothing yet, and what can be done about it. */
export function empty(title, text, ...actions) {
  return h("div", { class: "state" }, h("p", { class: "state-title" }, title), text && h("p", {}, text), actions.length > 0 && h("p", { class: "actions" }, actions));
}

/** A refused call: what is wrong, its reason, the fields it names, when to try again, and a button that does. */
export function failure(error, retry) {
  const wait = error.retrySeconds > 0 ? `Try again in ${Math.ceil(error.retrySeconds)} s.` : "";
  return h(
    "div",
    { class: "state failure", role: "alert" },
    h("p", { class: "state-title" }, icon("alert"), title(error)),
    h("p", {}, text(error)),
    violations(error),
    wait && h("p", {}, wait),
    error.reason === "APPROVAL_REQUIRED" && h("p", {}, "A second person decides on it under Operations, Approvals. Once it is approved, do the same here again."),
    error.reason && h("p", { class: "reason" }, "Reason: ", h("code", {}, error.reason)),
    retry && !error.isMissing && h("p", { class: "actions" }, h("button", { type: "button", class: "button", on: { click: retry } }, "Try again")),
  );
}

function title(error) {
  if (error.isMissing) {
    return "Not in this installation";
  }
  return (
    {
      UNAVAILABLE: "Out of reach for now",
      PERMISSION_DENIED: "Your key may not do this",
      NOT_FOUND: "Not found",
      RESOURCE_EXHAUSTED: "Too much at once",
      INVALID_ARGUMENT: "Something is not right",
      FAILED_PRECONDITION: "Not possible as it stands",
      UNAUTHENTICATED: "Log in again",
    }[error.status] ?? "That did not work"
  );
}

function text(error) {
  if (error.isMissing) {
    return "This server has no method for it.";
  }
  const scope = error.metadata?.scope;
  return scope ? `${error.message} It needs the scope ${scope}.` : error.message;
}

/** The fields that a refusal names. */
export function violations(error) {
  return (
    error.violations?.length > 0 &&
    h("ul", { class: "violations" }, error.violations.map((each) => h("li", {}, h("code", {}, each.field), " ", each.description)))
  );
}

/** A place for something that comes: loading first, then what `render` makes of it, or why it did not come. */
export function eventually(load, render, { label = "Loading …", className = "" } = {}) {
  const place = h("div", { class: `eventually ${className}`.trim() }, loading(label));
  const start = async () => {
    fill(place, loading(label));
    try {
      const value = await load();
      fill(place, render(value, start));
    } catch (error) {
      if (error.name !== "AbortError") {
        if (!("status" in error)) {
          console.error(error);
        }
        fill(place, failure(error, start));
      }
    }
  };
  start();
  return place;
}

/** Says at the edge of the page, and to who does not see it, what came of something. */
export function toast(message, kind = "good") {
  announce(message);
  document.querySelectorAll(".toast").forEach((before) => before.remove());
  const box = h("div", { class: `toast ${kind}` }, icon(kind === "good" ? "check" : "alert"), h("span", {}, message));
  (topDialog() ?? document.body).append(box);
  setTimeout(() => box.remove(), 5000);
}

/** A small label of a state. */
export function badge(text, kind = "plain") {
  return h("span", { class: `badge ${kind}` }, text);
}

/** A bar of how far something is. */
export function progress(label) {
  const bar = h("progress", { "aria-label": label });
  const note = h("p", { class: "progress-note", role: "status" });
  const element = h("div", { class: "progress", hidden: true }, bar, note);
  return {
    element,
    show({ done = 0, total = 0, text = "" }) {
      element.hidden = false;
      if (total > 0) {
        bar.max = total;
        bar.value = done;
      } else {
        bar.removeAttribute("value");
      }
      note.textContent = text;
    },
    hide() {
      element.hidden = true;
    },
  };
}
