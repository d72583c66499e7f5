// A clock on the wall of a zone, and the moment that it means. Nothing here touches the page.

/** The moment of a local time `2026-11-27T10:00` in a zone, as RFC 3339; empty for an empty text. In a gap of the clock it is the moment after it. */
export function toInstant(local, zone) {
  if (!local) {
    return "";
  }
  const asUtc = Date.parse(`${local.length === 16 ? `${local}:00` : local}Z`);
  let moment = asUtc - offset(asUtc, zone);
  moment = asUtc - offset(moment, zone);
  return new Date(moment).toISOString();
}

function offset(moment, zone) {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" }).formatToParts(new Date(moment));
  const part = Object.fromEntries(parts.map((each) => [each.type, Number(each.value)]));
  return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second) - Math.floor(moment / 1000) * 1000;
}

/** What a clock on the wall of a zone shows at a moment, `2026-11-27T10:00`; empty for none. */
export function toLocal(instant, zone) {
  const moment = Date.parse(instant ?? "");
  return Number.isNaN(moment) ? "" : new Date(moment + offset(moment, zone)).toISOString().slice(0, 16);
}
