import { get, post } from "../core/api.js";
import { h } from "../core/dom.js";
import { toNumber, words } from "../core/format.js";
import { tierName, why, worth } from "../core/program.js";
import { customerActions } from "../parts/customer-actions.js";
import { couponsTab, lotsTab, statementTab } from "../parts/customer-lists.js";
import { contactsTab, recommendationsTab } from "../parts/customer-more.js";
import { timelineTab } from "../parts/timeline.js";
import { facts, pageHead, panel, stat, stats, time } from "../parts/page.js";
import { badge, empty, eventually } from "../parts/states.js";
import { tabs } from "../parts/tabs.js";

/** Everything about one customer. */
export function customerPage(context) {
  const id = context.place.rest[0];
  const name = `${context.name}/customers/${id}`;
  const load = async () => (await get(`/v1/${name}`, {}, context.signal)).customer;
  return [
    h("p", { class: "crumbs" }, h("a", { href: context.link("customers") }, "Customers")),
    eventually(load, (customer, again) => whole(context, { id, name, customer, again }), { className: "stack" }),
  ];
}

function whole(context, about) {
  const { customer, id } = about;
  const marks = [
    customer.membership === "MEMBERSHIP_MEMBER" ? badge("Member", "accent") : badge(words(customer.membership, "MEMBERSHIP_")),
    customer.mergedInto && badge("Merged", "warn"),
    customer.eraseTime && badge("Erased", "bad"),
  ];
  return [
    pageHead(h("span", { class: "with-badges" }, id, marks), undefined, customerActions(context, about)),
    notes(context, customer),
    figures(context, customer),
    tabs({
      label: "About the customer",
      active: context.place.query.tab,
      onChange: (tab) => context.mark({ tab }),
      items: [
        { key: "summary", label: "Summary", content: () => summary(context, about) },
        { key: "timeline", label: "Timeline", content: () => timelineTab(context, about) },
        { key: "statement", label: "Statement", content: () => statementTab(context, about) },
        { key: "lots", label: "Points", content: () => lotsTab(context, about) },
        { key: "coupons", label: "Coupons", content: () => couponsTab(context, about) },
        { key: "recommendations", label: "Recommendations", content: () => recommendationsTab(context, about) },
        { key: "contacts", label: "Invitations", content: () => contactsTab(context, about) },
      ],
    }),
  ];
}

function notes(context, customer) {
  const into = customer.mergedInto?.split("/").at(-1);
  return [
    into && h("p", { class: "note warn" }, "This customer was merged into ", h("a", { href: context.link("customers", [into]) }, into), ". Only its statement is left."),
    customer.eraseTime && h("p", { class: "note warn" }, `Erased ${context.f.time(customer.eraseTime)}. Nobody can read its personal data any more.`),
  ];
}

function figures({ program, f }, customer) {
  const balance = customer.balance ?? {};
  const value = worth(program, Math.max(0, toNumber(balance.available)));
  return stats(
    stat("Available", f.number(balance.available), value === undefined ? "" : `worth ${f.minor(value)}`),
    stat("Pending", f.number(balance.pending), "not to be spent yet"),
    stat("Held", f.number(balance.held), "set aside for orders"),
    toNumber(balance.owed) > 0 && stat("Owed", f.number(balance.owed), "paid off by the next points", "warn"),
    stat("Tier", tierName(program, customer.tier?.tierId), toNumber(customer.tier?.missing) > 0 ? `${tierMissing({ program, f }, customer.tier)} to ${tierName(program, customer.tier.nextTierId)}` : ""),
    stat("Orders", f.number(customer.orderCount), `${f.number(customer.revision)} events`),
  );
}

function tierMissing({ program, f }, tier) {
  return program.tiers?.metric === "TIER_METRIC_SPEND" ? f.minor(tier.missing) : f.number(tier.missing);
}

