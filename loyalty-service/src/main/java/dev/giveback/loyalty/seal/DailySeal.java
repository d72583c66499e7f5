package dev.giveback.loyalty.seal;

import dev.giveback.loyalty.v1.SealedRoot;
import dev.giveback.platform.acts.AdminAsk;
import dev.giveback.platform.acts.Works;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the seal of each day, at the first look after midnight in UTC. Days on which nothing ran are not sealed afterwards: the seal that is made at the next start
 * covers their events.
 */
public final class DailySeal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DailySeal.class);
    private static final long STOP_SECONDS = 10;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("daily-seal").factory());
    private final Works works;

    private DailySeal(Works works) {
        this.works = works;
    }

    /** Starts it; it does nothing where nothing is sealed. */
    public static DailySeal start(JournalSeals seals, Works works, SealSettings settings) {
        DailySeal daily = new DailySeal(works);
        Sealing sealing = seals.sealing();
        if (sealing != null) {
            long millis = settings.checkInterval().toMillis();
            var unused = daily.timer.scheduleWithFixedDelay(
                    () -> daily.sealOrLog(sealing), millis, millis, TimeUnit.MILLISECONDS);
        }
        return daily;
    }

    /** Never throws: what a scheduled task throws would end the schedule without a word. */
    private void sealOrLog(Sealing sealing) {
        try {
            sealing.appendMissing();
            if (sealing.isDue()) {
                AdminAsk ask = new AdminAsk("SealJournal", "", "", "giveback", "the seal of the day", Map.of());
                var unused = works.runUnasked(ask, step -> {
                    SealedRoot seal = sealing.make(events -> step.run());
                    LOG.info(
                            "Seal {}: {} events of {} journals",
                            seal.getNumber(),
                            seal.getEventCount(),
                            seal.getJournalCount());
                    return JournalSeals.figures(seal);
                });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("The seal of the day could not be made; it is tried again.", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        try {
            if (!timer.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("The seal of the day did not end in time; it is made at the next start.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
