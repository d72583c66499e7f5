import { follow, get } from "../core/api.js";
import { h } from "../core/dom.js";
import { toNumber, words } from "../core/format.js";
import { dateText, tierName, why } from "../core/program.js";
import { heat } from "../parts/heat.js";
import { chart } from "../parts/chart.js";
import { button, facts, pageHead, panel, stat, stats, time } from "../parts/page.js";
import { segmented } from "../parts/segmented.js";
import { empty, eventually } from "../parts/states.js";
import { plainTable } from "../parts/table.js";

/** Who comes back, what expires when, what is never redeemed, and who is of which tier. */
export function insightsPage(context) {
  const at = (path, query = {}) => () => get(`/v1/${context.name}/${path}`, query, context.signal);
  return [
    pageHead("Insights", "Who comes back, what expires when, and what is never redeemed."),
    panel("Who comes back", "Customers by the month of their first order, and how many of them ordered again in each month after it.", eventually(at("retention", { months: 18 }), (answer) => retention(context, answer))),
    expiry(context),
    h(
      "div",
      { class: "columns" },
      panel("Breakage", "Of the points issued in a month, the share that expired unspent.", eventually(at("breakage", { months: 24 }), (answer) => breakage(context, answer), { className: "stack tight" })),
      panel("Tiers", eventually(at("tierMix"), (answer) => tiers(context, answer), { className: "stack tight" })),
    ),
    panel("What recommendations bring", eventually(at("outcomes"), (answer) => outcomes(context, answer))),
    panel("Liability", "What the program owes its customers in points, and what that is worth. It is followed through the whole journal.", liability(context)),
  ];
}

function retention({ f }, { cohorts = [], asOfTime }) {
  if (cohorts.length === 0) {
    return empty("No month yet", "As soon as there are orders, their months are here.");
  }
  // Months in which nobody of any cohort ordered are left out at the end.
  const ages = Math.max(...cohorts.flatMap((cohort) => (cohort.ages ?? []).filter((age) => toNumber(age.customers) > 0).map((age) => toNumber(age.ageMonths))), 0);
  return [
    heat({
      caption: "Customers who ordered again, by months since their first order",
      head: ["First order", "Customers", ...Array.from({ length: ages + 1 }, (_, age) => (age === 0 ? "That month" : `+${age}`))],
      rows: cohorts.map((cohort) => ({
        name: f.month(cohort.month),
        count: f.number(cohort.customers),
        cells: Array.from({ length: ages + 1 }, (_, age) => {
          const found = (cohort.ages ?? []).find((each) => toNumber(each.ageMonths) === age);
          return found && { share: toNumber(found.shareBasisPoints) / 10_000, text: f.share(toNumber(found.shareBasisPoints) / 10_000), title: `${f.number(found.customers)} customers` };
        }),
      })),
    }),
    asOf(f, asOfTime),
  ];
}

function asOf(f, moment) {
  return moment && h("p", { class: "hint" }, "As of ", time(f, moment), ".");
}

const PERIODS = [
  ["FORECAST_PERIOD_WEEK", "Weeks"],
  ["FORECAST_PERIOD_MONTH", "Months"],
];

function expiry(context) {
  const place = h("div", { class: "stack tight" });
  const draw = (period) => place.replaceChildren(eventually(() => get(`/v1/${context.name}/expiryForecast`, { period }, context.signal), (answer) => forecast(context, answer, period), { className: "stack tight" }));
  draw("FORECAST_PERIOD_MONTH");
  return panel("What expires when", "What expires if nobody redeems any more points. It says nothing of what customers will do.", segmented("Periods", PERIODS, "FORECAST_PERIOD_MONTH", draw), place);
}

function forecast({ f }, answer, period) {
  const rows = answer.periods ?? [];
  const values = rows.map((row) => toNumber(row.points));
  const name = (row) => (period === "FORECAST_PERIOD_MONTH" ? f.month(dateText(row.startDate).slice(0, 7)) : f.date(dateText(row.startDate)));
  const sum = values.reduce((a, b) => a + b, 0);
  return [
    stats(
      stat("In these periods", f.number(sum), "points"),
      stat("Later", f.number(answer.laterPoints)),
      stat("Never", f.number(answer.lastingPoints), "last for ever"),
      stat("Overdue", f.number(answer.overduePoints), "expired, not recorded yet"),
    ),
    sum > 0
      ? chart({ title: "Points that expire", x: rows.map(name), labels: rows.map(name), series: [{ label: "Points", values, kind: "bars", colour: "--c3" }], format: f.number, axisFormat: f.compact, height: 200, xLabel: "From" })
      : h("p", { class: "table-note empty" }, toNumber(answer.lastingPoints) > 0 ? "Nothing expires: by this program's rules points last for ever." : "Nothing expires in these periods."),
    asOf(f, answer.asOfTime),
  ];
}

