package dev.giveback.coupon.directory;

import java.util.Map;

/** Where it is recorded that the service rebuilds its read model by itself. */
@FunctionalInterface
public interface RecoveryRecord {
    /** The rebuild; gives what came of it. */
    @FunctionalInterface
    interface Work {
        /** Does it. */
        Map<String, String> run() throws Exception;
    }

    /** Does it between the records of its beginning and its end. */
    void around(String why, Work work) throws Exception;
}
