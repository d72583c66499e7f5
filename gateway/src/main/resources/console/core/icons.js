import { h } from "./dom.js";

// Each is drawn in a box of 20 by 20 with lines of the text's colour.
const PATHS = {
  overview: ["M3 10.5 10 4l7 6.5", "M5 9v7h10V9"],
  customers: ["M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z", "M2 16.5c.4-3 2.6-4.5 5.5-4.5s5.1 1.5 5.5 4.5", "M13 4a2.7 2.7 0 0 1 0 5.2", "M15 12.4c1.7.6 2.7 2 3 4.1"],
  journal: ["M5 3h10v14H5z", "M8 7h4", "M8 10h4", "M8 13h2"],
  campaigns: ["M3 8v4l9 4V4L3 8Z", "M12 7c2 0 3 1.3 3 3s-1 3-3 3", "M6 13.4V17h2.5v-2.4"],
  feedback: ["M3 4h14v9H9l-4 3.5V13H3z"],
  insights: ["M3 17h14", "M5.5 14V9", "M10 14V4", "M14.5 14v-7"],
  operations: ["M3 5h14v4H3z", "M3 11h14v4H3z", "M6 7h.01", "M6 13h.01"],
  hooks: ["M7 6.5a3 3 0 1 1 4.6 2.5L9 13.5", "M5.6 10.3A3 3 0 1 0 9 14.5h5", "M11.4 6.7 14 11.3a3 3 0 1 1-1.2 5"],
  menu: ["M3 5h14", "M3 10h14", "M3 15h14"],
  sun: ["M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Z", "M10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M15.7 4.3l-1.1 1.1M5.4 14.6l-1.1 1.1"],
  moon: ["M16.5 11.8A7 7 0 0 1 8.2 3.5a7 7 0 1 0 8.3 8.3Z"],
  out: ["M8 4H4v12h4", "M8 10h9", "M14 7l3 3-3 3"],
  left: ["M12 4 6 10l6 6"],
  right: ["m8 4 6 6-6 6"],
  plus: ["M10 4v12", "M4 10h12"],
  search: ["M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11Z", "m13 13 4 4"],
  close: ["m5 5 10 10", "M15 5 5 15"],
  play: ["M6 4v12l10-6z"],
  pause: ["M7 4v12", "M13 4v12"],
  alert: ["M10 3 2 17h16z", "M10 8v4", "M10 14.6h.01"],
  check: ["m4 10.5 4 4 8-9"],
};

/** A small picture that says nothing to a screen reader; the text beside it does. */
export function icon(name) {
  return h(
    "svg",
    { viewBox: "0 0 20 20", class: "icon", "aria-hidden": "true", focusable: "false" },
    PATHS[name].map((d) => h("path", { d })),
  );
}