function breakage({ f }, { months: latest = [], earlier, asOfTime }) {
  // What was issued before the latest months stands in front of them, in one.
  const months = toNumber(earlier?.issued) > 0 ? [{ ...earlier, month: "" }, ...latest] : latest;
  const name = (row) => f.month(row.month) || "Earlier";
  if (months.length === 0) {
    return empty("No points yet");
  }
  const bars = (label, key, colour) => ({ label, values: months.map((row) => toNumber(row[key])), kind: "bars", pile: "up", colour });
  return [
    chart({
      title: "What became of the points of each month",
      x: months.map(name),
      labels: months.map(name),
      series: [bars("Redeemed", "redeemed", "--c2"), bars("Taken back", "takenBack", "--c4"), bars("Expired", "expired", "--c3"), bars("Open", "open", "--c1")],
      format: f.number,
      axisFormat: f.compact,
      height: 220,
      xLabel: "Month",
    }),
    plainTable({
      caption: "Breakage by month",
      columns: [
        { label: "Month", value: name },
        { label: "Issued", numeric: true, value: (row) => f.number(row.issued) },
        { label: "Expired", numeric: true, value: (row) => f.number(row.expired) },
        { label: "Breakage", numeric: true, value: (row) => f.share(toNumber(row.breakageBasisPoints) / 10_000) },
      ],
      rows: [...months].reverse(),
    }),
    asOf(f, asOfTime),
  ];
}

function tiers({ f, program }, { tiers: rows = [] }) {
  const all = rows.reduce((sum, row) => sum + toNumber(row.customers), 0);
  if (all === 0) {
    return empty("No customers yet");
  }
  const names = rows.map((row) => tierName(program, row.tierId));
  return [
    chart({ title: "Customers by tier", x: names.map((name) => `${name} `), labels: names, series: [{ label: "Customers", values: rows.map((row) => toNumber(row.customers)), kind: "bars" }], format: f.number, axisFormat: f.compact, height: 220, xLabel: "Tier" }),
    plainTable({
      caption: "Tiers",
      columns: [
        { label: "Tier", value: (row) => tierName(program, row.tierId) },
        { label: "Customers", numeric: true, value: (row) => f.number(row.customers) },
        { label: "Share", numeric: true, value: (row) => f.share(toNumber(row.customers) / all) },
        { label: "Points", numeric: true, value: (row) => f.number(row.points) },
        { label: "Orders", numeric: true, wide: true, value: (row) => f.number(row.orderCount) },
      ],
      rows,
    }),
  ];
}

function outcomes({ f }, { byPersonalization = [], byStrategy = [] }) {
  const ppm = (value) => f.share(toNumber(value) / 1e6);
  const columns = (label, value) => [
    { label, value },
    { label: "Lists", numeric: true, value: (row) => f.number(row.lists) },
    { label: "Shown", numeric: true, wide: true, value: (row) => f.number(row.products) },
    { label: "Bought", numeric: true, value: (row) => f.number(row.hits) },
    { label: "Hit rate", numeric: true, value: (row) => `${ppm(row.hitRatePpm)} ± ${ppm(row.halfWidthPpm)}` },
    { label: "Gain over chance", numeric: true, value: (row) => (toNumber(row.gainHalfWidthPpm) > 0 ? `${ppm(row.gainPpm)} ± ${ppm(row.gainHalfWidthPpm)}` : "–") },
  ];
  if (byPersonalization.length === 0) {
    return empty("No list was shown yet", "Shops tell which lists they showed (RecordImpressions); then it is here what was bought of them.");
  }
  return [
    plainTable({ caption: "By kind of list", columns: columns("List", (row) => words(row.personalization, "PERSONALIZATION_")), rows: byPersonalization }),
    plainTable({ caption: "By strategy", columns: columns("Strategy", (row) => words(row.strategy, "STRATEGY_") || "None"), rows: byStrategy }),
  ];
}

function liability(context) {
  const place = h("div", {});
  const read = async () => {
    let result;
    const body = { context: why("The console shows the liability") };
    await follow("POST", `/v1/${context.name}:liability`, { body, signal: context.signal, onMessage: (message) => (result = message.liability ?? result) });
    return result;
  };
  place.append(button("Reckon it now", () => place.replaceChildren(eventually(read, (answer) => reckoned(context, answer), { label: "Reading the journal …", className: "stack tight" }))));
  return place;
}

function reckoned({ f }, answer) {
  const cohorts = answer.cohorts ?? [];
  return [
    stats(
      stat("Outstanding", f.number(answer.outstanding), "points"),
      stat("Full liability", answer.fullLiability ? f.money(answer.fullLiability) : "–", answer.fullLiability ? "if every point were redeemed" : "points do not pay at checkouts"),
      stat("Expected liability", answer.expectedLiability ? f.money(answer.expectedLiability) : "–", `${f.number(answer.expectedBreakage)} points are expected to expire`),
    ),
    facts([["As of", time(f, answer.time)], ["Customers", f.number(answer.customerCount)], ["Events read", f.number(answer.eventCount)]]),
    plainTable({
      caption: "By month of earning",
      columns: [
        { label: "Month", value: (row) => f.month(row.month) },
        { label: "Earned", numeric: true, value: (row) => f.number(row.earned) },
        { label: "Redeemed", numeric: true, value: (row) => f.number(row.redeemed) },
        { label: "Expired", numeric: true, wide: true, value: (row) => f.number(row.expired) },
        { label: "Taken back", numeric: true, wide: true, value: (row) => f.number(row.takenBack) },
        { label: "Open", numeric: true, value: (row) => f.number(row.open) },
      ],
      rows: cohorts,
    }),
  ];
}
