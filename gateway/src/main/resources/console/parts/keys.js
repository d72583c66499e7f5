import { pages, post, requestId, withChanges } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { lastPart, toNumber, words } from "../core/format.js";
import { stateKind } from "../core/program.js";
import { toInstant } from "../core/zoned.js";
import { ask, secretDialog } from "./dialog.js";
import { field } from "./form.js";
import { button, panel, time } from "./page.js";
import { badge, toast } from "./states.js";
import { table } from "./table.js";

/** What may be done with which key. */
export function keysTab(context) {
  const { f } = context;
  const list = h("div", {});
  const active = field({ name: "active", label: "Only those accepted now", type: "check", value: true });
  const sessions = field({ name: "sessions", label: "Sessions too", type: "check" });
  const changes = new Map();
  const keep = (row) => !active.value || row.state === "KEY_STATE_ACTIVE";
  const draw = (key) => {
    if (key?.name) {
      changes.set(key.name, key);
    }
    const view = table({
      caption: "Keys",
      columns: [
        { label: "Name", value: (row) => row.displayName || lastPart(row.name) },
        { label: "State", value: (row) => badge(words(row.state, "KEY_STATE_"), stateKind(row.state)) },
        { label: "Scopes", value: (row) => h("span", { class: "text-cell", title: row.scopes?.join(", ") }, row.scopes?.map((each) => (each === "*" ? "everything" : each)).join(", ") ?? "") },
        { label: "Programs", wide: true, value: (row) => row.programs?.map((each) => (each === "*" ? "all" : lastPart(each))).join(", ") ?? "" },
        { label: "Begins with", wide: true, value: (row) => h("code", {}, row.secretPrefix || lastPart(row.name)) },
        { label: "Made", wide: true, value: (row) => time(f, row.createTime) },
        { label: "Ends", wide: true, value: (row) => (row.expireTime ? time(f, row.expireTime) : "never") },
        { label: "Action", value: (row) => row.state === "KEY_STATE_ACTIVE" && h("span", { class: "chips" }, !row.parentKey && button("Rotate", () => rotate(row, draw), "small"), button("Revoke", () => revoke(context, row, draw), "small danger-text")) },
      ],
      source: withChanges(pages("/v1/keys", { onlyActive: active.value, includeSessions: sessions.value }, "keys", context.signal), changes, keep),
      empty: "No keys.",
    });
    fill(list, view.element);
  };
  [active, sessions].forEach((each) => each.control.addEventListener("change", () => draw()));
  draw();
  return panel(
    "Keys",
    "A secret is shown once, when it is made. What is kept is its hash.",
    h("div", { class: "section-head" }, h("div", { class: "bar" }, active.element, sessions.element), context.mayEverywhere("access.admin") && button("New key", () => create(context, draw), "primary")),
    list,
  );
}

function create({ f, name }, draw) {
  const request = requestId();
  ask({
    title: "New key",
    fields: [
      field({ name: "displayName", label: "Name", required: true, maxlength: 100, hint: "Who or what uses it." }),
      field({ name: "scopes", label: "Scopes", required: true, value: "customer.read, checkout", hint: "With commas between them; * is everything. docs/SECURITY.md lists them.", spellcheck: "false" }),
      field({ name: "programs", label: "Programs", required: true, value: name, hint: "programs/…, with commas between them; * is all.", spellcheck: "false" }),
      field({ name: "expire", label: "Ends", type: "datetime-local", hint: `In ${f.zone}; empty is never.` }),
      field({ name: "rate", label: "Calls a second, at most", type: "number", min: 0, value: "", hint: "Empty is the installation's limit." }),
    ],
    label: "Make the key",
    kind: "primary",
    submit: ({ displayName, scopes, programs, expire, rate }) => {
      const list = (text) => text.split(",").map((each) => each.trim()).filter(Boolean);
      const key = { displayName, scopes: list(scopes), programs: list(programs) };
      if (expire) {
        key.expireTime = toInstant(expire, f.zone);
      }
      if (toNumber(rate) > 0) {
        key.requestsPerSecond = toNumber(rate);
      }
      return post("/v1/keys", { requestId: request, key });
    },
    done: (answer) => shown(answer, draw, "Its secret"),
  });
}

function rotate(row, draw) {
  const request = requestId();
  ask({
    title: `New secret for ${row.displayName || lastPart(row.name)}`,
    text: "The secret before stays accepted for a while, so that whoever uses it can change over.",
    fields: [
      field({
        name: "overlap",
        label: "Accept the one before for",
        type: "select",
        value: "86400s",
        options: [
          ["0s", "no time: it ends at once"],
          ["3600s", "an hour"],
          ["86400s", "a day"],
          ["604800s", "a week"],
        ],
      }),
    ],
    label: "Make a new secret",
    submit: ({ overlap }) => post(`/v1/${row.name}:rotate`, { requestId: request, overlap }),
    done: (answer) => shown(answer, draw, "Its new secret"),
  });
}

function shown(answer, draw, title) {
  draw(answer.key);
  if (answer.secret) {
    secretDialog(title, answer.secret, "Keep it now. It is shown this once, and nobody can read it again.");
  }
}

function revoke({ caller }, row, draw) {
  const isOwn = [caller.principal, caller.session].includes(row.name);
  ask({
    title: `Revoke ${row.displayName || lastPart(row.name)}?`,
    text: [isOwn && "You are logged in with it: this logs you out.", "It is refused at once, and so are the sessions made with it. It cannot be undone."].filter(Boolean).join(" "),
    label: "Revoke",
    kind: "danger",
    submit: () => post(`/v1/${row.name}:revoke`),
    done: (answer) => {
      toast("Revoked.");
      draw(answer.key);
    },
  });
}
