import { get, pages, post, requestId } from "../core/api.js";
import { h } from "../core/dom.js";
import { lastPart, toNumber, words } from "../core/format.js";
import { benefit, eventType, stateKind } from "../core/program.js";
import { ask } from "./dialog.js";
import { field } from "./form.js";
import { orderDialog } from "./order.js";
import { button, panel, time } from "./page.js";
import { segmented } from "./segmented.js";
import { badge, toast } from "./states.js";
import { table } from "./table.js";

const STATES = [
  ["", "Can be used"],
  ["COUPON_STATE_REDEEMED", "Redeemed"],
  ["COUPON_STATE_EXPIRED", "Expired"],
  ["COUPON_STATE_REVOKED", "Taken back"],
];

function points(f, value) {
  const number = toNumber(value);
  return h("span", { class: number > 0 ? "plus" : number < 0 ? "minus" : "" }, f.signed(number));
}

/** An id that may be long: cut where it does not fit, whole in its tip. */
function idCell(id = "") {
  return h("span", { class: "id-cell", title: id }, id);
}

/** Every change of the points, the latest first. */
export function statementTab(context, { id, name, again }) {
  const { f } = context;
  const showOrder = async (row) => {
    const answer = await get(`/v1/${name}/orders/${encodeURIComponent(row.reference)}`);
    orderDialog(context, { name, answer, again });
  };
  const reference = (row) => {
    const isOrder = row.type === "STATEMENT_ENTRY_TYPE_CHECKOUT" && row.reference;
    return isOrder ? button(`Order ${row.reference}`, () => showOrder(row), "link") : idCell(row.reference || row.otherCustomerId);
  };
  return table({
    caption: `Statement of ${id}`,
    columns: [
      { label: "No.", wide: true, value: (row) => h("a", { href: context.link("journal", [id, row.sequenceNumber]), tabindex: -1 }, row.sequenceNumber) },
      { label: "Took effect", value: (row) => time(f, row.effectiveTime) },
      { label: "What", value: (row) => eventType(row.type) },
      { label: "Points", numeric: true, value: (row) => points(f, row.points) },
      { label: "Expired", numeric: true, wide: true, value: (row) => (toNumber(row.expired) > 0 ? f.number(row.expired) : "") },
      { label: "Total after", numeric: true, value: (row) => f.number(row.totalAfter) },
      { label: "Reference", wide: true, value: reference },
      { label: "Recorded", wide: true, value: (row) => time(f, row.recordTime) },
    ],
    source: pages(`/v1/${name}/statement`, {}, "entries", context.signal),
    onOpen: (row) => context.go("journal", [id, row.sequenceNumber]),
    empty: "Nothing has happened yet.",
  }).element;
}

/** The points by where they came from, and what expires when. */
export function lotsTab(context, { id, name }) {
  const { f } = context;
  const list = table({
    caption: `Points of ${id}`,
    columns: [
      { label: "From", value: (row) => words(row.source, "LOT_SOURCE_") },
      { label: "Reference", value: (row) => row.reference ?? "" },
      { label: "Left", numeric: true, value: (row) => f.number(row.remaining) },
      { label: "Of", numeric: true, wide: true, value: (row) => f.number(row.original) },
      { label: "Held", numeric: true, wide: true, value: (row) => f.number(row.held) },
      { label: "Earned", wide: true, value: (row) => time(f, row.earnTime) },
      { label: "Available", wide: true, value: (row) => time(f, row.availableTime) },
      { label: "Expires", value: (row) => (row.expireTime ? time(f, row.expireTime) : "never") },
    ],
    source: pages(`/v1/${name}/lots`, {}, "lots", context.signal),
    empty: "No points are left.",
  });
  return panel("Lots", "Points that were earned together, in the order in which they are spent.", list.element);
}

/** The coupons in the customer's hands. */
export function couponsTab(context, { id, name, again }) {
  const { f } = context;
  const revoke = (coupon) => {
    const request = requestId();
    ask({
      title: `Take back ${coupon.terms?.title || coupon.couponId}`,
      text: "The customer cannot use it any more.",
      fields: [
        field({ name: "reason", label: "Reason", required: true, maxlength: 200 }),
        toNumber(coupon.pointsPrice) > 0 && field({ name: "restorePoints", label: `Give back the ${f.number(coupon.pointsPrice)} points that it cost`, type: "check", value: true }),
      ].filter(Boolean),
      label: "Take back",
      kind: "danger",
      submit: (values) => post(`/v1/${name}:revokeCoupon`, { requestId: request, couponId: coupon.couponId, ...values }),
      done: () => {
        toast("Taken back.");
        again();
      },
    });
  };
  const act = (row) => context.may("coupon.write") && row.state === "COUPON_STATE_AVAILABLE" && button("Take back", () => revoke(row), "ghost small danger-text");
  const list = (state) => table({
    caption: `Coupons of ${id}`,
    columns: [
      { label: "Coupon", value: (row) => row.terms?.title || row.couponId },
      { label: "State", value: (row) => badge(words(row.state, "COUPON_STATE_"), stateKind(row.state)) },
      { label: "Gives", value: (row) => benefit(row.terms, f) },
      { label: "Campaign", wide: true, value: (row) => (row.campaign ? h("a", { href: context.link("campaigns", [lastPart(row.campaign)]) }, lastPart(row.campaign)) : "by hand") },
      { label: "Granted", wide: true, value: (row) => time(f, row.grantTime) },
      { label: "Expires", value: (row) => (row.expireTime ? time(f, row.expireTime) : "never") },
      { label: "Order", wide: true, value: (row) => row.orderId ?? "" },
      { label: "Action", value: act },
    ],
    source: pages(`/v1/${name}/coupons`, { state }, "coupons", context.signal),
    empty: "This customer has no coupons like that.",
  }).element;
  const place = h("div", {}, list(""));
  return h("div", { class: "stack" }, segmented("Which coupons", STATES, "", (state) => place.replaceChildren(list(state))), place);
}
