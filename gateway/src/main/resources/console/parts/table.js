import { announce, fill, h, uid } from "../core/dom.js";
import { failure } from "./states.js";
import { moved, reveal, visible } from "./window.js";

const ROW = 38;
const NEAR_END = 60;

/**
 * A table that draws the rows in view and no others, so that 10,000 are as quick as ten. Columns are `{label, value(row), numeric, wide, sort}`,
 * where `value` gives text or an element, a `wide` one is hidden on a phone, and `sort` gives what a column of a whole list is sorted by.
 * Rows come at once (`rows`) or in pages (`source`, a function that resolves to `{rows, isDone}`). Up, down, page up, page down, home and end
 * lead through the rows, and enter or a click opens one.
 */
export function table({ caption, columns, rows = [], source, onOpen, empty = "Nothing here.", height, rowClass }) {
  const view = new TableView({ caption, columns, rows, source, onOpen, empty, height, rowClass });
  return view;
}

class TableView {
  constructor(options) {
    Object.assign(this, options);
    this.rows = [...options.rows];
    this.isDone = !options.source;
    this.active = 0;
    this.sorted = { column: -1, isDown: false };
    this.body = h("tbody", {});
    this.heads = this.columns.map((column, index) => this.head(column, index));
    this.note = h("p", { class: "table-note", role: "status" });
    this.table = h(
      "table",
      { class: this.onOpen ? "rows opens" : "rows", role: "grid", "aria-rowcount": -1 },
      h("caption", { class: "unseen" }, this.caption),
      h("thead", {}, h("tr", { "aria-rowindex": 1 }, this.heads)),
      this.body,
    );
    this.scroller = h("div", { class: "scroller", tabindex: -1, on: { scroll: () => this.draw(), keydown: (event) => this.key(event) } }, this.table);
    if (this.height) {
      this.scroller.style.maxHeight = this.height;
    }
    this.element = h("div", { class: "table", id: uid("table") }, this.scroller, this.note);
    new ResizeObserver(() => this.draw()).observe(this.scroller);
    this.draw();
    if (this.source) {
      this.more();
    }
  }

  head(column, index) {
    const style = [column.numeric && "numeric", column.wide && "wide"].filter(Boolean).join(" ");
    if (!column.sort || this.source) {
      return h("th", { scope: "col", class: style }, column.label);
    }
    const button = h("button", { type: "button", class: "sort", on: { click: () => this.sort(index) } }, column.label);
    return h("th", { scope: "col", class: style }, button);
  }

  /** Puts other rows in place. */
  replace(rows) {
    this.rows = [...rows];
    this.active = 0;
    this.scroller.scrollTop = 0;
    this.draw(true);
  }

  /** Puts a row in front, and lets go of those beyond a number. */
  prepend(rows, most) {
    this.rows = [...rows, ...this.rows].slice(0, most);
    this.draw(true);
  }

  sort(index) {
    const isDown = this.sorted.column === index && !this.sorted.isDown;
    this.sorted = { column: index, isDown };
    const key = this.columns[index].sort;
    const sign = isDown ? -1 : 1;
    this.rows.sort((a, b) => sign * compare(key(a), key(b)));
    this.heads.forEach((head, at) => head.removeAttribute("aria-sort", at));
    this.heads[index].setAttribute("aria-sort", isDown ? "descending" : "ascending");
    announce(`Sorted by ${this.columns[index].label}, ${isDown ? "falling" : "rising"}.`);
    this.draw(true);
  }

  async more() {
    if (this.isLoading || this.isDone) {
      return;
    }
    this.isLoading = true;
    this.note.textContent = "Loading …";
    try {
      const page = await this.source();
      this.isDone = page.isDone;
      this.rows.push(...page.rows);
      this.isLoading = false;
      this.draw(true);
    } catch (error) {
      this.isLoading = false;
      if (error.name !== "AbortError") {
        this.fail(error);
      }
    }
  }

  fail(error) {
    this.note.textContent = "";
    this.isDone = true;
    const box = failure(error, () => {
      box.remove();
      this.isDone = false;
      this.more();
    });
    this.element.append(box);
  }

