import { pages } from "../core/api.js";
import { debounce, fill, h } from "../core/dom.js";
import { lastPart, words } from "../core/format.js";
import { tierName } from "../core/program.js";
import { field } from "../parts/form.js";
import { button, pageHead } from "../parts/page.js";
import { badge } from "../parts/states.js";
import { table } from "../parts/table.js";

/** All customers, found by the beginning of their id, by tier, in an order. */
export function customersPage(context) {
  const { program, f, place } = context;
  const tiers = program.tiers?.tiers ?? [];
  const search = field({ name: "idPrefix", label: "Id begins with", type: "search", value: place.query.id ?? "", className: "grow", autocomplete: "off", spellcheck: "false" });
  const tier = field({ name: "tierId", label: "Tier", type: "select", value: place.query.tier ?? "", options: [["", "Any"], ["none", "None"], ...tiers.map((each) => [each.tierId, each.displayName || each.tierId])] });
  const order = field({
    name: "orderBy",
    label: "Order",
    type: "select",
    value: place.query.order ?? "",
    options: [["", "By id"], ["CUSTOMER_ORDER_POINTS", "Most points first"], ["CUSTOMER_ORDER_LATEST", "Latest event first"]],
  });
  const list = h("div", {});
  const draw = () => {
    const query = { idPrefix: search.value.trim(), tierId: tier.value, orderBy: order.value };
    fill(list, customerTable(context, query).element);
    context.mark({ id: query.idPrefix, tier: query.tierId, order: query.orderBy });
  };
  search.control.addEventListener("input", debounce(250, draw));
  tier.control.addEventListener("change", draw);
  order.control.addEventListener("change", draw);
  draw();
  const open = (event) => {
    event.preventDefault();
    if (search.value.trim()) {
      context.go("customers", [search.value.trim()]);
    }
  };
  return [
    pageHead("Customers", "The list follows the journal within seconds; a customer's own page is exact."),
    h("form", { class: "bar", role: "search", on: { submit: open } }, search.element, tier.element, order.element, button("Open this id", undefined, "", { type: "submit" })),
    list,
  ];

  function customerTable({ name, signal }, query) {
    const columns = [
      { label: "Customer", value: (row) => h("a", { href: context.link("customers", [lastPart(row.name)]), tabindex: -1 }, lastPart(row.name)) },
      { label: "Membership", wide: true, value: (row) => (row.membership === "MEMBERSHIP_MEMBER" ? badge("Member", "accent") : badge(words(row.membership, "MEMBERSHIP_"))) },
      { label: "Tier", value: (row) => tierName(program, row.tierId) },
      { label: "Points", numeric: true, value: (row) => f.number(row.total) },
      { label: "Earned", numeric: true, wide: true, value: (row) => f.number(row.totals?.earned) },
      { label: "Spent", numeric: true, wide: true, value: (row) => f.number(row.totals?.spent) },
      { label: "Expired", numeric: true, wide: true, value: (row) => f.number(row.totals?.expired) },
      { label: "Orders", numeric: true, value: (row) => f.number(row.orderCount) },
      { label: "Latest event", wide: true, value: (row) => f.time(row.latestEventTime) },
    ];
    return table({
      caption: "Customers",
      columns,
      source: pages(`/v1/${name}/customers`, query, "customers", signal),
      onOpen: (row) => context.go("customers", [lastPart(row.name)]),
      empty: query.idPrefix || query.tierId ? "No customer is like that." : "No customers yet.",
    });
  }
}
