package dev.giveback.coupon.verification;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.coupon.domain.Access;
import dev.giveback.coupon.domain.Audit;
import dev.giveback.coupon.domain.Breach;
import dev.giveback.coupon.domain.Campaign;
import dev.giveback.coupon.domain.CampaignEvent;
import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.domain.CampaignState;
import dev.giveback.coupon.journal.CampaignEventMapper;
import dev.giveback.coupon.journal.CampaignSnapshotMapper;
import dev.giveback.coupon.journal.JournalSerializer;
import dev.giveback.coupon.journal.RecordedCampaign;
import dev.giveback.coupon.v1.CampaignRule;
import dev.giveback.platform.journal.ChainCheck;
import dev.giveback.platform.journal.JournalRow;
import java.util.Arrays;
import java.util.List;

/** The check of one campaign: takes its rows one after the other, and compares what they come to with the snapshots. */
final class CampaignCheck {
    private final CampaignId id;
    private final Beside beside;
    private final CampaignFindings findings;
    private final ChainCheck chain;
    private final Audit audit;
    private Campaign campaign = Campaign.NEW;
    private boolean isJudged = true;
    private long sequenceNumber;

    CampaignCheck(CampaignId id, Beside beside, CampaignFindings findings) {
        this.id = id;
        this.beside = beside;
        this.findings = findings;
        this.audit = new Audit(id);
        this.chain = new ChainCheck(
                JournalSerializer.IDENTIFIER,
                JournalSerializer.CAMPAIGN_EVENT,
                (fault, number, message) -> found(Faults.rule(fault), number, message));
    }

    private void found(CampaignRule rule, long number, String message) {
        findings.add(rule, id.name(), number, message);
    }

    /** Takes the next row. */
    void next(JournalRow row) {
        findings.looked().setEvents(findings.looked().getEvents() + 1);
        sequenceNumber = row.sequenceNumber();
        ByteString bytes = chain.next(row);
        isJudged &= chain.isWhole();
        if (bytes != null) {
            judge(bytes);
        }
    }

    private void judge(ByteString bytes) {
        CampaignEvent event;
        try {
            event = CampaignEventMapper.toDomain(dev.giveback.journal.v1.CampaignEvent.parseFrom(bytes));
        } catch (InvalidProtocolBufferException | RuntimeException unreadable) {
            if (!chain.isRowFaulty()) {
                found(
                        CampaignRule.CAMPAIGN_RULE_RECORD,
                        sequenceNumber,
                        "the event cannot be read: " + words(unreadable));
            }
            isJudged = false;
            return;
        }
        if (isJudged) {
            apply(event);
        }
    }

    private void apply(CampaignEvent event) {
        try {
            tell(audit.before(campaign, event));
            Campaign after = campaign.evolve(event);
            tell(audit.after(campaign, event, after));
            campaign = after;
        } catch (RuntimeException impossible) {
            // Whatever the reason: what the events before make cannot take this one.
            found(
                    CampaignRule.CAMPAIGN_RULE_EVENT,
                    sequenceNumber,
                    "the event cannot be applied: " + words(impossible));
            isJudged = false;
            return;
        }
        for (Beside.Snapshot snapshot : beside.snapshots()) {
            if (snapshot.sequenceNumber() == sequenceNumber) {
                compare(snapshot);
            }
        }
    }

    private void tell(List<Breach> breaches) {
        breaches.forEach(breach -> found(Faults.rule(breach.rule()), sequenceNumber, breach.message()));
    }

    private void compare(Beside.Snapshot snapshot) {
        findings.looked().setSnapshots(findings.looked().getSnapshots() + 1);
        byte[] expected = CampaignSnapshotMapper.toProto(new RecordedCampaign(campaign, chain.lastHash()))
                .toByteArray();
        if (snapshot.serializerId() != JournalSerializer.IDENTIFIER
                || !snapshot.manifest().equals(JournalSerializer.CAMPAIGN_SNAPSHOT)
                || !Arrays.equals(snapshot.payload(), expected)) {
            found(
                    CampaignRule.CAMPAIGN_RULE_SNAPSHOT,
                    sequenceNumber,
                    "the snapshot is not what the events up to it come to");
        }
    }

    /** Whether the events are those that were recorded, all of them so far. */
    boolean isWhole() {
        return isJudged;
    }

    /** Ends the check: there are no more rows. */
    void end() {
        long last = chain.lastSequenceNumber();
        if (last > 0) {
            findings.looked().setCampaigns(findings.looked().getCampaigns() + 1);
        }
        if (!isJudged) {
            findings.looked().setCampaignsNotJudged(findings.looked().getCampaignsNotJudged() + 1);
        }
        if (beside.seen() > last) {
            found(
                    CampaignRule.CAMPAIGN_RULE_JOURNAL_END,
                    last + 1,
                    "the journal ends at event " + last + ", and "
                            + (beside.revision() == beside.seen() ? "the read model" : "a snapshot")
                            + " has seen event "
                            + beside.seen());
        }
        if (isJudged && hasCode() && !beside.isRegistered()) {
            found(
                    CampaignRule.CAMPAIGN_RULE_DIRECTORY,
                    0,
                    "its code is not registered for it, so nobody finds it by the code");
        }
    }

    /** Judged by the end of the journal, which is later than the look at the registry: a code is freed after its campaign was archived. */
    private boolean hasCode() {
        return campaign.exists()
                && campaign.state() != CampaignState.ARCHIVED
                && (campaign.definition().access() instanceof Access.PublicCode
                        || campaign.definition().access() instanceof Access.UniqueCodes);
    }

    private static String words(Exception failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
