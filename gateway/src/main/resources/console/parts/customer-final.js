import { post, requestId } from "../core/api.js";
import { act } from "../core/approvals.js";
import { lastPart, toNumber } from "../core/format.js";
import { why } from "../core/program.js";
import { field } from "./form.js";
import { askForGood } from "./preview.js";
import { toast } from "./states.js";

/** Merges a customer into another one, for good. */
export function merge(context, { id, name, customer }) {
  const { f } = context;
  const request = requestId();
  const body = ({ target }) => ({ target: `${context.name}/customers/${target.trim()}` });
  askForGood({
    title: `Merge ${id} into another customer`,
    text: `Two accounts of one person become one: everything of ${id} goes over, and ${id} is closed.`,
    fields: [field({ name: "target", label: "Into the customer", required: true, spellcheck: "false", autocomplete: "off" })],
    id,
    look: (values) => post(`/v1/${name}:merge`, { ...body(values), requestId: requestId(), validateOnly: true }),
    told: (values, answer) => [
      ["Closed for good", id],
      ["Everything goes to", lastPart(answer.mergedInto)],
      ["Points that go over", f.number(answer.points)],
      ["Orders that go over", f.number(answer.orderCount)],
      toNumber(customer.balance?.owed) > 0 ? ["Owed, and paid off", f.number(customer.balance.owed)] : [],
    ],
    label: "Merge for good",
    submit: (values) => post(`/v1/${name}:merge`, { ...body(values), requestId: request }),
    done: (answer) => {
      toast(`Merged: ${f.number(answer.points)} points went over.`);
      context.go("customers", [lastPart(answer.mergedInto)]);
    },
  });
}

/** Erases a customer's personal data, for good. */
export function erase(context, { id, name, again }) {
  const { f } = context;
  const request = requestId();
  const merged = (answer) => answer.mergedCustomers ?? [];
  askForGood({
    title: `Erase ${id}`,
    text: "The key of this customer's personal data is deleted, so that nobody can read them any more, in backups neither.",
    fields: [field({ name: "reason", label: "Reason", required: true, maxlength: 200, hint: "Without personal data: it is kept." })],
    id,
    look: ({ reason }) => post(`/v1/${name}:erase`, { context: why(reason), requestId: requestId(), validateOnly: true }),
    told: ({ reason }, answer) => [
      ["Unreadable from then on", "name, addresses, birthday, free texts"],
      ["Closed for good", [id, ...merged(answer).map(lastPart)].join(", ")],
      ["Points that stay on the books", `${f.number(answer.points)}, until they expire`],
      ["Reason", reason],
    ],
    label: "Erase for good",
    submit: ({ reason }) => act("POST", `/v1/${name}:erase`, { context: why(reason) }, { request }),
    done: (answer) => {
      toast(toNumber(answer.keysDeleted) === 1 ? "Erased. One key was deleted." : `Erased. ${f.number(answer.keysDeleted)} keys were deleted.`);
      again();
    },
  });
}
