// Acts that a second person may have to approve. An approval is for exactly one request, so what was refused for want of one is sent again
// under the same request id.

import { patch, post, requestId } from "./api.js";

const KEY = "giveback.waiting";
const MOST = 50;

/** A short name of a request's content, which tells nothing of it. */
export function fingerprint(text) {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (low >>> 0).toString(16).padStart(8, "0") + (high >>> 0).toString(16).padStart(8, "0");
}

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "[]");
  } catch {
    return [];
  }
}

function keep(entries) {
  localStorage.setItem(KEY, JSON.stringify(entries.slice(-MOST)));
}

// A request that was declined is over; the same act asked for again is another one.
const anew = new Map();

/**
 * Makes an act: sends a body with a request id. When it was refused because it waits for an approval, the same act asked for again keeps its id,
 * in this browser, until it is done.
 */
export async function act(verb, path, body, { request = requestId(), signal } = {}) {
  const name = fingerprint(`${verb} ${path} ${JSON.stringify(body)}`);
  const waiting = read().find(([each]) => each === name);
  const id = waiting?.[1] ?? anew.get(request) ?? request;
  const forget = () => keep(read().filter(([each]) => each !== name));
  try {
    const answer = await (verb === "PATCH" ? patch : post)(path, { ...body, requestId: id }, signal);
    forget();
    return answer;
  } catch (error) {
    if (error.reason === "APPROVAL_REQUIRED" && !waiting) {
      keep([...read(), [name, id]]);
    } else if (error.reason === "APPROVAL_DECLINED") {
      forget();
      anew.set(request, requestId());
    }
    throw error;
  }
}
