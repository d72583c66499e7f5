package dev.giveback.platform.journal;

/**
 * One batch reached the disk. Published on the event stream of the actor system, so whoever measures subscribes to it.
 *
 * @param writes how many actors' writes it carried
 * @param rows how many events
 * @param bytes how many bytes of payload
 * @param durationNanos from asking for a connection until the database confirmed
 */
public record BatchWritten(int writes, int rows, long bytes, long durationNanos) {}
