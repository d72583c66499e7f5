// Numbers, money and times as people of the reader's language write them. Nothing here touches the page, so it is tested without one.

const NANOS = 1_000_000_000n;

/** Makes the formatting of one program: its currency, its zone, and the reader's language. */
export function formats({ locale, zone = "UTC", currency = "" } = {}) {
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const signed = new Intl.NumberFormat(locale, { maximumFractionDigits: 0, signDisplay: "exceptZero" });
  const short = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  const difference = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: "exceptZero" });
  const moment = dateTime(locale, zone, { dateStyle: "medium", timeStyle: "short" });
  const exact = dateTime(locale, zone, { dateStyle: "medium", timeStyle: "long" });
  const day = dateTime(locale, zone, { dateStyle: "medium" });
  const calendar = dateTime(locale, "UTC", { dateStyle: "medium" });
  const month = dateTime(locale, "UTC", { month: "short", year: "numeric" });
  return {
    zone,
    currency,
    locale,
    number: (value) => whole.format(toNumber(value)),
    signed: (value) => signed.format(toNumber(value)),
    compact: (value) => short.format(toNumber(value)),
    decimal: (value, digits = 1) => new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(toNumber(value)),
    share: (value) => percent.format(toNumber(value)),
    // The difference of two shares, in percentage points.
    points: (value) => difference.format(toNumber(value) * 100),
    money: (value) => money(locale, value, currency),
    minor: (value, code = currency) => minorText(locale, value, code),
    compactMinor: (value, code = currency) => minorText(locale, value, code, { notation: "compact", maximumFractionDigits: 1 }),
    time: (value) => timeText(moment, value),
    exactTime: (value) => timeText(exact, value),
    day: (value) => timeText(day, value),
    date: (value) => (value ? calendar.format(new Date(`${value}T00:00:00Z`)) : ""),
    month: (value) => (value ? month.format(new Date(`${value}-01T00:00:00Z`)) : ""),
    duration: (value) => durationText(value, locale),
  };
}

function dateTime(locale, zone, options) {
  try {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
  } catch {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
  }
}

function timeText(format, value) {
  if (!value) {
    return "";
  }
  const date = value instanceof Date ? value : new Date(value);
  return Number.isNaN(date.getTime()) ? "" : format.format(date);
}

/** A number out of JSON, where an int64 is a string and what is zero may be left out. */
export function toNumber(value) {
  if (value === undefined || value === null || value === "") {
    return 0;
  }
  // There is no minus zero for people.
  return Number(value) + 0;
}

/** How many digits a currency has after the point. */
export function minorDigits(currency) {
  try {
    return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits;
  } catch {
    return 2;
  }
}

/** A google.type.Money in minor units, exactly. */
export function toMinor(value) {
  if (!value) {
    return 0;
  }
  const digits = minorDigits(value.currencyCode);
  const nanos = BigInt(value.units ?? 0) * NANOS + BigInt(value.nanos ?? 0);
  return Number((nanos * 10n ** BigInt(digits)) / NANOS);
}

/** A google.type.Money of so many minor units. */
export function fromMinor(minor, currencyCode) {
  const scale = 10 ** minorDigits(currencyCode);
  const units = Math.trunc(minor / scale);
  const nanos = Math.round((minor - units * scale) * (1e9 / scale));
  return { currencyCode, units: String(units), nanos };
}

/** What somebody typed as an amount, in minor units; undefined if it is none, or finer than the currency. */
export function parseAmount(text, currency) {
  const match = /^\s*(\d{1,12})(?:[.,](\d+))?\s*$/.exec(text);
  const digits = minorDigits(currency);
  if (!match || (match[2] ?? "").length > digits) {
    return undefined;
  }
  return Number(match[1]) * 10 ** digits + Number((match[2] ?? "").padEnd(digits, "0") || 0);
}

function money(locale, value, fallback) {
  return value ? minorText(locale, toMinor(value), value.currencyCode || fallback) : "";
}

function minorText(locale, minor, currency, options = {}) {
  const digits = minorDigits(currency);
  const amount = toNumber(minor) / 10 ** digits;
  if (!currency) {
    return new Intl.NumberFormat(locale, options).format(amount);
  }
  return new Intl.NumberFormat(locale, { style: "currency", currency, ...options }).format(amount);
}

/** Seconds of a google.protobuf.Duration, `3.5s`. */
export function toSeconds(value) {
  return value ? Number(String(value).replace(/s$/, "")) : 0;
}

function durationText(value, locale) {
  const seconds = typeof value === "number" ? value : toSeconds(value);
  const number = (amount, digits) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(amount);
  if (seconds < 1) {
    return `${number(seconds * 1000, 0)} ms`;
  }
  if (seconds < 120) {
    return `${number(seconds, 1)} s`;
  }
  if (seconds < 7200) {
    return `${number(seconds / 60, 0)} min`;
  }
  return seconds < 172_800 ? `${number(seconds / 3600, 0)} h` : `${number(seconds / 86_400, 0)} days`;
}

/** The words of an enum's value, without the name of the enum in front: `COUPON_STATE_AVAILABLE` is "Available". */
export function words(value, prefix = "") {
  if (!value || value.endsWith("_UNSPECIFIED")) {
    return "";
  }
  const bare = value.startsWith(prefix) ? value.slice(prefix.length) : value;
  const text = bare.toLowerCase().replaceAll("_", " ").trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The last part of a resource's name: the customer of `programs/p/customers/c`. */
export function lastPart(name) {
  return name ? name.slice(name.lastIndexOf("/") + 1) : "";
}
