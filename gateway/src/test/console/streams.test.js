import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError, away } from "../console/core/errors.js";
import { eventReader } from "../console/core/sse.js";

function read(pieces) {
  const events = [];
  const reader = eventReader((event) => events.push(event));
  pieces.forEach(reader);
  return events;
}

const TEXT = 'id: 872:7\ndata: {"a":1}\n\n: still there\n\ndata: {"a":\ndata: 2}\n\nevent: end\ndata: {}\n\n';

test("events are the same wherever the text is cut", () => {
  const whole = read([TEXT]);
  assert.deepEqual(whole.map((each) => each.event), ["message", "message", "end"]);
  assert.equal(whole[0].id, "872:7");
  assert.deepEqual(JSON.parse(whole[1].data), { a: 2 });
  for (let cut = 1; cut < TEXT.length; cut += 1) {
    assert.deepEqual(read([TEXT.slice(0, cut), TEXT.slice(cut)]), whole, `cut at ${cut}`);
  }
  assert.deepEqual(read([...TEXT]), whole);
});

test("lines may end as they do elsewhere, cut between the two characters too", () => {
  const other = TEXT.replaceAll("\n", "\r\n");
  assert.deepEqual(read([...other]), read([TEXT]));
});

test("an event that is not whole is not told", () => {
  assert.deepEqual(read(["data: {"]), []);
});

const detail = (type, rest) => ({ "@type": `type.googleapis.com/google.rpc.${type}`, ...rest });

test("a refusal tells its reason, its fields and when to try again", () => {
  const error = new ApiError(429, {
    error: {
      status: "RESOURCE_EXHAUSTED",
      message: "too much",
      details: [
        detail("ErrorInfo", { reason: "RATE_LIMITED", metadata: { scope: "x" } }),
        detail("RetryInfo", { retryDelay: "2.5s" }),
        detail("BadRequest", { fieldViolations: [{ field: "points", description: "no" }] }),
      ],
    },
  });
  assert.equal(error.reason, "RATE_LIMITED");
  assert.equal(error.retrySeconds, 2.5);
  assert.equal(error.violations[0].field, "points");
  assert.equal(error.isMissing, false);
});

test("what this installation does not have is told apart from what is not found", () => {
  assert.equal(new ApiError(501, { error: { status: "UNIMPLEMENTED" } }).isMissing, true);
  assert.equal(new ApiError(404, { error: { status: "NOT_FOUND", details: [detail("ErrorInfo", { reason: "NO_SUCH_PATH" })] } }).isMissing, true);
  assert.equal(new ApiError(404, { error: { status: "NOT_FOUND", details: [detail("ErrorInfo", { reason: "CUSTOMER_NOT_FOUND" })] } }).isMissing, false);
});

test("an answer that is no JSON, and no answer, are errors that people can read", () => {
  assert.equal(new ApiError(502, undefined).message, "The server answered 502.");
  assert.equal(away(new Error("x")).status, "UNAVAILABLE");
});
