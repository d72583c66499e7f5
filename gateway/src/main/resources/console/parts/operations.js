import { get, post } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { lastPart, toNumber, words } from "../core/format.js";
import { stateKind } from "../core/program.js";
import { ask } from "./dialog.js";
import { button, panel, stat, stats, time } from "./page.js";
import { rebuilds } from "./rebuilds.js";
import { badge, eventually, toast } from "./states.js";
import { plainTable } from "./table.js";

const REFRESH_MILLIS = 5000;

/** Loads again every few seconds as long as the page is there and seen, unless something was opened in it. */
function refreshing(context, load, render) {
  const place = eventually(load, (value) => render(value, now), { className: "stack" });
  const stale = h("p", { class: "note warn", role: "status" }, "The server does not answer; what is here is of a moment ago.");
  const draw = (value) => {
    const row = place.contains(document.activeElement) && document.activeElement.getAttribute("data-row");
    fill(place, render(value, now));
    [...place.querySelectorAll("[data-row]")].find((each) => row && each.getAttribute("data-row") === row)?.focus();
  };
  // What one has just done is shown at once, and the focus stays with it.
  async function now() {
    draw(await load());
  }
  const again = setInterval(async () => {
    if (document.hidden || !place.isConnected) {
      return;
    }
    try {
      const value = await load();
      if (!place.contains(document.activeElement)) {
        draw(value);
      }
    } catch (error) {
      if (error.name !== "AbortError") {
        place.prepend(stale);
      }
    }
  }, REFRESH_MILLIS);
  context.signal.addEventListener("abort", () => clearInterval(again));
  return place;
}

/** The services, their nodes, and how calls went. */
export function statusTab(context) {
  return refreshing(context, () => get("/v1/operations/status", {}, context.signal), (status) => statusView(context, status));
}

function statusView(context, status) {
  const { f } = context;
  const calls = status.calls ?? {};
  const errors = Object.values(calls.errors ?? {}).reduce((sum, each) => sum + toNumber(each), 0);
  const backends = status.backends ?? [];
  const down = backends.filter((each) => !each.serving);
  return [
    stats(
      stat("Services", down.length === 0 ? "All well" : `${down.length} away`, down.map((each) => each.service).join(", "), down.length > 0 ? "bad" : ""),
      stat("Calls a second", f.decimal(calls.callsPerSecond, 1), "in the last minute"),
      stat("Errors", f.number(errors), `of ${f.number(calls.callCount)} calls`, errors > 0 ? "warn" : ""),
      stat("Half within", calls.p50Time ? f.duration(calls.p50Time) : "–"),
      stat("99 of 100 within", calls.p99Time ? f.duration(calls.p99Time) : "–"),
      stat("Version", status.version || "–", `since ${f.time(status.startTime)}`),
    ),
    panel("Services", servicesTable(context, backends)),
    panel("Nodes and shards", nodesTable(context, backends)),
    panel("Calls of the last minute", callsTable(context, status.methods ?? [])),
  ];
}

function servicesTable({ f }, backends) {
  return plainTable({
    caption: "Services",
    columns: [
      { label: "Service", value: (row) => row.service },
      { label: "State", value: (row) => badge(row.serving ? "Serving" : "Away", row.serving ? "good" : "bad") },
      { label: "Problem", value: (row) => row.problem || "none" },
      { label: "Version", wide: true, value: (row) => row.version ?? "" },
      { label: "Since", wide: true, value: (row) => time(f, row.startTime) },
      { label: "Answers in", numeric: true, wide: true, value: (row) => (row.answerTime ? f.duration(row.answerTime) : "–") },
    ],
    rows: backends,
  });
}

function nodesTable({ f }, backends) {
  const nodes = backends.flatMap((each) => (each.nodes ?? []).map((node) => ({ ...node, service: each.service, regions: node.answering ? (each.regions ?? []) : [] })));
  return plainTable({
    caption: "Nodes and shards",
    columns: [
      { label: "Service", value: (row) => row.service },
      { label: "Node", value: (row) => row.address },
      { label: "State", value: (row) => badge(row.unreachable ? "Unreachable" : row.state || "Up", row.unreachable ? "bad" : "good") },
      { label: "Shards of this node", value: (row) => row.regions.map((each) => `${each.kind}: ${f.number(each.shardCount)} ${toNumber(each.shardCount) === 1 ? "shard" : "shards"}, ${f.number(each.entityCount)} in memory`).join("; ") || "–" },
    ],
    rows: nodes,
    empty: "These services are no cluster.",
  });
}

