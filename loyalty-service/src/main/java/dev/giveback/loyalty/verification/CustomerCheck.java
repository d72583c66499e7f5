package dev.giveback.loyalty.verification;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.CustomerSnapshot;
import dev.giveback.loyalty.domain.Change;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Merge;
import dev.giveback.loyalty.domain.TierGrant;
import dev.giveback.loyalty.domain.Totals;
import dev.giveback.loyalty.journal.CustomerEventMapper;
import dev.giveback.loyalty.journal.CustomerSnapshotMapper;
import dev.giveback.loyalty.journal.CustomerState;
import dev.giveback.loyalty.journal.JournalSerializer;
import dev.giveback.loyalty.journal.StoredCustomerEvent;
import dev.giveback.loyalty.journal.StoredEvents;
import dev.giveback.loyalty.v1.VerificationRule;
import dev.giveback.loyalty.verification.Beside.DirectoryRow;
import dev.giveback.loyalty.verification.Beside.Saga;
import dev.giveback.loyalty.verification.Beside.StoredSnapshot;
import dev.giveback.platform.feed.FeedOffset;
import dev.giveback.platform.journal.ChainCheck;
import dev.giveback.platform.journal.JournalRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The check of one customer: takes its rows one after the other, and compares what they come to with what is kept beside them. */
final class CustomerCheck {
    /** Makes the bytes that a snapshot is stored as. */
    private static final JournalSerializer SERIALIZER = new JournalSerializer();

    private final CustomerId id;
    private final Beside beside;
    private final @Nullable Customer live;
    private final ProgramVersions versions;
    private final Findings findings;
    private final ChainCheck chain;
    private final EventRules rules;

    private CustomerState state = CustomerState.NEW;
    private @Nullable String tierId;
    private boolean isJudged = true;
    private long sequenceNumber;
    private long followed;

    /** @param live the customer in memory, as it was before the rows were read; null when it is not compared */
    CustomerCheck(CustomerId id, Beside beside, @Nullable Customer live, ProgramVersions versions, Findings findings) {
        this.id = id;
        this.beside = beside;
        this.live = live;
        this.versions = versions;
        this.findings = findings;
        this.chain = new ChainCheck(JournalSerializer.IDENTIFIER, JournalSerializer.CUSTOMER_EVENT, this::fault);
        this.rules = new EventRules((rule, message) -> found(rule, sequenceNumber, message));
    }

    private void fault(ChainCheck.Fault fault, long number, String message) {
        VerificationRule rule = Faults.rule(fault);
        found(rule, number, message);
    }

    private void found(VerificationRule rule, long number, String message) {
        findings.add(rule, id.name(), number, message);
    }

    /** Takes the next row. */
    void next(JournalRow row) {
        findings.looked().setEvents(findings.looked().getEvents() + 1);
        sequenceNumber = row.sequenceNumber();
        if (new FeedOffset(row.transactionId(), row.ordering()).compareTo(beside.followed) <= 0) {
            followed = sequenceNumber;
        }
        ByteString bytes = chain.next(row);
        isJudged &= chain.isWhole();
        if (bytes != null) {
            judge(bytes);
        }
    }

    private void judge(ByteString bytes) {
        CustomerEvent event;
        try {
            event = CustomerEventMapper.toDomain(StoredEvents.read(bytes));
        } catch (InvalidProtocolBufferException | RuntimeException unreadable) {
            if (!chain.isRowFaulty()) {
                found(
                        VerificationRule.VERIFICATION_RULE_RECORD,
                        sequenceNumber,
                        "the event cannot be read: " + words(unreadable));
            }
            isJudged = false;
            return;
        }
        if (isJudged) {
            apply(event, bytes);
        }
    }

    private void apply(CustomerEvent event, ByteString bytes) {
        try {
            rules.before(state.customer(), event);
            judgeOwed(event);
            state = state.evolve(new StoredCustomerEvent(event, bytes, ByteString.EMPTY));
            rules.after(state.customer(), event);
        } catch (RuntimeException impossible) {
            // Whatever the reason: what the events before make cannot take this one.
            found(
                    VerificationRule.VERIFICATION_RULE_EVENT,
                    sequenceNumber,
                    "the event cannot be applied: " + words(impossible));
            isJudged = false;
            return;
        }
        TierGrant tier = event.header().tier();
        tierId = tier == null ? tierId : tier.tierId();
        compareDirectory();
        compareSnapshots();
        compareLive();
    }

    private void judgeOwed(CustomerEvent event) {
        if (event.change() instanceof Change.OrderRefunded refunded
                && refunded.pointsOwed() > 0
                && !versions.allowsNegative(id.program(), event.header().programVersion())) {
            found(
                    VerificationRule.VERIFICATION_RULE_OWED,
                    sequenceNumber,
                    refunded.pointsOwed() + " points are owed, which version "
                            + event.header().programVersion() + " of the program does not allow");
        }
    }

    private void compareDirectory() {
        DirectoryRow row = beside.directory;
        if (row == null || row.revision() != sequenceNumber) {
            return;
        }
        Customer customer = state.customer();
        List<String> wrong = new ArrayList<>();
        differ("total", row.total(), customer.totals().outstanding(), wrong);
        Totals sums = customer.totals();
        differ("earned", row.sums().earned(), sums.earned(), wrong);
        differ("spent", row.sums().spent(), sums.spent(), wrong);
        differ("expired", row.sums().expired(), sums.expired(), wrong);
        differ("taken_back", row.sums().takenBack(), sums.takenBack(), wrong);
        differ("restored", row.sums().restored(), sums.restored(), wrong);
        differ("adjusted", row.sums().adjusted(), sums.adjusted(), wrong);
        differ("transferred", row.sums().transferred(), sums.transferred(), wrong);
        differ("order_count", row.orderCount(), customer.orderCount(), wrong);
        differ("member", row.isMember(), customer.enrolled() != null, wrong);
        differ("tier_id", row.tierId(), tierId, wrong);
        if (!wrong.isEmpty()) {
            found(
                    VerificationRule.VERIFICATION_RULE_DIRECTORY,
                    sequenceNumber,
                    "the directory has " + String.join(", ", wrong));
        }
        compareSagas();
    }

