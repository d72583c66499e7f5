import assert from "node:assert/strict";
import { test } from "node:test";
import { moved, reveal, visible } from "../console/parts/window.js";

test("of ten thousand rows those in view are drawn, with some beyond, and the height stays that of all", () => {
  for (const scrollTop of [0, 1, 37, 38, 5000, 189_999, 379_400, 1e9]) {
    const range = visible({ count: 10_000, rowHeight: 38, scrollTop, viewHeight: 600 });
    assert.ok(range.last - range.first <= 41, `${range.first} to ${range.last}`);
    assert.equal(range.above + (range.last - range.first) * 38 + range.below, 380_000);
    const top = Math.min(scrollTop, 380_000 - 600);
    assert.ok(range.first * 38 <= top && range.last * 38 >= top + 600, `${scrollTop}`);
  }
});

test("a short list is drawn whole", () => {
  assert.deepEqual(visible({ count: 3, rowHeight: 38, scrollTop: 0, viewHeight: 600 }), { first: 0, last: 3, above: 0, below: 0 });
  assert.deepEqual(visible({ count: 0, rowHeight: 38, scrollTop: 0, viewHeight: 600 }), { first: 0, last: 0, above: 0, below: 0 });
});

test("the keys lead through the rows and stop at their ends", () => {
  assert.equal(moved("ArrowDown", 0, 10, 5), 1);
  assert.equal(moved("ArrowDown", 9, 10, 5), 9);
  assert.equal(moved("ArrowUp", 0, 10, 5), 0);
  assert.equal(moved("PageDown", 3, 10, 5), 8);
  assert.equal(moved("PageUp", 3, 10, 5), 0);
  assert.equal(moved("Home", 7, 10, 5), 0);
  assert.equal(moved("End", 7, 10, 5), 9);
  assert.equal(moved("a", 7, 10, 5), undefined);
});

test("a list is scrolled no further than a row needs to be seen", () => {
  const look = { rowHeight: 38, viewHeight: 380 };
  assert.equal(reveal({ ...look, index: 3, scrollTop: 0 }), 0);
  assert.equal(reveal({ ...look, index: 20, scrollTop: 0 }), 418);
  assert.equal(reveal({ ...look, index: 2, scrollTop: 300 }), 76);
});
