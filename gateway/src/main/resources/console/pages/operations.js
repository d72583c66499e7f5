import { approvalsTab } from "../parts/approvals.js";
import { auditTab } from "../parts/audit.js";
import { keysTab } from "../parts/keys.js";
import { projectionsTab, statusTab, worksTab } from "../parts/operations.js";
import { pageHead } from "../parts/page.js";
import { tabs } from "../parts/tabs.js";
import { webhooksTab } from "../parts/webhooks.js";

/** How the installation runs, who may do what, who did what, and what waits for a second person. */
export function operationsPage(context) {
  return [
    pageHead("Operations", "How the installation runs, who may do what, and who did what."),
    tabs({
      label: "Operations",
      active: context.place.query.tab,
      onChange: (tab) => context.mark({ tab }),
      items: [
        { key: "status", label: "Health", content: () => statusTab(context) },
        { key: "projections", label: "Projections", content: () => projectionsTab(context) },
        { key: "works", label: "Works", content: () => worksTab(context) },
        { key: "webhooks", label: "Webhooks", content: () => webhooksTab(context) },
        { key: "keys", label: "Keys", content: () => keysTab(context) },
        { key: "audit", label: "Audit log", content: () => auditTab(context) },
        { key: "approvals", label: "Approvals", content: () => approvalsTab(context) },
      ],
    }),
  ];
}