function summary(context, { customer, name }) {
  const { f, program } = context;
  const totals = customer.totals ?? {};
  const balance = h(
    "div",
    { class: "columns" },
    panel(
      "Points over the whole life",
      facts([
        ["Earned", f.number(totals.earned)],
        ["Restored", f.number(totals.restored)],
        ["Adjusted", f.signed(totals.adjusted)],
        ["Transferred", f.signed(totals.transferred)],
        ["Spent", f.number(0 - toNumber(totals.spent))],
        ["Expired", f.number(0 - toNumber(totals.expired))],
        ["Taken back", f.number(0 - toNumber(totals.takenBack))],
        ["Total", h("strong", {}, f.number(customer.balance?.total))],
      ]),
    ),
    panel(
      "Standing",
      facts([
        ["Enrolled", customer.enrollTime ? time(f, customer.enrollTime) : "A guest, not enrolled"],
        ["Tier", tierName(program, customer.tier?.tierId)],
        ["Tier since", customer.tier?.startTime && time(f, customer.tier.startTime)],
        ["Tier kept until", customer.tier?.endTime && time(f, customer.tier.endTime)],
        ["Counts for the tier", program.tiers?.metric === "TIER_METRIC_SPEND" ? f.minor(customer.tier?.qualifying) : f.number(customer.tier?.qualifying)],
        ["Prefers", customer.preferences?.preferredCategories?.join(", ")],
        ["Avoids", customer.preferences?.avoidedCategories?.join(", ")],
        ["Objects to", customer.preferences?.objections?.map((each) => words(each, "PURPOSE_")).join(", ")],
        ["As of", time(f, customer.readTime)],
      ]),
    ),
    panel("Coming up", eventually(() => ahead(context, name), (at) => upcoming(context, at))),
    context.may("personal.read") && !customer.eraseTime && !customer.mergedInto && panel("Profile", "Sealed under this customer's own key.", eventually(() => get(`/v1/${name}/profile`, {}, context.signal), (answer) => profile(answer.profile))),
  );
  return balance;
}

async function ahead(context, name) {
  const moment = { time: new Date().toISOString() };
  return (await post(`/v1/${name}:at`, { moment, context: why("The console shows what comes") }, context.signal)).customer;
}

function upcoming({ f }, at) {
  const rows = at.upcoming ?? [];
  if (rows.length === 0) {
    return empty("Nothing", "Time alone will change nothing for this customer.");
  }
  return h(
    "ol",
    { class: "upcoming" },
    rows.slice(0, 8).map((each) => h("li", {}, h("span", {}, upcomingText(f, each)), time(f, each.time))),
    rows.length > 8 && h("li", { class: "hint" }, `and ${rows.length - 8} more`),
  );
}

function upcomingText(f, each) {
  const kind = each.kind?.replace("UPCOMING_KIND_", "");
  return (
    {
      POINTS_AVAILABLE: `${f.number(each.points)} points become available`,
      POINTS_EXPIRE: `${f.number(each.points)} points expire`,
      COUPON_STARTS: `Coupon ${each.reference} can be used`,
      COUPON_EXPIRES: `Coupon ${each.reference} expires`,
      HOLD_ENDS: `Hold ${each.reference} ends, ${f.number(each.points)} points`,
      RESERVATION_ENDS: `Reservation ${each.reference} ends, ${f.number(each.points)} points`,
      TIER_ENDS: `Tier ${each.reference} can be lost`,
    }[kind] ?? words(kind)
  );
}

function profile(person = {}) {
  const pairs = [
    ["Name", person.displayName || [person.givenName, person.familyName].filter(Boolean).join(" ")],
    ["E-mail", person.email],
    ["Phone", person.phone],
    ["Birthday", person.birthDate],
    ["Language", person.languageCode],
    ...Object.entries(person.attributes ?? {}),
  ].filter(([, value]) => value);
  return pairs.length > 0 ? facts(pairs) : empty("Nothing told", "This customer's profile is empty.");
}
