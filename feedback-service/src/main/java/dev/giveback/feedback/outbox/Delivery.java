package dev.giveback.feedback.outbox;

import dev.giveback.feedback.actor.ContactReply;
import dev.giveback.feedback.actor.Contacts;
import dev.giveback.feedback.directory.OutboxTable;
import dev.giveback.feedback.domain.AttemptOutcome;
import dev.giveback.feedback.domain.ContactCommand;
import dev.giveback.feedback.domain.ContactRecord;
import dev.giveback.feedback.domain.NotSentReason;
import dev.giveback.feedback.domain.Outreach;
import dev.giveback.feedback.domain.Progress;
import dev.giveback.feedback.domain.Request;
import dev.giveback.feedback.mail.SendOutcome;
import dev.giveback.feedback.outreach.Outreaches;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One row of the outbox: the contact is made ready, its customer's actor records that a try begins, it is sent, and the actor records what came of
 * it. Nothing lies between the two records but the sending, so that little else can be lost.
 */
final class Delivery {
    /** How long something is left alone that the read model has not caught up with, or that another service did not answer for. */
    static final Duration SHORT_PAUSE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final Duration RECORD_PAUSE = Duration.ofMillis(500);

    private final OutboxTable table;
    private final Contacts contacts;
    private final Outreaches outreaches;
    private final Packer packer;
    private final OutboxSettings settings;
    private final InstantSource clock;
    private final BooleanSupplier isClosing;

    Delivery(
            OutboxTable table,
            Contacts contacts,
            Outreaches outreaches,
            Packer packer,
            OutboxSettings settings,
            InstantSource clock,
            BooleanSupplier isClosing) {
        this.table = table;
        this.contacts = contacts;
        this.outreaches = outreaches;
        this.packer = packer;
        this.settings = settings;
        this.clock = clock;
        this.isClosing = isClosing;
    }

    /** Delivers, or puts it off. Whatever fails is tried again later. */
    void run(OutboxTable.Row row) throws InterruptedException, SQLException {
        Optional<Outreach> outreach = await(outreaches.find(row.customer().program()));
        Optional<ContactRecord> contact =
                await(contacts.read(row.customer(), settings.timeout())).contact(row.contactId());
        Optional<Parcel> parcel = outreach.isEmpty() || contact.isEmpty()
                ? Optional.empty()
                : packer.pack(row.customer(), contact.get(), outreach.get());
        if (parcel.isEmpty()) {
            // Gone, or told of before this node knows it: an event will take the row away, or it is there the next
            // time.
            putOff(row, SHORT_PAUSE);
        } else {
            begin(row, parcel.get());
        }
    }

    private void begin(OutboxTable.Row row, Parcel parcel) throws InterruptedException, SQLException {
        Instant lease = Instant.ofEpochMilli(clock.millis()).plus(settings.lease());
        ContactReply reply = await(contacts.decide(
                row.customer(),
                new ContactCommand.BeginAttempt(
                        row.contactId(), lease, parcel.repeatable(), parcel.policy(), parcel.zone()),
                Request.OWN,
                settings.timeout()));
        switch (reply) {
            case ContactReply.Later later ->
                table.postpone(row, Math.max(later.until().toEpochMilli(), clock.millis() + 1));
            case ContactReply.Refused refused -> putOff(row, SHORT_PAUSE);
            case ContactReply.Done done -> {
                @Nullable ContactRecord begun = begun(done, row, lease);
                if (begun == null) {
                    putOff(row, SHORT_PAUSE);
                } else {
                    send(row, parcel, begun.attempts());
                }
            }
        }
    }

    /** The contact, if this try is the one that has it. */
    private static @Nullable ContactRecord begun(ContactReply.Done done, OutboxTable.Row row, Instant lease) {
        return done.repeated()
                ? null
                : done.state()
                        .contact(row.contactId())
                        .filter(contact -> contact.progress() == Progress.SENDING && lease.equals(contact.lease()))
                        .orElse(null);
    }

    private void send(OutboxTable.Row row, Parcel parcel, int attempt) throws InterruptedException {
        NotSentReason missing = parcel.missing();
        if (missing != null) {
            record(row, ended(row, attempt, AttemptOutcome.NOT_SENT, null, missing, ""));
        } else {
            record(row, outcome(row, attempt, parcel.sending().send()));
        }
    }

    private ContactCommand.EndAttempt outcome(OutboxTable.Row row, int attempt, SendOutcome outcome) {
        return switch (outcome) {
            case SendOutcome.Sent sent -> ended(row, attempt, AttemptOutcome.SENT, null, null, "");
            case SendOutcome.Refused refused ->
                ended(row, attempt, AttemptOutcome.FAILED, null, null, refused.detail());
            case SendOutcome.Unknown unknown ->
                ended(row, attempt, AttemptOutcome.UNKNOWN, null, null, unknown.detail());
            case SendOutcome.TryAgain again ->
                attempt >= settings.maxAttempts()
                        ? ended(row, attempt, AttemptOutcome.FAILED, null, null, again.detail())
                        : ended(
                                row,
                                attempt,
                                AttemptOutcome.RETRY,
                                clock.instant().plus(settings.pauseAfter(attempt)),
                                null,
                                again.detail());
        };
    }

    private static ContactCommand.EndAttempt ended(
            OutboxTable.Row row,
            int attempt,
            AttemptOutcome outcome,
            @Nullable Instant retry,
            @Nullable NotSentReason reason,
            String detail) {
        return new ContactCommand.EndAttempt(row.contactId(), attempt, outcome, retry, reason, detail);
    }

    /** As often as it takes: what was sent and is not recorded would be sent again, or never be told as sent. */
    private void record(OutboxTable.Row row, ContactCommand.EndAttempt end) throws InterruptedException {
        for (boolean again = false; ; again = true) {
            try {
                await(contacts.decide(row.customer(), end, Request.OWN, settings.timeout()));
                return;
            } catch (AwaitException away) {
                if (again && isClosing.getAsBoolean()) {
                    throw away;
                }
                LOG.warn(
                        "What came of a try of {}, contact {}, is not recorded yet; it is tried again.",
                        row.customer().name(),
                        row.contactId());
                Thread.sleep(RECORD_PAUSE);
            }
        }
    }

    void putOff(OutboxTable.Row row, Duration pause) throws SQLException {
        table.postpone(row, clock.instant().plus(pause).toEpochMilli());
    }

    private <T> T await(CompletionStage<T> stage) throws InterruptedException {
        return AwaitException.await(stage);
    }
}
