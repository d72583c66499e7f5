import { campaignPage, campaignsPage } from "./campaigns.js";
import { campaignEditor } from "./campaign-editor.js";
import { customerPage } from "./customer.js";
import { customersPage } from "./customers.js";
import { feedbackPage } from "./feedback.js";
import { insightsPage } from "./insights.js";
import { journalPage } from "./journal.js";
import { eventPage } from "./event.js";
import { operationsPage } from "./operations.js";
import { overviewPage } from "./overview.js";

/** What the console leads to, in this order. */
export const areas = [
  { key: "overview", title: "Overview" },
  { key: "customers", title: "Customers" },
  { key: "journal", title: "Journal" },
  { key: "campaigns", title: "Campaigns" },
  { key: "feedback", title: "Feedback" },
  { key: "insights", title: "Insights" },
  { key: "operations", title: "Operations" },
];

const pages = {
  overview: [() => ({ key: "overview", title: () => "Overview", make: overviewPage })],
  customers: [
    () => ({ key: "customers", title: () => "Customers", make: customersPage }),
    () => ({ key: "customer", title: (place) => `Customer ${place.rest[0]}`, make: customerPage }),
  ],
  journal: [
    () => ({ key: "journal", title: () => "Journal", make: journalPage }),
    undefined,
    () => ({ key: "event", title: (place) => `Event ${place.rest[1]} of ${place.rest[0]}`, make: eventPage }),
  ],
  campaigns: [
    () => ({ key: "campaigns", title: () => "Campaigns", make: campaignsPage }),
    (place) =>
      place.rest[0] === "~new"
        ? { key: "editor", title: () => "New campaign", make: campaignEditor }
        : { key: "campaign", title: () => `Campaign ${place.rest[0]}`, make: campaignPage },
    () => ({ key: "editor", title: (place) => `Change ${place.rest[0]}`, make: campaignEditor }),
  ],
  feedback: [() => ({ key: "feedback", title: () => "Feedback", make: feedbackPage })],
  insights: [() => ({ key: "insights", title: () => "Insights", make: insightsPage })],
  operations: [() => ({ key: "operations", title: () => "Operations", make: operationsPage })],
};

/** The page of a place; the overview where there is none. */
export function pageOf(place) {
  const area = pages[place.area] ? place.area : "overview";
  const choice = pages[area][place.rest.length] ?? pages[area][0];
  return { area, ...choice(place) };
}
