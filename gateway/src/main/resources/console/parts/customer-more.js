import { get, pages, post } from "../core/api.js";
import { h } from "../core/dom.js";
import { lastPart, toNumber, words } from "../core/format.js";
import { stateKind } from "../core/program.js";
import { facts, panel, time } from "./page.js";
import { segmented } from "./segmented.js";
import { badge, empty, eventually } from "./states.js";
import { plainTable, table } from "./table.js";

const MODES = [
  ["MODE_ANY", "Anything"],
  ["MODE_ONLY_NEW", "Something new"],
  ["MODE_BUY_AGAIN", "Buy again"],
];

/** What would be recommended at this moment, and why. */
export function recommendationsTab(context, { name }) {
  const place = h("div", {});
  const draw = (mode) => {
    const load = () => post(`/v1/${name}:recommend`, { count: 12, mode, includeEntries: true }, context.signal);
    place.replaceChildren(eventually(load, (answer) => recommended(context, answer)));
  };
  draw("MODE_ANY");
  return h(
    "div",
    { class: "columns thirds" },
    panel("For this customer now", segmented("Which products", MODES, "MODE_ANY", draw), place),
    panel("Taste", eventually(() => get(`/v1/${name}/taste`, {}, context.signal), (answer) => taste(context, answer), { className: "stack tight" })),
  );
}

function recommended({ f }, { recommendations = [], personalization }) {
  if (recommendations.length === 0) {
    return empty("Nothing to recommend", "There are no products that fit.");
  }
  const product = (row) => row.entry?.displayName || lastPart(row.product);
  return [
    plainTable({
      caption: "Recommended products",
      columns: [
        { label: "Product", value: (row) => h("span", { class: "named" }, product(row), row.entry?.category && h("span", { class: "hint" }, row.entry.category)) },
        { label: "Why", value: (row) => h("span", { class: "wrap" }, row.explanation || "It is in the catalogue.") },
        { label: "Score", numeric: true, wide: true, value: (row) => f.share(toNumber(row.scorePpm) / 1e6) },
      ],
      rows: recommendations,
      isWhole: true,
    }),
    h("p", { class: "hint" }, `The list is ${words(personalization, "PERSONALIZATION_").toLowerCase()}.`),
  ];
}

function taste({ f }, answer) {
  const learnt = answer.learntCategories ?? [];
  const repeated = answer.repeatedPurchases ?? [];
  return [
    facts([
      ["Baskets", f.number(answer.baskets)],
      ["Prefers", answer.statedCategories?.join(", ")],
      ["Avoids", answer.avoidedCategories?.join(", ")],
      ["Held out", answer.isHeldOut ? "yes, to compare with" : "no"],
    ]),
    plainTable({
      caption: "Categories bought most",
      columns: [
        { label: "Category", value: (row) => row.category },
        { label: "Share", numeric: true, value: (row) => f.share(toNumber(row.sharePpm) / 1e6) },
      ],
      rows: learnt.slice(0, 8),
      empty: "No category is known yet.",
    }),
    repeated.length > 0 &&
      plainTable({
        caption: "Bought again and again",
        columns: [
          { label: "Product", value: (row) => lastPart(row.product) },
          { label: "Times", numeric: true, value: (row) => f.number(row.bought?.times) },
          { label: "Every", numeric: true, value: (row) => (row.bought?.usualDays ? `${row.bought.usualDays} days` : "–") },
        ],
        rows: repeated.slice(0, 8),
      }),
  ];
}

/** Invitations and messages, sent or not and why; and what the customer agreed to. */
export function contactsTab(context, { id, name }) {
  const { f } = context;
  const list = table({
    caption: `Invitations and messages of ${id}`,
    columns: [
      { label: "From", value: (row) => lastPart(row.source) },
      { label: "State", value: (row) => badge(words(row.state, "CONTACT_STATE_"), stateKind(row.state)) },
      { label: "Occasion", value: (row) => words(row.occasion, "OCCASION_KIND_") },
      { label: "Why", wide: true, value: (row) => h("span", { class: "text-cell", title: row.explanation }, row.explanation || words(row.notSentReason, "NOT_SENT_REASON_")) },
      { label: "Channel", wide: true, value: (row) => words(row.channel, "CHANNEL_") },
      { label: "Decided", value: (row) => time(f, row.decideTime) },
      { label: "Answered", value: (row) => (row.answerTime ? time(f, row.answerTime) : "") },
    ],
    source: pages(`/v1/${name}/contacts`, {}, "contacts", context.signal),
    empty: "Nothing has been sent to this customer, and nothing is on its way.",
  });
  return h("div", { class: "stack" }, list.element, panel("Consent", "What is assumed follows the program's contact policy, until the customer says otherwise.", eventually(() => get(`/v1/${name}/consent`, {}, context.signal), (answer) => consent(context, answer))));
}

function consent({ f }, { consents = [] }) {
  return plainTable({
    caption: "Consent",
    columns: [
      { label: "For", value: (row) => words(row.purpose, "CONTACT_PURPOSE_") },
      { label: "By", value: (row) => words(row.channel, "CHANNEL_").replace("In app", "In the app") },
      { label: "Consent", value: (row) => badge(row.granted ? "Given" : "Not given", row.granted ? "good" : "plain") },
      { label: "Since", value: (row) => (row.assumed ? "assumed" : time(f, row.updateTime)) },
    ],
    rows: consents,
    empty: "Nothing is known of consent.",
  });
}