    private static void differ(String column, @Nullable Object has, @Nullable Object expected, List<String> wrong) {
        if (has == null ? expected != null : !has.equals(expected)) {
            wrong.add(column + " " + has + " (expected: " + expected + ")");
        }
    }

    private void compareSagas() {
        Set<Saga> expected = new HashSet<>();
        state.customer().sagas().underWay().keySet().forEach(transfer -> expected.add(new Saga("TRANSFER", transfer)));
        Merge merge = state.customer().sagas().merge();
        if (merge != null && !merge.isSettled()) {
            expected.add(new Saga("MERGE", Long.toString(merge.attempt())));
        }
        if (!expected.equals(beside.sagas)) {
            found(
                    VerificationRule.VERIFICATION_RULE_SAGAS,
                    sequenceNumber,
                    "under way are " + words(beside.sagas) + " (expected: " + words(expected) + ")");
        }
    }

    private static String words(Set<Saga> sagas) {
        return sagas.isEmpty()
                ? "none"
                : String.join(
                        ", ",
                        sagas.stream()
                                .map(saga -> saga.kind() + " " + saga.id())
                                .sorted()
                                .toList());
    }

    private void compareSnapshots() {
        for (StoredSnapshot snapshot : beside.snapshots) {
            if (snapshot.sequenceNumber() == sequenceNumber) {
                compare(snapshot);
            }
        }
    }

    private void compare(StoredSnapshot snapshot) {
        CustomerSnapshot stored = read(snapshot);
        if (stored == null) {
            found(
                    VerificationRule.VERIFICATION_RULE_SNAPSHOT,
                    sequenceNumber,
                    "the snapshot cannot be read; it is not used, and the events are");
            return;
        }
        if (stored.getSchemaVersion() != CustomerSnapshotMapper.SCHEMA_VERSION) {
            findings.looked().setSnapshotsIgnored(findings.looked().getSnapshotsIgnored() + 1);
            return;
        }
        findings.looked().setSnapshots(findings.looked().getSnapshots() + 1);
        if (!Arrays.equals(snapshot.payload(), bytes(state.customer(), chain.lastHash()))) {
            found(
                    VerificationRule.VERIFICATION_RULE_SNAPSHOT,
                    sequenceNumber,
                    "the snapshot is not what the events up to it come to");
        }
    }

    private static @Nullable CustomerSnapshot read(StoredSnapshot snapshot) {
        if (snapshot.serializerId() != JournalSerializer.IDENTIFIER
                || !snapshot.manifest().equals(JournalSerializer.CUSTOMER_SNAPSHOT)) {
            return null;
        }
        try {
            return CustomerSnapshot.parseFrom(snapshot.payload());
        } catch (InvalidProtocolBufferException unreadable) {
            return null;
        }
    }

    private void compareLive() {
        if (live == null || live.revision() != sequenceNumber) {
            return;
        }
        findings.looked().setLiveStates(findings.looked().getLiveStates() + 1);
        // The hash is not of the customer's, so any will do if it is the same.
        if (!Arrays.equals(bytes(live, ByteString.EMPTY), bytes(state.customer(), ByteString.EMPTY))) {
            found(
                    VerificationRule.VERIFICATION_RULE_LIVE_STATE,
                    sequenceNumber,
                    "the customer in memory is not what its events come to: it has "
                            + live.totals().outstanding() + " points (expected: "
                            + state.customer().totals().outstanding() + ")");
        }
    }

    private static byte[] bytes(Customer customer, ByteString chainHash) {
        return SERIALIZER.toBinary(new CustomerState(customer, chainHash));
    }

    /** Ends the check: there are no more rows. */
    void end() {
        long last = chain.lastSequenceNumber();
        if (!isJudged) {
            findings.looked().setCustomersNotJudged(findings.looked().getCustomersNotJudged() + 1);
        }
        if (last > 0) {
            findings.looked().setCustomers(findings.looked().getCustomers() + 1);
        }
        long seen = Math.max(seenBySnapshots(), live == null ? 0 : live.revision());
        DirectoryRow row = beside.directory;
        if (row != null) {
            findings.looked().setDirectoryRows(findings.looked().getDirectoryRows() + 1);
            seen = Math.max(seen, row.revision());
        }
        if (seen > last) {
            found(
                    VerificationRule.VERIFICATION_RULE_JOURNAL_END,
                    last + 1,
                    "the journal ends at event " + last + ", and " + who(seen) + " has seen event " + seen);
        }
        if (row == null ? followed > 0 : row.revision() < followed) {
            found(
                    VerificationRule.VERIFICATION_RULE_DIRECTORY,
                    followed,
                    row == null
                            ? "the directory has no row"
                            : "the directory has revision " + row.revision() + " (expected: " + followed + ")");
        }
    }

    private String who(long seen) {
        if (beside.directory != null && beside.directory.revision() == seen) {
            return "the directory";
        }
        return seenBySnapshots() == seen ? "a snapshot" : "the customer in memory";
    }

    private long seenBySnapshots() {
        return beside.snapshots.stream()
                .mapToLong(StoredSnapshot::sequenceNumber)
                .max()
                .orElse(0);
    }

    private static String words(Exception failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
