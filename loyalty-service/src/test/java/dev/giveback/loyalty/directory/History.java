package dev.giveback.loyalty.directory;

import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.loyalty.domain.Totals;
import dev.giveback.platform.feed.FeedEnvelope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Random events of some customers, and what they come to, added up number by number as each is made: it shares no code with the
 * directory. Balances are made up too, unrelated to the sums, so that one cannot be derived from the other.
 */
final class History {
    private static final int CUSTOMERS = 120;
    private static final List<String> PROGRAMS = List.of("books", "tea", "tea-two");

    private final Random random;
    private final Map<String, long[]> sums = new TreeMap<>();
    private final Map<String, Long> totals = new TreeMap<>();
    private final Map<String, Long> sequenceNumbers = new TreeMap<>();
    private final Map<String, Long> earliestExpiry = new TreeMap<>();

    History(long seed) {
        random = new Random(seed);
    }

    /** The next events, of any customers. */
    List<FeedEnvelope> next(int count) {
        List<FeedEnvelope> envelopes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String program = PROGRAMS.get(random.nextInt(PROGRAMS.size()));
            String customer = "c" + random.nextInt(CUSTOMERS);
            CustomerEvent.Builder event = event(program, customer);
            long sequenceNumber = sequenceNumbers.merge(program + "|" + customer, 1L, Long::sum);
            envelopes.add(DirectoryTables.envelope(program, customer, sequenceNumber, event));
        }
        return envelopes;
    }

    private CustomerEvent.Builder event(String program, String customer) {
        long[] sum = sums.computeIfAbsent(program, unseen -> new long[7]);
        int points = 1 + random.nextInt(1_000);
        CustomerEvent.Builder event = switch (random.nextInt(7)) {
            case 0 -> {
                sum[3] += points + 7;
                yield Events.refunded(points, 7, 3);
            }
            case 1 -> {
                sum[1] += points + 5;
                yield Events.redeemed(points, 5);
            }
            case 2 -> {
                sum[5] -= points;
                yield Events.adjusted(-points, 0);
            }
            case 3 -> {
                sum[2] += points;
                yield Events.expired(points);
            }
            case 4 -> {
                sum[1] += points;
                yield Events.captured(points, 11);
            }
            default -> {
                sum[0] += points;
                sum[6]++;
                yield Events.checkout(points, expiry(program + "|" + customer));
            }
        };
        if (random.nextInt(10) == 0) {
            sum[2] += 13;
            event.addExpired(Events.use(13));
        }
        int total = random.nextInt(10_000);
        totals.put(program + "|" + customer, total - 600L);
        return event.setBalanceAfter(Events.balance(total - 500, 300, 200, 600));
    }

    private long expiry(String customer) {
        long millis = 1L + random.nextInt(1_000_000);
        earliestExpiry.merge(customer, millis, Long::min);
        return millis;
    }

    List<String> programs() {
        return PROGRAMS;
    }

    /** What the directory must say of a program. */
    ProgramSums expected(String program) {
        long[] sum = sums.getOrDefault(program, new long[7]);
        long customers = totals.keySet().stream()
                .filter(key -> key.startsWith(program + "|"))
                .count();
        return new ProgramSums(
                customers,
                sum[6],
                new Totals(sum[0], sum[1], sum[2], sum[3], sum[4], sum[5]),
                sumOf(totals, program),
                sumOf(sequenceNumbers, program));
    }

    /** The sum of the moments at which the directory must look at the customers of a program. */
    long expectedExpiries(String program) {
        return sumOf(earliestExpiry, program);
    }

    private static long sumOf(Map<String, Long> numbers, String program) {
        return numbers.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(program + "|"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
