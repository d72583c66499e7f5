package dev.giveback.loyalty.feed;

/** What is recorded of a stream before it begins and after it ended. It is called on the stream's thread and may block. */
public interface TailRecord {
    /** Nothing. */
    TailRecord NONE = new TailRecord() {
        @Override
        public void begin() {}

        @Override
        public void end(long events, boolean wasWell) {}
    };

    /** Before the first message; the stream ends with what this throws. */
    void begin();

    /**
     * After the last message.
     *
     * @param events that were sent
     * @param wasWell whether its reader left or this node stops, and nothing failed
     */
    void end(long events, boolean wasWell);
}
