import assert from "node:assert/strict";
import { test } from "node:test";
import { BENEFITS, WAYS, burnDown, valuesOf } from "../console/core/campaign.js";
import { campaignOf, fieldOf } from "../console/core/campaign-read.js";
import { sameField } from "../console/parts/form.js";

const IN = { currency: "GBP", zone: "Europe/London" };

const money = (units, nanos = 0) => ({ currencyCode: "GBP", units: String(units), nanos });
const BENEFIT = {
  percentOff: { basisPoints: 1250, scope: "DISCOUNT_SCOPE_LINE" },
  amountOff: { amount: money(10), scope: "DISCOUNT_SCOPE_ORDER" },
  fixedPrice: { unitPrice: money(2, 500_000_000), maxQuantity: 3 },
  freeItem: { quantity: 2, product: "21136" },
  freeShipping: {},
  pointsMultiplier: { percent: 200 },
  gift: { quantity: 1, product: "mug" },
};
const WAY = {
  publicCode: { code: "THANKS10" },
  uniqueCodes: { pattern: "GIFT-####-####-##", capacity: 1000 },
  reward: { pointsPrice: 1000 },
  surprise: { condition: "order.total > 5", chanceBasisPoints: 200, memoryDays: 90 },
};

function campaign(benefit, way) {
  return {
    name: "programs/p/campaigns/c",
    displayName: "C",
    version: "3",
    terms: {
      title: "t",
      [benefit]: BENEFIT[benefit],
      orderCondition: "customer.member",
      lineCondition: "",
      includedProducts: ["21136", "84879"],
      excludedProducts: [],
      includedCategories: ["A", "B"],
      excludedCategories: [],
      minimumOrder: money(20),
      maximumDiscount: money(5),
      stackingClass: "code",
      exclusive: true,
      priority: 7,
      reusableAfterCancel: true,
    },
    limits: { total: 500, perCustomer: 1, budget: money(1000), overage: "OVERAGE_POLICY_GRACE", grace: 10 },
    window: { startTime: "2026-01-01T00:00:07Z", endTime: "2026-07-01T22:30:00Z", couponDays: 30, couponExpireTime: "2026-12-31T00:00:00Z" },
    claimTimeToLive: "900s",
    controlBasisPoints: 1000,
    ...(way ? { [way]: WAY[way] } : {}),
  };
}

test("a campaign goes into the form and comes out the same, for each thing it can give and each way to come by it", () => {
  for (const [benefit] of BENEFITS) {
    for (const [way] of WAYS) {
      const before = campaign(benefit, way);
      const { campaign: after, problems } = campaignOf(before, valuesOf(before, IN.zone), IN);
      assert.deepEqual(problems, []);
      assert.deepEqual(after, before, `${benefit} by ${way}`);
    }
  }
});

test("changing what it gives leaves nothing of what it gave", () => {
  const before = campaign("percentOff", "publicCode");
  const { campaign: after } = campaignOf(before, { ...valuesOf(before, IN.zone), benefit: "gift", quantity: "2", product: "pen" }, IN);
  assert.deepEqual(after.terms.gift, { quantity: 2, product: "pen" });
  assert.equal(after.terms.percentOff, undefined);
});

test("what cannot be read is told at its field", () => {
  const values = { ...valuesOf(campaign("percentOff", "surprise"), IN.zone), percent: "ten", budget: "1.234", total: "-1", chance: "2.345", claimMinutes: "soon" };
  const { problems } = campaignOf({}, values, IN);
  assert.deepEqual(problems.map((each) => each.field).sort(), ["budget", "chance", "claimMinutes", "percent", "total"]);
});

test("times are those of the program's zone, on both sides of the change of the clock", () => {
  const values = valuesOf(campaign("percentOff", "publicCode"), IN.zone);
  assert.equal(values.startTime, "2026-01-01T00:00");
  assert.equal(values.endTime, "2026-07-01T23:30");
  const { campaign: after } = campaignOf({}, { ...values, startTime: "2026-03-29T00:30", endTime: "2026-03-29T02:30" }, IN);
  assert.equal(after.window.startTime, "2026-03-29T00:30:00.000Z");
  assert.equal(after.window.endTime, "2026-03-29T01:30:00.000Z");
});

test("a campaign ends after it begins, and an emptied time is none", () => {
  const before = campaign("percentOff", "publicCode");
  const values = valuesOf(before, IN.zone);
  assert.deepEqual(campaignOf(before, { ...values, startTime: values.endTime }, IN).problems, [{ field: "endTime", description: "After the start." }]);
  const { campaign: after, problems } = campaignOf(before, { ...values, startTime: "", endTime: "", couponExpireTime: "", couponDays: "", claimMinutes: "" }, IN);
  assert.deepEqual(problems, []);
  assert.deepEqual(after.window, {});
  assert.equal(after.claimTimeToLive, undefined);
});

test("grace goes with its policy, and minutes become a duration", () => {
  const before = campaign("percentOff", "publicCode");
  const values = valuesOf(before, IN.zone);
  const strict = campaignOf(before, { ...values, overage: "OVERAGE_POLICY_STRICT", claimMinutes: "0.5" }, IN).campaign;
  assert.equal(strict.limits.overage, "OVERAGE_POLICY_STRICT");
  assert.equal(strict.limits.grace, undefined);
  assert.equal(strict.claimTimeToLive, "30s");
  assert.equal(campaignOf({}, valuesOf({}, IN.zone), IN).campaign.limits.overage, undefined);
});

test("a field that a refusal names is found in the form", () => {
  const names = { "campaign.control_basis_points": "control", "campaign.surprise.chance_basis_points": "chance", "campaign.terms.percent_off.basis_points": "percent", "campaign.claim_time_to_live": "claimMinutes", "campaign.window.end_time": "endTime", "campaign.terms.included_products[3]": "includedProducts", "campaign.name": "id" };
  Object.entries(names).forEach(([told, name]) => assert.ok(sameField(name, fieldOf(told)), told));
  assert.ok(!sameField("percent", fieldOf("campaign.control_basis_points")));
});

test("a budget burns down day by day, from the first", () => {
  const report = { days: [{ date: "2026-01-02", discount: money(30) }, { date: "2026-01-01", claimed: "4", discount: money(20) }] };
  assert.deepEqual(
    burnDown({ limits: { budget: money(100) } }, report).map((day) => [day.date, day.left]),
    [
      ["2026-01-01", 8000],
      ["2026-01-02", 5000],
    ],
  );
  assert.equal(burnDown({}, report)[0].left, undefined);
});
