import { pageHead } from "../parts/page.js";
import { tabs } from "../parts/tabs.js";
import { actsTab } from "../parts/journal-acts.js";
import { backtestTab } from "../parts/journal-backtest.js";
import { checkTab } from "../parts/journal-check.js";
import { eventsTab } from "../parts/journal-events.js";
import { liveTab } from "../parts/journal-live.js";

/** All events of the program: read, followed, checked, and told again under other rules. */
export function journalPage(context) {
  return [
    pageHead("Journal", "Every change of every customer, for good. Rows are added and never changed."),
    tabs({
      label: "The journal",
      active: context.place.query.tab,
      onChange: (tab) => context.mark({ tab }),
      items: [
        { key: "events", label: "Events", content: () => eventsTab(context) },
        { key: "live", label: "Live", content: () => liveTab(context) },
        { key: "check", label: "Check", content: () => checkTab(context) },
        { key: "backtest", label: "Back-test", content: () => backtestTab(context) },
        { key: "acts", label: "Acts of admins", content: () => actsTab(context) },
      ],
    }),
  ];
}