function callsTable({ f }, methods) {
  return plainTable({
    caption: "Calls of the last minute",
    columns: [
      { label: "Method", value: (row) => lastPart(row.method) },
      { label: "Calls", numeric: true, value: (row) => f.number(row.callCount) },
      { label: "A second", numeric: true, wide: true, value: (row) => f.decimal(row.callsPerSecond, 1) },
      { label: "Refused", value: (row) => Object.entries(row.errors ?? {}).map(([code, count]) => `${words(code).toLowerCase()} ${f.number(count)}`).join(", ") || "none" },
      { label: "Half within", numeric: true, wide: true, value: (row) => (row.p50Time ? f.duration(row.p50Time) : "–") },
      { label: "99 % within", numeric: true, value: (row) => (row.p99Time ? f.duration(row.p99Time) : "–") },
    ],
    rows: methods,
    empty: "Nobody has called.",
  });
}

/** What follows the journals: how far each is, with a pause. */
export function projectionsTab(context) {
  const list = refreshing(context, () => get("/v1/operations/projections", {}, context.signal), (answer, again) => projectionsView(context, answer, again));
  return h("div", { class: "stack" }, list, context.mayEverywhere("journal.admin") && rebuilds(context));
}

function projectionsView(context, { projections = [], silentServices = [] }, again) {
  const { f } = context;
  const turn = (row) => {
    const isPaused = row.state === "PROJECTION_STATE_PAUSED";
    const verb = isPaused ? "resume" : "pause";
    return button(isPaused ? "Resume" : "Pause", async () => {
      await post(`/v1/${row.name}:${verb}`);
      toast(isPaused ? "It goes on." : "Paused. What it keeps grows old until it is resumed.");
      await again();
    }, "small", { "data-row": row.name });
  };
  return [
    silentServices.length > 0 && h("p", { class: "note warn" }, `No answer from: ${silentServices.join(", ")}. Their projections are missing here.`),
    plainTable({
      caption: "Projections",
      columns: [
        { label: "Projection", value: (row) => row.title || lastPart(row.name) },
        { label: "Service", wide: true, value: (row) => row.name.split("/")[2] },
        { label: "State", value: (row) => badge(words(row.state, "PROJECTION_STATE_"), stateKind(row.state)) },
        { label: "Behind", numeric: true, value: (row) => (row.lagEvents === undefined ? "–" : `${f.number(row.lagEvents)} events`) },
        { label: "For", numeric: true, wide: true, value: (row) => lagTime(f, row) },
        { label: "Place", wide: true, value: (row) => h("code", {}, row.place ?? "") },
        ...(context.mayEverywhere("operations.admin") ? [{ label: "Action", value: turn }] : []),
      ],
      rows: projections,
      empty: "Nothing follows the journals.",
    }),
  ];
}

/** What reads another service's feed tells only how long, and nothing of less than 15 s. */
function lagTime(f, row) {
  if (row.lagTime) return f.duration(row.lagTime);
  return row.lagEvents === undefined && row.state === "PROJECTION_STATE_RUNNING" ? "< 15 s" : "–";
}

/** The long works of admins that are under way. */
export function worksTab(context) {
  return refreshing(context, () => get("/v1/operations/works", {}, context.signal), (answer, again) => worksView(context, answer, again));
}

function worksView(context, { works = [] }, again) {
  const { f } = context;
  const cancel = (row) =>
    button("Cancel", () => ask({ title: "Cancel this work?", text: `${row.verb} ${row.subject ?? ""}: what it has done stays done, and who asked for it is told.`, label: "Cancel the work", kind: "danger", submit: () => post(`/v1/${row.name}:cancel`), done: again }), "small danger-text");
  return plainTable({
    caption: "Works under way",
    columns: [
      { label: "What", value: (row) => row.verb },
      { label: "On", value: (row) => row.subject ?? "" },
      { label: "By", value: (row) => row.principal || row.operator || "" },
      { label: "Since", value: (row) => time(f, row.startTime) },
      { label: "How far", numeric: true, value: (row) => (toNumber(row.total) > 0 ? `${f.share(toNumber(row.done) / toNumber(row.total))} of ${f.number(row.total)} ${row.unit ?? ""}` : f.number(row.done)) },
      ...(context.mayEverywhere("operations.admin") ? [{ label: "Action", value: cancel }] : []),
    ],
    rows: works,
    empty: "No work is under way.",
  });
}
