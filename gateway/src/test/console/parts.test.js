import assert from "node:assert/strict";
import { test } from "node:test";
import { fingerprint } from "../console/core/approvals.js";
import { queryString, requestId, withChanges } from "../console/core/api.js";
import { addDays, dateQuery, dateText, tierName, worth } from "../console/core/program.js";
import { address, parse } from "../console/core/router.js";
import { balanceSteps, hasLongPause, inOrder } from "../console/core/timeline.js";
import { toInstant, toLocal } from "../console/core/zoned.js";
import { every, timeLabels } from "../console/parts/axis.js";
import { sameField } from "../console/parts/form.js";
import { pile } from "../console/parts/series.js";
import { webhookOf } from "../console/parts/webhook-form.js";

test("an address names a place and comes back to it, whatever is in an id", () => {
  const to = address("shop", "customers", ["a/b?c#d ~%"], { tab: "lots", empty: "" });
  assert.deepEqual(parse(to), { program: "shop", area: "customers", rest: ["a/b?c#d ~%"], query: { tab: "lots" } });
  assert.deepEqual(parse(""), { program: "", area: "", rest: [], query: {} });
});

test("a query leaves out what is not set and repeats a list's name", () => {
  assert.equal(queryString({ a: "", b: undefined, c: false, d: ["x", "y"], e: 0, f: true }), "?d=x&d=y&e=0&f=true");
  assert.equal(queryString(), "");
});

test("request ids are long enough, allowed, and never the same", () => {
  const ids = new Set(Array.from({ length: 1000 }, requestId));
  assert.equal(ids.size, 1000);
  ids.forEach((id) => assert.match(id, /^[!-~]{16,64}$/));
});

test("a local time is the moment of its zone, on both sides of the change of the clock", () => {
  assert.equal(toInstant("2026-01-15T10:00", "Europe/London"), "2026-01-15T10:00:00.000Z");
  assert.equal(toInstant("2026-07-15T10:00", "Europe/London"), "2026-07-15T09:00:00.000Z");
  assert.equal(toInstant("2026-03-29T00:30", "Europe/London"), "2026-03-29T00:30:00.000Z");
  assert.equal(toInstant("2026-03-29T02:30", "Europe/London"), "2026-03-29T01:30:00.000Z");
  assert.equal(toInstant("2026-12-31T23:30", "America/St_Johns"), "2027-01-01T03:00:00.000Z");
  assert.equal(toInstant("", "UTC"), "");
});

test("what points are worth is rounded down once", () => {
  const program = { redemption: { points: "3", value: { currencyCode: "GBP", units: "0", nanos: 10_000_000 } } };
  assert.equal(worth(program, 8), 2);
  assert.equal(worth({}, 8), undefined);
  assert.equal(tierName({ tiers: { tiers: [{ tierId: "g", displayName: "Gold" }] } }, "g"), "Gold");
  assert.equal(tierName({}, ""), "None");
});

test("days are counted without a clock", () => {
  assert.equal(addDays("2026-03-01", -1), "2026-02-28");
  assert.equal(dateText({ year: 2011, month: 11, day: 6 }), "2011-11-06");
  assert.deepEqual(dateQuery("startDate", "2011-11-06"), { "startDate.year": 2011, "startDate.month": 11, "startDate.day": 6 });
});

test("piles stand on each other, and those below hang down", () => {
  const drawn = pile([
    { label: "a", values: [1, 2], pile: "up" },
    { label: "b", values: [3, 4], pile: "up" },
    { label: "c", values: [5, 6], pile: "down" },
    { label: "line", values: [7, 8] },
  ]);
  assert.deepEqual(
    drawn.map((each) => [each.label, each.heights]),
    [
      ["line", [7, 8]],
      ["c", [-5, -6]],
      ["b", [4, 6]],
      ["a", [1, 2]],
    ],
  );
});

test("a timeline's times rise, and each step knows its event", () => {
  const event = (number, effective, total) => ({ entry: { sequenceNumber: String(number), effectiveTime: effective, recordTime: "2026-01-01T00:00:00Z", totalAfter: String(total) } });
  const events = [event(1, "2026-01-02T00:00:00Z", 5), event(2, "2026-01-01T00:00:00Z", 9), event(3, "2026-01-02T00:00:00Z", 3)];
  assert.deepEqual(balanceSteps(events, "effective").map((step) => step.index), [1, 0, 2]);
  assert.equal(inOrder(events), false);
  assert.equal(inOrder(events.slice(1)), true);
  for (const by of ["effective", "recorded", "number"]) {
    const xs = balanceSteps(events, by).map((step) => step.x);
    assert.ok(xs.every((x, at) => at === 0 || x > xs[at - 1]), by);
  }
});

