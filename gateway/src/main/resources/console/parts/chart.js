import uPlot from "/console/lib/uplot/uPlot.esm.js";
import { fill, h, uid } from "../core/dom.js";
import { every, timeLabels } from "./axis.js";
import { pile } from "./series.js";
import { plainTable } from "./table.js";

const DAY = 86_400;
const Y_WIDTH = 62;
const COLOURS = ["--c1", "--c2", "--c3", "--c4", "--c5", "--c6"];

/** The colour that a variable of the style comes to in the theme of this moment. */
function colour(variable) {
  const probe = h("span", { class: "probe" });
  probe.style.color = `var(${variable})`;
  document.body.append(probe);
  const text = getComputedStyle(probe).color;
  probe.remove();
  return text;
}

/**
 * A chart with its title, its legend, a sentence that says what it shows, and the same as a table. `x` is a list of seconds of time (`kind`
 * "time"), or of labels. Each series is `{label, values, kind, pile, colour, low, high}`: kind is `line`, `bars` or `step`; those of one pile
 * stand on each other, pile `down` below the line; low and high draw a band.
 */
export function chart({ title, x, labels, series, format, zone = "UTC", height = 240, summary, markers, onPoint, xLabel = "", axisFormat }) {
  const place = h("div", { class: "plot" });
  const legend = h("div", { class: "legend" });
  const id = uid("chart");
  const element = h(
    "figure",
    { class: "chart", "aria-labelledby": id },
    h("figcaption", { id }, title),
    summary && h("p", { class: "summary" }, summary),
    legend,
    h("div", { role: "img", "aria-label": `${title}. ${summary ?? "The same as a table is below."}` }, place),
    asTable(title, x, labels, series, format, xLabel),
  );
  const view = new ChartView({ place, legend, x, labels, series, format, zone, height, markers, onPoint, axisFormat: axisFormat ?? format });
  element.chart = view;
  return element;
}

function asTable(title, x, labels, series, format, xLabel) {
  const details = h("details", { class: "as-table" }, h("summary", {}, "As a table"));
  details.addEventListener(
    "toggle",
    () => {
      const rows = x.map((at, index) => ({ at: labels?.[index] ?? String(at), index }));
      details.append(
        plainTable({
          caption: title,
          columns: [
            { label: xLabel || "When", value: (row) => row.at },
            ...series.map((each) => ({ label: each.label, numeric: true, value: (row) => shown(each.values[row.index], format) })),
          ],
          rows,
        }),
      );
    },
    { once: true },
  );
  return details;
}

function shown(value, format) {
  return value === null || value === undefined ? "–" : format(value);
}

class ChartView {
  constructor(options) {
    Object.assign(this, options);
    this.drawn = pile(this.series.map((each, at) => ({ colour: COLOURS[at % COLOURS.length], kind: "line", ...each })));
    // What is piled downwards is no negative number.
    this.isMirrored = this.series.some((each) => each.pile === "down");
    this.values = this.series.map(() => h("span", { class: "legend-value" }));
    fill(this.legend, this.series.map((each, at) => this.key(each, at)));
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(this.place);
    this.onTheme = () => this.place.isConnected && this.plot && this.build();
    window.addEventListener("themechange", this.onTheme);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", this.onTheme);
  }

  key(each, at) {
    const swatch = h("span", { class: "swatch" });
    swatch.style.background = `var(${each.colour ?? COLOURS[at % COLOURS.length]})`;
    return h("span", { class: "legend-item" }, swatch, each.label, this.values[at]);
  }

  resize() {
    const width = this.place.clientWidth;
    if (width === 0) {
      return;
    }
    if (!this.plot) {
      this.build();
    } else if (Math.abs(this.plot.width - width) > 1) {
      this.plot.setSize({ width, height: this.height });
    }
  }

