package dev.giveback.recommendation.feed;

import dev.giveback.admin.v1.AdminContext;
import dev.giveback.journal.v1.StoredOrderLine;
import dev.giveback.loyalty.v1.TailEventsResponse;
import dev.giveback.recommendation.evaluation.ShopFiles;
import dev.giveback.recommendation.live.Models;
import dev.giveback.recommendation.live.News;
import dev.giveback.recommendation.live.Shops;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How fast models are built from the messages of the feed: the lines of a real shop, an event for each customer and day. Run by hand. */
public final class RebuildSpeed {
    private RebuildSpeed() {}

    /** The folder of the shop. */
    public static void main(String[] arguments) throws Exception {
        ShopFiles files = ShopFiles.read(Path.of(arguments[0]));
        ShopJournal journal = journal(files);
        int events = journal.messages().size();
        long bytes = journal.messages().stream()
                .mapToLong(TailEventsResponse::getSerializedSize)
                .sum();
        System.out.println(events + " events, " + files.lines().size() + " lines, " + bytes / events + " bytes each");
        for (int round = 0; round < 5; round++) {
            direct(journal, events);
        }
        InstantSource clock = InstantSource.system();
        try (MemoryJournal loyalty = MemoryJournal.of(journal)) {
            Models used = new Models(new Shops(), clock);
            take(used, journal.messages());
            Journal stream = new Journal(loyalty.channel(), Duration.ofSeconds(20));
            for (int round = 0; round < 5; round++) {
                long begun = System.nanoTime();
                Rebuild.Outcome outcome = new Rebuild(stream, used, (to, isCancelled) -> {}, new SimpleMeterRegistry())
                        .run(
                                used.openShadow().orElseThrow(),
                                AdminContext.getDefaultInstance(),
                                read -> {},
                                () -> false);
                print(
                        "rebuild by a stream in the process, compared and exchanged " + outcome.different(),
                        begun,
                        events);
            }
        }
    }

    private static void direct(ShopJournal journal, int events) throws UnreadableEventException {
        long begun = System.nanoTime();
        take(new Models(new Shops(), InstantSource.system()), journal.messages());
        print("decoded and taken in", begun, events);
    }

    private static void take(Models models, List<TailEventsResponse> messages) throws UnreadableEventException {
        List<News> news = new ArrayList<>();
        for (TailEventsResponse message : messages) {
            news.add(NewsMapper.of(message));
            if (news.size() == 256) {
                models.take(news);
                news.clear();
            }
        }
        models.take(news);
    }

    private static void print(String what, long begun, int events) {
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf("%s: %.2f s, %.0f events/s%n", what, seconds, events / seconds);
    }

    private static ShopJournal journal(ShopFiles files) {
        Map<String, List<ShopFiles.Line>> orders = new LinkedHashMap<>();
        for (ShopFiles.Line line : files.lines()) {
            orders.computeIfAbsent(line.day() + "/" + line.customer(), key -> new ArrayList<>())
                    .add(line);
        }
        ShopJournal journal = new ShopJournal(new ArrayList<>()).program("shop", "Europe/London");
        orders.values()
                .forEach(order -> journal.bought(
                        order.getFirst().customer(),
                        order.getFirst().day(),
                        order.stream()
                                .map(line -> ShopJournal.line(line.product(), line.units(), 100))
                                .toArray(StoredOrderLine[]::new)));
        return journal;
    }
}
