import { get } from "../core/api.js";
import { h } from "../core/dom.js";
import { lastPart, toMinor, toNumber, toSeconds } from "../core/format.js";
import { addDays, dateQuery, dateSeconds, dateText, worth } from "../core/program.js";
import { chart } from "../parts/chart.js";
import { pageHead, panel, stat, stats } from "../parts/page.js";
import { segmented } from "../parts/segmented.js";
import { empty, eventually } from "../parts/states.js";

const MOST_DAYS = 800;
const RANGES = [
  ["30", "30 days"],
  ["90", "90 days"],
  ["365", "1 year"],
];

/** How the program stands, and how it went day by day. */
export function overviewPage(context) {
  const { program, f } = context;
  return [
    pageHead(program.displayName || context.id, `What customers hold and how the shop went. Days are days in ${f.zone}.`),
    eventually(() => get(`/v1/${context.name}/totals`, {}, context.signal), (totals) => standing(context, totals)),
    days(context),
    h("div", { class: "columns" }, nps(context), running(context)),
  ];
}

function standing({ program, f }, totals) {
  const value = worth(program, Math.max(0, toNumber(totals.outstanding)));
  const sums = totals.totals ?? {};
  return stats(
    stat("Points outstanding", f.number(totals.outstanding), value === undefined ? "in customers' hands" : `worth ${f.minor(value)}`),
    stat("Customers", f.number(totals.customerCount)),
    stat("Orders", f.number(totals.orderCount)),
    stat("Points earned", f.number(sums.earned), "since the beginning"),
    stat("Points spent", f.number(sums.spent), "since the beginning"),
    stat("Points expired", f.number(sums.expired), "since the beginning"),
  );
}

function days(context) {
  const place = h("div", { class: "stack" });
  const draw = (range) => {
    const load = async () => {
      const end = await lastDay(context);
      if (!end.last) {
        return { days: [] };
      }
      const asked = addDays(end.last, 1 - Number(range));
      const figures = await figuresOf(context, end.first > asked ? end.first : asked, end.last);
      return { ...figures, isPast: end.isPast, outstandingNow: end.outstandingNow };
    };
    place.replaceChildren(eventually(load, (figures) => dayCharts(context, figures), { className: "stack" }));
  };
  const choice = context.place.query.range ?? "30";
  draw(choice);
  const bar = segmented("Range", RANGES, choice, (range) => {
    context.mark({ range });
    draw(range);
  });
  return h("section", { class: "stack" }, h("div", { class: "section-head" }, h("h2", {}, "Day by day"), bar), place);
}

function figuresOf(context, start, end) {
  return get(`/v1/${context.name}/figures`, { ...dateQuery("startDate", start), ...dateQuery("endDate", end) }, context.signal);
}

/** The last day to show: the latest, or, of a shop whose orders are all of long ago as a replay's are, the last one with an order. */
async function lastDay(context) {
  const latest = await get(`/v1/${context.name}/figures`, {}, context.signal);
  const days = latest.days ?? [];
  const first = dateText(latest.firstDate);
  const last = dateText(days.at(-1)?.date);
  if (!first || days.some((day) => toNumber(day.orderCount) > 0)) {
    return { first, last };
  }
  const end = addDays(first, MOST_DAYS - 1);
  const past = await figuresOf(context, first, end < last ? end : last);
  const ordered = (past.days ?? []).filter((day) => toNumber(day.orderCount) > 0).at(-1);
  return ordered ? { first, last: dateText(ordered.date), isPast: true, outstandingNow: toNumber(days.at(-1).outstanding) } : { first, last };
}

function dayCharts(context, figures) {
  const { f } = context;
  const rows = figures.days ?? [];
  if (rows.length === 0) {
    return empty("No days yet", "As soon as there are orders, their days are here.");
  }
  const names = rows.map((row) => dateText(row.date));
  const shared = { x: names.map(dateSeconds), labels: names.map((name) => f.date(name)), xLabel: "Day" };
  const column = (key) => rows.map((row) => toNumber(row[key]));
  const sum = (key) => column(key).reduce((a, b) => a + b, 0);
  const money = (key) => rows.map((row) => toMinor(row[key]));
  const gone = `${f.number(sum("pointsIssued"))} points issued, ${f.number(sum("pointsRedeemed"))} redeemed, ${f.number(sum("pointsExpired"))} expired, ${f.number(sum("pointsTakenBack"))} taken back by refunds.`;
  const bars = (label, values, pile, colour) => ({ label, values, kind: "bars", pile, colour });
  return [
    figures.isPast && h("p", { class: "note" }, pastText(f, names.at(-1), rows.at(-1), figures.outstandingNow)),
    panel(
      "Points in and out",
      gone,
      chart({
        ...shared,
        title: "Points by day",
        series: [
          bars("Issued", column("pointsIssued"), "up", "--c1"),
          bars("Redeemed", column("pointsRedeemed"), "down", "--c2"),
          bars("Expired", column("pointsExpired"), "down", "--c3"),
          bars("Taken back", column("pointsTakenBack"), "down", "--c4"),
        ],
        format: f.number,
        axisFormat: f.compact,
        height: 260,
      }),
    ),
    h(
      "div",
      { class: "columns" },
      panel(
        "Outstanding",
        chart({ ...shared, title: "Points outstanding at the end of each day", series: [{ label: "Outstanding", values: column("outstanding"), kind: "step", area: true }], format: f.number, axisFormat: f.compact, height: 200 }),
      ),
      panel(
        "Active customers",
        chart({
          ...shared,
          title: "Active and new customers by day",
          series: [bars("Active", column("activeCustomers"), undefined, "--c1"), { label: "New", values: column("newCustomers"), colour: "--c3" }],
          format: f.number,
          height: 200,
        }),
      ),
      panel(
        "Sales",
        chart({
          ...shared,
          title: "Spent and refunded by day",
          series: [bars("Spent", money("spent"), "up", "--c2"), bars("Refunded", money("refunded"), "down", "--c4")],
          format: f.minor,
          axisFormat: f.compactMinor,
          height: 200,
        }),
      ),
      panel(
        "Orders",
        chart({ ...shared, title: "Orders and refunds by day", series: [bars("Orders", column("orderCount"), "up", "--c1"), bars("Refunds", column("refundCount"), "down", "--c4")], format: f.number, height: 200 }),
      ),
    ),
  ];
}

