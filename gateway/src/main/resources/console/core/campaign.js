// A campaign as the fields of a form. Nothing here touches the page, so it is tested without one.

import { minorDigits, toMinor, toNumber, toSeconds } from "./format.js";
import { toLocal } from "./zoned.js";

/** What a coupon can give: the field of the terms, and what it is called. */
export const BENEFITS = [
  ["percentOff", "A share off"],
  ["amountOff", "An amount off"],
  ["fixedPrice", "Another price"],
  ["freeItem", "Free items"],
  ["freeShipping", "Free shipping"],
  ["pointsMultiplier", "More points"],
  ["gift", "A gift"],
];

/** How customers come by a coupon. */
export const WAYS = [
  ["", "Granted by hand"],
  ["publicCode", "One code for everybody"],
  ["uniqueCodes", "A code for each coupon"],
  ["reward", "For points"],
  ["surprise", "By chance, after a purchase"],
];

/** What happens at the limits in all, in one day and of the budget. */
export const OVERAGE = [
  ["OVERAGE_POLICY_STRICT", "Refuse what is over"],
  ["OVERAGE_POLICY_HONOUR_QUOTED", "Honour what was quoted before"],
  ["OVERAGE_POLICY_GRACE", "Accept some more"],
];

/** Seconds of a minute. */
export const MINUTE = 60;

/** An amount as somebody would type it. */
export function amountText(money) {
  return money ? (toMinor(money) / 10 ** minorDigits(money.currencyCode)).toFixed(minorDigits(money.currencyCode)) : "";
}

/** The fields of a form, by name, of a campaign; times are those of the zone. */
export function valuesOf(campaign, zone) {
  const terms = campaign.terms ?? {};
  const benefit = BENEFITS.find(([key]) => terms[key])?.[0] ?? "percentOff";
  const given = terms[benefit] ?? {};
  const way = WAYS.find(([key]) => key && campaign[key])?.[0] ?? "";
  const limits = campaign.limits ?? {};
  const window = campaign.window ?? {};
  const count = (value) => (toNumber(value) > 0 ? String(value) : "");
  const percent = (basisPoints) => (basisPoints ? String(toNumber(basisPoints) / 100) : "");
  return {
    displayName: campaign.displayName ?? "",
    title: terms.title ?? "",
    benefit,
    percent: benefit === "percentOff" ? percent(given.basisPoints) : "",
    amount: amountText(given.amount ?? given.unitPrice),
    scope: given.scope ?? "DISCOUNT_SCOPE_ORDER",
    quantity: count(given.quantity ?? given.maxQuantity),
    product: given.product ?? "",
    factor: benefit === "pointsMultiplier" ? String(given.percent) : "",
    orderCondition: terms.orderCondition ?? "",
    lineCondition: terms.lineCondition ?? "",
    includedProducts: (terms.includedProducts ?? []).join(", "),
    excludedProducts: (terms.excludedProducts ?? []).join(", "),
    includedCategories: (terms.includedCategories ?? []).join(", "),
    excludedCategories: (terms.excludedCategories ?? []).join(", "),
    minimumOrder: amountText(terms.minimumOrder),
    maximumDiscount: amountText(terms.maximumDiscount),
    stackingClass: terms.stackingClass ?? "",
    priority: count(terms.priority),
    exclusive: Boolean(terms.exclusive),
    reusableAfterCancel: Boolean(terms.reusableAfterCancel),
    way,
    code: campaign.publicCode?.code ?? "",
    pattern: campaign.uniqueCodes?.pattern ?? "",
    capacity: count(campaign.uniqueCodes?.capacity),
    pointsPrice: count(campaign.reward?.pointsPrice),
    condition: campaign.surprise?.condition ?? "",
    chance: percent(campaign.surprise?.chanceBasisPoints),
    memoryDays: count(campaign.surprise?.memoryDays),
    total: count(limits.total),
    perCustomer: count(limits.perCustomer),
    perDay: count(limits.perDay),
    budget: amountText(limits.budget),
    overage: limits.overage ?? "OVERAGE_POLICY_STRICT",
    grace: count(limits.grace),
    startTime: toLocal(window.startTime, zone),
    endTime: toLocal(window.endTime, zone),
    couponDays: count(window.couponDays),
    couponExpireTime: toLocal(window.couponExpireTime, zone),
    claimMinutes: minutesText(campaign.claimTimeToLive),
    control: percent(campaign.controlBasisPoints),
  };
}

/** A duration in minutes, as somebody would type it. */
export function minutesText(duration) {
  return duration ? String(Number((toSeconds(duration) / MINUTE).toFixed(4))) : "";
}

/** What is left of a budget at the end of each day, the earliest first, and what was spent. */
export function burnDown(campaign, report) {
  const budget = campaign.limits?.budget ? toMinor(campaign.limits.budget) : undefined;
  let spent = 0;
  return [...(report.days ?? [])].reverse().map((day) => {
    spent += toMinor(day.discount);
    return { date: day.date, claimed: toNumber(day.claimed), redeemed: toNumber(day.redeemed), spent, left: budget === undefined ? undefined : budget - spent };
  });
}
