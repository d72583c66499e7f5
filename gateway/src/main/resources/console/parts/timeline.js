import { all, get, post } from "../core/api.js";
import { debounce, fill, h, uid } from "../core/dom.js";
import { toNumber, words } from "../core/format.js";
import { eventType, tierName, why } from "../core/program.js";
import { balanceSteps, hasLongPause, inOrder } from "../core/timeline.js";
import { chart } from "./chart.js";
import { button, facts, json, panel, time } from "./page.js";
import { icon } from "../core/icons.js";
import { segmented } from "./segmented.js";
import { badge, empty, eventually, failure, loading } from "./states.js";
import { plainTable } from "./table.js";

const MOST = 5000;
const AXES = [
  ["effective", "When it happened"],
  ["recorded", "When it was recorded"],
  ["number", "By number"],
];

/** The balance through time, an event at each step, and the customer as it stood after any of them. */
export function timelineTab(context, about) {
  const query = { oldestFirst: true, pageSize: 500, "context.reason": "The console shows the timeline" };
  const load = () => all(`/v1/${about.name}/events`, query, "events", context.signal, MOST);
  return eventually(load, (events) => (events.length > 0 ? new Timeline(context, about, events).element : empty("Nothing has happened yet", "As soon as something does, it is here.")));
}

class Timeline {
  constructor(context, about, events) {
    Object.assign(this, { context, about, events });
    this.at = events.length - 1;
    // What took effect in another order than it was recorded in is clearer by number.
    const by = inOrder(events) && !hasLongPause(events) ? "effective" : "number";
    this.chartPlace = h("div", {});
    this.eventPlace = h("div", { class: "stack tight" });
    this.statePlace = h("div", {}, loading());
    const id = uid("slider");
    this.slider = h("input", { type: "range", id, min: 1, max: events.length, value: events.length, on: { input: () => this.show(Number(this.slider.value) - 1) } });
    this.place = h("output", { for: id, class: "slider-place" });
    this.readState = debounce(150, () => this.state());
    this.element = h(
      "div",
      { class: "stack" },
      panel(
        "Points over time",
        segmented("Times of the chart", AXES, by, (chosen) => this.draw(chosen)),
        this.chartPlace,
        h("div", { class: "slider" }, button(icon("left"), () => this.show(this.at - 1), "ghost", { "aria-label": "The event before" }), h("div", { class: "slider-field" }, h("label", { for: id, class: "unseen" }, "Event"), this.slider), button(icon("right"), () => this.show(this.at + 1), "ghost", { "aria-label": "The next event" })),
        this.place,
      ),
      h("div", { class: "columns" }, panel("What happened", this.eventPlace), panel("As it stood then", this.statePlace)),
    );
    this.draw(by);
    this.show(this.at);
  }

  draw(by) {
    const { f } = this.context;
    this.steps = balanceSteps(this.events, by);
    const entries = this.steps.map((step) => this.events[step.index].entry);
    const isTime = by !== "number";
    const first = f.number(this.steps[0].total);
    const last = f.number(this.steps.at(-1).total);
    this.chart = chart({
      title: "Points in total after each event",
      summary: `${this.events.length} events, from ${first} to ${last} points. Choose a step to see the customer as it was.`,
      x: isTime ? this.steps.map((step) => step.x) : this.steps.map((step) => String(step.x)),
      labels: entries.map((entry) => (isTime ? f.time(by === "recorded" ? entry.recordTime : entry.effectiveTime) : entry.sequenceNumber)),
      zone: f.zone,
      series: [{ label: "Total", values: this.steps.map((step) => step.total), kind: "step", area: true, points: true }],
      format: f.number,
      axisFormat: f.compact,
      markers: () => [{ x: isTime ? this.step().x : this.steps.indexOf(this.step()), colour: "--c3" }],
      onPoint: (at) => this.show(this.steps[at].index),
      height: 230,
    });
    fill(this.chartPlace, this.chart);
  }

  step() {
    return this.steps.find((step) => step.index === this.at);
  }

  show(at) {
    this.at = Math.max(0, Math.min(this.events.length - 1, at));
    this.slider.value = this.at + 1;
    const { f } = this.context;
    const event = this.events[this.at];
    const text = `Event ${event.entry.sequenceNumber} of ${this.about.customer.revision}: ${eventType(event.entry.type)}, ${f.time(event.entry.effectiveTime)}`;
    this.slider.setAttribute("aria-valuetext", text);
    this.place.textContent = text;
    this.chart.chart.redraw();
    fill(this.eventPlace, eventView(this.context, this.about, event));
    this.readState();
  }