/** Why the days end where they do, and what came of the points afterwards, so that charts and figures above agree. */
function pastText(f, last, row, now) {
  const then = toNumber(row.outstanding);
  const after = now === then ? "Nothing has changed since." : `What was recorded for later days is not in them; it took the points outstanding from ${f.number(then)} to ${f.number(now)}.`;
  return `The latest orders were bought on ${f.date(last)}, so these are the days up to then. ${after}`;
}

function nps(context) {
  const load = async () => {
    const { surveys = [] } = await get(`/v1/${context.name}/surveys`, { pageSize: 50 }, context.signal);
    const survey = surveys.find((each) => each.questions?.some((question) => question.kind === "QUESTION_KIND_NPS"));
    if (!survey) {
      return undefined;
    }
    const reported = (includeSimulated) => get(`/v1/${survey.name}/report`, { includeSimulated }, context.signal);
    const report = await reported(false);
    // As long as nobody has answered, those of a replay show what will be here, and are said to be so.
    const isReal = toNumber(report.total?.answered) > 0;
    return { survey, report: isReal ? report : await reported(true), isReal };
  };
  const content = (found) => {
    const total = found?.report.total;
    if (!total) {
      return empty("No survey asks for it", "Make one with the question “How likely are you to recommend us?”.");
    }
    const { score } = total;
    const isSimulated = !found.isReal && toNumber(total.answered) > 0;
    return [
      isSimulated && h("p", { class: "note warn" }, "These answers are simulated, by the replay. Those of customers take their place as soon as there are any."),
      stats(
        stat("NPS", score?.n > 0 ? context.f.decimal(score.value, 0) : "–", score?.n > 0 ? `${context.f.decimal(score.low, 0)} to ${context.f.decimal(score.high, 0)}, 95 % interval` : "no answers yet"),
        stat("Answers", context.f.number(total.answered), `of ${context.f.number(total.invited)} invited`),
      ),
      h("p", {}, h("a", { href: context.link("feedback", [], { survey: lastPart(found.survey.name) }) }, `All of ${found.survey.displayName || lastPart(found.survey.name)}`)),
    ];
  };
  return panel("Would customers recommend the shop?", eventually(load, content, { className: "stack tight" }));
}

function running(context) {
  const { f } = context;
  const load = async () => {
    const [status, follows] = await Promise.all([
      get("/v1/operations/status", {}, context.signal),
      get("/v1/operations/projections", {}, context.signal).catch(() => ({ projections: [] })),
    ]);
    return { status, follows: follows.projections ?? [] };
  };
  const content = ({ status, follows }) => {
    const methods = status.methods ?? [];
    const checkouts = methods.filter((each) => /Checkout|Reservation/.test(each.method)).reduce((sum, each) => sum + toNumber(each.callsPerSecond), 0);
    const errors = Object.values(status.calls?.errors ?? {}).reduce((sum, each) => sum + toNumber(each), 0);
    const lag = follows.reduce((most, each) => Math.max(most, toSeconds(each.lagTime)), 0);
    const down = (status.backends ?? []).filter((each) => !each.serving);
    return [
      stats(
        stat("Checkouts a second", f.decimal(checkouts, 1), "in the last minute"),
        stat("Errors", f.number(errors), `of ${f.number(status.calls?.callCount)} calls`, errors > 0 ? "warn" : ""),
        stat("Feed lag", f.duration(lag), "the slowest projection", lag > 60 ? "warn" : ""),
        stat("Services", down.length === 0 ? "All well" : `${down.length} away`, `${(status.backends ?? []).length} services`, down.length > 0 ? "bad" : ""),
      ),
      h("p", {}, h("a", { href: context.link("operations") }, "All of operations")),
    ];
  };
  return panel("How it runs", eventually(load, content, { className: "stack tight" }));
}
