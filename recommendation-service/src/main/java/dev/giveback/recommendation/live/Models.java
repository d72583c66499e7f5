package dev.giveback.recommendation.live;

import dev.giveback.recommendation.domain.Learnt;
import dev.giveback.recommendation.domain.Product;
import dev.giveback.recommendation.domain.PurchaseModel;
import dev.giveback.recommendation.domain.ShopEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models of all programs, written by one thread at a time: the feed's, the catalogue's, or one that copies or exchanges them. Answers never wait
 * for it.
 */
public final class Models implements ModelWriter {
    private static final Logger LOG = LoggerFactory.getLogger(Models.class);

    private final Shops shops;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, ProgramModel> programs = new HashMap<>();
    private volatile FeedPoint point = FeedPoint.START;
    private final AtomicLong version = new AtomicLong();
    private volatile long forgottenVersion;
    /** Whether an event was taken in by half. */
    private volatile boolean isTorn;

    private volatile boolean isEndReached;
    private volatile boolean isCatalogueRead;
    private volatile boolean isClosed;
    private @Nullable Shadow shadow;

    /** None yet. */
    public Models(Shops shops, InstantSource clock) {
        this.shops = shops;
        this.clock = clock;
    }

    /** How far the feed was taken in. */
    public FeedPoint point() {
        return point;
    }

    /** Grows with everything that is taken in. */
    long version() {
        return version.get();
    }

    /** What {@link #version} was when somebody was forgotten last. */
    long forgottenVersion() {
        return forgottenVersion;
    }

    /**
     * Takes news of the feed in, in their order; each is taken in as a whole. Whatever it throws may leave one by half: then {@link #isTorn} until all
     * is dropped.
     */
    public void take(List<News> news) {
        lock.lock();
        try {
            news.forEach(this::take);
        } finally {
            lock.unlock();
        }
    }

    /** Whether an event was taken in by half, so that there is no going on from here. */
    public boolean isTorn() {
        return isTorn;
    }

    private void take(News news) {
        boolean wasTorn = isTorn;
        isTorn = true;
        ProgramModel program = program(news.program());
        for (ShopEvent event : news.events()) {
            program.apply(event, news.token());
        }
        if (news.facts() != null) {
            shops.put(program.describe(news.facts(), clock.instant()));
        }
        point = point.plus(news);
        long next = version.incrementAndGet();
        if (news.forgets()) {
            forgottenVersion = next;
        }
        isTorn = wasTorn;
    }

    /** Takes note of how far the journal was read without an event. */
    public void readUpTo(String token) {
        lock.lock();
        try {
            point = point.readUpTo(token);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void write(String program, List<ShopEvent> events) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (isClosed) {
                throw new IllegalStateException("models: closed (expected: open)");
            }
            writeLocked(program, events);
            if (shadow != null) {
                shadow.mirror(program, events);
            }
        } finally {
            lock.unlock();
        }
    }

    private void writeLocked(String program, List<ShopEvent> events) {
        ProgramModel own = program(program);
        events.forEach(event -> own.apply(event, own.model.position()));
        version.incrementAndGet();
    }

    /** Takes nothing in any more from the catalogue. */
    public void close() {
        isClosed = true;
    }

    private ProgramModel program(String program) {
        return programs.computeIfAbsent(program, id -> new ProgramModel(id, new PurchaseModel()));
    }

    /** The journal was read to where it ended when reading it began. */
    public void endReached() {
        isEndReached = true;
        becomeReady();
    }

    /** Every product that the catalogue had at the start is in its model. */
    public void catalogueRead() {
        isCatalogueRead = true;
        becomeReady();
    }

    private void becomeReady() {
        if (isEndReached && isCatalogueRead && !shops.isReady()) {
            all().forEach(program -> program.refresh(clock.instant()));
            shops.setReady();
            LOG.info("Recommendations are ready: {} programs.", all().size());
        }
    }

    /**
     * The journal is another one than that of what is known, or an event was taken in by half: forgets all but the catalogue, which is no part of the
     * journal, and drops models that are built beside these.
     */
    public void startOver() {
        lock.lock();
        try {
            shadow = null;
            isEndReached = false;
            shops.startOver();
            Map<String, ProgramModel> anew = new HashMap<>();
            for (ProgramModel old : programs.values()) {
                List<ShopEvent> entries = products(old);
                if (!entries.isEmpty()) {
                    ProgramModel program = new ProgramModel(old.program, new PurchaseModel());
                    entries.forEach(event -> program.apply(event, program.model.position()));
                    anew.put(old.program, program);
                }
            }
            programs.clear();
            programs.putAll(anew);
            point = FeedPoint.START;
            isTorn = false;
            forgottenVersion = version.incrementAndGet();
        } finally {
            lock.unlock();
        }
    }

    private static List<ShopEvent> products(ProgramModel program) {
        List<ShopEvent> events = new ArrayList<>();
        for (Product product : program.model.catalogue()) {
            events.add(new ShopEvent.ProductChanged(product));
        }
        return events;
    }

