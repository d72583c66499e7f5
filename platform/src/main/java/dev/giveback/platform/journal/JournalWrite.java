package dev.giveback.platform.journal;

import akka.dispatch.Futures;
import akka.persistence.jdbc.journal.dao.JournalTables.JournalAkkaSerializationRow;
import java.util.List;
import scala.collection.immutable.Seq;
import scala.concurrent.Future;
import scala.concurrent.Promise;
import scala.runtime.BoxedUnit;
import scala.util.Try;

/** What one actor asked to write at once, in rows: stored whole or not at all, and answered once. */
final class JournalWrite {
    private final List<JournalAkkaSerializationRow> rows;
    private final Seq<Try<BoxedUnit>> answer;
    private final Promise<Seq<Try<BoxedUnit>>> promise = Futures.promise();
    private final long bytes;

    /**
     * Makes a write that has not been tried.
     *
     * @param rows in the order of their sequence numbers
     * @param answer what the plugin expects when they are stored: one outcome a message, or nothing for "all well"
     */
    JournalWrite(List<JournalAkkaSerializationRow> rows, Seq<Try<BoxedUnit>> answer) {
        this.rows = List.copyOf(rows);
        this.answer = answer;
        this.bytes = rows.stream().mapToLong(row -> row.eventPayload().length).sum();
    }

    List<JournalAkkaSerializationRow> rows() {
        return rows;
    }

    long bytes() {
        return bytes;
    }

    Future<Seq<Try<BoxedUnit>>> outcome() {
        return promise.future();
    }

    void succeed() {
        promise.success(answer);
    }

    void fail(Throwable cause) {
        promise.failure(cause);
    }
}