test("a pause that is most of the time is seen", () => {
  const at = (...years) => years.map((year) => ({ entry: { effectiveTime: `${year}-01-01T00:00:00Z` } }));
  assert.ok(hasLongPause(at(2010, 2011, 2026)));
  assert.ok(hasLongPause(at(2026, 2010, 2011)));
  assert.ok(!hasLongPause(at(2010, 2012, 2014)));
  assert.ok(!hasLongPause(at(2010, 2026)));
  assert.ok(!hasLongPause([]));
});

test("a field is known by the name that a refusal gives it", () => {
  assert.ok(sameField("orderCondition", "terms.order_condition"));
  assert.ok(sameField("points", "points"));
  assert.ok(!sameField("points", "max_points"));
});

test("two requests that differ have different names", () => {
  const names = new Set();
  for (let points = 0; points < 5000; points += 1) {
    names.add(fingerprint(`POST /v1/x {"points":"${points}"}`));
  }
  assert.equal(names.size, 5000);
  assert.equal(fingerprint("a"), fingerprint("a"));
});

test("a list that is a moment behind shows what was just changed, once, and only what belongs into it", async () => {
  const told = [
    { rows: [{ name: "a", state: "on" }, { name: "b", state: "on" }], isDone: false },
    { rows: [{ name: "c", state: "on" }, { name: "n", state: "on" }], isDone: true },
  ];
  const changes = new Map([["n", { name: "n", state: "on", isNew: true }], ["b", { name: "b", state: "off" }]]);
  const next = withChanges(async () => told.shift(), changes, (row) => row.state === "on");
  assert.deepEqual((await next()).rows.map((row) => row.name), ["n", "a"]);
  const last = await next();
  assert.deepEqual(last.rows.map((row) => row.name), ["c"]);
  assert.equal(last.isDone, true);
});

test("a webhook's form names events as the journal does, and keeps what it has no field for", () => {
  const base = { name: "programs/p/webhooks/w", version: "3", giveUpAfter: "60s" };
  const values = { displayName: " Till ", url: "https://shop.example/h", types: "checkout, Coupon grant", failurePolicy: "FAILURE_POLICY_HOLD", giveUpAfter: "2" };
  const webhook = webhookOf(base, values);
  assert.deepEqual(webhook.types, ["STATEMENT_ENTRY_TYPE_CHECKOUT", "STATEMENT_ENTRY_TYPE_COUPON_GRANT"]);
  assert.equal(webhook.giveUpAfter, "7200s");
  assert.equal(webhook.version, "3");
  assert.equal(webhook.displayName, "Till");
  assert.equal("giveUpAfter" in webhookOf(base, { ...values, giveUpAfter: "" }), false);
  assert.deepEqual(webhookOf(base, { ...values, types: " " }).types, []);
  assert.throws(() => webhookOf(base, { ...values, types: "Nonsense" }), (error) => error.violations[0].field === "types");
  assert.throws(() => webhookOf(base, { ...values, giveUpAfter: "0" }), (error) => error.violations[0].field === "giveUpAfter");
});

test("a clock on the wall goes there and back, in summer and in winter, and nothing is nothing", () => {
  for (const local of ["2026-01-15T09:30", "2026-07-15T23:45", "2026-03-29T03:00"]) {
    assert.equal(toLocal(toInstant(local, "Europe/Berlin"), "Europe/Berlin"), local);
  }
  assert.equal(toLocal(undefined, "UTC"), "");
  assert.equal(toLocal("nonsense", "UTC"), "");
});

test("an axis of time is written in the reader's language, and its year once", () => {
  const at = (...texts) => texts.map((text) => Date.parse(text) / 1000);
  const days = at("2009-12-30T00:00:00Z", "2009-12-31T00:00:00Z", "2010-01-01T00:00:00Z");
  assert.deepEqual(timeLabels("en-GB", "UTC")(days, 86_400), ["30 Dec\n2009", "31 Dec", "1 Jan\n2010"]);
  assert.deepEqual(timeLabels("de", "UTC")(days.slice(0, 1), 86_400), ["30. Dez.\n2009"]);
  assert.deepEqual(timeLabels("en-GB", "UTC")(at("2010-01-01T00:00:00Z", "2010-02-01T00:00:00Z"), 31 * 86_400), ["Jan\n2010", "Feb"]);
  assert.deepEqual(timeLabels("en-GB", "Europe/London")(at("2026-07-01T22:00:00Z", "2026-07-01T23:00:00Z"), 3600), ["23:00\n1 Jul", "00:00\n2 Jul"]);
});

test("as many labels of an axis are shown as fit beside each other", () => {
  assert.equal(every(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"], 400), 1);
  assert.equal(every(Array.from({ length: 12 }, () => "December 2009"), 420), 3);
  assert.equal(every([], 300), 1);
});
