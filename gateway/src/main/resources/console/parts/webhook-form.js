import { toNumber } from "../core/format.js";
import { EVENT_TYPES, eventType } from "../core/program.js";
import { field, invalid } from "./form.js";

const HOUR = 3600;
const POLICIES = [
  ["FAILURE_POLICY_SKIP", "the customer's later events are sent"],
  ["FAILURE_POLICY_HOLD", "the customer's later events wait for it"],
];
const byName = new Map(EVENT_TYPES.map((each) => [plain(eventType(each)), each]));

function plain(text) {
  return text.trim().toLowerCase().replaceAll(/[\s_-]+/g, " ");
}

/** The fields of a webhook's definition. */
export function webhookFields(webhook = {}) {
  const seconds = toNumber(String(webhook.giveUpAfter ?? "").replace(/s$/, ""));
  return [
    field({ name: "displayName", label: "Name", maxlength: 100, value: webhook.displayName ?? "" }),
    field({ name: "url", label: "Address", required: true, type: "url", value: webhook.url ?? "", placeholder: "an https address of the shop" }),
    field({ name: "types", label: "Events", value: (webhook.types ?? []).map(eventType).join(", "), spellcheck: "false", hint: "As the journal calls them, with commas between: Checkout, Refund. Empty is all." }),
    field({ name: "failurePolicy", label: "When one is given up", type: "select", value: webhook.failurePolicy ?? POLICIES[0][0], options: POLICIES }),
    field({ name: "giveUpAfter", label: "Tried again for hours", inputmode: "numeric", value: seconds > 0 ? String(Math.round(seconds / HOUR)) : "", hint: "1 to 336; empty is 72." }),
  ];
}

/** A webhook of the fields of its form, over what is kept of the one before. */
export function webhookOf(base, { displayName, url, types, failurePolicy, giveUpAfter }) {
  const hours = giveUpAfter.trim();
  if (hours && !/^[1-9]\d{0,2}$/.test(hours)) {
    throw invalid("giveUpAfter", "A whole number of hours, 1 to 336.");
  }
  const webhook = { ...base, displayName: displayName.trim(), url: url.trim(), types: typesOf(types), failurePolicy };
  delete webhook.giveUpAfter;
  return hours ? { ...webhook, giveUpAfter: `${Number(hours) * HOUR}s` } : webhook;
}

function typesOf(text) {
  return text.split(",").filter((each) => each.trim()).map((each) => {
    const type = byName.get(plain(each));
    if (!type) {
      throw invalid("types", `No event is called ${each.trim()}. There are: ${EVENT_TYPES.map(eventType).join(", ")}.`);
    }
    return type;
  });
}
