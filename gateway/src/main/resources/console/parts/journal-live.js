import { follow } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { EVENT_TYPES, eventType } from "../core/program.js";
import { field } from "./form.js";
import { slim } from "./journal-events.js";
import { feedTable } from "./journal-rows.js";
import { button } from "./page.js";
import { failure } from "./states.js";

const MOST = 10_000;
const BATCH_MILLIS = 250;
const AGAIN_MILLIS = 2000;

/** Events as they are recorded. A connection that breaks goes on from where it was; nothing is missed and nothing comes twice. */
export function liveTab(context) {
  return new Live(context).element;
}

class Live {
  constructor(context) {
    this.context = context;
    this.customer = field({ name: "customer", label: "Customer", hint: "Empty for all.", spellcheck: "false" });
    this.type = field({ name: "type", label: "What", type: "select", options: [["", "Anything"], ...EVENT_TYPES.map((each) => [each, eventType(each)])] });
    this.view = feedTable(context, "Events as they are recorded, the latest first", "Nothing has been recorded since you came. New events appear here by themselves.");
    this.dot = h("span", { class: "live-dot" });
    this.told = h("span", { role: "status" });
    this.problem = h("div", {});
    this.toggle = button("Stop", () => (this.stop ? this.end("Stopped") : this.begin()));
    this.waiting = [];
    this.count = 0;
    const start = (event) => {
      event.preventDefault();
      this.token = "";
      this.view.replace([]);
      this.begin();
    };
    this.element = h(
      "div",
      { class: "stack" },
      h("form", { class: "bar", on: { submit: start } }, this.customer.element, this.type.element, button("Follow", undefined, "primary", { type: "submit" }), this.toggle, h("span", { class: "live-state" }, this.dot, this.told)),
      this.problem,
      this.view.element,
    );
    context.signal.addEventListener("abort", () => this.end(""));
    this.begin();
  }

  begin() {
    this.end("");
    fill(this.problem);
    this.stop = new AbortController();
    this.toggle.textContent = "Stop";
    this.run(this.stop.signal);
  }

  end(text) {
    this.stop?.abort();
    this.stop = undefined;
    this.toggle.textContent = "Go on";
    this.tell(false, text);
  }

  tell(isOn, text) {
    this.dot.className = isOn ? "live-dot on" : "live-dot";
    this.told.textContent = text;
  }

  async run(signal) {
    this.tell(true, "Following");
    try {
      await follow("GET", "/v1/events:tail", { query: this.query(), signal, onMessage: (message) => this.take(message) });
      this.later(signal);
    } catch (error) {
      if (error.name === "AbortError" || signal.aborted) {
        return;
      }
      if (error.status === "UNAVAILABLE") {
        this.later(signal);
      } else {
        this.end("");
        fill(this.problem, failure(error, () => this.begin()));
      }
    }
  }

  later(signal) {
    this.tell(false, "Connecting again …");
    setTimeout(() => !signal.aborted && this.run(signal), AGAIN_MILLIS);
  }

  query() {
    const id = this.customer.value.trim();
    const whose = id ? { customers: `${this.context.name}/customers/${id}` } : { programs: this.context.name };
    return { ...whose, types: this.type.value, fromEnd: !this.token, resumeToken: this.token, heartbeatInterval: "10s", "context.reason": "The console follows the journal" };
  }

  take(message) {
    this.token = message.resumeToken;
    if (!message.recordTime) {
      return;
    }
    this.waiting.unshift(slim(message));
    this.timer ??= setTimeout(() => this.flush(), BATCH_MILLIS);
  }

  flush() {
    this.timer = undefined;
    this.count += this.waiting.length;
    this.view.prepend(this.waiting.splice(0), MOST);
    this.tell(Boolean(this.stop), `${this.context.f.number(this.count)} ${this.count === 1 ? "event" : "events"} since you came`);
  }
}
