import { get, pages } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { burnDown } from "../core/campaign.js";
import { lastPart, toMinor, toNumber, words } from "../core/format.js";
import { dateSeconds } from "../core/program.js";
import { chart } from "./chart.js";
import { button, panel, stat, stats, time } from "./page.js";
import { badge, empty, failure, loading } from "./states.js";
import { plainTable, table } from "./table.js";

/** What is left of the money, day by day, or, without a budget, what was taken off; and the coupons. */
export function dayPanels(context, campaign, report) {
  const { f } = context;
  const days = burnDown(campaign, report);
  if (days.length === 0) {
    return panel("Day by day", empty("No day yet", "As soon as a coupon is given, its day is here."));
  }
  if (days.length === 1) {
    return panel("Day by day", oneDay(f, campaign, days[0]));
  }
  const shared = { x: days.map((day) => dateSeconds(day.date)), labels: days.map((day) => f.date(day.date)), xLabel: "Day", height: 190 };
  const budget = campaign.limits?.budget;
  const money = budget
    ? chart({
        ...shared,
        title: "Budget left at the end of each day",
        summary: `${f.minor(days.at(-1).spent)} of ${f.money(budget)} spent.`,
        series: [
          { label: "Left", values: days.map((day) => day.left), kind: "step", area: true, points: true },
          { label: "Budget", values: days.map(() => toMinor(budget)), colour: "--c6", dash: [4, 4] },
        ],
        format: f.minor,
        axisFormat: f.compactMinor,
      })
    : chart({ ...shared, title: "Taken off so far", summary: "This campaign has no budget.", series: [{ label: "Taken off", values: days.map((day) => day.spent), kind: "step", area: true, points: true }], format: f.minor, axisFormat: f.compactMinor });
  const counts = chart({
    ...shared,
    title: "Coupons by day",
    series: [
      { label: "Claimed", values: days.map((day) => day.claimed), kind: "bars", colour: "--c1" },
      { label: "Redeemed", values: days.map((day) => day.redeemed), points: true, colour: "--c2" },
    ],
    format: f.number,
    axisFormat: f.compact,
  });
  return h("div", { class: "columns" }, panel(budget ? "Budget" : "Taken off", money), panel("Coupons", counts));
}

/** A chart of one day says less than its figures. */
function oneDay(f, campaign, day) {
  const coupons = (count) => `${f.number(count)} ${count === 1 ? "coupon" : "coupons"}`;
  return [
    h("p", {}, `All of it on ${f.date(day.date)}: ${coupons(day.claimed)} given, ${f.number(day.redeemed)} redeemed, ${f.minor(day.spent)} taken off.`),
    campaign.limits?.budget && h("p", {}, `${f.minor(day.left)} of the budget of ${f.money(campaign.limits.budget)} is left.`),
    h("p", { class: "hint" }, "From the second day on there are charts here."),
  ];
}

/** What became of those given something, beside those held out. */
export function comparisonPanel(context, campaign, report) {
  const { f } = context;
  const both = report.comparison;
  if (!both) {
    return panel("Control group", empty("Nobody is held out", "With a control group the campaign shows what it brings beyond what customers do anyway."));
  }
  const rows = [
    ["Given", both.given ?? {}],
    ["Held out", both.heldOut ?? {}],
  ];
  return panel(
    "Control group",
    `Who ordered again within ${both.returnDays} days: those given a coupon, and those who would have been but were held out.`,
    stats(
      stat("Ordered again, difference", interval(both.returnRateDifference, f.points), range(both.returnRateDifference, f.points, "percentage points; ")),
      stat("Spent each, difference", interval(both.meanSpentDifference, (value) => f.minor(Math.round(value))), range(both.meanSpentDifference, (value) => f.minor(Math.round(value)))),
    ),
    plainTable({
      caption: "Both groups",
      columns: [
        { label: "Group", value: ([label]) => label },
        { label: "Customers", numeric: true, value: ([, group]) => f.number(group.customers) },
        { label: "Came back", numeric: true, value: ([, group]) => f.share(group.returnRate) },
        { label: "Spent each", numeric: true, wide: true, value: ([, group]) => f.minor(Math.round(toNumber(group.meanSpentMinor))) },
      ],
      rows,
    }),
    h("p", { class: "hint" }, `${verdict(both)} ${stillRunning(f, both)}`.trim()),
  );
}

