package dev.giveback.platform.journal;

/**
 * One row of the journal as it is stored.
 *
 * @param transactionId that wrote it
 * @param ordering its place among all rows
 * @param timestampMillis when it was written, by the writer's clock
 * @param serializerId the serializer that made the payload
 * @param manifest what that serializer calls the type of the payload
 * @param payload the serialized {@code giveback.journal.v1.JournalRecord}; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // Millions of them are read, and none is compared.
public record JournalRow(
        String persistenceId,
        long sequenceNumber,
        long transactionId,
        long ordering,
        long timestampMillis,
        int serializerId,
        String manifest,
        byte[] payload) {}