    private Collection<ProgramModel> all() {
        lock.lock();
        try {
            return List.copyOf(programs.values());
        } finally {
            lock.unlock();
        }
    }

    /** Takes sums anew where that is due. */
    void refreshWhereDue(Duration interval, Duration pause) {
        all().forEach(program -> program.refreshIfDue(clock.instant(), interval.toNanos(), pause.toNanos()));
    }

    /** Purchases of a program, as of its last refresh; none of a program that is not known. */
    long purchases(String program) {
        return find(program).map(ProgramModel::purchases).orElse(0L);
    }

    /** The programs that can be asked about. */
    List<String> known() {
        return all().stream()
                .filter(program -> program.facts() != null)
                .map(program -> program.program)
                .sorted()
                .toList();
    }

    private Optional<ProgramModel> find(String program) {
        lock.lock();
        try {
            return Optional.ofNullable(programs.get(program));
        } finally {
            lock.unlock();
        }
    }

    /** Ranks a program by what was learnt, if it is known. */
    void use(String program, Learnt learnt) {
        find(program).ifPresent(known -> known.use(learnt));
    }

    /** The digest of a program's model; what is written waits meanwhile. */
    public OptionalLong digest(String program) {
        lock.lock();
        try {
            ProgramModel known = programs.get(program);
            return known == null ? OptionalLong.empty() : OptionalLong.of(known.model.digest());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes all into a file; what would be written into models waits meanwhile. Gives the version that was written.
     *
     * @throws IOException when it could not be written, or an event was taken in by half
     */
    long copyTo(SnapshotFile file) throws IOException {
        lock.lock();
        try {
            if (isTorn) {
                throw new IOException("an event was taken in by half");
            }
            List<SnapshotFile.Entry> entries = programs.values().stream()
                    .map(program -> new SnapshotFile.Entry(program.program, program.facts(), program.model))
                    .toList();
            file.write(new SnapshotFile.Content(point, entries));
            return version.get();
        } finally {
            lock.unlock();
        }
    }

    /** Goes on from what a file had. The catalogue is read anew, from its tables. */
    void restore(SnapshotFile.Content content) {
        lock.lock();
        try {
            for (SnapshotFile.Entry entry : content.entries()) {
                entry.model().forgetCatalogue();
                ProgramModel program = new ProgramModel(entry.program(), entry.model());
                programs.put(entry.program(), program);
                if (entry.facts() != null) {
                    shops.put(program.describe(entry.facts(), clock.instant()));
                }
            }
            point = content.point();
        } finally {
            lock.unlock();
        }
    }

    /** Begins models beside these, which follow the catalogue from now on; nothing while others are open. */
    public Optional<Shadow> openShadow() {
        lock.lock();
        try {
            if (shadow != null) {
                return Optional.empty();
            }
            shadow = new Shadow(new Models(new Shops(), clock), this);
            return Optional.of(shadow);
        } finally {
            lock.unlock();
        }
    }

    void closeShadow(Shadow own) {
        lock.lock();
        try {
            if (shadow == own) {
                shadow = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /** What brings models beside these to the place of these. */
    @FunctionalInterface
    public interface CatchUp {
        /** Takes in what is missing up to the event at that place. */
        void to(FeedPlace place) throws IOException, InterruptedException;
    }

    /**
     * Programs whose digests differ between these models and others, in order of their ids, after the others caught up; then uses the others.
     *
     * @throws IOException when the others did not end at the same event of the same journal; these stay in use
     */
    List<String> exchange(Models others, CatchUp catchUp) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            catchUp.to(point.last());
            checkIsSameJournal(others);
            List<String> different = different(others);
            others.programs.forEach((id, built) -> {
                ProgramFacts facts = built.facts();
                if (facts != null) {
                    LiveShop shop = built.describe(facts, clock.instant());
                    built.refresh(clock.instant());
                    shops.find(id)
                            .ifPresent(used -> built.use(used.recommender().learnt()));
                    shops.put(shop);
                }
            });
            shops.keep(others.programs.keySet());
            programs.clear();
            programs.putAll(others.programs);
            isTorn = false;
            version.incrementAndGet();
            return different;
        } finally {
            lock.unlock();
        }
    }

    /** Whatever startOver dropped, or did not end at the same event, would lack events or have some twice. */
    private void checkIsSameJournal(Models others) throws IOException {
        FeedPoint built = others.point;
        if (shadow == null
                || !shadow.isOf(others)
                || !built.last().equals(point.last())
                || !built.chainHash().equals(point.chainHash())) {
            throw new IOException("the journal was exchanged meanwhile");
        }
    }

    private List<String> different(Models others) {
        List<String> ids = new ArrayList<>(programs.keySet());
        others.programs.keySet().stream()
                .filter(id -> !programs.containsKey(id))
                .forEach(ids::add);
        long none = new PurchaseModel().digest();
        return ids.stream()
                .filter(id -> digest(id).orElse(none) != others.digest(id).orElse(none))
                .sorted()
                .toList();
    }

    /** How many programs there are. */
    public int count() {
        return all().size();
    }
}
