// What pages reckon out of a program and of answers about it. Nothing here touches the page.

import { lastPart, toMinor, toNumber, words } from "./format.js";

/** What points are worth, in minor units, rounded down once; undefined where a program's points do not pay. */
export function worth(program, points) {
  const policy = program.redemption;
  if (!policy?.value) {
    return undefined;
  }
  return Math.floor((toNumber(points) * toMinor(policy.value)) / toNumber(policy.points));
}

/** The name of a tier for people. */
export function tierName(program, tierId) {
  if (!tierId) {
    return "None";
  }
  return program.tiers?.tiers?.find((tier) => tier.tierId === tierId)?.displayName || tierId;
}

/** A google.type.Date as `2011-11-06`. */
export function dateText(date) {
  if (!date?.year) {
    return "";
  }
  const two = (number) => String(number ?? 1).padStart(2, "0");
  return `${String(date.year).padStart(4, "0")}-${two(date.month)}-${two(date.day)}`;
}

/** A date `2011-11-06` as the parts that a query has for a google.type.Date. */
export function dateQuery(name, text) {
  if (!text) {
    return {};
  }
  const [year, month, day] = text.split("-").map(Number);
  return { [`${name}.year`]: year, [`${name}.month`]: month, [`${name}.day`]: day };
}

/** Seconds of the midnight of a date, for charts whose days are days and no moments. */
export function dateSeconds(text) {
  return Date.parse(`${text}T00:00:00Z`) / 1000;
}

/** A date so many days away. */
export function addDays(text, days) {
  return new Date(Date.parse(`${text}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

const TYPES = "STATEMENT_ENTRY_TYPE_";

/** The kinds of events of a customer, for a choice. */
export const EVENT_TYPES = [
  "ENROLLED", "CHECKOUT", "ACTIVITY", "REFUND", "REDEMPTION", "HOLD", "CAPTURE", "RELEASE", "ADJUSTMENT", "EXPIRY", "COUPON_GRANT",
  "COUPON_REVOCATION", "RESERVATION", "RESERVATION_EXTENSION", "RESERVATION_CANCELLATION", "TRANSFER_SENT", "TRANSFER_RECEIVED",
  "TRANSFER_DECLINED", "TRANSFER_SETTLED", "TRANSFER_RETURNED", "MERGE_BEGUN", "ABSORBED", "MERGE_DECLINED", "MERGED", "MERGE_REVERTED",
  "PROFILE_CHANGED", "PREFERENCES_CHANGED", "ERASED", "ORDERS_REDERIVED", "ORDER_CORRECTED",
].map((name) => TYPES + name);

/** What an event is called. */
export function eventType(type) {
  return words(type, TYPES) || "Program";
}

/** The benefit of a coupon's terms, in a few words. */
export function benefit(terms, f) {
  if (!terms) {
    return "";
  }
  const percent = (basisPoints) => f.share(toNumber(basisPoints) / 10_000);
  if (terms.percentOff) {
    return `${percent(terms.percentOff.basisPoints)} off`;
  }
  if (terms.amountOff) {
    return `${f.money(terms.amountOff.amount)} off`;
  }
  if (terms.fixedPrice) {
    return `Price ${f.money(terms.fixedPrice.unitPrice) || f.minor(0)}`;
  }
  if (terms.freeItem) {
    return `${terms.freeItem.quantity} free ${terms.freeItem.product ?? "item"}`;
  }
  if (terms.freeShipping) {
    return "Free shipping";
  }
  if (terms.pointsMultiplier) {
    return `${f.share(terms.pointsMultiplier.percent / 100)} of the points`;
  }
  return terms.gift ? `Gift: ${terms.gift.quantity} × ${terms.gift.product}` : "";
}

/** How customers come by a campaign's coupons. */
export function access(campaign, f) {
  if (campaign.publicCode) {
    return `Code ${campaign.publicCode.code}`;
  }
  if (campaign.uniqueCodes) {
    return `Unique codes ${campaign.uniqueCodes.pattern}`;
  }
  if (campaign.reward) {
    return `For ${f.number(campaign.reward.pointsPrice)} points`;
  }
  return campaign.surprise ? `Surprise, ${f.share(toNumber(campaign.surprise.chanceBasisPoints) / 10_000)} chance` : "Granted by hand";
}

/** The kind of label of a state. */
export function stateKind(state) {
  const last = words(state).split(" ").at(-1);
  return { active: "good", available: "good", sent: "good", running: "good", resolved: "good", approved: "good", paused: "warn", reserved: "warn", waiting: "warn", behind: "warn", open: "warn", expired: "plain", failed: "bad", revoked: "bad", declined: "bad", unknown: "bad" }[last] ?? "plain";
}

/** The name of a customer without its program. */
export const customerId = lastPart;

/** What the journal keeps of why somebody looked. */
export function why(reason) {
  return { reason };
}
