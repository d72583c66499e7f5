import { get, post } from "../core/api.js";
import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { toNumber, words } from "../core/format.js";
import { tierName, why } from "../core/program.js";
import { facts, json, pageHead, panel } from "../parts/page.js";
import { empty, eventually } from "../parts/states.js";
import { eventView } from "../parts/timeline.js";

/** One event of one customer, with the one before and the next. */
export function eventPage(context) {
  const [id, number] = context.place.rest;
  const name = `${context.name}/customers/${id}`;
  return [
    h("p", { class: "crumbs" }, h("a", { href: context.link("journal") }, "Journal"), " / ", h("a", { href: context.link("customers", [id], { tab: "timeline" }) }, `Customer ${id}`)),
    eventually(() => load(context, name, number), (found) => view(context, { id, name, number }, found), { className: "stack" }),
  ];
}

/** The moment of the event tells where in the list it is. */
async function load({ signal }, name, number) {
  const customer = (await get(`/v1/${name}`, {}, signal)).customer;
  const at = await post(`/v1/${name}:at`, { moment: { sequenceNumber: number }, context: why("The console shows an event") }, signal);
  const query = { oldestFirst: true, includeStored: true, startTime: at.customer.knownTime, pageSize: 20, "context.reason": "The console shows an event" };
  const { events = [] } = await get(`/v1/${name}/events`, query, signal);
  return { event: events.find((each) => each.entry.sequenceNumber === number), last: toNumber(customer.revision) };
}

function view(context, about, { event, last }) {
  const number = Number(about.number);
  const step = (to, label, side) =>
    to >= 1 && to <= last
      ? h("a", { class: "button", href: context.link("journal", [about.id, String(to)]), rel: side === "left" ? "prev" : "next" }, side === "left" && icon("left"), label, side === "right" && icon("right"))
      : h("span", { class: "hint" }, side === "left" ? "This is the first." : "This is the latest.");
  const head = pageHead(`Event ${number} of ${about.id}`, `${last} events so far.`, h("nav", { class: "pager", "aria-label": "Events of the customer" }, step(number - 1, "Before", "left"), step(number + 1, "Next", "right")));
  if (!event) {
    return [head, empty("Not found", "This customer has no such event.")];
  }
  return [
    head,
    h("div", { class: "columns" }, panel("What happened", h("div", { class: "stack tight" }, eventView(context, about, event))), panel("Right after it", after(context, event))),
    panel("As it is stored", facts([["Chain hash", h("code", {}, hex(event.chainHash))], ["Length", `${context.f.number(event.storedSize)} bytes`]]), event.storedJson ? json(event.storedJson, "The event as it is stored") : empty("Too large to show")),
  ];
}

function after({ f, program }, { state = {} }) {
  const balance = state.balance ?? {};
  return facts([
    ["Available", f.number(balance.available)],
    ["Pending", f.number(balance.pending)],
    ["Held", f.number(balance.held)],
    ["Owed", f.number(balance.owed)],
    ["Total", h("strong", {}, f.number(balance.total))],
    ["Tier", tierName(program, state.tierId)],
    ["Membership", words(state.membership, "MEMBERSHIP_")],
    ["Orders", f.number(state.orderCount)],
    ["Coupons", state.couponIds?.join(", ")],
    ["Merged into", state.mergedInto],
  ]);
}

function hex(base64) {
  return base64 ? [...atob(base64)].map((each) => each.charCodeAt(0).toString(16).padStart(2, "0")).join("") : "";
}
