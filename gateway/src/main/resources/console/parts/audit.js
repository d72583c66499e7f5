import { pages } from "../core/api.js";
import { debounce, fill, h } from "../core/dom.js";
import { lastPart } from "../core/format.js";
import { auditCheck } from "./audit-check.js";
import { dialog } from "./dialog.js";
import { field } from "./form.js";
import { facts, json, time } from "./page.js";
import { badge } from "./states.js";
import { table } from "./table.js";

/** Who did what, with what was there before and after. */
export function auditTab(context) {
  const { f } = context;
  const everywhere = context.caller.programs?.includes("*");
  const whose = field({ name: "whose", label: "Of", type: "select", options: [[context.name, "this program"], ...(everywhere ? [["", "the whole installation"]] : [])] });
  const principal = field({ name: "principal", label: "By", placeholder: "keys/…", spellcheck: "false" });
  const method = field({ name: "method", label: "Method contains", className: "grow", spellcheck: "false" });
  const resource = field({ name: "resource", label: "On", className: "grow", placeholder: `${context.name}/…`, spellcheck: "false" });
  const list = h("div", {});
  const draw = () => {
    const path = whose.value ? `/v1/${whose.value}/audit` : "/v1/audit";
    const query = { principal: principal.value.trim(), method: method.value.trim(), resource: resource.value.trim() };
    const view = table({
      caption: "Audit log",
      columns: [
        { label: "When", value: (row) => time(f, row.beginTime) },
        { label: "Who", value: (row) => row.displayName || row.principal },
        { label: "What", value: (row) => lastPart(row.method) },
        { label: "On", value: (row) => h("span", { class: "text-cell", title: row.resource }, row.resource ?? "") },
        { label: "Came of it", value: (row) => cameOf(row) },
        { label: "From", wide: true, value: (row) => row.address ?? "" },
      ],
      source: pages(path, query, "entries", context.signal),
      onOpen: (row) => entryDialog(context, row),
      empty: "Nobody did anything like that.",
    });
    fill(list, view.element);
  };
  whose.control.addEventListener("change", draw);
  const later = debounce(300, draw);
  [principal, method, resource].forEach((each) => each.control.addEventListener("input", later));
  draw();
  return h("div", { class: "stack" }, h("div", { class: "bar" }, whose.element, principal.element, method.element, resource.element), list, everywhere && context.may("access.admin") && auditCheck(context));
}

/** What came of an act. As long as nobody told its end, it is under way, or whoever did it is gone. */
function cameOf(row) {
  if (!row.endTime) {
    return badge("No end yet", "warn");
  }
  const isDone = !row.code || row.code === "OK";
  return badge(isDone ? "Done" : row.reason || row.code, isDone ? "good" : "bad");
}

function entryDialog({ f }, row) {
  const part = (title, text) => text && h("div", { class: "stack tight" }, h("h3", {}, title), json(text, title));
  dialog({ title: lastPart(row.method), wide: true }, () => [
    facts([
      ["When", time(f, row.beginTime)],
      ["Who", row.displayName],
      ["Principal", row.principal],
      ["From", row.address],
      ["On", row.resource],
      ["Outcome", row.endTime ? [row.code || "OK", row.reason].filter(Boolean).join(", ") : "No end was told yet."],
      ["Approval", row.approval],
    ]),
    part("Request", row.requestJson),
    h("div", { class: "diff" }, part("Before", row.beforeJson), part("After", row.afterJson)),
  ]);
}
