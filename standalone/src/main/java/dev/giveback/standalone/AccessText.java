package dev.giveback.standalone;

import dev.giveback.access.v1.ApprovalRequest;
import dev.giveback.access.v1.AuditEntry;
import dev.giveback.access.v1.Key;
import dev.giveback.standalone.console.Table;
import dev.giveback.standalone.console.Table.Column;
import java.util.ArrayList;
import java.util.List;

/** Keys, acts and approvals as people read them. */
final class AccessText {
    private AccessText() {}

    static List<String> keys(List<Key> keys) {
        if (keys.isEmpty()) {
            return List.of("There is no such key.");
        }
        Table table = new Table(
                Column.text("key"),
                Column.text("name"),
                Column.text("state"),
                Column.text("scopes"),
                Column.text("programs"),
                Column.text("made"),
                Column.text("ends"));
        for (Key key : keys) {
            table.row(
                    id(key.getName()),
                    key.getDisplayName(),
                    state(key),
                    String.join(" ", key.getScopesList()),
                    String.join(" ", key.getProgramsList()).replace("programs/", ""),
                    Printing.time(key.getCreateTime(), ""),
                    Printing.time(key.getExpireTime(), "never"));
        }
        return table.lines();
    }

    static List<String> key(Key key) {
        List<String> lines = new ArrayList<>();
        lines.add(id(key.getName()) + "  " + key.getDisplayName() + "  (" + state(key) + ")");
        lines.add("  scopes      " + String.join(" ", key.getScopesList()));
        lines.add("  programs    " + String.join(" ", key.getProgramsList()));
        lines.add("  made        " + Printing.time(key.getCreateTime(), "") + " by " + key.getCreator());
        lines.add("  ends        " + Printing.time(key.getExpireTime(), "never"));
        lines.add("  secret      " + key.getSecretPrefix() + "…, made " + Printing.time(key.getRotateTime(), "then"));
        if (key.hasPreviousSecretExpireTime()) {
            lines.add("              the one before is accepted until "
                    + Printing.time(key.getPreviousSecretExpireTime(), ""));
        }
        lines.add("  limit       "
                + (key.getRequestsPerSecond() == 0
                        ? "the gateway's"
                        : key.getRequestsPerSecond() + " requests a second"));
        if (key.hasRevokeTime()) {
            lines.add("  revoked     " + Printing.time(key.getRevokeTime(), ""));
        }
        return lines;
    }

    private static String state(Key key) {
        String state = Printing.word(key.getState(), "KEY_STATE_");
        return key.getParentKey().isEmpty() ? state : state + ", session of " + id(key.getParentKey());
    }

    static List<String> audit(List<AuditEntry> entries) {
        if (entries.isEmpty()) {
            return List.of("Nothing of the kind was done.");
        }
        Table table = new Table(
                Column.text("when"),
                Column.text("who"),
                Column.text("from"),
                Column.text("what"),
                Column.text("about"),
                Column.text("outcome"));
        for (AuditEntry entry : entries) {
            table.row(
                    Printing.time(entry.getBeginTime(), ""),
                    entry.getDisplayName() + " (" + id(entry.getPrincipal()) + ")",
                    entry.getAddress(),
                    entry.getMethod().substring(entry.getMethod().lastIndexOf('.') + 1),
                    entry.getResource(),
                    outcome(entry));
        }
        return table.lines();
    }

    private static String outcome(AuditEntry entry) {
        if (entry.getCode().isEmpty()) {
            return "not known";
        }
        return entry.getCode().equals("OK") ? "done" : entry.getCode() + " " + entry.getReason();
    }

    /** What an entry says that has no room in a row. */
    static List<String> details(AuditEntry entry) {
        List<String> lines = new ArrayList<>();
        lines.add("    request  " + entry.getRequestJson());
        if (!entry.getBeforeJson().isEmpty()) {
            lines.add("    before   " + entry.getBeforeJson());
        }
        if (!entry.getAfterJson().isEmpty()) {
            lines.add("    after    " + entry.getAfterJson());
        }
        return lines;
    }

    static List<String> approvals(List<ApprovalRequest> approvals) {
        if (approvals.isEmpty()) {
            return List.of("Nothing waits for a second person.");
        }
        Table table = new Table(
                Column.text("approval"),
                Column.text("asked"),
                Column.text("by"),
                Column.text("what"),
                Column.text("about"),
                Column.text("state"),
                Column.text("lapses"));
        for (ApprovalRequest approval : approvals) {
            table.row(
                    id(approval.getName()),
                    Printing.time(approval.getCreateTime(), ""),
                    id(approval.getRequester()),
                    approval.getMethod().substring(approval.getMethod().lastIndexOf('.') + 1),
                    approval.getResource(),
                    Printing.word(approval.getState(), "APPROVAL_STATE_"),
                    Printing.time(approval.getExpireTime(), ""));
        }
        return table.lines();
    }

    /** The last part of a resource name. */
    static String id(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
