import assert from "node:assert/strict";
import { test } from "node:test";
import { formats, fromMinor, lastPart, minorDigits, parseAmount, toMinor, toNumber, toSeconds, words } from "../console/core/format.js";

const f = formats({ locale: "en-GB", zone: "Europe/London", currency: "GBP" });

test("an amount of money is exact in minor units, whatever the digits of its currency", () => {
  assert.equal(toMinor({ currencyCode: "GBP", units: "21443", nanos: 50_000_000 }), 2_144_305);
  assert.equal(toMinor({ currencyCode: "JPY", units: "500" }), 500);
  assert.equal(toMinor({ currencyCode: "KWD", units: "1", nanos: 234_000_000 }), 1234);
  assert.equal(toMinor({ currencyCode: "GBP", units: "-1", nanos: -990_000_000 }), -199);
  assert.equal(toMinor({ currencyCode: "GBP", nanos: 10_000_000 }), 1);
  assert.equal(toMinor(undefined), 0);
});

test("minor units become money and the same minor units again", () => {
  for (const currency of ["GBP", "JPY", "KWD"]) {
    for (const minor of [0, 1, 99, 100, 101, 1999, 123_456_789, -250]) {
      assert.equal(toMinor(fromMinor(minor, currency)), minor, `${minor} ${currency}`);
    }
  }
});

test("an amount that somebody typed is read with a point or a comma, and never guessed at", () => {
  assert.equal(parseAmount("12.50", "GBP"), 1250);
  assert.equal(parseAmount(" 12,5 ", "GBP"), 1250);
  assert.equal(parseAmount("12", "GBP"), 1200);
  assert.equal(parseAmount("500", "JPY"), 500);
  for (const wrong of ["", "12.505", "-1", "1e3", "1.000,00", "abc", "12.5.0"]) {
    assert.equal(parseAmount(wrong, "GBP"), undefined, wrong);
  }
  assert.equal(parseAmount("5.0", "JPY"), undefined);
});

test("times are those of the program's zone, on both sides of the change of the clock", () => {
  assert.match(f.time("2026-03-29T00:30:00Z"), /29 Mar 2026.* 00:30/);
  assert.match(f.time("2026-03-29T01:30:00Z"), /29 Mar 2026.* 02:30/);
  assert.match(formats({ locale: "en-GB", zone: "Asia/Tokyo" }).time("2026-01-01T20:00:00Z"), /2 Jan 2026.* 05:00/);
  assert.equal(f.time(""), "");
  assert.equal(f.time("nonsense"), "");
});

test("an unknown zone shows UTC, and does not break the page", () => {
  assert.match(formats({ locale: "en-GB", zone: "Mars/Base" }).time("2026-01-01T20:00:00Z"), /20:00/);
});

test("numbers of JSON may be texts, and what is zero may be left out", () => {
  assert.equal(f.number("1172874"), "1,172,874");
  assert.equal(f.number(undefined), "0");
  assert.equal(f.number(-0), "0");
  assert.equal(f.signed("-78"), "-78");
  assert.equal(f.signed("78"), "+78");
  assert.equal(f.signed(0), "0");
  assert.equal(toNumber(""), 0);
});

test("money is written in the reader's language", () => {
  assert.equal(f.money({ currencyCode: "GBP", units: "10" }), "£10.00");
  assert.equal(f.money(undefined), "");
  assert.equal(f.minor(-5), "-£0.05");
  assert.equal(formats({ locale: "de-DE", currency: "EUR" }).minor(123_456).replace(/\s/g, " "), "1.234,56 €");
});

test("days of a calendar are no moments, so no zone moves them", () => {
  assert.equal(formats({ locale: "en-GB", zone: "Pacific/Kiritimati" }).date("2011-11-06"), "6 Nov 2011");
  assert.equal(f.month("2009-12"), "Dec 2009");
});

test("durations get the unit that fits", () => {
  assert.equal(f.duration("0.425427550s"), "425 ms");
  assert.equal(f.duration("3.5s"), "3.5 s");
  assert.equal(f.duration("600s"), "10 min");
  assert.equal(f.duration("172800s"), "2 days");
  assert.equal(toSeconds(undefined), 0);
});

test("an enum's value is told in words", () => {
  assert.equal(words("STATEMENT_ENTRY_TYPE_COUPON_GRANT", "STATEMENT_ENTRY_TYPE_"), "Coupon grant");
  assert.equal(words(undefined), "");
  assert.equal(words("STRATEGY_UNSPECIFIED", "STRATEGY_"), "");
  assert.equal(lastPart("programs/p/customers/17850"), "17850");
  assert.equal(minorDigits("not a currency"), 2);
});
