import { pages } from "../core/api.js";
import { h } from "../core/dom.js";
import { time } from "./page.js";
import { table } from "./table.js";

/** Whose journal it was, without its program; all of them where nobody is named. */
function whose(subject = "") {
  const [, program, ...rest] = subject.split("/");
  return rest.length > 0 ? rest.join("/") : program || "everything";
}

/** What admins did with the journal, and why. */
export function actsTab(context) {
  const { f } = context;
  return table({
    caption: "Acts of admins",
    columns: [
      { label: "Began", value: (row) => time(f, row.beginTime) },
      { label: "What", value: (row) => row.verb },
      { label: "On", value: (row) => h("span", { class: "id-cell", title: row.subject }, whose(row.subject)) },
      { label: "By", value: (row) => row.principal || row.operator || "" },
      { label: "Reason", wide: true, value: (row) => h("span", { class: "text-cell", title: row.reason }, row.reason ?? "") },
      { label: "Outcome", wide: true, value: (row) => row.outcome ?? "under way" },
    ],
    source: pages("/v1/journal/acts", {}, "acts", context.signal),
    empty: "No admin has done anything.",
  }).element;
}
