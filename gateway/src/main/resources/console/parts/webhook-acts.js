import { patch, post, remove, requestId } from "../core/api.js";
import { lastPart, toNumber } from "../core/format.js";
import { toInstant } from "../core/zoned.js";
import { ask, secretDialog } from "./dialog.js";
import { field } from "./form.js";
import { button } from "./page.js";
import { toast } from "./states.js";
import { webhookFields, webhookOf } from "./webhook-form.js";

const ONCE = "Keep it now. It is shown this once.";

/** Makes a webhook. */
export function createWebhook(context, draw) {
  const request = requestId();
  ask({
    title: "New webhook",
    text: "It is told of what is recorded from now on.",
    fields: [field({ name: "id", label: "Id", required: true, spellcheck: "false", hint: "1 to 40 of a-z 0-9 -, for good." }), ...webhookFields()],
    label: "Make it",
    submit: ({ id, ...values }) => post("/v1/webhooks", { requestId: request, webhook: webhookOf({ name: `${context.name}/webhooks/${id.trim()}` }, values) }),
    done: (answer) => {
      draw();
      if (answer.signingSecret) {
        secretDialog("The secret that its events are signed with", answer.signingSecret, ONCE);
      }
    },
  });
}

/** What can be done with a webhook. */
export function webhookActs(context, at) {
  const { webhook, progress } = at;
  const isPaused = webhook.state === "WEBHOOK_STATE_PAUSED";
  return [
    button("Send a test", () => test(context, webhook)),
    button("Change", () => change(at)),
    button(isPaused ? "Resume" : "Pause", () => turn(at, isPaused)),
    toNumber(progress.deadCount) > 0 && button("Try those given up again", () => retryAll(context, at)),
    button("Send again from …", () => replay(context, at)),
    button("New secret", () => rotate(context, at)),
    button("Delete", () => drop(context, at), "danger-text"),
  ];
}

async function test({ f }, webhook) {
  const answer = await post(`/v1/${webhook.name}:sendTestEvent`);
  toast(answer.delivered ? `Arrived in ${f.duration(answer.duration)}.` : `Did not arrive: ${answer.error || answer.status}`, answer.delivered ? "good" : "bad");
}

function change({ webhook, draw, again }) {
  const request = requestId();
  ask({
    title: `Change ${webhook.displayName || lastPart(webhook.name)}`,
    text: "What waits is sent as it is then.",
    fields: webhookFields(webhook),
    label: "Save",
    submit: (values) => patch(`/v1/${webhook.name}`, { requestId: request, webhook: webhookOf(webhook, values) }),
    done: () => {
      toast("Saved.");
      draw();
      again();
    },
  });
}

async function turn({ webhook, draw, again }, isPaused) {
  await post(`/v1/${webhook.name}:setState`, { requestId: requestId(), state: isPaused ? "WEBHOOK_STATE_ACTIVE" : "WEBHOOK_STATE_PAUSED" });
  toast(isPaused ? "It goes on where it was." : "Paused. What happens meanwhile is kept for it.");
  draw();
  again();
}

async function retryAll({ f }, { webhook, again }) {
  const answer = await post(`/v1/${webhook.name}:retryDeadDeliveries`);
  toast(`${f.number(answer.retriedCount)} deliveries are tried again.`);
  again();
}

function replay({ f }, { webhook, again }) {
  const request = requestId();
  ask({
    title: "Send everything again",
    text: "All events recorded from this moment on are sent once more, with the ids that they had, marked as a replay.",
    fields: [field({ name: "startTime", label: "From", type: "datetime-local", required: true, hint: `In ${f.zone}.` })],
    label: "Send again",
    submit: ({ startTime }) => post(`/v1/${webhook.name}:replay`, { requestId: request, startTime: toInstant(startTime, f.zone) }),
    done: () => {
      toast("What was recorded since then is sent again.");
      again();
    },
  });
}

function rotate({ f }, { webhook, again }) {
  const request = requestId();
  ask({
    title: `New secret for ${webhook.displayName || lastPart(webhook.name)}`,
    text: "For a day each call is signed by both, the secret before and the new one, so that the shop can change over.",
    label: "Make a new secret",
    submit: () => post(`/v1/${webhook.name}:rotateSigningSecret`, { requestId: request }),
    done: (answer) => {
      again();
      secretDialog("Its new secret", answer.signingSecret, `${ONCE} The one before is used until ${f.time(answer.previousSecretEndTime)}.`);
    },
  });
}

function drop({ f }, { webhook, progress, close, draw }) {
  const request = requestId();
  const waiting = toNumber(progress.pendingCount) + toNumber(progress.deadCount);
  ask({
    title: `Delete ${webhook.displayName || lastPart(webhook.name)}?`,
    text: `Nothing is sent to ${webhook.url} any more, and its deliveries are forgotten${waiting > 0 ? `, ${f.number(waiting)} that did not arrive among them` : ""}.`,
    label: "Delete",
    kind: "danger",
    submit: () => remove(`/v1/${webhook.name}`, { requestId: request }),
    done: () => {
      close();
      toast("Deleted.");
      draw();
    },
  });
}
