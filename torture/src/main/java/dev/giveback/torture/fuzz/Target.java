package dev.giveback.torture.fuzz;

import java.util.Random;

/** Something that reads bytes which others wrote. */
interface Target {
    /** By which it is asked for. */
    String name();

    /** Bytes as they should be, or nearly: what mutations begin with. */
    byte[] sample(Random random);

    /**
     * Reads bytes. To refuse them as it should is no fault.
     *
     * @throws Exception any other one is a fault
     */
    void read(byte[] input) throws Exception;

    /** How many bytes may be allocated for one input. */
    default long mostAllocated() {
        return 64L << 20;
    }

    /** Whether other threads work for it, so that what they allocate counts too. */
    default boolean isServed() {
        return false;
    }
}
