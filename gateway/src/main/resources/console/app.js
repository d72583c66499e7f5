// The frame: who is logged in, which program is looked at, and the page that the address names.

import { get, logOut, session } from "./core/api.js";
import { announce, fill, h } from "./core/dom.js";
import { formats, lastPart } from "./core/format.js";
import { icon } from "./core/icons.js";
import { address, go, parse } from "./core/router.js";
import * as theme from "./core/theme.js";
import { button } from "./parts/page.js";
import { empty, failure, toast } from "./parts/states.js";
import { loginPage } from "./pages/login.js";
import { areas, pageOf } from "./pages/index.js";

const app = document.getElementById("app");
const state = { caller: undefined, programs: [], controller: new AbortController() };

async function start() {
  try {
    state.caller = await get("/v1/caller").catch(anyone);
    state.programs = (await get("/v1/programs", { pageSize: 100 })).programs ?? [];
    frame();
    show();
  } catch (error) {
    if (error.httpStatus !== 401) {
      fill(app, h("main", { class: "alone", id: "main" }, failure(error, start)));
    }
  }
}

/** Where a server does not say who calls, nothing is hidden: it refuses by itself what is not allowed. */
function anyone(error) {
  if (error.isMissing) {
    return { displayName: "", principal: "", scopes: ["*"], programs: ["*"] };
  }
  throw error;
}

function may(scope) {
  const scopes = state.caller.scopes ?? [];
  return scopes.includes("*") || scopes.includes(scope);
}

/** Whether one may do what touches all programs: the scope alone is not enough for it. */
function mayEverywhere(scope) {
  return may(scope) && (state.caller.programs ?? []).includes("*");
}

function frame() {
  const side = h("div", { class: "side", id: "side", role: "region", "aria-label": "Giveback" }, brand(), h("div", { id: "chooser" }), h("nav", { class: "nav", "aria-label": "Areas", id: "nav" }), foot());
  const open = (isOpen) => {
    side.classList.toggle("open", isOpen);
    menu.setAttribute("aria-expanded", String(isOpen));
  };
  const menu = button([icon("menu"), h("span", { class: "unseen" }, "Menu")], () => open(!side.classList.contains("open")), "ghost", { "aria-controls": "side", "aria-expanded": "false" });
  side.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      open(false);
      menu.focus();
    }
  });
  const main = h("main", { class: "main", id: "main", tabindex: -1, on: { click: () => open(false) } });
  fill(app, h("div", { class: "frame" }, h("header", { class: "top" }, menu, brand(), theme.toggle()), side, main));
}

function brand() {
  return h("a", { class: "brand", href: "#/" }, h("img", { src: "/console/icon.svg", alt: "" }), "Giveback");
}

function foot() {
  const leave = async () => {
    await logOut().catch(() => {});
    login();
  };
  return h(
    "div",
    { class: "side-foot" },
    state.caller.principal && h("p", { class: "who" }, h("strong", {}, state.caller.displayName || "Logged in"), state.caller.principal),
    h("div", { class: "row" }, theme.toggle(), button([icon("out"), "Log out"], leave, "ghost small")),
  );
}

function login(error) {
  state.controller.abort();
  closeDialogs();
  document.title = "Log in – Giveback";
  fill(app, loginPage({ error, done: start }));
}

function show() {
  const place = parse(location.hash);
  const program = state.programs.find((each) => lastPart(each.name) === place.program);
  if (!program && state.programs.length > 0) {
    go(address(lastPart(remembered().name), place.area || "overview"), { replace: true });
    return;
  }
  state.controller.abort();
  state.controller = new AbortController();
  closeDialogs();
  if (!program) {
    chooser(undefined, place);
    fill(document.getElementById("main"), nothingYet());
    return;
  }
  localStorage.setItem("giveback.program", program.name);
  chooser(program, place);
  render(contextOf(program, place), place);
}

function closeDialogs() {
  document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());
}

function remembered() {
  const last = localStorage.getItem("giveback.program");
  return state.programs.find((each) => each.name === last) ?? state.programs[0];
}

function contextOf(program, place) {
  const id = lastPart(program.name);
  return {
    program,
    name: program.name,
    id,
    caller: state.caller,
    may,
    mayEverywhere,
    f: formats({ locale: navigator.language, zone: program.timeZone, currency: program.currencyCode }),
    signal: state.controller.signal,
    place,
    link: (area, rest, query) => address(id, area, rest, query),
    go: (area, rest, query, options) => go(address(id, area, rest, query), options),
    mark: (query) => history.replaceState(null, "", address(id, place.area, place.rest, query)),
    again: show,
  };
}

function render(context, place) {
  const main = document.getElementById("main");
  const page = pageOf(place);
  document.getElementById("side").classList.remove("open");
  document.title = `${page.title(place)} – ${context.program.displayName || context.id} – Giveback`;
  try {
    fill(main, h("div", { class: `page ${page.key}` }, page.make(context)));
  } catch (error) {
    console.error(error);
    fill(main, failure(error));
  }
  window.scrollTo(0, 0);
  if (state.wasShown) {
    announce(document.title);
    // A head that is still to come is not there to be led to; the next tab stop must be in the page all the same.
    (main.querySelector("h1") ?? main).focus({ preventScroll: true });
  }
  state.wasShown = true;
}

function chooser(program, place) {
  const select = h(
    "select",
    { id: "program", on: { change: (event) => go(address(event.target.value, place.area || "overview")) } },
    state.programs.map((each) => h("option", { value: lastPart(each.name), selected: each === program }, each.displayName || lastPart(each.name))),
  );
  fill(
    document.getElementById("chooser"),
    program && h("div", { class: "chooser" }, h("label", { for: "program" }, "Program"), select, h("p", { class: "zone" }, `Times in ${program.timeZone}`)),
  );
  const id = program ? lastPart(program.name) : "";
  const current = pageOf(place).area;
  fill(
    document.getElementById("nav"),
    program &&
      h("ul", {}, areas.map((area) => h("li", {}, h("a", { href: address(id, area.key), "aria-current": area.key === current ? "page" : undefined }, icon(area.key), area.title)))),
  );
}

function nothingYet() {
  return h(
    "div",
    { class: "page" },
    h("h1", { tabindex: -1 }, "No program yet"),
    empty("There is nothing to show", "A program is a shop's currency, time zone and rules. Make one by API or command line, or replay a real shop's sales:", h("code", {}, "./giveback replay --days 60")),
    button("Look again", start, "primary"),
  );
}

session.addEventListener("lost", (event) => {
  login(event.detail.reason === "KEY_REQUIRED" ? undefined : event.detail);
});
window.addEventListener("hashchange", () => state.caller && document.getElementById("main") && document.getElementById("nav") && show());
window.addEventListener("unhandledrejection", (event) => {
  if (event.reason?.name === "AbortError") {
    event.preventDefault();
  } else if (event.reason?.status) {
    event.preventDefault();
    toast([event.reason.message, event.reason.reason && `(${event.reason.reason})`].filter(Boolean).join(" "), "bad");
  }
});
document.getElementById("skip").addEventListener("click", (event) => {
  event.preventDefault();
  document.getElementById("main")?.focus();
});
theme.apply();
start();
