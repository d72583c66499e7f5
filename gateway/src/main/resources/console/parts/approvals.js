import { get, pages, patch, post, withChanges } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { lastPart, toNumber, words } from "../core/format.js";
import { stateKind } from "../core/program.js";
import { dialog } from "./dialog.js";
import { field, form, invalid } from "./form.js";
import { button, facts, json, panel, time } from "./page.js";
import { badge, eventually, toast } from "./states.js";
import { table } from "./table.js";

/** What waits for a second person, and what needs one. */
export function approvalsTab(context) {
  const { f } = context;
  const state = field({
    name: "state",
    label: "State",
    type: "select",
    options: [["", "Waiting"], ...["APPROVED", "DECLINED", "EXPIRED"].map((each) => [`APPROVAL_STATE_${each}`, words(each)])],
  });
  const list = h("div", {});
  const changes = new Map();
  const keep = (row) => row.state === (state.value || "APPROVAL_STATE_WAITING");
  const draw = (decided) => {
    if (decided?.name) {
      changes.set(decided.name, decided);
    }
    const view = table({
      caption: "Approvals",
      columns: [
        { label: "Asked", value: (row) => time(f, row.createTime) },
        { label: "What", value: (row) => lastPart(row.method) },
        { label: "On", value: (row) => h("span", { class: "text-cell", title: row.resource }, row.resource ?? "") },
        { label: "By", value: (row) => row.requester },
        { label: "State", value: (row) => badge(words(row.state, "APPROVAL_STATE_"), stateKind(row.state)) },
        { label: "Lapses", wide: true, value: (row) => time(f, row.expireTime) },
      ],
      source: withChanges(pages(`/v1/${context.name}/approvals`, { states: state.value }, "approvals", context.signal), changes, keep),
      onOpen: (row) => reviewDialog(context, row, draw),
      empty: state.value ? "No approval is like that." : "Nothing waits for a second person.",
    });
    fill(list, view.element);
  };
  state.control.addEventListener("change", () => draw());
  draw();
  const policy = () => eventually(async () => (await get(`/v1/${context.name}/approvalPolicy`, {}, context.signal)).policy, (value, again) => policyForm(context, value ?? {}, again));
  return h("div", { class: "stack" }, h("div", { class: "bar" }, state.element, button("Look again", () => draw())), list, panel("What needs a second person", policy()));
}

function reviewDialog(context, row, draw) {
  const { f } = context;
  dialog({ title: `${lastPart(row.method)}: may it be done?`, wide: true }, (close) => [
    facts([
      ["Asked", time(f, row.createTime)],
      ["By", row.requester],
      ["On", row.resource],
      ["State", words(row.state, "APPROVAL_STATE_")],
      ["Lapses", row.state === "APPROVAL_STATE_WAITING" && time(f, row.expireTime)],
      ["Decided by", row.reviewer],
      ["Decided", row.reviewTime && time(f, row.reviewTime)],
      ["Comment", row.comment],
    ]),
    row.requestJson && json(row.requestJson, "The request"),
    row.state === "APPROVAL_STATE_WAITING" && decision(context, row, close, draw),
  ]);
}

const ANSWERS = [
  ["", "Choose"],
  ["approve", "Approve: who asked can do it then"],
  ["decline", "Decline: it will not be done"],
];

function decision(context, row, close, draw) {
  if (row.requester === context.caller.principal) {
    return h("p", { class: "note warn" }, "You asked for it yourself, so somebody else has to decide.");
  }
  return form({
    fields: [
      field({ name: "answer", label: "Your decision", type: "select", options: ANSWERS, required: true }),
      field({ name: "comment", label: "Comment", maxlength: 200, hint: "Who asked can read it." }),
    ],
    label: "Decide",
    cancel: close,
    submit: async ({ answer, comment }) => {
      const approve = answer === "approve";
      const { approval } = await post(`/v1/${row.name}:review`, { approve, comment });
      close();
      toast(approve ? "Approved. Who asked can do it now." : "Declined.");
      draw(approval);
    },
  });
}

function policyForm(context, policy, again) {
  const fields = [
    field({ name: "adjustmentPoints", label: "Points given or taken by hand, from this many on", inputmode: "numeric", value: toNumber(policy.adjustmentPoints) > 0 ? String(policy.adjustmentPoints) : "", hint: "Empty is never." }),
    field({ name: "rules", label: "Rules that become active: the program, campaigns", type: "check", value: policy.rules }),
    field({ name: "erasure", label: "Erasing a customer", type: "check", value: policy.erasure }),
  ];
  if (!context.may("access.admin")) {
    return facts([
      ["Adjustments", toNumber(policy.adjustmentPoints) > 0 ? `from ${context.f.number(policy.adjustmentPoints)} points on` : "never"],
      ["Rules", policy.rules ? "yes" : "no"],
      ["Erasing", policy.erasure ? "yes" : "no"],
    ]);
  }
  const submit = async (values) => {
    const points = values.adjustmentPoints.trim();
    if (points && !/^\d{1,13}$/.test(points)) {
      throw invalid("adjustmentPoints", "A whole number.");
    }
    await patch(`/v1/${context.name}/approvalPolicy`, { policy: { ...policy, name: `${context.name}/approvalPolicy`, adjustmentPoints: points || "0", rules: values.rules, erasure: values.erasure } });
    toast("Saved.");
    again();
  };
  return form({ fields, label: "Save", submit });
}