  draw(always) {
    const viewHeight = this.scroller.clientHeight || 600;
    const range = visible({ count: this.rows.length, rowHeight: ROW, scrollTop: this.scroller.scrollTop, viewHeight });
    if (!always && this.range && range.first === this.range.first && range.last === this.range.last) {
      return;
    }
    const hadFocus = this.body.contains(document.activeElement) && document.activeElement.tagName === "TR";
    this.range = range;
    const drawn = [];
    for (let index = range.first; index < range.last; index += 1) {
      drawn.push(this.row(index));
    }
    fill(this.body, spacer(range.above, this.columns.length), drawn, spacer(range.below, this.columns.length));
    this.table.setAttribute("aria-rowcount", this.isDone ? this.rows.length + 1 : -1);
    this.tell();
    if (hadFocus) {
      this.focus();
    }
    if (!this.isDone && range.last > this.rows.length - NEAR_END && !this.isLoading && this.rows.length > 0) {
      this.more();
    }
  }

  tell() {
    const isEmpty = this.rows.length === 0;
    this.scroller.hidden = isEmpty && this.isDone;
    this.note.className = isEmpty && this.isDone ? "table-note empty" : "table-note";
    if (isEmpty) {
      this.note.textContent = this.isDone ? this.empty : "Loading …";
    } else {
      const many = this.rows.length.toLocaleString();
      this.note.textContent = this.isDone ? `${many} ${this.rows.length === 1 ? "row" : "rows"}` : `${many} rows, more as you scroll`;
    }
  }

  row(index) {
    const row = this.rows[index];
    const cells = this.columns.map((column, at) => {
      const style = [column.numeric && "numeric", column.wide && "wide"].filter(Boolean).join(" ");
      return h(at === 0 ? "th" : "td", { scope: at === 0 ? "row" : undefined, class: style }, column.value(row));
    });
    const extra = this.rowClass?.(row) ?? "";
    return h(
      "tr",
      {
        "aria-rowindex": index + 2,
        tabindex: index === this.active ? 0 : -1,
        class: extra,
        on: { click: (event) => this.click(event, index), focus: () => this.choose(index) },
      },
      cells,
    );
  }

  choose(index) {
    if (index !== this.active) {
      this.body.querySelector('tr[tabindex="0"]')?.setAttribute("tabindex", "-1");
      this.active = index;
      this.body.querySelector(`tr[aria-rowindex="${index + 2}"]`)?.setAttribute("tabindex", "0");
    }
  }

  click(event, index) {
    this.choose(index);
    if (this.onOpen && !event.target.closest("a, button, input, select") && !String(getSelection())) {
      this.onOpen(this.rows[index]);
    }
  }

  key(event) {
    if (event.target.tagName !== "TR") {
      return;
    }
    if (event.key === "Enter" && this.onOpen) {
      event.preventDefault();
      this.onOpen(this.rows[this.active]);
      return;
    }
    const viewHeight = this.scroller.clientHeight;
    const to = moved(event.key, this.active, this.rows.length, Math.max(1, Math.floor(viewHeight / ROW) - 2));
    if (to === undefined) {
      return;
    }
    event.preventDefault();
    this.scroller.scrollTop = reveal({ index: to, rowHeight: ROW, scrollTop: this.scroller.scrollTop, viewHeight, head: ROW });
    this.draw();
    this.choose(to);
    this.focus();
  }

  focus() {
    this.body.querySelector(`tr[aria-rowindex="${this.active + 2}"]`)?.focus({ preventScroll: true });
  }
}

function compare(a, b) {
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), undefined, { numeric: true });
}

function spacer(height, columns) {
  if (height <= 0) {
    return undefined;
  }
  const cell = h("td", { colspan: columns });
  cell.style.height = `${height}px`;
  return h("tr", { class: "spacer", "aria-hidden": "true" }, cell);
}

/** A short table, drawn at once; in a box of its own that scrolls, unless it is to be as tall as its rows. */
export function plainTable({ caption, columns, rows, empty = "Nothing here.", showCaption = false, isWhole = false }) {
  if (rows.length === 0) {
    return h("p", { class: "table-note empty" }, empty);
  }
  const style = (column) => [column.numeric && "numeric", column.wide && "wide"].filter(Boolean).join(" ");
  const region = h(
    "div",
    { class: isWhole ? "scroller plain whole" : "scroller plain", tabindex: 0, role: "region", "aria-label": caption },
    h(
      "table",
      { class: "rows" },
      h("caption", { class: showCaption ? "" : "unseen" }, caption),
      h("thead", {}, h("tr", {}, columns.map((column) => h("th", { scope: "col", class: style(column) }, column.label)))),
      h(
        "tbody",
        {},
        rows.map((row) =>
          h(
            "tr",
            {},
            columns.map((column, at) => h(at === 0 ? "th" : "td", { scope: at === 0 ? "row" : undefined, class: style(column) }, column.value(row))),
          ),
        ),
      ),
    ),
  );
  return region;
}
