// Where one is: `#/online-retail/customers/17850?tab=timeline`. The part behind the hash never goes to a server.

/** The parts of an address. */
export function parse(hash) {
  const [path, search = ""] = hash.replace(/^#\/?/, "").split("?");
  const parts = path.split("/").filter(Boolean).map(decodeURIComponent);
  return { program: parts[0] ?? "", area: parts[1] ?? "", rest: parts.slice(2), query: Object.fromEntries(new URLSearchParams(search)) };
}

/** The address of a place; a query's empty values are left out. */
export function address(program, area, rest = [], query = {}) {
  const path = [program, area, ...rest].map(encodeURIComponent).join("/");
  const set = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  const search = new URLSearchParams(set).toString();
  return `#/${path}${search ? `?${search}` : ""}`;
}

/** Goes there; `replace` leaves no trace in the history. */
export function go(to, { replace = false } = {}) {
  if (replace) {
    history.replaceState(null, "", to);
    window.dispatchEvent(new HashChangeEvent("hashchange"));
  } else {
    location.hash = to;
  }
}
