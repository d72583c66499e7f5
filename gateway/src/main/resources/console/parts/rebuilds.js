import { post } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { toNumber } from "../core/format.js";
import { why } from "../core/program.js";
import { ask } from "./dialog.js";
import { field } from "./form.js";
import { button, panel } from "./page.js";
import { work } from "./work.js";

const REBUILDS = [
  ["/v1/journal:rebuildDirectory", "Customers' list", "Builds the list of customers and the sums of programs again beside the old ones, compares, and switches."],
  ["/v1/campaignJournal:rebuildDirectory", "Campaigns' list", "Builds what is beside the campaigns' journals again."],
  ["/v1/models:rebuild", "Recommendations", "Tells the recommendations everything again from the feed."],
];

/** What can be built again from the journals: each with its progress, what came of it, and a cancel. */
export function rebuilds(context) {
  return panel("Rebuild from the journal", [...REBUILDS.map((each) => rebuild(context, each)), figures(context)]);
}

function rebuild(context, [path, label, text]) {
  const job = work({ context, path: () => path, label: `Rebuild: ${label}` });
  const run = async (reason) => {
    begin.disabled = true;
    try {
      await job.run({ context: why(reason) }, (message, result) => rebuilt(context, message, result));
    } finally {
      begin.disabled = false;
    }
  };
  const begin = start(label, text, ({ reason }) => {
    run(reason);
  });
  return part(label, text, begin, job.element);
}

/** The figures are counted behind the answer: the list of projections above shows how far they are. */
function figures(context) {
  const label = "Figures by day";
  const text = "Counts the figures of all programs again from the journal. Until they are told, overview and insights are without them.";
  const result = h("div", { "aria-live": "polite" });
  const begin = start(label, text, async ({ reason }) => {
    await post("/v1/figures:rebuild", { context: why(reason) }, context.signal);
    fill(result, h("p", { class: "note" }, "They are counted again. How far they are stands above, under projections."));
  });
  return part(label, text, begin, result);
}

function start(label, text, submit) {
  const fields = () => [field({ name: "reason", label: "Reason", required: true, maxlength: 200, hint: "It stands in the audit log." })];
  return button("Rebuild", () => ask({ title: `Rebuild: ${label}`, text, fields: fields(), label: "Rebuild", submit }), "small", { "aria-label": `Rebuild: ${label}` });
}

function part(label, text, begin, below) {
  return h("div", { class: "stack tight" }, h("div", { class: "section-head" }, h("div", {}, h("h3", {}, label), h("p", { class: "hint" }, text)), begin), below);
}

function rebuilt({ f }, message, result) {
  const { rebuild: told, outcome } = message;
  if (told) {
    const differences = ["customers", "programs", "sagas"].map((key) => told[key]).filter(Boolean).reduce((sum, each) => sum + toNumber(each.missingCount) + toNumber(each.extraCount) + toNumber(each.differentCount), 0);
    result.replaceChildren(h("p", { class: differences === 0 ? "note" : "note warn" }, `${f.number(told.eventCount)} events were told again. ${differences === 0 ? "Nothing was different." : `${f.number(differences)} rows were different, and are right now.`}`));
  } else if (outcome || message.events) {
    result.replaceChildren(h("p", { class: "note" }, outcome ? `Done. ${outcome.differentPrograms?.length ? `Different now: ${outcome.differentPrograms.join(", ")}.` : "Nothing was different."}` : `${f.number(message.events)} events so far.`));
  } else {
    result.replaceChildren(h("p", { class: "note" }, "Done."));
  }
}
