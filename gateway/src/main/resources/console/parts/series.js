// What a chart draws, out of what it is told. Nothing here touches the page, so it is tested without one.

/**
 * Piles the series that share a pile on top of each other. Gives for each series the heights to draw; those piled last come first, so that what
 * lies below is drawn over them.
 */
export function pile(series) {
  const sums = new Map();
  const drawn = series.map((each) => {
    if (!each.pile) {
      return { ...each, heights: each.values };
    }
    const below = sums.get(each.pile) ?? each.values.map(() => 0);
    const sign = each.pile === "down" ? -1 : 1;
    const heights = each.values.map((value, at) => below[at] + sign * (value ?? 0));
    sums.set(each.pile, heights);
    return { ...each, heights };
  });
  return drawn.reverse();
}

/** Lowest and highest of what is drawn, zero among them. */
export function extent(series) {
  const values = series.flatMap((each) => [...each.heights, ...(each.low ?? []), ...(each.high ?? [])]).filter((value) => value !== null && value !== undefined);
  return [Math.min(0, ...values), Math.max(0, ...values)];
}
