package dev.giveback.loyalty.history;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.v1.HindsightMoment;
import dev.giveback.loyalty.v1.Moment;
import java.time.Instant;

/** A moment that was asked for. */
sealed interface AsOf {
    /** Right after the event of this number, at the time when it was recorded. */
    record Event(long sequenceNumber) implements AsOf {}

    /** About a time, as known at another one that is not later than now. */
    record Time(Instant about, Instant known) implements AsOf {}

    /**
     * Reads it.
     *
     * @param field of the request, for refusals
     */
    static AsOf of(Moment moment, String field, Instant now) {
        return switch (moment.getMomentCase()) {
            case SEQUENCE_NUMBER -> new Event(moment.getSequenceNumber());
            case TIME -> at(instant(moment.getTime(), field + ".time"), now);
            case HINDSIGHT -> hindsight(moment.getHindsight(), field + ".hindsight", now);
            case MOMENT_NOT_SET -> new Time(now, now);
        };
    }

    /** Reads one that is a time: a program has no sequence numbers. */
    static Time timeOf(Moment moment, String field, Instant now) {
        return switch (of(moment, field, now)) {
            case Time time -> time;
            case Event event ->
                throw RefusalStatus.of(Refusal.field(
                        field + ".sequence_number",
                        "must be a time: each customer of a program has numbers of its own"));
        };
    }

    private static Time at(Instant time, Instant now) {
        return new Time(time, time.isBefore(now) ? time : now);
    }

    private static Time hindsight(HindsightMoment hindsight, String field, Instant now) {
        Instant about = instant(hindsight.getEffectiveTime(), field + ".effective_time");
        if (!hindsight.hasKnownTime()) {
            return new Time(about, now);
        }
        Instant known = instant(hindsight.getKnownTime(), field + ".known_time");
        if (known.isAfter(now)) {
            throw RefusalStatus.of(
                    Refusal.field(field + ".known_time", "must not be after now, " + now + ": nobody knows it yet"));
        }
        return new Time(about, known);
    }

    /** A time of a request. */
    static Instant instant(Timestamp timestamp, String field) {
        if (!Timestamps.isValid(timestamp)) {
            throw RefusalStatus.of(Refusal.field(field, "must be a valid time between the years 1 and 9999"));
        }
        return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
    }
}
