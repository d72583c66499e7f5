// The only way to the server: JSON by the paths of the protos, with the session's cookie.

import { ApiError, away } from "./errors.js";
import { eventReader } from "./sse.js";

// The last one is what no form of another site can send; without it a session changes nothing.
const HEADERS = { accept: "application/json", "x-giveback-console": "1" };

/** Told when a call finds that nobody is logged in. */
export const session = new EventTarget();

/** A query string of what is set; a list gives its name once for each value. */
export function queryString(query) {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined && each !== null && each !== "" && each !== false) {
        params.append(name, each);
      }
    }
  }
  const text = params.toString();
  return text ? `?${text}` : "";
}

/** An id of a request; a retry of the same request keeps it. */
export function requestId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `console-${[...bytes].map((each) => each.toString(16).padStart(2, "0")).join("")}`;
}

async function send(verb, path, { query, body, signal, accept } = {}) {
  const headers = { ...HEADERS };
  if (accept) {
    headers.accept = accept;
  }
  if (body !== undefined) {
    headers["content-type"] = "application/json";
  }
  try {
    return await fetch(path + queryString(query), {
      method: verb,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: "same-origin",
      signal,
    });
  } catch (cause) {
    throw cause.name === "AbortError" ? cause : away(cause);
  }
}

async function refusal(response, path) {
  const body = await response.json().catch(() => undefined);
  const error = new ApiError(response.status, body);
  if (response.status === 401 && path !== "/console/session") {
    session.dispatchEvent(new CustomEvent("lost", { detail: error }));
  }
  return error;
}

async function call(verb, path, options) {
  const response = await send(verb, path, options);
  if (!response.ok) {
    throw await refusal(response, path);
  }
  return response.status === 204 ? {} : response.json().catch(() => ({}));
}

/** Reads. */
export function get(path, query, signal) {
  return call("GET", path, { query, signal });
}

/** Asks or changes. */
export function post(path, body = {}, signal) {
  return call("POST", path, { body, signal });
}

/** Changes a part. */
export function patch(path, body, signal) {
  return call("PATCH", path, { body, signal });
}

/** Deletes. */
export function remove(path, query, signal) {
  return call("DELETE", path, { query, signal });
}

/**
 * Follows a stream of messages, calling back with each. Resolves when it has ended, and throws when it was refused or broken off. The signal
 * ends it from this side.
 */
export async function follow(verb, path, { query, body, signal, onMessage }) {
  const response = await send(verb, path, { query, body, signal, accept: "text/event-stream" });
  if (!response.ok) {
    throw await refusal(response, path);
  }
  let failure;
  const read = eventReader(({ event, data }) => {
    if (event === "error") {
      failure = new ApiError(response.status, JSON.parse(data));
    } else if (event === "message") {
      onMessage(JSON.parse(data));
    }
  });
  await pump(response, read);
  if (failure) {
    throw failure;
  }
}

async function pump(response, read) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      read(value);
    }
  } catch (cause) {
    throw cause.name === "AbortError" ? cause : away(cause);
  }
}

/** Reads all pages of a list, up to a number of rows. */
export async function all(path, query, field, signal, most = 10_000) {
  const rows = [];
  let token = "";
  do {
    const page = await get(path, { ...query, pageToken: token }, signal);
    rows.push(...(page[field] ?? []));
    token = page.nextPageToken ?? "";
  } while (token && rows.length < most);
  return rows;
}

/** A source of rows for a table, page by page. */
export function pages(path, query, field, signal) {
  let token = "";
  let isDone = false;
  return async () => {
    if (isDone) {
      return { rows: [], isDone };
    }
    const page = await get(path, { pageSize: 200, ...query, pageToken: token }, signal);
    token = page.nextPageToken ?? "";
    isDone = !token;
    return { rows: page[field] ?? [], isDone };
  };
}

/**
 * Pages of a list that follows the journal a moment later, with what was changed here meanwhile: `changes` has rows by name. They stand in
 * front unless the list has them already, and `keep` says whether a row belongs into the list at all.
 */
export function withChanges(next, changes, keep = () => true) {
  let isFirst = true;
  const before = new Set();
  return async () => {
    const page = await next();
    const known = new Set(page.rows.map((row) => row.name));
    const added = isFirst ? [...changes.values()].filter((row) => !known.has(row.name)) : [];
    isFirst = false;
    const rows = page.rows.filter((row) => !before.has(row.name)).map((row) => changes.get(row.name) ?? row);
    added.forEach((row) => before.add(row.name));
    return { ...page, rows: [...added, ...rows].filter(keep) };
  };
}

/** Exchanges a key for a session, which is a cookie that no script can read. */
export function logIn(key) {
  return call("POST", "/console/session", { body: { key } });
}

/** Ends the session. */
export function logOut() {
  return call("DELETE", "/console/session", {});
}
