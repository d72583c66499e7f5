package dev.giveback.access.verification;

import dev.giveback.access.domain.ActCheck;
import dev.giveback.access.domain.ApprovalBook;
import dev.giveback.access.domain.ApprovalCheck;
import dev.giveback.access.domain.ApprovalEvent;
import dev.giveback.access.domain.AuditEvent;
import dev.giveback.access.domain.AuditLog;
import dev.giveback.access.domain.Breach;
import dev.giveback.access.domain.KeyCheck;
import dev.giveback.access.domain.KeyEvent;
import dev.giveback.access.domain.KeyRing;
import dev.giveback.access.journal.ApprovalEvents;
import dev.giveback.access.journal.ApprovalSnapshots;
import dev.giveback.access.journal.AuditEvents;
import dev.giveback.access.journal.KeyEvents;
import dev.giveback.access.journal.KeySnapshots;
import dev.giveback.access.journal.Recorded;
import dev.giveback.journal.v1.AccessEvent;
import dev.giveback.journal.v1.AccessSnapshot;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What the events of one kind of journal are, and come to.
 *
 * @param empty before the first event
 * @param read gives the event that is stored; it throws at those of other journals
 * @param breaches what is wrong with an event that follows a state
 * @param evolve gives the state after an event
 * @param snapshot the stored form of a state
 */
record Kind<S, E>(
        S empty,
        Function<AccessEvent, E> read,
        BiFunction<S, E, List<Breach>> breaches,
        BiFunction<S, E, S> evolve,
        Function<Recorded<S>, AccessSnapshot> snapshot) {
    static final Kind<KeyRing, KeyEvent> KEYS =
            new Kind<>(KeyRing.EMPTY, KeyEvents::toDomain, KeyCheck::of, KeyRing::evolve, KeySnapshots::toProto);

    static final Kind<AuditLog, AuditEvent> ACTS =
            new Kind<>(AuditLog.EMPTY, AuditEvents::toDomain, ActCheck::of, AuditLog::evolve, AuditEvents::snapshot);

    static final Kind<ApprovalBook, ApprovalEvent> APPROVALS = new Kind<>(
            ApprovalBook.EMPTY,
            ApprovalEvents::toDomain,
            ApprovalCheck::of,
            ApprovalBook::evolve,
            ApprovalSnapshots::toProto);
}
