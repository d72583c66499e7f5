import { fill, h } from "../core/dom.js";
import { dialog } from "./dialog.js";
import { field, form, invalid } from "./form.js";
import { facts } from "./page.js";

/**
 * Asks before what cannot be undone, in two steps: first what the act needs, then what it will do, as the server reckons it without effect,
 * with the id to be typed. `look` asks the server and gives its answer; `told` makes pairs of name and value of it; `submit` does it.
 */
export function askForGood({ title, text, fields, id, look, told, label, submit, done }) {
  dialog({ title }, (close) => {
    const place = h("div", { class: "stack" });
    const first = () => {
      fill(place, h("p", { class: "lead" }, text), form({ fields, label: "Show what it will do", cancel: close, submit: async (values) => second(values, await look(values)) }));
      fields[0].control.focus();
    };
    const second = (values, answer) => {
      const confirm = field({ name: "confirm", label: `Type ${id} to confirm`, required: true, autocomplete: "off", spellcheck: "false" });
      const send = async (typed) => {
        if (typed.confirm.trim() !== id) {
          throw invalid("confirm", `This is not ${id}.`);
        }
        const result = await submit(values);
        close();
        done(result);
      };
      fill(place, h("p", { class: "note warn" }, "It cannot be undone. Nothing has been done yet."), facts(told(values, answer)), form({ fields: [confirm], label, kind: "danger", cancel: first, cancelLabel: "Back", submit: send }));
      confirm.control.focus();
    };
    queueMicrotask(first);
    return place;
  });
}
