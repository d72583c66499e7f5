// Which rows of a long table are in view. Nothing here touches the page, so it is tested without one.

/** The rows to draw, first included and last not, with some beyond either edge. */
export function visible({ count, rowHeight, scrollTop, viewHeight, beyond = 12 }) {
  const top = Math.max(0, Math.min(scrollTop, count * rowHeight - viewHeight));
  const first = Math.max(0, Math.floor(top / rowHeight) - beyond);
  const last = Math.min(count, Math.ceil((top + viewHeight) / rowHeight) + beyond);
  return { first, last, above: first * rowHeight, below: Math.max(0, (count - last) * rowHeight) };
}

/** Where a list has to be scrolled to so that a row is in view; where it is, if the row is. */
export function reveal({ index, rowHeight, scrollTop, viewHeight, head = 0 }) {
  const top = index * rowHeight;
  if (top < scrollTop) {
    return top;
  }
  const bottom = top + rowHeight + head;
  return bottom > scrollTop + viewHeight ? bottom - viewHeight : scrollTop;
}

/** The row that a key leads to; undefined if it is no such key. */
export function moved(key, index, count, page) {
  const to = { ArrowDown: index + 1, ArrowUp: index - 1, PageDown: index + page, PageUp: index - page, Home: 0, End: count - 1 }[key];
  return to === undefined ? undefined : Math.max(0, Math.min(count - 1, to));
}
