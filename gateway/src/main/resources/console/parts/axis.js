// The labels of a chart's axes. Nothing here touches the page, so it is tested without one.

const DAY = 86_400;
const MONTH = 28 * DAY;
const YEAR = 365 * DAY;
const LETTER = 7;
const GAP = 14;

/** Writes the moments of an axis of time, in seconds, as a language has them: months, days or hours by how far they are apart, with the year or day where it begins. */
export function timeLabels(locale, zone) {
  const format = (options) => new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
  const year = format({ year: "numeric" });
  const month = format({ month: "short" });
  const day = format({ day: "numeric", month: "short" });
  const hour = format({ hour: "2-digit", minute: "2-digit" });
  return (seconds, apart) => {
    const [small, large] = apart >= YEAR ? [year] : apart >= MONTH ? [month, year] : apart >= DAY ? [day, year] : [hour, day];
    let before;
    return seconds.map((each) => {
      const moment = new Date(each * 1000);
      const group = large?.format(moment);
      const isNew = group !== undefined && group !== before;
      before = group;
      return isNew ? `${small.format(moment)}\n${group}` : small.format(moment);
    });
  };
}

/** Of how many labels one is shown, so that they do not touch: as many as fit a width in pixels. */
export function every(labels, width) {
  const longest = labels.reduce((most, label) => Math.max(most, String(label).length), 1);
  const fit = Math.max(1, Math.floor(width / (longest * LETTER + GAP)));
  return Math.max(1, Math.ceil(labels.length / fit));
}
