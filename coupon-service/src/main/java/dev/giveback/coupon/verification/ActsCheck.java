package dev.giveback.coupon.verification;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.coupon.journal.JournalSerializer;
import dev.giveback.coupon.v1.CampaignRule;
import dev.giveback.journal.v1.AdminEvent;
import dev.giveback.platform.acts.AdminActs;
import dev.giveback.platform.journal.ChainCheck;
import dev.giveback.platform.journal.JournalCut;
import dev.giveback.platform.journal.JournalRow;
import dev.giveback.platform.journal.JournalScan;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** The check of the journal of admins' acts: that it is whole and can be read. */
final class ActsCheck {
    private static final String SUBJECT = "acts";
    private static final int PAGE_ROWS = 500;

    private final JournalScan scan;
    private final CampaignFindings findings;

    ActsCheck(DataSource source, CampaignFindings findings) {
        scan = JournalScan.ofOne(source, AdminActs.PERSISTENCE_ID, new JournalCut(Long.MAX_VALUE), PAGE_ROWS);
        this.findings = findings;
    }

    /** @param step to be run between pages */
    void run(Runnable step) throws SQLException {
        ChainCheck chain = new ChainCheck(
                JournalSerializer.IDENTIFIER,
                JournalSerializer.ADMIN_EVENT,
                (fault, number, message) -> findings.add(Faults.rule(fault), SUBJECT, number, message));
        long events = 0;
        for (List<JournalRow> page = scan.page(scan.start());
                !page.isEmpty();
                page = scan.page(JournalScan.after(page))) {
            step.run();
            for (JournalRow row : page) {
                ByteString event = chain.next(row);
                if (event != null && !chain.isRowFaulty()) {
                    read(event, row.sequenceNumber());
                }
                events++;
            }
        }
        findings.looked().setAdminEvents(events);
    }

    private void read(ByteString event, long number) {
        try {
            var unused = AdminEvent.parseFrom(event);
        } catch (InvalidProtocolBufferException unreadable) {
            findings.add(
                    CampaignRule.CAMPAIGN_RULE_RECORD,
                    SUBJECT,
                    number,
                    "the event cannot be read: " + unreadable.getMessage());
        }
    }
}
