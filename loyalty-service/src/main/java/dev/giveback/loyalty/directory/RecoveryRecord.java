package dev.giveback.loyalty.directory;

import java.util.Map;

/** Where it is recorded that the service rebuilt its read model by itself. */
@FunctionalInterface
public interface RecoveryRecord {
    /**
     * Does it between the records of its beginning and its end.
     *
     * @param why what did not fit
     */
    void around(String why, Work work) throws Exception;

    /** What is done. */
    @FunctionalInterface
    interface Work {
        /** Does it, and says what came of it. */
        Map<String, String> run() throws Exception;
    }
}
