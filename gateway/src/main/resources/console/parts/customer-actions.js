import { get, post, requestId } from "../core/api.js";
import { act } from "../core/approvals.js";
import { h } from "../core/dom.js";
import { lastPart } from "../core/format.js";
import { erase, merge } from "./customer-final.js";
import { ask, dialog } from "./dialog.js";
import { field, invalid } from "./form.js";
import { orderDialog } from "./order.js";
import { button } from "./page.js";
import { toast } from "./states.js";

/** What can be done to a customer. Each asks first; what a key may not do is not there. */
export function customerActions(context, about) {
  const { customer } = about;
  if (customer.eraseTime || customer.mergedInto) {
    return h("span", {});
  }
  const items = [
    ["points.adjust", "Adjust points", () => adjust(context, about), ""],
    ["checkout", "Refund", () => refund(context, about), ""],
    ["coupon.write", "Grant coupon", () => grant(context, about), ""],
    ["customer.admin", "Merge", () => merge(context, about), ""],
    ["erase", "Erase", () => erase(context, about), "danger-text"],
  ];
  return items.filter(([scope]) => context.may(scope)).map(([, label, action, kind]) => button(label, action, kind));
}

function adjust({ f }, { id, name, customer, again }) {
  const request = requestId();
  ask({
    title: `Adjust the points of ${id}`,
    text: `${f.number(customer.balance?.available)} points are available. More than that cannot be taken.`,
    fields: [
      field({ name: "points", label: "Points", inputmode: "numeric", required: true, hint: "100 gives, -100 takes." }),
      field({ name: "reason", label: "Reason", required: true, maxlength: 200, hint: "It stands in the statement, for good." }),
    ],
    label: "Adjust",
    submit: ({ points, reason }) => {
      if (!/^[+-]?\d{1,13}$/.test(points.trim()) || Number(points) === 0) {
        throw invalid("points", "A whole number that is not zero.");
      }
      return act("POST", `/v1/${name}:adjustPoints`, { points: String(Number(points)), reason }, { request });
    },
    done: (answer) => {
      toast(`Adjusted. ${f.number(answer.balance?.available)} points are available now.`);
      again();
    },
  });
}

function refund(context, { id, name, again }) {
  ask({
    title: `Refund an order of ${id}`,
    text: "The statement has the orders; each can be refunded from there as well.",
    fields: [field({ name: "orderId", label: "Order", required: true, spellcheck: "false" })],
    label: "Show the order",
    submit: ({ orderId }) => get(`/v1/${name}/orders/${encodeURIComponent(orderId.trim())}`),
    done: (answer) => orderDialog(context, { name, answer, again }),
  });
}

async function grant({ f, name: program, signal }, { id, name, again }) {
  const request = requestId();
  const { campaigns = [] } = await get(`/v1/${program}/campaigns`, { states: "CAMPAIGN_STATE_ACTIVE", pageSize: 200 }, signal);
  if (campaigns.length === 0) {
    dialog({ title: `Grant a coupon to ${id}` }, (close) => [h("p", { class: "lead" }, "There is no active campaign to grant one of."), h("div", { class: "actions" }, button("Close", close))]);
    return;
  }
  ask({
    title: `Grant a coupon to ${id}`,
    text: "The customer gets it at once, within the campaign's limits.",
    fields: [field({ name: "campaign", label: "Campaign", type: "select", options: campaigns.map((each) => [each.name, each.displayName || lastPart(each.name)]) })],
    label: "Grant",
    submit: ({ campaign }) => post(`/v1/${name}:grantCampaignCoupon`, { requestId: request, campaign }),
    done: (answer) => {
      toast(answer.budgetLeft ? `Granted. ${f.money(answer.budgetLeft)} of the budget are left.` : "Granted.");
      again();
    },
  });
}
