// The fields of a form as a campaign. Nothing here touches the page, so it is tested without one.

import { BENEFITS, MINUTE, WAYS, minutesText } from "./campaign.js";
import { fromMinor, parseAmount } from "./format.js";
import { toInstant, toLocal } from "./zoned.js";

/**
 * A campaign of the fields of a form, whose amounts are of the currency and whose times are of the zone. What the form does not have stays as it
 * was in `base`. Problems are collected as `{field, description}`, and the campaign is then not to be sent.
 */
export function campaignOf(base, values, { currency, zone }) {
  const problems = [];
  const read = reader(values, { currency, zone }, problems);
  const terms = termsOf(base.terms ?? {}, values, read);
  const campaign = { ...base, displayName: values.displayName.trim(), terms };
  WAYS.forEach(([key]) => key && delete campaign[key]);
  if (values.way) {
    campaign[values.way] = wayOf(base, values, read);
  }
  campaign.limits = limitsOf(base.limits ?? {}, values, read);
  campaign.window = windowOf(base.window ?? {}, read, problems);
  campaign.claimTimeToLive = minutesText(base.claimTimeToLive) === read.text("claimMinutes") ? base.claimTimeToLive : read.minutes("claimMinutes");
  campaign.controlBasisPoints = read.basis("control");
  return { campaign: drop(campaign), problems };
}

function limitsOf(base, values, read) {
  const isStrict = values.overage === "OVERAGE_POLICY_STRICT";
  return drop({
    ...base,
    total: read.whole("total"),
    perCustomer: read.whole("perCustomer"),
    perDay: read.whole("perDay"),
    budget: read.money("budget"),
    overage: isStrict ? base.overage && values.overage : values.overage,
    grace: values.overage === "OVERAGE_POLICY_GRACE" ? read.whole("grace") : undefined,
  });
}

function windowOf(base, read, problems) {
  const window = drop({
    ...base,
    startTime: read.moment("startTime", base.startTime),
    endTime: read.moment("endTime", base.endTime),
    couponDays: read.whole("couponDays"),
    couponExpireTime: read.moment("couponExpireTime", base.couponExpireTime),
  });
  if (window.startTime && window.endTime && Date.parse(window.endTime) <= Date.parse(window.startTime)) {
    problems.push({ field: "endTime", description: "After the start." });
  }
  return window;
}

function reader(values, { currency, zone }, problems) {
  const complain = (field, description) => {
    problems.push({ field, description });
    return undefined;
  };
  const text = (name) => String(values[name] ?? "").trim();
  return {
    text,
    whole: (name) => (text(name) === "" ? undefined : /^\d{1,15}$/.test(text(name)) ? Number(text(name)) : complain(name, "A whole number.")),
    basis: (name) => {
      const match = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(text(name));
      if (text(name) === "") {
        return undefined;
      }
      return match ? Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0")) : complain(name, "A percentage with two digits after the point at most.");
    },
    money: (name) => {
      if (text(name) === "") {
        return undefined;
      }
      const minor = parseAmount(text(name), currency);
      return minor === undefined ? complain(name, `An amount in ${currency}.`) : fromMinor(minor, currency);
    },
    // A moment that was not touched stays exactly as it was, its seconds too.
    moment: (name, before) => (text(name) === toLocal(before, zone) ? before : toInstant(text(name), zone) || undefined),
    minutes: (name) => {
      if (text(name) === "") {
        return undefined;
      }
      return /^\d{1,5}(?:[.,]\d{1,4})?$/.test(text(name)) ? `${Math.round(Number(text(name).replace(",", ".")) * MINUTE)}s` : complain(name, "Minutes, such as 15 or 0.5.");
    },
    list: (name) => text(name).split(",").map((each) => each.trim()).filter(Boolean),
  };
}

function termsOf(base, values, read) {
  const terms = {
    ...base,
    title: read.text("title"),
    orderCondition: read.text("orderCondition"),
    lineCondition: read.text("lineCondition"),
    includedProducts: read.list("includedProducts"),
    excludedProducts: read.list("excludedProducts"),
    includedCategories: read.list("includedCategories"),
    excludedCategories: read.list("excludedCategories"),
    minimumOrder: read.money("minimumOrder"),
    maximumDiscount: read.money("maximumDiscount"),
    stackingClass: read.text("stackingClass"),
    priority: read.whole("priority"),
    exclusive: Boolean(values.exclusive),
    reusableAfterCancel: Boolean(values.reusableAfterCancel),
  };
  BENEFITS.forEach(([key]) => delete terms[key]);
  terms[values.benefit] = benefitOf(values, read);
  return drop(terms);
}

function benefitOf(values, read) {
  switch (values.benefit) {
    case "percentOff":
      return drop({ basisPoints: read.basis("percent"), scope: values.scope });
    case "amountOff":
      return drop({ amount: read.money("amount"), scope: values.scope });
    case "fixedPrice":
      return drop({ unitPrice: read.money("amount"), maxQuantity: read.whole("quantity") });
    case "freeItem":
      return drop({ quantity: read.whole("quantity"), product: read.text("product") });
    case "pointsMultiplier":
      return drop({ percent: read.whole("factor") });
    case "gift":
      return drop({ quantity: read.whole("quantity"), product: read.text("product") });
    default:
      return {};
  }
}

function wayOf(base, values, read) {
  switch (values.way) {
    case "publicCode":
      return { code: read.text("code") };
    case "uniqueCodes":
      return drop({ pattern: read.text("pattern"), capacity: read.whole("capacity") });
    case "reward":
      return drop({ pointsPrice: read.whole("pointsPrice") });
    default:
      return drop({ condition: read.text("condition"), chanceBasisPoints: read.basis("chance"), memoryDays: read.whole("memoryDays") });
  }
}

function drop(object) {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

const CALLED = {
  "campaign.name": "id",
  basis_points: "percent",
  chance_basis_points: "chance",
  control_basis_points: "control",
  max_quantity: "quantity",
  unit_price: "amount",
  "points_multiplier.percent": "factor",
  claim_time_to_live: "claimMinutes",
};

/** The field of the form that a field of the message, as a refusal names it, is called there. */
export function fieldOf(path) {
  const bare = path.replaceAll(/\[\d+\]/g, "");
  const found = Object.keys(CALLED).find((end) => bare === end || bare.endsWith(`.${end}`));
  return found ? CALLED[found] : bare;
}
