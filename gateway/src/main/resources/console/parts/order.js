import { post, requestId } from "../core/api.js";
import { debounce, fill, h } from "../core/dom.js";
import { toNumber } from "../core/format.js";
import { toInstant } from "../core/zoned.js";
import { dialog } from "./dialog.js";
import { field, form, invalid } from "./form.js";
import { button, facts, time } from "./page.js";
import { failure, toast } from "./states.js";
import { plainTable } from "./table.js";

const PREVIEW_MILLIS = 300;
const NOTHING = "Say how much of which line comes back, and what it will do stands here before it is done.";

/** An order with its lines, and how much of each comes back. */
export function orderDialog(context, { name, answer, again }) {
  const { order } = answer;
  dialog({ title: `Order ${order.orderId}`, wide: true }, (close) => [
    orderFacts(context, order),
    context.may("checkout") ? refundForm(context, { name, order, close, again }) : lines(context, order),
  ]);
}

function orderFacts({ f }, order) {
  return facts([
    ["Bought", time(f, order.purchaseTime)],
    ["Total", f.money(order.total)],
    ["Discount", order.discountTotal && f.money(order.discountTotal)],
    ["Points earned", f.number(order.pointsEarned)],
    ["Points redeemed", toNumber(order.pointsRedeemed) > 0 ? f.number(order.pointsRedeemed) : undefined],
    ["Coupons", order.coupons?.map((each) => each.code || each.couponId).join(", ")],
    ["Refundable until", order.refundableUntilTime && time(f, order.refundableUntilTime)],
  ]);
}

function columns({ f }) {
  return [
    { label: "Line", value: (line) => String(line.line) },
    { label: "Product", value: (line) => line.product },
    { label: "Category", wide: true, value: (line) => line.category ?? "" },
    { label: "Quantity", numeric: true, value: (line) => f.number(line.quantity) },
    { label: "Refunded", numeric: true, value: (line) => f.number(line.refundedQuantity) },
    { label: "Net", numeric: true, value: (line) => f.money(line.netAmount) },
    { label: "Points", numeric: true, wide: true, value: (line) => f.number(line.points) },
  ];
}

function lines(context, order) {
  return plainTable({ caption: `Lines of order ${order.orderId}`, columns: columns(context), rows: order.lines ?? [] });
}

function refundForm(context, { name, order, close, again }) {
  const request = requestId();
  const inputs = new Map();
  const left = (line) => toNumber(line.quantity) - toNumber(line.refundedQuantity);
  const back = {
    label: "Comes back",
    numeric: true,
    value: (line) => {
      const input = h("input", { type: "number", min: 0, max: left(line), value: 0, class: "narrow", "aria-label": `Quantity of line ${line.line} that comes back`, disabled: left(line) === 0, on: { input: () => later() } });
      inputs.set(line.line, input);
      return input;
    },
  };
  const reference = field({ name: "reference", label: "Number of the return", maxlength: 64, spellcheck: "false", hint: "The shop's own, if it has one, without spaces. It stands in the statement." });
  const shipping = field({ name: "shipping", label: "The shipping as well", type: "check", disabled: order.shippingRefunded || !order.shipping });
  const when = field({ name: "when", label: "When it came back", type: "datetime-local", hint: `In ${context.f.zone}; empty is now.` });
  const body = () => ({
    orderId: order.orderId,
    lines: [...inputs].map(([line, input]) => ({ line, quantity: String(input.value || 0) })).filter((each) => each.quantity !== "0"),
    reference: reference.value.trim(),
    shipping: shipping.value,
    ...(when.value ? { refundTime: toInstant(when.value, context.f.zone) } : {}),
  });
  const preview = refundPreview(context, name, body);
  const later = debounce(PREVIEW_MILLIS, preview.draw);
  const all = () => {
    (order.lines ?? []).forEach((line) => (inputs.get(line.line).value = left(line)));
    preview.draw();
  };
  [shipping, when].forEach((each) => each.control.addEventListener("change", preview.draw));
  const submit = async () => {
    if (isNothing(body())) {
      throw invalid("", "Say how much of which line comes back.");
    }
    const result = await post(`/v1/${name}:refundOrder`, { ...body(), requestId: request });
    close();
    toast(`Refunded ${context.f.money(result.amount)}; ${context.f.number(result.pointsTakenBack)} points were taken back.`);
    again?.();
  };
  return [
    plainTable({ caption: `Lines of order ${order.orderId}`, columns: [...columns(context), back], rows: order.lines ?? [] }),
    h("p", {}, button("All of it comes back", all, "small")),
    preview.element,
    form({ fields: [reference, when, shipping], label: "Refund", kind: "danger", cancel: close, submit }),
  ];
}

function isNothing({ lines: chosen, shipping }) {
  return chosen.length === 0 && !shipping;
}

/** What a refund would do, as the server reckons it without effect. */
function refundPreview(context, name, body) {
  const { f } = context;
  const element = h("div", { role: "status" }, h("p", { class: "note" }, NOTHING));
  let asked = 0;
  const draw = async () => {
    asked += 1;
    const mine = asked;
    const show = (...content) => mine === asked && fill(element, content);
    if (isNothing(body())) {
      show(h("p", { class: "note" }, NOTHING));
      return;
    }
    try {
      const told = await post(`/v1/${name}:refundOrder`, { ...body(), requestId: requestId(), validateOnly: true }, context.signal);
      show(facts(outcome(f, told)));
    } catch (error) {
      show(failure(error));
    }
  };
  return { element, draw };
}

function outcome(f, told) {
  const some = (label, points) => [label, toNumber(points) > 0 ? f.number(points) : undefined];
  return [
    ["Will be paid back", f.money(told.amount) || f.minor(0)],
    ["Points taken back", f.number(told.pointsTakenBack)],
    some("Points restored", told.pointsRestored),
    some("Points forgiven", told.pointsForgiven),
    some("Points owed from then on", told.pointsOwed),
    ["Coupons given back", told.returnedCouponIds?.join(", ")],
    ["Points available afterwards", f.number(told.balance?.available)],
  ];
}