  build() {
    this.plot?.destroy();
    fill(this.place);
    const isTime = this.kind() === "time";
    const xs = isTime ? this.x : this.x.map((_, index) => index);
    const bands = [];
    const data = [xs];
    const series = [{}];
    for (const each of this.drawn) {
      if (each.low) {
        this.band(each, data, series, bands);
      }
      data.push(each.heights);
      series.push(this.look(each));
    }
    this.plot = new uPlot(
      {
        width: this.place.clientWidth,
        height: this.height,
        tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1e3), this.zone),
        scales: { x: { time: isTime, range: (_, low, high) => this.widened(isTime, low, high) }, y: { range: (_, low, high) => room(low, high) } },
        legend: { show: false },
        cursor: { y: false, points: { size: 7 }, drag: { x: false, y: false } },
        series,
        bands,
        axes: this.axes(isTime),
        hooks: { setCursor: [(plot) => this.tell(plot.cursor.idx)], draw: [(plot) => this.mark(plot)] },
      },
      data,
      this.place,
    );
    if (this.onPoint) {
      this.plot.over.addEventListener("click", () => this.plot.cursor.idx !== null && this.onPoint(this.plot.cursor.idx));
    }
    this.tell(null);
  }

  /** Room on both sides for a bar, or for a point that is alone. */
  widened(isTime, low, high) {
    if (!isTime) {
      return [-0.6, this.x.length - 0.4];
    }
    // The chart's own idea of the range of a single point is years.
    const [first, last] = this.x.length === 1 ? [this.x[0], this.x[0]] : [low, high];
    const hasBars = this.drawn.some((each) => each.kind === "bars");
    const room = first === last ? 3 * DAY : hasBars ? 0.6 * DAY : 0;
    return [first - room, last + room];
  }

  kind() {
    return this.labels && this.x.some((each) => typeof each !== "number") ? "label" : "time";
  }

  band(each, data, series, bands) {
    const at = data.length;
    data.push(each.high, each.low);
    series.push({ stroke: "transparent", points: { show: false } }, { stroke: "transparent", points: { show: false } });
    bands.push({ series: [at, at + 1], fill: faint(colour(each.colour)) });
  }

  look(each) {
    const stroke = colour(each.colour);
    if (each.kind === "bars") {
      return { stroke, fill: stroke, width: 0, paths: uPlot.paths.bars({ size: [0.72, 48], radius: 0.12 }), points: { show: false } };
    }
    const paths = each.kind === "step" ? uPlot.paths.stepped({ align: 1 }) : undefined;
    return { stroke, width: 2, paths, dash: each.dash, fill: each.area ? faint(stroke) : undefined, points: { show: each.points ?? this.x.length < 3, size: 6, fill: stroke } };
  }

  axes(isTime) {
    const text = colour("--muted");
    const line = colour("--grid");
    const font = "12px system-ui, sans-serif";
    const labels = this.labels ?? [];
    const x = { stroke: text, font, grid: { show: false }, ticks: { stroke: line, width: 1, size: 5 } };
    if (!isTime) {
      const step = every(labels, this.place.clientWidth - Y_WIDTH);
      x.splits = () => labels.map((_, index) => index).filter((index) => index % step === 0);
      x.values = (_, splits) => splits.map((split) => labels[split] ?? "");
    } else {
      const written = timeLabels(navigator.language, this.zone);
      x.space = 68;
      x.values = (_, splits, axis, space, apart) => written(splits, apart);
    }
    const y = { stroke: text, font, size: Y_WIDTH, grid: { stroke: line, width: 1 }, ticks: { show: false }, values: (_, splits) => once(splits.map((split) => this.axisFormat(this.isMirrored ? Math.abs(split) : split))) };
    return [x, y];
  }

  /** What the legend says of the point under the pointer. */
  tell(index) {
    this.series.forEach((each, at) => {
      this.values[at].textContent = index === null || index === undefined ? "" : ` ${shown(each.values[index], this.format)}`;
    });
  }

  /** Draws a line where something stands. */
  mark(plot) {
    for (const each of this.markers?.() ?? []) {
      const left = plot.valToPos(each.x, "x", true);
      const { ctx, bbox } = plot;
      ctx.save();
      ctx.strokeStyle = colour(each.colour ?? "--text");
      ctx.lineWidth = 1.5 * devicePixelRatio;
      ctx.setLineDash(each.dash ?? []);
      ctx.beginPath();
      ctx.moveTo(left, bbox.top);
      ctx.lineTo(left, bbox.top + bbox.height);
      ctx.stroke();
      ctx.restore();
    }
  }

  /** Draws again, after a marker moved. */
  redraw() {
    this.plot?.redraw(false);
  }
}

/** The labels of an axis, without those that say the same as the one before. */
function once(labels) {
  return labels.map((label, at) => (label === labels[at - 1] ? "" : label));
}

function room(low, high) {
  const bottom = Math.min(0, low);
  const top = Math.max(0, high);
  const more = (top - bottom || 1) * 0.06;
  return [bottom < 0 ? bottom - more : 0, top > 0 ? top + more : more];
}

function faint(rgb) {
  return rgb.replace(/^rgb\(([^)]*)\)$/, (_, parts) => `rgba(${parts}, 0.16)`);
}
