package dev.giveback.recommendation.live;

import dev.giveback.recommendation.domain.Learning;
import dev.giveback.recommendation.domain.Learnt;
import dev.giveback.recommendation.domain.TreeTrainer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns weights and trees in the background: one program at a time, on one thread of the lowest priority. What was learnt is kept in a file, if there is
 * a directory.
 */
public final class Learner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Learner.class);
    private static final Duration DAY = Duration.ofDays(1);

    private final Models models;
    private final Shops shops;
    private final Learning learning;
    private final InstantSource clock;
    private final Optional<LessonFile> file;
    private final Map<String, Done> done = new ConcurrentHashMap<>();
    /** When a program was tried in vain: there was nothing to learn from, or it failed. */
    private final Map<String, Vain> inVain = new ConcurrentHashMap<>();

    private final Map<String, CompletableFuture<Boolean>> underWay = new ConcurrentHashMap<>();

    @SuppressWarnings("ThreadPriorityCheck") // A hint is all that it should be.
    private final ExecutorService thread = Executors.newSingleThreadExecutor(Thread.ofPlatform()
            .daemon()
            .priority(Thread.MIN_PRIORITY)
            .name("learner")
            .factory());

    private volatile boolean isClosed;

    /**
     * What was learnt of a program.
     *
     * @param at when
     * @param purchases that there were then
     */
    record Done(Instant at, long purchases, Learnt learnt) {}

    private record Vain(int day, long purchases) {}

    private Learner(Models models, Shops shops, TreeTrainer trainer, InstantSource clock, Optional<LessonFile> file) {
        this.models = models;
        this.shops = shops;
        this.clock = clock;
        this.file = file;
        learning = new Learning(lessons -> {
            if (isClosed) {
                throw new CancellationException("the service stops");
            }
            return trainer.train(lessons);
        });
    }

    /** Starts it with what a file has; learns nothing before it is asked to. */
    public static Learner start(
            Models models, Shops shops, TreeTrainer trainer, InstantSource clock, Optional<LessonFile> file) {
        Learner learner = new Learner(models, shops, trainer, clock, file);
        learner.done.putAll(file.map(LessonFile::read).orElse(Map.of()));
        return learner;
    }

    /** Ranks by what was learnt before, where that is known; programs that are not known yet are asked for again. */
    @SuppressWarnings("ReferenceEquality") // The very lesson, or another one.
    void useWhatIsKnown() {
        done.forEach((program, lesson) -> shops.find(program)
                .filter(shop -> shop.recommender().learnt() != lesson.learnt())
                .ifPresent(shop -> models.use(program, lesson.learnt())));
    }

    /** What was learnt of a program last. */
    public Optional<Learnt> learnt(String program) {
        return Optional.ofNullable(done.get(program)).map(Done::learnt);
    }

    /** Whether anything is learnt now, or waits for its turn. */
    boolean isBusy() {
        return !underWay.isEmpty();
    }

    /** Seconds since the oldest lesson that is used was learnt; NaN when nothing was. */
    public double oldestSeconds() {
        return done.values().stream()
                .mapToDouble(
                        lesson -> Duration.between(lesson.at(), clock.instant()).toMillis() / 1_000.0)
                .max()
                .orElse(Double.NaN);
    }

    /**
     * Learns a program; completes with whether there was anything to learn from.
     *
     * @return nothing when it is under way already
     */
    public Optional<CompletableFuture<Boolean>> learn(LiveShop shop) {
        CompletableFuture<Boolean> outcome = new CompletableFuture<>();
        if (isClosed || underWay.putIfAbsent(shop.program(), outcome) != null) {
            return Optional.empty();
        }
        thread.execute(() -> learn(shop.program(), outcome));
        return Optional.of(outcome);
    }

    /**
     * Learns where it is time: never learnt and there is something to learn from, or another day than that of the last lesson and a day has passed or
     * there are twice as many purchases. What was tried in vain waits for another day or twice the purchases too.
     */
    void learnWhereDue() {
        for (String program : models.known()) {
            shops.find(program).filter(this::isDue).ifPresent(this::learn);
        }
    }

    private boolean isDue(LiveShop shop) {
        long purchases = models.purchases(shop.program());
        Vain vain = inVain.get(shop.program());
        if (purchases == 0
                || (vain != null && vain.day == shop.recommender().day() && purchases < 2 * vain.purchases)) {
            return false;
        }
        Done last = done.get(shop.program());
        return last == null
                || (shop.recommender().day() > last.learnt.day()
                        && (!clock.instant().isBefore(last.at.plus(DAY)) || purchases >= 2 * last.purchases));
    }

    private void learn(String program, CompletableFuture<Boolean> outcome) {
        try {
            Optional<LiveShop> shop = isClosed ? Optional.empty() : shops.find(program);
            boolean isLearnt = shop.isPresent() && learnNow(shop.get());
            underWay.remove(program);
            outcome.complete(isLearnt);
        } catch (CancellationException stopped) {
            underWay.remove(program);
            outcome.completeExceptionally(stopped);
        } catch (RuntimeException | Error failed) {
            LOG.error("Learning of a program failed; what was learnt before stays.", failed);
            shops.find(program)
                    .ifPresent(shop -> inVain.put(
                            program, new Vain(shop.recommender().day(), Math.max(1, models.purchases(program)))));
            underWay.remove(program);
            outcome.completeExceptionally(failed);
        }
    }

    private boolean learnNow(LiveShop shop) {
        int day = shop.recommender().day();
        long purchases = shop.model().purchases();
        if (!Learning.isPossible(shop.model(), day)) {
            inVain.put(shop.program(), new Vain(day, Math.max(1, purchases)));
            return false;
        }
        Learnt learnt = learning.learn(shop.model(), day);
        done.put(shop.program(), new Done(clock.instant(), purchases, learnt));
        models.use(shop.program(), learnt);
        save();
        return true;
    }

    private void save() {
        try {
            if (file.isPresent()) {
                file.get().write(new TreeMap<>(done));
            }
        } catch (IOException e) {
            LOG.warn(
                    "What was learnt could not be kept in its file, and is learnt again after a restart: {}",
                    e.toString());
        }
    }

    /** Begins nothing more; what is under way ends by itself, before its next step, and is dropped. */
    @Override
    public void close() {
        isClosed = true;
        thread.shutdownNow();
    }
}
