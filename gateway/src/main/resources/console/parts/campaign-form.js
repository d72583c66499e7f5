import { h } from "../core/dom.js";
import { BENEFITS, OVERAGE, WAYS } from "../core/campaign.js";
import { field } from "./form.js";
import { panel } from "./page.js";

const WHERE = [
  ["DISCOUNT_SCOPE_ORDER", "the order"],
  ["DISCOUNT_SCOPE_LINE", "each line"],
  ["DISCOUNT_SCOPE_ITEM", "each item"],
];
const CEL = "Such as order.total >= 5000 && customer.tier == 'gold'. Money is in minor units; customer.points, customer.order_count, order.weekday and order.hour are there too.";
const SHOWN = {
  percent: ["percentOff"],
  amount: ["amountOff", "fixedPrice"],
  scope: ["percentOff", "amountOff"],
  quantity: ["fixedPrice", "freeItem", "gift"],
  product: ["freeItem", "gift"],
  factor: ["pointsMultiplier"],
};
const WAY_SHOWN = { code: "publicCode", pattern: "uniqueCodes", capacity: "uniqueCodes", pointsPrice: "reward", condition: "surprise", chance: "surprise", memoryDays: "surprise" };
const NUMBER = { inputmode: "numeric" };
const DECIMAL = { inputmode: "decimal" };
const CODE = { type: "textarea", rows: 2, className: "whole", class: "code-input", spellcheck: "false" };

/** The fields of a campaign, by name, with their values. */
export function campaignFields(context, values, { isNew, id }) {
  const make = ([name, label, more = {}]) => [name, field({ name, label, value: values[name], ...more })];
  const idField = field({ name: "id", label: "Id", value: id, disabled: !isNew, required: isNew, spellcheck: "false", hint: "1 to 40 of a-z 0-9 -, for good." });
  const { currencyCode: currency } = context.program;
  const rest = [...coupon(currency), ...way(isNew), ...orders(currency), ...times(context.f.zone), ...limits(currency)];
  return { id: idField, ...Object.fromEntries(rest.map(make)) };
}

function coupon(currency) {
  return [
    ["displayName", "Name", { required: true }],
    ["title", "What the customer reads", { required: true, hint: "10 % off, say." }],
    ["benefit", "Gives", { type: "select", options: BENEFITS }],
    ["percent", "Percent off", DECIMAL],
    ["amount", `Amount (${currency})`, DECIMAL],
    ["scope", "Reckoned on", { type: "select", options: WHERE }],
    ["quantity", "How many", NUMBER],
    ["product", "Product", { spellcheck: "false" }],
    ["factor", "Points in percent", { ...NUMBER, hint: "200 is twice the points." }],
  ];
}

function way(isNew) {
  return [
    ["way", "Customers come by it", { type: "select", options: WAYS, disabled: !isNew, className: "whole" }],
    ["code", "Code", { disabled: !isNew, spellcheck: "false" }],
    ["pattern", "Pattern of the codes", { disabled: !isNew, placeholder: "GIFT-####-####-##", spellcheck: "false" }],
    ["capacity", "How many codes there can be", NUMBER],
    ["pointsPrice", "Points for one", NUMBER],
    ["chance", "Chance in percent", DECIMAL],
    ["memoryDays", "Same gift again after days", { ...NUMBER, hint: "Empty is at any time." }],
    ["condition", "Drawn for orders for which", { ...CODE, hint: CEL }],
  ];
}

function orders(currency) {
  return [
    ["orderCondition", "Only orders for which", { ...CODE, hint: CEL }],
    ["lineCondition", "Only lines for which", { ...CODE, hint: "Such as line.category == 'TOYS_GAMES' && line.quantity >= 2." }],
    ["includedCategories", "Only these categories", { spellcheck: "false", hint: "With commas between them." }],
    ["excludedCategories", "Not these categories", { spellcheck: "false" }],
    ["includedProducts", "Only these products", { spellcheck: "false", hint: "Ids, with commas between them." }],
    ["excludedProducts", "Not these products", { spellcheck: "false" }],
    ["minimumOrder", `Minimum order (${currency})`, DECIMAL],
    ["maximumDiscount", `Takes off at most (${currency})`, DECIMAL],
    ["stackingClass", "Stacking class", { spellcheck: "false", hint: "Of one class only one coupon is used." }],
    ["priority", "Priority", { ...NUMBER, hint: "0 to 1,000. The lowest is taken off first." }],
    ["exclusive", "Only alone, with no other coupon", { type: "check" }],
    ["reusableAfterCancel", "Given back when the whole order is refunded", { type: "check" }],
  ];
}

function times(zone) {
  const moment = (hint) => ({ type: "datetime-local", hint });
  const here = `Time in ${zone}`;
  return [
    ["startTime", "Coupons are given from", moment(`${here}; empty is at once.`)],
    ["endTime", "Coupons are given until", moment(`${here}; empty is for ever.`)],
    ["couponDays", "A coupon lives, in days", { ...NUMBER, hint: `Until midnight in ${zone}; empty is for ever.` }],
    ["couponExpireTime", "No coupon lives beyond", moment(`${here}; empty is no such end. The earlier of both counts.`)],
    ["claimMinutes", "Kept for a checkout, in minutes", { ...DECIMAL, hint: "A coupon claimed there and not used by then falls back; empty is 15." }],
  ];
}

function limits(currency) {
  return [
    ["total", "In all", { ...NUMBER, hint: "Empty is no limit, here and below." }],
    ["perCustomer", "Of one customer", NUMBER],
    ["perDay", "In one day", NUMBER],
    ["budget", `Budget (${currency})`, { ...DECIMAL, hint: "The terms must then state the most that a coupon takes off." }],
    ["overage", "At the limits", { type: "select", options: OVERAGE }],
    ["grace", "How many more", { ...NUMBER, hint: "Beyond the number in all and in a day, never beyond the budget." }],
    ["control", "Held out, in percent", { ...DECIMAL, hint: "Who is held out gets nothing, so that the others can be compared." }],
  ];
}

/** The fields in their panels. */
export function campaignSections(fields) {
  const of = (list, look = "") => h("div", { class: `form pairs ${look}`.trim() }, list.map(([name]) => fields[name].element));
  return h(
    "div",
    { class: "columns" },
    h("div", { class: "stack" }, panel("The coupon", of([["id"], ...coupon("")])), panel("For which orders", of(orders("")))),
    h("div", { class: "stack" }, panel("How customers come by it", of(way(false))), panel("When", of(times(""), "broad")), panel("Limits", of(limits("")))),
  );
}

/** Shows the fields of what was chosen. */
export function arrange(fields) {
  const { benefit, way: chosen, overage, grace } = fields;
  Object.entries(SHOWN).forEach(([name, of]) => (fields[name].element.hidden = !of.includes(benefit.value)));
  Object.entries(WAY_SHOWN).forEach(([name, of]) => (fields[name].element.hidden = chosen.value !== of));
  grace.element.hidden = overage.value !== "OVERAGE_POLICY_GRACE";
}