  async state() {
    const number = this.events[this.at].entry.sequenceNumber;
    try {
      const answer = await post(`/v1/${this.about.name}:at`, { moment: { sequenceNumber: number }, context: why("The console shows the timeline") }, this.context.signal);
      if (number === this.events[this.at].entry.sequenceNumber) {
        fill(this.statePlace, stateView(this.context, answer.customer));
      }
    } catch (error) {
      if (error.name !== "AbortError") {
        fill(this.statePlace, failure(error, () => this.state()));
      }
    }
  }
}

/** One event as a sentence, with what it changed, and as JSON when asked for. */
export function eventView(context, { id, name, number }, event) {
  const { f } = context;
  const { entry } = event;
  const stored = h("details", { class: "stored" }, h("summary", {}, "As JSON, as it is stored"));
  stored.addEventListener("toggle", () => stored.append(eventually(() => storedJson(context, name, entry), (text) => (text ? json(text, "The event as it is stored") : empty("Too large to show")))), { once: true });
  return [
    h("p", { class: "event-text" }, withTimes(f, event.text)),
    h("p", { class: "chips" }, badge(eventType(entry.type), "accent"), toNumber(entry.points) !== 0 && badge(`${f.signed(entry.points)} points`, toNumber(entry.points) > 0 ? "good" : "bad"), toNumber(entry.expired) > 0 && badge(`${f.number(entry.expired)} expired`, "warn")),
    facts([
      ["Took effect", time(f, entry.effectiveTime)],
      ["Recorded", time(f, entry.recordTime)],
      ["Asked by", event.principal],
      ["Request", entry.requestId],
      ["Rules", `version ${entry.programVersion ?? "1"} of the program`],
    ]),
    changesTable(event.changes ?? []),
    // On its own page the event is shown as it is stored below.
    number === undefined && [h("p", {}, h("a", { href: context.link("journal", [id, entry.sequenceNumber]) }, "Its page in the journal")), stored],
  ];
}

const MOMENT = /(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z)/;

/** A sentence whose times are those of the program's zone. */
function withTimes(f, text = "") {
  return text.split(MOMENT).map((part) => (MOMENT.test(part) ? time(f, part) : part));
}

async function storedJson({ signal }, name, entry) {
  const query = { oldestFirst: true, includeStored: true, startTime: entry.recordTime, pageSize: 50, "context.reason": "The console shows an event" };
  const { events = [] } = await get(`/v1/${name}/events`, query, signal);
  return events.find((each) => each.entry.sequenceNumber === entry.sequenceNumber)?.storedJson;
}

/** The name of a field, that can be broken after a point or a stroke and nowhere else, if that is enough. */
function breakable(name) {
  return name.split(/(?<=[./_])/).flatMap((part) => [part, h("wbr", {})]);
}

/** What an event changed. */
export function changesTable(changes) {
  return plainTable({
    caption: "What it changed",
    columns: [
      { label: "Field", value: (row) => h("code", {}, breakable(row.field)) },
      { label: "Before", value: (row) => row.before ?? "" },
      { label: "After", value: (row) => row.after ?? "" },
    ],
    rows: changes,
    empty: "It changed nothing that is shown here.",
  });
}

function stateView({ f, program }, at) {
  const { customer } = at;
  const balance = customer.balance ?? {};
  const lots = at.lots ?? [];
  const coupons = at.coupons ?? [];
  return h(
    "div",
    { class: "stack tight" },
    facts([
      ["Available", h("strong", {}, f.number(balance.available))],
      ["Pending", f.number(balance.pending)],
      ["Held", f.number(balance.held)],
      ["Owed", f.number(balance.owed)],
      ["Tier", tierName(program, customer.tier?.tierId)],
      ["Orders", f.number(customer.orderCount)],
      ["On the way to others", toNumber(at.pointsInTransit) > 0 ? f.number(at.pointsInTransit) : undefined],
      ["Moment", time(f, customer.readTime)],
    ]),
    plainTable({
      caption: "Lots then",
      showCaption: true,
      columns: [
        { label: "Lot", value: (row) => `${words(row.source, "LOT_SOURCE_")} ${row.reference ?? ""}` },
        { label: "Left", numeric: true, value: (row) => f.number(row.remaining) },
        { label: "Expires", value: (row) => (row.expireTime ? f.day(row.expireTime) : "never") },
      ],
      rows: lots.slice(0, 50),
      empty: "No points were left.",
    }),
    coupons.length > 0 &&
      plainTable({
        caption: "Coupons then",
        showCaption: true,
        columns: [
          { label: "Coupon", value: (row) => row.title || row.couponId },
          { label: "State", value: (row) => words(row.state, "COUPON_STATE_") },
        ],
        rows: coupons.slice(0, 50),
      }),
  );
}
