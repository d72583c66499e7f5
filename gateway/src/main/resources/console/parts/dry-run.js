import { post } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { fromMinor, parseAmount, toMinor, toNumber, words } from "../core/format.js";
import { tierName } from "../core/program.js";
import { field, form, invalid } from "./form.js";
import { button, panel, stat, stats } from "./page.js";
import { plainTable } from "./table.js";

/** What an order would cost and earn at this moment, with the campaign's code. Nothing is kept. */
export function dryRunPanel(context, campaign) {
  const lines = h("div", { class: "stack tight" });
  const inputs = [];
  const add = (product, category, quantity, price) => {
    const line = basketLine(context, { product, category, quantity, price }, () => inputs.splice(inputs.indexOf(line), 1));
    inputs.push(line);
    lines.append(line.element);
  };
  add("21136", "SIGNS_METAL", "4", "12.50");
  const customer = field({ name: "customer", label: "Customer", value: "guest-1", required: true, spellcheck: "false", hint: "One of whom nothing is known is priced as a new guest." });
  const code = field({ name: "code", label: "Code", value: campaign.publicCode?.code ?? "", spellcheck: "false", hint: "Empty for none." });
  const coupon = field({ name: "coupon", label: "Coupon that the customer holds", spellcheck: "false", hint: "Its id; empty for none." });
  const result = h("div", { class: "stack tight", "aria-live": "polite" });
  const submit = async (values) => {
    const basket = { lines: inputs.map((line) => line.read()), codes: values.code.trim() ? [values.code.trim()] : [], couponIds: values.coupon.trim() ? [values.coupon.trim()] : [] };
    if (basket.lines.length === 0) {
      throw invalid("customer", "The order needs a line.");
    }
    const answer = await post(`/v1/${context.name}/customers/${encodeURIComponent(values.customer.trim())}:quoteCheckout`, { basket }, context.signal);
    fill(result, priced(context, answer));
  };
  return panel(
    "Dry run",
    "A sample order as it would be priced now. Nothing is kept, and no code is used up.",
    lines,
    h("p", {}, button("Another line", () => add("", "", "1", ""), "small")),
    form({ fields: [customer, code, coupon], label: "Price it", submit, className: "pairs" }),
    result,
  );
}

function basketLine({ program }, start, gone) {
  const product = field({ name: "product", label: "Product", value: start.product, spellcheck: "false" });
  const category = field({ name: "category", label: "Category", value: start.category, spellcheck: "false" });
  const quantity = field({ name: "quantity", label: "Quantity", value: start.quantity, inputmode: "numeric" });
  const price = field({ name: "price", label: `Price (${program.currencyCode})`, value: start.price, inputmode: "decimal" });
  const remove = () => {
    element.remove();
    gone();
  };
  const element = h("div", { class: "basket-line" }, product.element, category.element, quantity.element, price.element, button("Remove", remove, "ghost small"));
  const read = () => {
    const minor = parseAmount(price.value, program.currencyCode);
    price.complain(minor === undefined ? "An amount." : "");
    if (minor === undefined) {
      throw invalid("price", "Each line needs a price.");
    }
    return { product: product.value.trim(), category: category.value.trim(), quantity: quantity.value.trim(), unitPrice: fromMinor(minor, program.currencyCode) };
  };
  return { element, read };
}

function priced(context, answer) {
  const { f, program } = context;
  const { outcome = {}, problems = [] } = answer;
  const order = outcome.order ?? {};
  return [
    problems.length > 0 && h("ul", { class: "violations" }, problems.map((each) => h("li", {}, h("code", {}, each.reason), " ", each.message))),
    stats(
      stat("To pay", f.money(order.total), `of ${f.money(order.listTotal)}`),
      stat("Taken off", f.money(order.discountTotal)),
      stat("Earns", f.number(order.pointsEarned), "points"),
      stat("Tier", tierName(program, answer.tierId)),
    ),
    order.lines?.length > 0 && linesTable(f, order.lines),
    outcome.rules?.length > 0 && h("p", { class: "hint" }, `Rules: ${outcome.rules.map((rule) => `${rule.ruleId} ${f.signed(rule.points)}`).join(", ")}.`),
    outcome.unusedCoupons?.length > 0 &&
      h("div", { class: "note warn" }, outcome.unusedCoupons.map((each) => h("p", {}, `${each.code || each.couponId} was not used: ${words(each.reason, "UNUSED_COUPON_REASON_").toLowerCase()}. ${each.message ?? ""}`))),
    gifts(order),
  ];
}

function gifts(order) {
  const given = (order.coupons ?? []).filter((each) => each.gift);
  return given.length > 0 && h("p", { class: "note" }, `With the order: ${given.map((each) => `${each.gift.quantity} × ${each.gift.product}`).join(", ")}.`);
}

function linesTable(f, lines) {
  const off = (line) => (line.discounts ?? []).reduce((sum, each) => sum + toMinor(each.amount), 0);
  return plainTable({
    caption: "Lines as priced",
    columns: [
      { label: "Product", value: (line) => line.product },
      { label: "Quantity", numeric: true, value: (line) => f.number(line.quantity) },
      { label: "Off", numeric: true, value: (line) => f.minor(off(line)) },
      { label: "Net", numeric: true, value: (line) => f.money(line.netAmount) },
      { label: "Points", numeric: true, value: (line) => f.number(toNumber(line.points)) },
    ],
    rows: lines,
  });
}
