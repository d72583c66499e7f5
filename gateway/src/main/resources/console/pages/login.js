import { logIn } from "../core/api.js";
import { h } from "../core/dom.js";
import { field, form } from "../parts/form.js";
import { failure } from "../parts/states.js";

/** Where a key is exchanged for a session. The key is sent once and kept nowhere. */
export function loginPage({ error, done }) {
  const key = field({
    name: "key",
    label: "API key",
    type: "password",
    required: true,
    autocomplete: "current-password",
    spellcheck: "false",
    hint: "It begins with gb_. The first start of Giveback prints one; it is in operator.key of the data directory too.",
  });
  const submit = async ({ key: value }) => {
    await logIn(value.trim());
    await done();
  };
  return h(
    "main",
    { class: "alone", id: "main", tabindex: -1 },
    h(
      "section",
      { class: "panel login" },
      h("img", { src: "/console/icon.svg", alt: "", class: "login-mark" }),
      h("h1", { tabindex: -1 }, "Log in to Giveback"),
      h("p", { class: "lead" }, "Your key becomes a session in this browser. What you may see and do is what the key may."),
      error && h("p", { class: "note warn" }, "Your session is over: it lapsed, was ended elsewhere, or its key was revoked."),
      error && failure(error),
      form({ fields: [key], label: "Log in", submit }),
    ),
  );
}
