import { h } from "../core/dom.js";
import { lastPart, toNumber, words } from "../core/format.js";
import { tierName } from "../core/program.js";
import { chart } from "./chart.js";
import { panel, stat, stats } from "./page.js";
import { plainTable } from "./table.js";

const FIGURES = [
  ["issuedPoints", "Points issued"],
  ["cutPoints", "Cut by caps"],
  ["redeemedPoints", "Points redeemed"],
  ["takenBackPoints", "Taken back by refunds"],
  ["expiredPoints", "Expired"],
  ["outstandingPoints", "Outstanding at the end"],
  ["liabilityMinor", "Liability", true],
  ["orderCount", "Orders"],
];

/** What a back-test came to: the rules as they were beside the candidate. */
export function backtestResult(context, result) {
  const { f } = context;
  const differences = toNumber(result.baselineDifferenceCount);
  const head = h(
    "p",
    { class: differences === 0 ? "note" : "note warn" },
    `${f.number(result.eventCount)} events of ${f.number(result.customerCount)} customers were told again. `,
    differences === 0 ? "Under the rules as they were, they come to what the journal has." : `Under the rules as they were, ${f.number(differences)} things differ from the journal, so read the rest with care.`,
  );
  return [head, ...(result.candidates ?? []).flatMap((candidate) => oneCandidate(context, result, candidate))];
}

function oneCandidate(context, result, candidate) {
  const { f } = context;
  const gain = candidate.gain ?? {};
  return [
    stats(
      stat("Points issued", change(f, result.baseline.issuedPoints, candidate.figures.issuedPoints), "against the rules as they were"),
      stat("Outstanding", change(f, result.baseline.outstandingPoints, candidate.figures.outstandingPoints)),
      stat("Who gains", f.number(gain.winnerCount), `${f.number(gain.pointsWon)} points`),
      stat("Who loses", f.number(gain.loserCount), `${f.number(gain.pointsLost)} points`),
      stat("As before", f.number(gain.unchangedCount)),
    ),
    h("div", { class: "columns" }, panel("Month by month", months(context, result.baseline, candidate)), panel("Figures", figures(context, result, candidate))),
    h("div", { class: "columns" }, panel("Tiers", moves(context, candidate)), panel("By kind of customer", segments(context, candidate))),
    h("div", { class: "columns" }, panel("Who gains most", people(context, candidate.greatestWinners)), panel("Who loses most", people(context, candidate.greatestLosers))),
  ];
}

function change(f, before, after) {
  const from = toNumber(before);
  return from === 0 ? f.signed(toNumber(after)) : `${toNumber(after) >= from ? "+" : ""}${f.share((toNumber(after) - from) / from)}`;
}

function months({ f }, baseline, candidate) {
  const names = (baseline.months ?? []).map((each) => each.month);
  const of = (figures) => names.map((name) => toNumber(figures.months?.find((each) => each.month === name)?.issuedPoints));
  return chart({
    title: "Points issued by month",
    x: names,
    labels: names.map((name) => f.month(name)),
    series: [
      { label: "As it was", values: of(baseline), kind: "bars", colour: "--c6" },
      { label: candidate.displayName || "Candidate", values: of(candidate.figures), kind: "line", points: true, colour: "--c1" },
    ],
    format: f.number,
    axisFormat: f.compact,
    xLabel: "Month",
  });
}

function figures({ f }, result, candidate) {
  const text = (value, isMoney) => (isMoney ? (value === undefined ? "–" : f.minor(value, result.currencyCode)) : f.number(value));
  return plainTable({
    caption: "Figures as they were, and of the candidate",
    columns: [
      { label: "Figure", value: ([, label]) => label },
      { label: "As it was", numeric: true, value: ([key, , isMoney]) => text(result.baseline[key], isMoney) },
      { label: candidate.displayName || "Candidate", numeric: true, value: ([key, , isMoney]) => text(candidate.figures[key], isMoney) },
    ],
    rows: FIGURES,
  });
}

function moves({ f, program }, candidate) {
  return plainTable({
    caption: "Customers who would be of another tier",
    columns: [
      { label: "Was", value: (row) => tierName(program, row.fromTierId) },
      { label: "Would be", value: (row) => tierName(program, row.toTierId) },
      { label: "Customers", numeric: true, value: (row) => f.number(row.customerCount) },
    ],
    rows: (candidate.tierMoves ?? []).filter((row) => (row.fromTierId ?? "") !== (row.toTierId ?? "")),
    empty: "Everybody keeps their tier.",
  });
}

const QUARTERS = { q1: "lowest quarter", q2: "second quarter", q3: "third quarter", q4: "highest quarter" };

/** What a kind of customers is called. */
function segmentName(program, { kind, segment }) {
  const of = words(kind, "BACKTEST_SEGMENT_KIND_");
  return `${of}: ${of === "Tier" && segment !== "none" ? tierName(program, segment) : QUARTERS[segment] || segment || "none"}`;
}

function segments({ f, program }, candidate) {
  return plainTable({
    caption: "Gains and losses by kind of customer",
    columns: [
      { label: "Kind", value: (row) => segmentName(program, row) },
      { label: "Gain", numeric: true, value: (row) => f.number(row.gain?.winnerCount) },
      { label: "Lose", numeric: true, value: (row) => f.number(row.gain?.loserCount) },
      { label: "Points", numeric: true, value: (row) => f.signed(toNumber(row.gain?.pointsWon) - toNumber(row.gain?.pointsLost)) },
    ],
    rows: candidate.segments ?? [],
    empty: "There are no customers.",
  });
}

function people(context, rows = []) {
  const { f } = context;
  return plainTable({
    caption: "Customers",
    columns: [
      { label: "Customer", value: (row) => h("a", { href: context.link("customers", [lastPart(row.customer)]) }, lastPart(row.customer)) },
      { label: "Was", numeric: true, value: (row) => f.number(row.baselinePoints) },
      { label: "Would be", numeric: true, value: (row) => f.number(row.candidatePoints) },
      { label: "Difference", numeric: true, value: (row) => f.signed(row.gainPoints) },
    ],
    rows: rows.slice(0, 20),
    empty: "Nobody.",
  });
}
