package dev.giveback.platform.journal;

import akka.persistence.AtomicWrite;
import akka.persistence.PersistentRepr;
import akka.persistence.jdbc.AkkaSerialization;
import akka.persistence.jdbc.AkkaSerialization.AkkaSerialized;
import akka.persistence.jdbc.journal.dao.JournalTables.JournalAkkaSerializationRow;
import akka.persistence.journal.Tagged;
import akka.serialization.Serialization;
import java.util.ArrayList;
import java.util.List;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;
import scala.util.Failure;
import scala.util.Success;
import scala.util.Try;

/** Turns the messages of one actor into rows; a message that cannot be serialized is refused alone. */
final class JournalRowEncoder {
    private static final Try<BoxedUnit> STORED = new Success<>(BoxedUnit.UNIT);

    private final Serialization serialization;

    JournalRowEncoder(Serialization serialization) {
        this.serialization = serialization;
    }

    JournalWrite encode(Seq<AtomicWrite> messages) {
        List<JournalAkkaSerializationRow> rows = new ArrayList<>();
        List<Try<BoxedUnit>> answers = new ArrayList<>();
        for (AtomicWrite message : CollectionConverters.asJava(messages)) {
            try {
                rows.addAll(rows(message));
                answers.add(STORED);
            } catch (RuntimeException e) {
                answers.add(new Failure<>(e));
            }
        }
        return new JournalWrite(rows, answer(answers));
    }

    /** The plugin reads an empty sequence as "all stored", which is cheaper than to say it of each. */
    private static Seq<Try<BoxedUnit>> answer(List<Try<BoxedUnit>> answers) {
        boolean allStored = answers.stream().allMatch(Try::isSuccess);
        return CollectionConverters.<Try<BoxedUnit>>asScala(allStored ? List.of() : answers)
                .toList();
    }

    private List<JournalAkkaSerializationRow> rows(AtomicWrite message) {
        // Most often it is one.
        List<JournalAkkaSerializationRow> rows =
                new ArrayList<>(message.payload().size());
        for (PersistentRepr event : CollectionConverters.asJava(message.payload())) {
            rows.add(row(event));
        }
        return rows;
    }

    private JournalAkkaSerializationRow row(PersistentRepr event) {
        if (event.payload() instanceof Tagged) {
            throw new IllegalArgumentException("event of " + event.persistenceId()
                    + ": tagged (expected: no tags; the feed is read by transaction, not by tag)");
        }
        AkkaSerialized payload = serialize(event.payload());
        Option<AkkaSerialized> meta = event.metadata().map(this::serialize);
        return new JournalAkkaSerializationRow(
                Long.MIN_VALUE,
                false,
                event.persistenceId(),
                event.sequenceNr(),
                event.writerUuid(),
                event.timestamp(),
                event.manifest(),
                payload.payload(),
                payload.serId(),
                payload.serManifest(),
                meta.map(AkkaSerialized::payload),
                meta.map(AkkaSerialized::serId),
                meta.map(AkkaSerialized::serManifest));
    }

    private AkkaSerialized serialize(Object value) {
        return AkkaSerialization.serialize(serialization, value).get();
    }
}
