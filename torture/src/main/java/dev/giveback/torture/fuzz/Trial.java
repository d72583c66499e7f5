package dev.giveback.torture.fuzz;

import java.lang.management.ManagementFactory;

/** Gives one input to a target and looks what it costs. */
final class Trial {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Trial() {}

    /** More was allocated than is right. */
    static final class OverAllocation extends Exception {
        OverAllocation(long bytes, long most) {
            super((bytes >> 20) + " MiB were allocated for one input (expected: at most " + (most >> 20) + ")");
        }
    }

    /**
     * Does it.
     *
     * @throws Exception the fault; {@link OverAllocation} if it is that
     */
    static void of(Target target, byte[] input) throws Exception {
        long before = allocated(target);
        target.read(input);
        long bytes = allocated(target) - before;
        if (bytes > target.mostAllocated()) {
            throw new OverAllocation(bytes, target.mostAllocated());
        }
    }

    private static long allocated(Target target) {
        return target.isServed() ? THREADS.getTotalThreadAllocatedBytes() : THREADS.getCurrentThreadAllocatedBytes();
    }
}
