import { get, pages, post, requestId } from "../core/api.js";
import { debounce, fill, h } from "../core/dom.js";
import { lastPart, toMinor, toNumber, words } from "../core/format.js";
import { OVERAGE } from "../core/campaign.js";
import { access, benefit, stateKind } from "../core/program.js";
import { comparisonPanel, dayPanels, drawsPanel } from "../parts/campaign-report.js";
import { dryRunPanel } from "../parts/dry-run.js";
import { ask } from "../parts/dialog.js";
import { field } from "../parts/form.js";
import { button, facts, pageHead, panel, stat, stats, time } from "../parts/page.js";
import { badge, eventually, toast } from "../parts/states.js";
import { table } from "../parts/table.js";

const STATES = [
  ["", "Not archived"],
  ["CAMPAIGN_STATE_ACTIVE", "Active"],
  ["CAMPAIGN_STATE_PAUSED", "Paused"],
  ["CAMPAIGN_STATE_ENDED", "Ended"],
  ["CAMPAIGN_STATE_ARCHIVED", "Archived"],
];

/** All campaigns of the program. */
export function campaignsPage(context) {
  const { f } = context;
  const text = field({ name: "text", label: "Name contains", type: "search", className: "grow" });
  const state = field({ name: "state", label: "State", type: "select", options: STATES });
  const list = h("div", {});
  const draw = () => {
    const view = table({
      caption: "Campaigns",
      columns: [
        { label: "Campaign", value: (row) => h("a", { class: "text-cell", href: context.link("campaigns", [lastPart(row.name)]), tabindex: -1 }, row.displayName || lastPart(row.name)) },
        { label: "State", value: (row) => badge(words(row.state, "CAMPAIGN_STATE_"), stateKind(row.state)) },
        { label: "Gives", value: (row) => benefit(row.terms, f) },
        { label: "How", wide: true, value: (row) => access(row, f) },
        { label: "Limit", wide: true, numeric: true, value: (row) => (row.limits?.budget ? f.money(row.limits.budget) : toNumber(row.limits?.total) > 0 ? f.number(row.limits.total) : "none") },
        { label: "Held out", wide: true, numeric: true, value: (row) => (toNumber(row.controlBasisPoints) > 0 ? f.share(row.controlBasisPoints / 10_000) : "") },
        { label: "Changed", wide: true, value: (row) => time(f, row.updateTime) },
      ],
      source: pages(`/v1/${context.name}/campaigns`, { states: state.value, text: text.value.trim() }, "campaigns", context.signal),
      onOpen: (row) => context.go("campaigns", [lastPart(row.name)]),
      empty: "No campaign is like that.",
    });
    fill(list, view.element);
  };
  text.control.addEventListener("input", debounce(250, draw));
  state.control.addEventListener("change", draw);
  draw();
  const make = context.may("campaign.admin") && h("a", { class: "button primary", href: context.link("campaigns", ["~new"]) }, "New campaign");
  return [pageHead("Campaigns", "What is given, to whom, how often, and for how much money at most.", make), h("div", { class: "bar" }, text.element, state.element), list];
}

/** One campaign: how it stands, what it came to, and a dry run. */
export function campaignPage(context) {
  const name = `${context.name}/campaigns/${context.place.rest[0]}`;
  const load = async () => (await get(`/v1/${name}`, {}, context.signal)).campaign;
  return [
    h("p", { class: "crumbs" }, h("a", { href: context.link("campaigns") }, "Campaigns")),
    eventually(load, (campaign, again) => whole(context, campaign, again), { className: "stack" }),
  ];
}

function whole(context, campaign, again) {
  const { f } = context;
  const loadReport = async () => (await get(`/v1/${campaign.name}/report`, {}, context.signal)).report;
  const title = h("span", { class: "with-badges" }, campaign.displayName || lastPart(campaign.name), badge(words(campaign.state, "CAMPAIGN_STATE_"), stateKind(campaign.state)));
  return [
    pageHead(title, `${benefit(campaign.terms, f)}. ${access(campaign, f)}.`, actions(context, campaign, again)),
    eventually(loadReport, (report) => reported(context, campaign, report), { className: "stack" }),
    h("div", { class: "columns thirds" }, dryRunPanel(context, campaign), termsPanel(context, campaign)),
    campaign.surprise && drawsPanel(context, campaign),
  ];
}

