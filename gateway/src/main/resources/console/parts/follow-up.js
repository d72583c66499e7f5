import { get, patch, requestId } from "../core/api.js";
import { h } from "../core/dom.js";
import { lastPart, words } from "../core/format.js";
import { dialog } from "./dialog.js";
import { field, form } from "./form.js";
import { facts, time } from "./page.js";
import { eventually, toast } from "./states.js";

const STATES = ["OPEN", "IN_PROGRESS", "RESOLVED"].map((each) => [`FOLLOW_UP_STATE_${each}`, words(each)]);
const PAGE = 200;
const MOST_PAGES = 5;

/** One follow-up: what the customer said, its notes, who has it, and where it stands. */
export function followUpDialog(context, row, again) {
  const { f } = context;
  const request = requestId();
  const customer = row.name.split("/")[3];
  const fields = [
    field({ name: "state", label: "State", type: "select", value: row.state, options: STATES }),
    field({ name: "assignee", label: "Assigned to", value: row.assignee ?? "", maxlength: 60 }),
    field({ name: "note", label: "Note", type: "textarea", rows: 3, maxlength: 2000, hint: "What was done, or what is to be done." }),
  ];
  dialog({ title: `Follow-up of ${customer}` }, (close) => [
    facts([
      ["Customer", h("a", { href: context.link("customers", [customer]), on: { click: close } }, customer)],
      ["Score", String(row.score ?? 0)],
      ["Order", row.orderId],
      ["Since", time(f, row.createTime)],
    ]),
    eventually(() => said(context, row), (text) => (text ? h("blockquote", { class: "said" }, text) : h("p", { class: "hint" }, "The customer wrote no words with it."))),
    eventually(() => notes(context, row), (list) => list.map((each) => note(f, each))),
    context.may("survey.write") &&
      form({
        fields,
        label: "Save",
        cancel: close,
        submit: async (values) => {
          await patch(`/v1/${row.name}`, { requestId: request, ...values, author: context.caller.displayName || context.caller.principal || "console" });
          close();
          toast("Saved.");
          again();
        },
      }),
  ]);
}

function note(f, { text, author, createTime }) {
  return h("p", { class: "note" }, text, h("br"), h("span", { class: "hint" }, `${author || "somebody"}, ${f.time(createTime)}`));
}

/** The notes, which a list does not have. */
async function notes({ signal }, row) {
  return (await get(`/v1/${row.name}`, {}, signal)).followUp?.notes ?? [];
}

/** The words of the answer, which is found among those of the same score; a follow-up has the id of the invitation that was answered. */
async function said({ signal }, { survey, name, score = 0 }) {
  let pageToken = "";
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await get(`/v1/${survey}/responses`, { minScore: score, maxScore: score, pageSize: PAGE, pageToken }, signal);
    const found = (answer.responses ?? []).find((each) => lastPart(each.invitation) === lastPart(name));
    pageToken = answer.nextPageToken ?? "";
    if (found || !pageToken) {
      return (found?.answers ?? []).map((each) => each.text).filter(Boolean).join(" · ");
    }
  }
  return "It is further back than the latest answers of this score: see the customer's invitations.";
}
