import { h } from "../core/dom.js";
import { amountText } from "../core/campaign.js";
import { fromMinor, parseAmount, toNumber, words } from "../core/format.js";
import { tierName, why } from "../core/program.js";
import { backtestResult } from "./backtest-result.js";
import { field, form, invalid } from "./form.js";
import { panel } from "./page.js";
import { work } from "./work.js";

const BEHAVIOURS = ["SAME_REQUESTS", "SAME_SHARE", "NONE"];
const RULES = ["earning", "tiers", "lots", "refunds", "redemption"];

/** Tells the program's history again under other rules, in memory, and compares. */
export function backtestTab(context) {
  const { program } = context;
  const job = work({ context, path: () => `/v1/${context.name}:backtest`, label: "Back-test" });
  const fields = ruleFields(context);
  const submit = async (values) => {
    const candidate = candidateOf(program, values);
    const body = { candidates: [candidate], redemptionBehaviour: values.redemptionBehaviour, context: why("Asked for in the console") };
    await job.run(body, (message, result) => message.result && result.replaceChildren(...backtestResult(context, message.result)));
  };
  return h(
    "div",
    { class: "stack" },
    panel("Other rules", "What would have come of this program's history under them. Nothing is changed, and nobody gets anything.", form({ fields, label: "Tell the history again", submit, className: "pairs" })),
    job.element,
  );
}

function ruleFields({ program }) {
  const rate = program.earning?.rate ?? {};
  const rules = Object.fromEntries(RULES.filter((key) => program[key]).map((key) => [key, program[key]]));
  const digits = { inputmode: "numeric" };
  return [
    field({ name: "points", label: "Points", value: rate.points ?? "1", hint: "So many points …", ...digits }),
    field({ name: "per", label: `For so much money (${program.currencyCode})`, value: amountText(rate.per), hint: "… for each of these amounts.", inputmode: "decimal" }),
    field({ name: "expiryDays", label: "Points expire after days", value: String(program.lots?.expiryDays ?? 0), hint: "0 is never.", ...digits }),
    field({ name: "maxPointsPerOrder", label: "Most points of one order", value: String(toNumber(program.earning?.maxPointsPerOrder)), hint: "0 is no cap.", ...digits }),
    field({ name: "redemptionBehaviour", label: "What customers do with points", type: "select", options: BEHAVIOURS.map((each) => [`REDEMPTION_BEHAVIOUR_${each}`, words(each)]), hint: "Spend as they did; the same share; nothing." }),
    field({ name: "displayName", label: "Name of the candidate", value: "Candidate", hint: "For the result." }),
    field({ name: "rules", label: "All rules, as JSON", type: "textarea", rows: 8, value: JSON.stringify(rules, null, 2), className: "whole", spellcheck: "false", class: "code-input", hint: `The fields above win over it. Tiers now: ${(program.tiers?.tiers ?? []).map((each) => tierName(program, each.tierId)).join(", ") || "none"}.` }),
  ];
}

function candidateOf(program, values) {
  const candidate = { ...program, ...parsed(values.rules), displayName: values.displayName };
  const per = parseAmount(values.per, program.currencyCode);
  if (!per) {
    throw invalid("per", "An amount above zero.");
  }
  for (const name of ["points", "expiryDays", "maxPointsPerOrder"]) {
    if (!/^\d{1,12}$/.test(values[name].trim())) {
      throw invalid(name, "A whole number.");
    }
  }
  candidate.earning = { ...candidate.earning, rate: { points: values.points.trim(), per: fromMinor(per, program.currencyCode) }, maxPointsPerOrder: values.maxPointsPerOrder.trim() };
  candidate.lots = { ...candidate.lots, expiryDays: Number(values.expiryDays) };
  return candidate;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalid("rules", error.message);
  }
}