function reported(context, campaign, report) {
  const { f } = context;
  const total = toNumber(campaign.limits?.total);
  const refused = Object.entries(report.refused ?? {});
  return [
    stats(
      stat("Claimed", f.number(report.claimed), total > 0 ? `${f.number(report.taken)} of ${f.number(total)} places taken` : "without a limit"),
      stat("Redeemed", f.number(report.redeemed), toNumber(report.claimed) > 0 ? f.share(toNumber(report.redeemed) / toNumber(report.claimed)) : ""),
      stat("In customers' hands", f.number(report.held)),
      stat("Came back", f.number(report.returned), `${f.number(report.expired)} expired`),
      stat("Taken off", f.money(report.discount) || f.minor(0), report.budgetLeft ? `${f.money(report.budgetLeft)} of the budget left` : ""),
    ),
    refused.length > 0 && h("p", { class: "hint" }, `Refused since this server started: ${refused.map(([reason, count]) => `${f.number(count)} × ${words(reason).toLowerCase()}`).join(", ")}.`),
    dayPanels(context, campaign, report),
    comparisonPanel(context, campaign, report),
  ];
}

function actions(context, campaign, again) {
  if (!context.may("campaign.admin")) {
    return undefined;
  }
  const { state } = campaign;
  const act = (verb, label, text, kind) =>
    button(label, () => ask({ title: `${label} ${campaign.displayName || lastPart(campaign.name)}?`, text, label, kind: kind ?? "primary", submit: confirmed(campaign, verb), done: () => done(label, again) }), kind === "danger" ? "danger-text" : "");
  return [
    state !== "CAMPAIGN_STATE_ENDED" && state !== "CAMPAIGN_STATE_ARCHIVED" && h("a", { class: "button", href: context.link("campaigns", [lastPart(campaign.name), "edit"]) }, "Change"),
    state === "CAMPAIGN_STATE_ACTIVE" && act("pause", "Pause", "It gives no coupons until it is resumed. Those already given can be used."),
    state === "CAMPAIGN_STATE_PAUSED" && act("resume", "Resume", "It gives coupons again."),
    (state === "CAMPAIGN_STATE_ACTIVE" || state === "CAMPAIGN_STATE_PAUSED") && act("end", "End", "It gives no coupons any more, for good. Those already given can be used.", "danger"),
    state === "CAMPAIGN_STATE_ENDED" && act("archive", "Archive", "It is hidden from the list."),
  ].filter(Boolean);
}

function confirmed(campaign, verb) {
  const request = requestId();
  return () => post(`/v1/${campaign.name}:${verb}`, { requestId: request });
}

function done(label, again) {
  toast(`Done: ${label.toLowerCase()}.`);
  again();
}

function termsPanel({ f }, campaign) {
  const { terms = {}, limits = {}, window: when = {} } = campaign;
  const amount = (value) => (value && toMinor(value) > 0 ? f.money(value) : undefined);
  const count = (value) => (toNumber(value) > 0 ? f.number(value) : undefined);
  return panel(
    "Terms",
    facts([
      ["Coupon", terms.title],
      ["Gives", benefit(terms, f)],
      ["How", access(campaign, f)],
      ["Orders for which", terms.orderCondition && h("code", {}, terms.orderCondition)],
      ["Lines for which", terms.lineCondition && h("code", {}, terms.lineCondition)],
      ["Draws for which", campaign.surprise?.condition && h("code", {}, campaign.surprise.condition)],
      ["Only products", terms.includedProducts?.join(", ")],
      ["Not products", terms.excludedProducts?.join(", ")],
      ["Only categories", terms.includedCategories?.join(", ")],
      ["Not categories", terms.excludedCategories?.join(", ")],
      ["Minimum", amount(terms.minimumOrder)],
      ["Takes off at most", amount(terms.maximumDiscount)],
      ["Stacking class", terms.stackingClass],
      ["Priority", count(terms.priority)],
      ["Only alone", terms.exclusive ? "yes" : undefined],
      ["Given back", terms.reusableAfterCancel ? "when the whole order is refunded" : undefined],
      ["In all", count(limits.total)],
      ["Of one customer", count(limits.perCustomer)],
      ["In one day", count(limits.perDay)],
      ["Budget", amount(limits.budget)],
      ["At the limits", OVERAGE.find(([key]) => key === limits.overage)?.[1]],
      ["How many more", count(limits.grace)],
      ["Coupons live", toNumber(when.couponDays) > 0 ? `${when.couponDays} days` : undefined],
      ["Given from", when.startTime && time(f, when.startTime)],
      ["Given until", when.endTime && time(f, when.endTime)],
      ["No coupon lives beyond", when.couponExpireTime && time(f, when.couponExpireTime)],
      ["Kept for a checkout", campaign.claimTimeToLive && f.duration(campaign.claimTimeToLive)],
      ["Held out", toNumber(campaign.controlBasisPoints) > 0 ? f.share(campaign.controlBasisPoints / 10_000) : undefined],
      ["Seed's commitment", campaign.surprise?.seedCommitment && h("code", {}, campaign.surprise.seedCommitment)],
      ["Version", String(campaign.version)],
    ]),
  );
}
