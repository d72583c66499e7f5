import { h } from "../core/dom.js";
import { lastPart } from "../core/format.js";
import { eventType } from "../core/program.js";
import { time } from "./page.js";
import { badge } from "./states.js";
import { table } from "./table.js";

/** A table of events as a feed tells them; each leads to its page. */
export function feedTable(context, caption, empty) {
  const { f } = context;
  return table({
    caption,
    columns: [
      { label: "Recorded", value: (row) => time(f, row.recordTime) },
      { label: "Customer", value: (row) => (row.customer ? h("a", { href: context.link("customers", [lastPart(row.customer)]), tabindex: -1 }, lastPart(row.customer)) : "the program") },
      { label: "Event", numeric: true, value: (row) => row.sequenceNumber },
      { label: "What", value: (row) => badge(eventType(row.type), kindOf(row.type)) },
      { label: "Place in the feed", wide: true, numeric: true, value: (row) => `${row.transaction}:${row.ordering}` },
    ],
    onOpen: (row) => row.customer && context.go("journal", [lastPart(row.customer), row.sequenceNumber]),
    empty,
  });
}

function kindOf(type) {
  const name = type?.replace("STATEMENT_ENTRY_TYPE_", "") ?? "";
  return { CHECKOUT: "good", ACTIVITY: "good", REFUND: "bad", ERASED: "bad", EXPIRY: "warn", ADJUSTMENT: "warn" }[name] ?? "plain";
}
