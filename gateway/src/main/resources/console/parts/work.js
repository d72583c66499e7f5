import { follow } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { toNumber } from "../core/format.js";
import { button } from "./page.js";
import { failure, progress } from "./states.js";

/** A long work: begins when asked, tells how far it is, can be cancelled, and shows what came of it. */
export function work({ context, path, label }) {
  const { f } = context;
  const bar = progress(label);
  const result = h("div", { class: "stack", "aria-live": "polite" });
  let stop;
  const cancel = button("Cancel", () => stop?.abort(), "", { hidden: true });
  const showProgress = (at) => {
    const left = at.remainingTime ? `, about ${f.duration(at.remainingTime)} left` : "";
    bar.show({ done: toNumber(at.done), total: toNumber(at.total), text: `${f.number(at.done)}${toNumber(at.total) > 0 ? ` of ${f.number(at.total)}` : ""} ${at.unit ?? ""}${left}` });
  };
  const run = async (body, onMessage) => {
    stop?.abort();
    stop = new AbortController();
    const { signal } = stop;
    context.signal.addEventListener("abort", () => stop.abort());
    fill(result);
    cancel.hidden = false;
    bar.show({ text: "Begun …" });
    try {
      await follow("POST", path(body), { body, signal, onMessage: (message) => (message.progress ? showProgress(message.progress) : onMessage(message, result)) });
    } catch (error) {
      fill(result, error.name === "AbortError" ? h("p", { class: "note" }, "Cancelled. What was found so far counts for nothing.") : failure(error, () => run(body, onMessage)));
    } finally {
      bar.hide();
      cancel.hidden = true;
    }
  };
  return { run, element: h("div", { class: "stack tight" }, bar.element, h("p", {}, cancel), result), result };
}
