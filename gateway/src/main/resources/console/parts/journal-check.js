import { h } from "../core/dom.js";
import { lastPart, words } from "../core/format.js";
import { why } from "../core/program.js";
import { field } from "./form.js";
import { button, panel, stat, stats } from "./page.js";
import { table } from "./table.js";
import { work } from "./work.js";

/** Looks whether the journal is whole, keeps its rules, and is told rightly by what is beside it. */
export function checkTab(context) {
  return h("div", { class: "columns" }, verify(context), drift(context));
}

function verify(context) {
  const customer = field({ name: "customer", label: "Customer", hint: "Empty for the whole program.", spellcheck: "false" });
  const job = work({ context, path: () => "/v1/journal:verify", label: "Check of the journal" });
  const start = (event) => {
    event.preventDefault();
    const id = customer.value.trim();
    const whose = id ? { customer: `${context.name}/customers/${id}` } : { program: context.name };
    judge(context, job, { ...whose, maxFindings: 1000, context: why("Asked for in the console") });
  };
  return panel("Check the journal", "Each event's bytes, hashes, sums and order, and the customers' list beside it.", h("form", { class: "bar", on: { submit: start } }, customer.element, button("Check", undefined, "primary", { type: "submit" })), job.element);
}

function drift(context) {
  const customers = field({ name: "customers", label: "Customers", type: "number", value: "1000", min: 1, max: 100000, hint: "Chosen by chance." });
  const job = work({ context, path: () => "/v1/journal:checkDrift", label: "Check for drift" });
  const start = (event) => {
    event.preventDefault();
    judge(context, job, { program: context.name, customers: Number(customers.value), maxFindings: 1000, context: why("Asked for in the console") });
  };
  return panel("Check for drift", "Whether customers in memory, snapshots and the customers' list are what their events come to.", h("form", { class: "bar", on: { submit: start } }, customers.element, button("Check", undefined, "primary", { type: "submit" })), job.element);
}

function judge(context, job, body) {
  const findings = [];
  job.run(body, (message, result) => {
    if (message.finding) {
      findings.push(message.finding);
    } else if (message.summary) {
      result.replaceChildren(...verdict(context, message.summary, findings));
    }
  });
}

function verdict({ f, ...context }, summary, findings) {
  const count = Number(summary.findings ?? findings.length);
  return [
    h("p", { class: count === 0 ? "note" : "note warn" }, count === 0 ? "All is well: nothing breaks a rule." : `${f.number(count)} places break a rule.`),
    stats(
      stat("Customers", f.number(summary.customers ?? summary.liveStates)),
      stat("Events", f.number(summary.events)),
      stat("Findings", f.number(count), "", count > 0 ? "bad" : ""),
      stat("Took", f.duration(summary.elapsedTime)),
    ),
    findings.length > 0 &&
      table({
        caption: "Findings",
        columns: [
          { label: "Rule", value: (row) => words(row.rule, "VERIFICATION_RULE_"), sort: (row) => row.rule },
          { label: "Whose", value: (row) => lastPart(row.subject), sort: (row) => row.subject },
          { label: "Event", numeric: true, value: (row) => row.sequenceNumber ?? "" },
          { label: "What is wrong", value: (row) => h("span", { class: "text-cell", title: row.message }, row.message) },
        ],
        rows: findings,
        onOpen: (row) => row.subject?.includes("/customers/") && context.go("journal", [lastPart(row.subject), row.sequenceNumber]),
      }).element,
  ].filter(Boolean);
}
