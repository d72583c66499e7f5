import { get, patch, post, requestId } from "../core/api.js";
import { act } from "../core/approvals.js";
import { debounce, fill, h } from "../core/dom.js";
import { valuesOf } from "../core/campaign.js";
import { campaignOf, fieldOf } from "../core/campaign-read.js";
import { lastPart } from "../core/format.js";
import { arrange, campaignFields, campaignSections } from "../parts/campaign-form.js";
import { sameField } from "../parts/form.js";
import { button, pageHead } from "../parts/page.js";
import { eventually, failure, toast } from "../parts/states.js";

const CHECK_MILLIS = 350;

/** Makes a campaign, or changes one. Everything is checked by the server as one types, and nothing is kept until it is saved. */
export function campaignEditor(context) {
  const isNew = context.place.rest[0] === "~new";
  const load = async () => (isNew ? { terms: { percentOff: { basisPoints: 1000 } } } : (await get(`/v1/${context.name}/campaigns/${context.place.rest[0]}`, {}, context.signal)).campaign);
  return [
    h("p", { class: "crumbs" }, h("a", { href: context.link("campaigns") }, "Campaigns")),
    eventually(load, (campaign) => new Editor(context, campaign, isNew).element, { className: "stack" }),
  ];
}

class Editor {
  constructor(context, base, isNew) {
    Object.assign(this, { context, base, isNew, request: requestId(), touched: new Set() });
    this.fields = campaignFields(context, valuesOf(base, context.f.zone), { isNew, id: isNew ? "" : lastPart(base.name) });
    this.verdict = h("p", { class: "hint", role: "status" });
    this.problem = h("div", {});
    this.save = h("button", { type: "submit", class: "button primary" }, isNew ? "Create" : "Save as a new version");
    const back = () => context.go("campaigns", isNew ? [] : [lastPart(base.name)]);
    this.element = h(
      "form",
      { class: "stack", novalidate: true, on: { submit: (event) => this.send(event), input: (event) => this.typed(event), change: () => arrange(this.fields) } },
      pageHead(isNew ? "New campaign" : `Change ${base.displayName || lastPart(base.name)}`, isNew ? "It is active as soon as it is created." : "Coupons already given keep the terms that they were given under."),
      campaignSections(this.fields),
      this.problem,
      h("div", { class: "actions sticky-actions" }, this.save, button("Cancel", back), this.verdict),
    );
    this.later = debounce(CHECK_MILLIS, () => this.check());
    arrange(this.fields);
    this.check();
  }

  typed(event) {
    this.touched.add(event.target.name);
    this.later();
  }

  read() {
    const values = Object.fromEntries(Object.entries(this.fields).map(([name, each]) => [name, each.value]));
    const { campaign, problems } = campaignOf(this.base, values, { currency: this.context.program.currencyCode, zone: this.context.f.zone });
    // A time that is not whole is an empty one to a script.
    const halves = Object.values(this.fields).filter((each) => each.control.validity.badInput);
    problems.push(...halves.map((each) => ({ field: each.name, description: "A whole date and time, or none." })));
    const needed = Object.values(this.fields).filter((each) => each.control.required && !each.value.trim());
    problems.push(...needed.map((each) => ({ field: each.name, description: "It is needed.", isMissing: true })));
    const name = this.isNew ? `${this.context.name}/campaigns/${values.id.trim()}` : this.base.name;
    if (this.isNew && values.id.trim() && !/^[a-z][a-z0-9-]{0,39}$/.test(values.id.trim())) {
      problems.push({ field: "id", description: "1 to 40 of a-z 0-9 -, beginning with a letter." });
    }
    return { campaign: { ...campaign, name }, problems };
  }

  /** Asks the server whether it would take it, without effect. */
  async check() {
    this.checking?.abort();
    this.checking = new AbortController();
    const { signal } = this.checking;
    const { campaign, problems } = this.read();
    if (problems.some((each) => each.field === "id")) {
      campaign.name = `${this.context.name}/campaigns/not-named-yet`;
    }
    try {
      await this.call({ requestId: requestId(), campaign, validateOnly: true }, signal);
      this.show(problems);
    } catch (error) {
      if (error.name !== "AbortError") {
        this.show([...problems, ...(error.violations ?? [])], error);
      }
    }
  }

  call(body, signal) {
    return this.isNew ? post("/v1/campaigns", body, signal) : patch(`/v1/${body.campaign.name}`, body, signal);
  }

  /** Tells each problem at its field, but not what is only missing in a field that nobody has come to yet. */
  show(problems, error) {
    const wrong = [];
    const missing = [];
    for (const [name, each] of Object.entries(this.fields)) {
      const problem = problems.find((one) => sameField(name, fieldOf(one.field)));
      const isQuiet = problem?.isMissing && !this.touched.has(name);
      each.complain(problem && !isQuiet ? problem.description : "");
      if (problem) {
        (isQuiet ? missing : wrong).push(each);
      }
    }
    const [text, look] = verdict(wrong, missing, error);
    this.verdict.textContent = text;
    this.verdict.className = look;
  }

  async send(event) {
    event.preventDefault();
    const { campaign, problems } = this.read();
    if (problems.length > 0) {
      problems.forEach((each) => this.touched.add(each.field));
      this.show(problems);
      this.fields[problems[0].field].control.focus();
      return;
    }
    this.save.disabled = true;
    fill(this.problem);
    try {
      const path = this.isNew ? "/v1/campaigns" : `/v1/${campaign.name}`;
      await act(this.isNew ? "POST" : "PATCH", path, { campaign }, { request: this.request, signal: this.context.signal });
      toast(this.isNew ? "Created. It is active." : "Saved.");
      this.context.go("campaigns", [lastPart(campaign.name)]);
    } catch (error) {
      if (error.status !== "UNAVAILABLE") {
        this.request = requestId();
      }
      this.show(error.violations ?? [], error);
      fill(this.problem, failure(error));
    } finally {
      this.save.disabled = false;
    }
  }
}

/** What is told beside the buttons, and how it looks. */
function verdict(wrong, missing, error) {
  if (wrong.length > 0) {
    return [`${wrong.length} ${wrong.length === 1 ? "field is" : "fields are"} not right yet.`, "field-error"];
  }
  if (missing.length > 0) {
    return [`Still needed: ${missing.map((each) => each.label).join(", ")}.`, "hint"];
  }
  return error ? [error.message, "field-error"] : ["The server would take it as it is.", "field-good"];
}
