import { follow, pages } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { toNumber } from "../core/format.js";
import { EVENT_TYPES, eventType } from "../core/program.js";
import { toInstant } from "../core/zoned.js";
import { field } from "./form.js";
import { feedTable } from "./journal-rows.js";
import { button, time } from "./page.js";
import { badge, failure, loading } from "./states.js";
import { table } from "./table.js";

const STEP = 1000;

/** Events that have been recorded, of one customer or of all, by type and time. */
export function eventsTab(context) {
  const { f, place } = context;
  const customer = field({ name: "customer", label: "Customer", value: place.query.customer ?? "", hint: "Empty for all.", spellcheck: "false" });
  const type = field({ name: "type", label: "What", type: "select", options: [["", "Anything"], ...EVENT_TYPES.map((each) => [each, eventType(each)])] });
  const from = field({ name: "from", label: "Recorded from", type: "datetime-local", className: "date", hint: `In ${f.zone}.` });
  const to = field({ name: "to", label: "Recorded before", type: "datetime-local", className: "date", hint: "Of one customer only." });
  const list = h("div", {});
  const show = (event) => {
    event?.preventDefault();
    const filter = { customer: customer.value.trim(), type: type.value, from: toInstant(from.value, f.zone), to: toInstant(to.value, f.zone) };
    fill(list, filter.customer ? ofCustomer(context, filter) : ofProgram(context, filter));
  };
  show();
  return h("div", { class: "stack" }, h("form", { class: "bar", on: { submit: show } }, customer.element, type.element, from.element, to.element, button("Show", undefined, "primary", { type: "submit" })), list);
}

function ofCustomer(context, { customer, type, from, to }) {
  const { f } = context;
  const query = { types: type, startTime: from, endTime: to, "context.reason": "The console lists events" };
  return table({
    caption: `Events of ${customer}`,
    columns: [
      { label: "No.", value: (row) => row.entry.sequenceNumber },
      { label: "Recorded", value: (row) => time(f, row.entry.recordTime) },
      { label: "What", value: (row) => badge(eventType(row.entry.type)) },
      { label: "Points", numeric: true, value: (row) => (toNumber(row.entry.points) === 0 ? "" : f.signed(row.entry.points)) },
      { label: "Total after", numeric: true, wide: true, value: (row) => f.number(row.entry.totalAfter) },
      { label: "In words", wide: true, value: (row) => h("span", { class: "text-cell", title: row.text }, row.text) },
    ],
    source: pages(`/v1/${context.name}/customers/${encodeURIComponent(customer)}/events`, query, "events", context.signal),
    onOpen: (row) => context.go("journal", [customer, row.entry.sequenceNumber]),
    empty: "No event is like that.",
  }).element;
}

/** Reads the feed from its beginning, a thousand events at a time. */
function ofProgram(context, filter) {
  const view = feedTable(context, "Events of all customers, the oldest first", "No event is like that.");
  const note = h("div", {});
  const rows = [];
  let token = "";
  const more = async () => {
    fill(note, loading("Reading the journal …"));
    try {
      const read = await stretch(context, filter, token, () => fill(note, loading(`Reading the journal, ${rows.length} found …`)), rows);
      token = read.token;
      view.replace(rows);
      fill(note, read.isEnd ? h("p", { class: "hint" }, "This is the end of the journal.") : button("Go on reading", more));
    } catch (error) {
      if (error.name !== "AbortError") {
        fill(note, failure(error, more));
      }
    }
  };
  more();
  return h("div", { class: "stack tight" }, view.element, note);
}

async function stretch(context, { type, from }, token, tell, rows) {
  const stop = new AbortController();
  context.signal.addEventListener("abort", () => stop.abort());
  const until = rows.length + STEP;
  const result = { token, isEnd: false };
  const onMessage = (message) => {
    result.token = message.resumeToken;
    if (!message.recordTime) {
      result.isEnd = true;
      stop.abort();
    } else if (!from || message.recordTime >= from) {
      rows.push(slim(message));
      if (rows.length % 200 === 0) {
        tell();
      }
    }
    if (rows.length >= until) {
      stop.abort();
    }
  };
  const query = { programs: context.name, types: type, resumeToken: token, heartbeatInterval: "1s", "context.reason": "The console reads the journal" };
  await follow("GET", "/v1/events:tail", { query, signal: stop.signal, onMessage }).catch((error) => {
    if (error.name !== "AbortError" || context.signal.aborted) {
      throw error;
    }
  });
  return result;
}

/** What a row needs of an event; its bytes are let go. */
export function slim({ customer, program, sequenceNumber, recordTime, type, transaction, ordering, resumeToken }) {
  return { customer, program, sequenceNumber, recordTime, type, transaction, ordering, resumeToken };
}
