import { get, pages } from "../core/api.js";
import { debounce, fill, h } from "../core/dom.js";
import { lastPart, toNumber, words } from "../core/format.js";
import { stateKind } from "../core/program.js";
import { followUpDialog } from "../parts/follow-up.js";
import { field } from "../parts/form.js";
import { pageHead, time } from "../parts/page.js";
import { reportPanels } from "../parts/survey-report.js";
import { badge, empty, eventually } from "../parts/states.js";
import { table } from "../parts/table.js";
import { tabs } from "../parts/tabs.js";

/** What customers said, how that changes, and what is done about it. */
export function feedbackPage(context) {
  const load = async () => (await get(`/v1/${context.name}/surveys`, { pageSize: 200 }, context.signal)).surveys ?? [];
  return [
    pageHead("Feedback", "Surveys, what customers answered, and what is done about low scores."),
    tabs({
      label: "Feedback",
      active: context.place.query.tab,
      onChange: (tab) => context.mark({ ...context.place.query, tab }),
      items: [
        { key: "report", label: "Report", content: () => eventually(load, (surveys) => (surveys.length > 0 ? report(context, surveys) : noSurvey())) },
        { key: "followups", label: "Follow-ups", content: () => followUps(context) },
        { key: "responses", label: "Responses", content: () => eventually(load, (surveys) => (surveys.length > 0 ? responses(context, surveys) : noSurvey())) },
      ],
    }),
  ];
}

function noSurvey() {
  return empty("No survey yet", "A survey asks customers after a purchase, a refund, or when you say so.");
}

function chooser(context, surveys) {
  const wanted = surveys.find((each) => lastPart(each.name) === context.place.query.survey) ?? surveys[0];
  return field({ name: "survey", label: "Survey", type: "select", value: wanted.name, options: surveys.map((each) => [each.name, each.displayName || lastPart(each.name)]) });
}

function report(context, surveys) {
  const survey = chooser(context, surveys);
  const simulated = field({ name: "simulated", label: "Simulated answers too", type: "check", value: true, hint: "Those of the replay, which nobody gave." });
  const place = h("div", { class: "stack" });
  const draw = () => fill(place, reportPanels(context, surveys.find((each) => each.name === survey.value), simulated.value));
  survey.control.addEventListener("change", draw);
  simulated.control.addEventListener("change", draw);
  draw();
  return h("div", { class: "stack" }, h("div", { class: "bar" }, survey.element, h("div", { class: "bar-check" }, simulated.element)), place);
}

function followUps(context) {
  const { f } = context;
  const state = field({
    name: "state",
    label: "State",
    type: "select",
    options: [
      ["", "Open and in progress"],
      ["FOLLOW_UP_STATE_OPEN", "Open"],
      ["FOLLOW_UP_STATE_IN_PROGRESS", "In progress"],
      ["FOLLOW_UP_STATE_RESOLVED", "Resolved"],
    ],
  });
  const list = h("div", {});
  const draw = () => {
    const states = state.value || ["FOLLOW_UP_STATE_OPEN", "FOLLOW_UP_STATE_IN_PROGRESS"];
    const view = table({
      caption: "Follow-ups",
      columns: [
        { label: "Customer", value: (row) => h("a", { href: context.link("customers", [row.name.split("/")[3]]), tabindex: -1 }, row.name.split("/")[3]) },
        { label: "Score", numeric: true, value: (row) => String(row.score ?? 0) },
        { label: "State", value: (row) => badge(words(row.state, "FOLLOW_UP_STATE_"), stateKind(row.state)) },
        { label: "Assigned to", value: (row) => row.assignee || "nobody" },
        { label: "Survey", wide: true, value: (row) => lastPart(row.survey) },
        { label: "Order", wide: true, value: (row) => row.orderId ?? "" },
        { label: "Since", wide: true, value: (row) => time(f, row.createTime) },
      ],
      source: pages(`/v1/${context.name}/followUps`, { states }, "followUps", context.signal),
      onOpen: (row) => followUpDialog(context, row, draw),
      empty: state.value ? "No follow-up is like that." : "Nothing to follow up. An answer as low as the survey says opens one here.",
    });
    fill(list, view.element);
  };
  state.control.addEventListener("change", draw);
  draw();
  return h("div", { class: "stack" }, h("div", { class: "bar" }, state.element), list);
}

function responses(context, surveys) {
  const survey = chooser(context, surveys);
  const text = field({ name: "query", label: "Text contains", type: "search", className: "grow" });
  const low = field({ name: "min", label: "Score from", type: "number", min: 0, max: 10 });
  const high = field({ name: "max", label: "Score to", type: "number", min: 0, max: 10 });
  const list = h("div", {});
  const draw = () => fill(list, responseTable(context, survey.value, { query: text.value.trim(), minScore: low.value, maxScore: high.value }));
  const later = debounce(300, draw);
  survey.control.addEventListener("change", draw);
  [text, low, high].forEach((each) => each.control.addEventListener("input", later));
  draw();
  return h("div", { class: "stack" }, h("div", { class: "bar" }, survey.element, text.element, low.element, high.element), list);
}

function responseTable(context, survey, query) {
  const { f } = context;
  const said = (row) => (row.answers ?? []).map((each) => each.text).filter(Boolean).join(" · ");
  const customer = (row) => row.invitation.split("/")[3];
  return table({
    caption: "Responses",
    columns: [
      { label: "Customer", value: (row) => h("a", { href: context.link("customers", [customer(row)], { tab: "contacts" }), tabindex: -1 }, customer(row)) },
      { label: "Score", numeric: true, value: (row) => (row.score === undefined ? "–" : String(toNumber(row.score))) },
      { label: "Said", value: (row) => h("span", { class: "text-cell", title: said(row) }, row.simulated && [badge("Simulated"), " "], said(row)) },
      { label: "Order", wide: true, value: (row) => row.orderId ?? "" },
      { label: "Answered", wide: true, value: (row) => time(f, row.answerTime) },
    ],
    source: pages(`/v1/${survey}/responses`, query, "responses", context.signal),
    onOpen: (row) => context.go("customers", [customer(row)], { tab: "contacts" }),
    empty: "No answer is like that.",
  }).element;
}
