// Elements without HTML in strings: every text goes in as text, so nothing that a shop or a customer wrote can become markup.

const SVG = "http://www.w3.org/2000/svg";
const SVG_TAGS = new Set(["svg", "path", "circle", "rect", "line", "polyline", "g", "title"]);
const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "open", "selected", "indeterminate", "scrollTop"]);

/**
 * Makes an element. `class` is its class, `on` an object of listeners; what is null, undefined or false is left out, here and among the
 * children. A style attribute is refused, because the page's policy would drop it.
 */
export function h(tag, props, ...children) {
  const svg = SVG_TAGS.has(tag);
  const element = svg ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    set(element, name, value);
  }
  append(element, children);
  return element;
}

function set(element, name, value) {
  if (value === undefined || value === null || (value === false && !PROPERTIES.has(name))) {
    return;
  }
  if (name === "style") {
    throw new Error("style: an attribute (expected: a class, or a property set by script)");
  }
  if (name === "on") {
    Object.entries(value).forEach(([event, listener]) => element.addEventListener(event, listener));
  } else if (name === "class") {
    element.setAttribute("class", value);
  } else if (PROPERTIES.has(name)) {
    element[name] = value;
  } else {
    element.setAttribute(name, value === true ? "" : String(value));
  }
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== undefined && child !== null && child !== false) {
      element.append(child instanceof Node ? child : String(child));
    }
  }
}

/** Puts other children in place of those that are there. */
export function fill(element, ...children) {
  element.replaceChildren();
  append(element, children);
  return element;
}

/**
 * Runs what a button does, unless it is at it already. It is not disabled meanwhile, because a button that is loses the focus to nowhere.
 */
export async function alone(button, action) {
  if (button.getAttribute("aria-disabled") === "true") {
    return;
  }
  button.setAttribute("aria-disabled", "true");
  try {
    await action();
  } finally {
    button.removeAttribute("aria-disabled");
  }
}

let counter = 0;

/** An id that no other element has. */
export function uid(prefix = "u") {
  counter += 1;
  return `${prefix}-${counter}`;
}

/** The dialog that is on top, behind which nothing is seen or heard; undefined when none is open. */
export function topDialog() {
  return [...document.querySelectorAll("dialog[open]")].at(-1);
}

/** Says something to who cannot see that the page changed. */
export function announce(text) {
  const live = topDialog()?.querySelector(":scope > .live") ?? document.getElementById("live");
  live.textContent = "";
  setTimeout(() => {
    live.textContent = text;
  }, 50);
}

/** Calls back once nothing came for a while. */
export function debounce(millis, action) {
  let timer;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...args), millis);
  };
}