function interval(figure, text) {
  return figure ? text(toNumber(figure.estimate)) : "–";
}

function range(figure, text, unit = "") {
  return figure ? `${unit}${text(toNumber(figure.lower))} to ${text(toNumber(figure.upper))}, 95 % interval` : "not enough customers yet";
}

/** How many customers may still order within their days. */
function stillRunning(f, { given = {}, heldOut = {} }) {
  const left = [given, heldOut].reduce((sum, group) => sum + toNumber(group.customers) - toNumber(group.complete), 0);
  return left > 0 ? `The days of ${f.number(left)} of these customers are not over yet.` : "";
}

function verdict(both) {
  const figure = both.returnRateDifference;
  if (!figure || toNumber(both.heldOut?.customers) < 30) {
    return "Too few customers are held out to say anything.";
  }
  if (toNumber(figure.lower) > 0) {
    return "Those given a coupon come back more; chance alone would hardly show this.";
  }
  return toNumber(figure.upper) < 0 ? "Those given a coupon come back less." : "The interval holds zero: this may be chance.";
}

/** The draws of a surprise, and whether they follow from the seed. */
export function drawsPanel(context, campaign) {
  const { f } = context;
  const result = h("div", { "aria-live": "polite" });
  const verify = async () => {
    fill(result, loading("Checking …"));
    try {
      fill(result, checked(f, await verifyAll(context, campaign)));
    } catch (error) {
      fill(result, failure(error, verify));
    }
  };
  const list = table({
    caption: "Draws",
    columns: [
      { label: "No.", value: (row) => row.number },
      { label: "Customer", value: (row) => h("a", { href: context.link("customers", [lastPart(row.customer)]), tabindex: -1 }, lastPart(row.customer)) },
      { label: "Order", wide: true, value: (row) => row.orderId },
      { label: "Roll", numeric: true, value: (row) => f.number(row.roll) },
      { label: "Wins below", numeric: true, wide: true, value: (row) => f.number(row.chanceBasisPoints) },
      { label: "Came of it", value: (row) => badge(words(row.outcome, "DRAW_OUTCOME_"), row.outcome === "DRAW_OUTCOME_WON" ? "good" : "plain") },
      { label: "When", wide: true, value: (row) => time(f, row.drawTime) },
    ],
    source: pages(`/v1/${campaign.name}/draws`, {}, "draws", context.signal),
    empty: "No order has been drawn for yet.",
    height: "24rem",
  });
  const canCheck = Boolean(campaign.surprise.seed);
  return panel(
    "Draws",
    canCheck ? "The seed is open now, so that anybody can check every roll." : "The seed is shown when the campaign has ended; until then its commitment binds it.",
    canCheck && h("p", {}, button("Check all rolls", verify)),
    result,
    list.element,
  );
}

async function verifyAll({ signal }, campaign) {
  let token = "";
  const sum = { checked: 0, wrong: 0 };
  do {
    const page = await get(`/v1/${campaign.name}/draws:verify`, { pageToken: token }, signal);
    sum.checked += toNumber(page.checked);
    sum.wrong += toNumber(page.wrong);
    token = page.nextPageToken ?? "";
  } while (token);
  return sum;
}

function checked(f, sum) {
  return h("p", { class: sum.wrong === 0 ? "note" : "note warn" }, sum.wrong === 0 ? `All ${f.number(sum.checked)} rolls follow from the seed.` : `${f.number(sum.wrong)} of ${f.number(sum.checked)} rolls do not follow from the seed.`);
}
