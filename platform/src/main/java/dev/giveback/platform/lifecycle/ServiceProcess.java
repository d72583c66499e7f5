package dev.giveback.platform.lifecycle;

import dev.giveback.platform.logging.Logging;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The frame around the {@code main} of a service: logging, a lifecycle that ends with the JVM, and a clear word when it cannot start. */
public final class ServiceProcess {
    private static final Logger log = LoggerFactory.getLogger(ServiceProcess.class);

    private ServiceProcess() {}

    /**
     * Starts the process and returns when it has been stopped. Exits with 1 when it cannot start: with the message alone for a
     * {@link StartupException}, with a stack trace for everything else, which is a bug.
     *
     * @param name what the process is called in messages
     * @param start starts everything and registers it for the stop
     */
    public static void run(String name, Start start) {
        Lifecycle lifecycle = new Lifecycle();
        try {
            Logging.start();
            lifecycle.closeAtExit();
            start.run(lifecycle);
            log.info("{} is up", name);
            lifecycle.awaitClose();
        } catch (StartupException e) {
            log.debug("{} cannot start", name, e);
            System.err.println(name + " cannot start: " + e.getMessage());
            System.exit(1);
        } catch (Exception e) {
            log.error("{} cannot start", name, e);
            System.exit(1);
        }
    }

    /** What a process does to start. */
    @FunctionalInterface
    public interface Start {
        /** Starts everything; each thing started is added to the lifecycle at once. */
        void run(Lifecycle lifecycle) throws Exception;
    }
}
