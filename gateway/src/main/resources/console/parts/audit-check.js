import { h } from "../core/dom.js";
import { words } from "../core/format.js";
import { why } from "../core/program.js";
import { button, panel, stat, stats } from "./page.js";
import { table } from "./table.js";
import { work } from "./work.js";

/** Looks whether the journals of keys, of the audit log and of approvals are whole and keep their rules. */
export function auditCheck(context) {
  const job = work({ context, path: () => "/v1/accessJournal:verify", label: "Check of the audit log" });
  const start = () => {
    const findings = [];
    job.run({ maxFindings: 1000, context: why("Asked for in the console") }, (message, result) => {
      if (message.finding) {
        findings.push(message.finding);
      } else if (message.summary) {
        result.replaceChildren(...verdict(context, message.summary, findings));
      }
    });
  };
  return panel("Check the audit log", "Each event's bytes, hashes, order and rules, of keys, acts and approvals.", h("div", { class: "bar" }, button("Check", start)), job.element);
}

function verdict({ f }, summary, findings) {
  const count = Number(summary.findings ?? findings.length);
  return [
    h("p", { class: count === 0 ? "note" : "note warn" }, count === 0 ? "All is well: nothing breaks a rule." : `${f.number(count)} places break a rule.`),
    stats(
      stat("Acts", f.number(summary.acts)),
      stat("Events", f.number(summary.events)),
      stat("Findings", f.number(count), "", count > 0 ? "bad" : ""),
      stat("Took", f.duration(summary.elapsedTime)),
    ),
    findings.length > 0 &&
      table({
        caption: "Findings",
        columns: [
          { label: "Rule", value: (row) => words(row.rule, "ACCESS_RULE_"), sort: (row) => row.rule },
          { label: "Journal", value: (row) => row.subject, sort: (row) => row.subject },
          { label: "Event", numeric: true, value: (row) => row.sequenceNumber ?? "" },
          { label: "What is wrong", value: (row) => h("span", { class: "text-cell", title: row.message }, row.message) },
        ],
        rows: findings,
      }).element,
  ].filter(Boolean);
}
