import { get } from "../core/api.js";
import { h } from "../core/dom.js";
import { toNumber } from "../core/format.js";
import { dateSeconds, tierName } from "../core/program.js";
import { chart } from "./chart.js";
import { panel, stat, stats } from "./page.js";
import { empty, eventually } from "./states.js";
import { plainTable } from "./table.js";

const KINDS = {
  QUESTION_KIND_NPS: { name: "NPS", first: 0, digits: 0, text: (f, value) => f.decimal(value, 0), sentence: "The share of 9 and 10 less that of 0 to 6." },
  QUESTION_KIND_CSAT: { name: "CSAT", first: 1, digits: 0, text: (f, value) => f.share(value / 100), sentence: "The share of 4 and 5." },
  QUESTION_KIND_CES: { name: "CES", first: 1, digits: 1, text: (f, value) => f.decimal(value, 1), sentence: "The mean from 1 to 7." },
};

/** What one survey came to: its figure, how it changed, how the scores are spread, and who came back. */
export function reportPanels(context, survey, includeSimulated) {
  const at = (group) => get(`/v1/${survey.name}/report`, { includeSimulated, group }, context.signal);
  const load = async () => {
    const [weeks, tiers] = await Promise.all([at("REPORT_GROUP_WEEK"), at("REPORT_GROUP_TIER").catch(() => undefined)]);
    return { weeks, tiers };
  };
  return eventually(load, ({ weeks, tiers }) => panels(context, survey, weeks, tiers), { className: "stack" });
}

function panels(context, survey, weeks, tiers) {
  const { f } = context;
  const kind = KINDS[weeks.scoreKind] ?? KINDS.QUESTION_KIND_NPS;
  const { total = {} } = weeks;
  const answered = toNumber(total.answered);
  if (answered === 0) {
    return empty("No answers yet", `${f.number(total.invited)} customers were invited.`);
  }
  const { score } = total;
  return [
    stats(
      stat(kind.name, kind.text(f, toNumber(score?.value)), `${kind.text(f, toNumber(score?.low))} to ${kind.text(f, toNumber(score?.high))}, 95 % interval`),
      stat("Answers", f.number(answered), `of ${f.number(total.invited)} invited`),
      stat("Answer rate", f.share(total.responseRate?.value), `${f.share(total.responseRate?.low)} to ${f.share(total.responseRate?.high)}`),
      stat("Mean score", f.decimal(toNumber(total.mean?.value), 1), `${f.decimal(toNumber(total.mean?.low), 1)} to ${f.decimal(toNumber(total.mean?.high), 1)}`),
    ),
    h("div", { class: "columns" }, panel("Week by week", trend(f, kind, weeks.rows ?? [])), panel("Scores", spread(f, kind, total))),
    h(
      "div",
      { class: "columns" },
      panel("By tier", groups(context, kind, tiers?.rows ?? [])),
      panel("Do those asked come back?", "Customers who were to be asked, beside those held out of all surveys.", eventually(() => get(`/v1/${survey.name}/returnReport`, {}, context.signal), (answer) => returned(f, answer))),
    ),
  ];
}

function trend(f, kind, rows) {
  const sorted = [...rows].filter((row) => row.key && toNumber(row.score?.n) > 0).sort((a, b) => a.key.localeCompare(b.key));
  if (sorted.length === 0) {
    return empty("No week has answers");
  }
  if (sorted.length === 1) {
    return empty("One week so far", `All answers are of the week from ${f.date(sorted[0].key)}. From the second week on there is a line here.`);
  }
  const of = (key) => sorted.map((row) => toNumber(row.score[key]));
  return chart({
    title: `${kind.name} by week, with its 95 % interval`,
    summary: `${kind.sentence} The wider the band, the fewer the answers.`,
    x: sorted.map((row) => dateSeconds(row.key)),
    labels: sorted.map((row) => f.date(row.key)),
    series: [{ label: kind.name, values: of("value"), low: of("low"), high: of("high"), points: true }],
    format: (value) => kind.text(f, value),
    xLabel: "Week from",
  });
}

function spread(f, kind, total) {
  const counts = (total.scoreCounts ?? []).map(toNumber);
  const names = counts.map((_, at) => String(at + kind.first));
  return chart({
    title: "Answers by score",
    x: names.map((name) => ` ${name}`),
    labels: names,
    series: [{ label: "Answers", values: counts, kind: "bars" }],
    format: f.number,
    xLabel: "Score",
  });
}

function groups(context, kind, rows) {
  const { f } = context;
  return plainTable({
    caption: `${kind.name} by tier`,
    columns: [
      { label: "Tier", value: (row) => tierName(context.program, row.key) },
      { label: kind.name, numeric: true, value: (row) => (toNumber(row.score?.n) > 0 ? kind.text(f, toNumber(row.score.value)) : "–") },
      { label: "95 % interval", numeric: true, value: (row) => (toNumber(row.score?.n) > 0 ? `${kind.text(f, toNumber(row.score.low))} to ${kind.text(f, toNumber(row.score.high))}` : "–") },
      { label: "Answers", numeric: true, value: (row) => f.number(row.answered) },
    ],
    rows,
    empty: "No answers by tier.",
  });
}

function returned(f, answer) {
  const { asked = {}, heldOut = {}, difference = {} } = answer;
  const missing = [
    [asked, "asked"],
    [heldOut, "held out"],
  ].filter(([share]) => toNumber(share.n) === 0);
  if (missing.length > 0) {
    return empty("Nothing to compare yet", `Nobody who was ${missing.map(([, name]) => name).join(" or ")} has had ${f.number(answer.days)} days to come back in yet.`);
  }
  return [
    stats(stat("Difference", f.points(difference.value), `percentage points; ${f.points(difference.low)} to ${f.points(difference.high)}, 95 % interval`)),
    plainTable({
      caption: "Both groups",
      columns: [
        { label: "Group", value: ([label]) => label },
        { label: "Customers", numeric: true, value: ([, share]) => f.number(share.n) },
        { label: "Came back", numeric: true, value: ([, share]) => f.share(share.value) },
      ],
      rows: [
        ["Asked", asked],
        ["Held out", heldOut],
      ],
    }),
  ];
}
