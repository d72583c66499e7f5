import { get, pages, post } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { lastPart, words } from "../core/format.js";
import { eventType, stateKind } from "../core/program.js";
import { dialog } from "./dialog.js";
import { button, facts, panel, time } from "./page.js";
import { badge, eventually, toast } from "./states.js";
import { table } from "./table.js";
import { createWebhook, webhookActs } from "./webhook-acts.js";

/** What shops are told of, where it goes, and what did not arrive. */
export function webhooksTab(context) {
  const list = h("div", {});
  const draw = () => {
    const view = table({
      caption: "Webhooks",
      columns: [
        { label: "Webhook", value: (row) => row.displayName || lastPart(row.name) },
        { label: "State", value: (row) => badge(words(row.state, "WEBHOOK_STATE_"), stateKind(row.state)) },
        { label: "Goes to", value: (row) => h("span", { class: "text-cell", title: row.url }, row.url) },
        { label: "Events", wide: true, value: (row) => row.types?.map(eventType).join(", ") || "all" },
        { label: "When it fails", wide: true, value: (row) => words(row.failurePolicy, "FAILURE_POLICY_") },
      ],
      source: pages(`/v1/${context.name}/webhooks`, {}, "webhooks", context.signal),
      onOpen: (row) => webhookDialog(context, row, draw),
      empty: "No webhook yet.",
    });
    fill(list, view.element);
  };
  draw();
  const make = context.may("webhook.admin") && button("New webhook", () => createWebhook(context, draw), "primary");
  return panel("Webhooks", "Events sent to the shop's own server, signed and in order. Open one for its deliveries.", h("div", { class: "section-head" }, h("span", {}), make), list);
}

function webhookDialog(context, row, draw) {
  dialog({ title: row.displayName || lastPart(row.name), wide: true }, (close) => {
    const load = () => get(`/v1/${row.name}`, {}, context.signal);
    const sent = h("div", {});
    const show = (again) => fill(sent, deliveries(context, row, again));
    return [
      eventually(load, ({ webhook, progress }, again) => (show(again), about(context, { webhook, progress: progress ?? {}, close, draw, again })), { className: "stack" }),
      sent,
    ];
  });
}

function about(context, at) {
  const { f } = context;
  const { webhook, progress } = at;
  return [
    facts([
      ["Goes to", webhook.url],
      ["Events", webhook.types?.map(eventType).join(", ") || "all"],
      ["State", words(webhook.state, "WEBHOOK_STATE_")],
      ["Paused", words(webhook.pauseReason, "PAUSE_REASON_")],
      ["Reads", words(progress.mode, "READING_MODE_")],
      ["Waiting", f.number(progress.pendingCount)],
      ["Given up", f.number(progress.deadCount)],
      ["Last arrived", progress.lastSuccessTime && time(f, progress.lastSuccessTime)],
      ["Failing since", progress.failingSinceTime && time(f, progress.failingSinceTime)],
      ["Last problem", progress.lastError],
    ]),
    h("div", { class: "actions" }, button("Look again", at.again), webhookActs(context, at)),
  ];
}

function deliveries(context, row, again) {
  const { f } = context;
  const decide = (verb, text) => async (each) => {
    await post(`/v1/${each.name}:${verb}`);
    toast(text);
    again();
  };
  const retry = decide("retry", "It is tried again.");
  const skip = decide("skip", "Skipped. The customer's later events need not wait for it.");
  const acts = (each) => each.state === "DELIVERY_STATE_DEAD" && h("span", { class: "chips" }, button("Try again", () => retry(each), "small"), button("Skip", () => skip(each), "small"));
  return table({
    caption: "Deliveries",
    columns: [
      { label: "Recorded", value: (each) => time(f, each.recordTime) },
      { label: "Customer", value: (each) => lastPart(each.customer) },
      { label: "What", value: (each) => eventType(each.type) },
      { label: "State", value: (each) => badge(words(each.state, "DELIVERY_STATE_"), { DELIVERY_STATE_DELIVERED: "good", DELIVERY_STATE_DEAD: "bad" }[each.state] ?? "plain") },
      { label: "Tries", numeric: true, value: (each) => f.number(each.attempts) },
      { label: "Problem", wide: true, value: (each) => h("span", { class: "text-cell", title: each.lastError }, each.lastError ?? "") },
      { label: "Action", value: acts },
    ],
    source: pages(`/v1/${row.name}/deliveries`, {}, "deliveries", context.signal),
    empty: "Nothing has been sent yet.",
    height: "20rem",
  }).element;
}
