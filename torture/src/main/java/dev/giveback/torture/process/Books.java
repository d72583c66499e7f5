package dev.giveback.torture.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what was answered and compares it with what the accounts say. It shares no arithmetic with what it checks. */
final class Books {
    private static final int PENCE_A_POINT = 100;

    private final List<Entry> entries = new ArrayList<>();

    /**
     * One call in the books.
     *
     * @param first answer at the time of the load
     * @param repeated answer after the fault to the same request id; never unknown
     */
    record Entry(Call call, Answer first, Answer repeated) {}

    /** An account, as Giveback tells it. */
    record Standing(long earned, long spent, long adjusted, long total, long changes) {
        static final Standing NONE = new Standing(0, 0, 0, 0, 0);

        /** This account after a call that was carried out. */
        Standing plus(Call call) {
            long points = Math.floorDiv(call.amount(), PENCE_A_POINT);
            return switch (call.kind()) {
                case CHECKOUT -> new Standing(earned + points, spent, adjusted, total + points, changes + 1);
                case REFUND -> new Standing(earned, spent, adjusted, total - points, changes + 1);
                case REDEEM ->
                    new Standing(earned, spent + call.amount(), adjusted, total - call.amount(), changes + 1);
                case ADJUST ->
                    new Standing(earned, spent, adjusted + call.amount(), total + call.amount(), changes + 1);
            };
        }
    }

    /**
     * What the books and the accounts say about each other.
     *
     * @param acknowledged calls answered before the fault
     * @param unknown calls whose answer the fault took
     * @param lost acknowledged calls whose repeat was not given the first answer
     * @param doubled changes of accounts that no call in the books accounts for
     * @param findings everything that does not agree, in words
     */
    record Verdict(long acknowledged, long unknown, long lost, long doubled, List<String> findings) {}

    void enter(Entry entry) {
        entries.add(entry);
    }

    /** Compares with the accounts of all customers. */
    Verdict verdict(Map<String, Standing> accounts) {
        List<String> findings = new ArrayList<>();
        long lost = 0;
        Map<String, Standing> expected = new TreeMap<>();
        for (Entry entry : entries) {
            if (entry.first() instanceof Answer.Given && !entry.first().equals(entry.repeated())) {
                lost++;
                findings.add("lost: " + entry.call() + ", repeated: " + shown(entry.repeated()));
            }
            if (entry.repeated() instanceof Answer.Given) {
                Standing before = expected.getOrDefault(entry.call().customer(), Standing.NONE);
                expected.put(entry.call().customer(), before.plus(entry.call()));
            }
        }
        long doubled = 0;
        for (Map.Entry<String, Standing> account : accounts.entrySet()) {
            Standing sum = expected.getOrDefault(account.getKey(), Standing.NONE);
            doubled += Math.max(0, account.getValue().changes() - sum.changes());
            if (!account.getValue().equals(sum)) {
                findings.add(account.getKey() + ": " + account.getValue() + " (expected: " + sum + ")");
            }
        }
        return new Verdict(count(Answer.Given.class), count(Answer.Unknown.class), lost, doubled, findings);
    }

    private long count(Class<? extends Answer> kind) {
        return entries.stream().filter(entry -> kind.isInstance(entry.first())).count();
    }

    private static String shown(Answer answer) {
        return answer instanceof Answer.Given ? "another answer" : answer.toString();
    }
}
