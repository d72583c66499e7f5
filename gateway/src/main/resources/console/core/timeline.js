// What a timeline draws. Nothing here touches the page, so it is tested without one.

import { toNumber } from "./format.js";

/** The points of a balance chart: when, and the total after each event, by the time an event took effect, was recorded, or its number. */
export function balanceSteps(events, by) {
  const rows = events.map((event, index) => ({
    index,
    x: by === "number" ? toNumber(event.entry.sequenceNumber) : Date.parse(by === "recorded" ? event.entry.recordTime : event.entry.effectiveTime) / 1000,
    total: toNumber(event.state?.balance?.total ?? event.entry.totalAfter),
  }));
  if (by === "effective") {
    rows.sort((a, b) => a.x - b.x || a.index - b.index);
  }
  return apart(rows);
}

/** A chart needs times that rise: what has the same one is moved on by a thousandth of a second. */
function apart(rows) {
  let last = Number.NEGATIVE_INFINITY;
  return rows.map((row) => {
    last = row.x > last ? row.x : last + 0.001;
    return { ...row, x: last };
  });
}

/** Whether what was recorded later took effect later, too. */
export function inOrder(events) {
  return events.every((event, at) => at === 0 || Date.parse(event.entry.effectiveTime) >= Date.parse(events[at - 1].entry.effectiveTime));
}

/** Whether one pause is most of the time, so that everything else would be drawn upon one spot. */
export function hasLongPause(events) {
  const times = events.map((event) => Date.parse(event.entry.effectiveTime)).sort((a, b) => a - b);
  const longest = Math.max(0, ...times.slice(1).map((time, at) => time - times[at]));
  return times.length > 2 && longest > (times[times.length - 1] - times[0]) * 0.7;
}
