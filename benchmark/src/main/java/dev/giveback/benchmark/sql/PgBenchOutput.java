package dev.giveback.benchmark.sql;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What pgbench prints at its end.
 *
 * @param transactions processed, without those that failed
 * @param failed transactions that failed
 * @param ratePerSecond without the time to connect
 * @param byScript transactions of each script; empty when there was one alone
 */
record PgBenchOutput(long transactions, long failed, double ratePerSecond, List<Long> byScript) {
    private static final Pattern TRANSACTIONS = line("number of transactions actually processed: (\\d+)");
    private static final Pattern FAILED = line("number of failed transactions: (\\d+)");
    private static final Pattern SCRIPT = line(" - (\\d+) transactions ");
    private static final Pattern RATE = line("tps = ([0-9.]+) \\(without initial connection time\\)");

    /** Reads versions 14 and newer. Throws IllegalArgumentException if a figure is missing or a client gave up. */
    static PgBenchOutput parse(String text) {
        if (text.contains("aborted in")) {
            throw new IllegalArgumentException("pgbench gave up: " + text);
        }
        // Version 14 counts no failures, because its transactions cannot fail without ending their client.
        Matcher failed = FAILED.matcher(text);
        long transactions = Long.parseLong(find(TRANSACTIONS, text));
        // When nothing was processed, as in a second on a machine that is too busy, it prints no rate.
        return new PgBenchOutput(
                transactions,
                failed.find() ? Long.parseLong(failed.group(1)) : 0,
                transactions == 0 ? 0 : Double.parseDouble(find(RATE, text)),
                SCRIPT.matcher(text)
                        .results()
                        .map(each -> Long.valueOf(each.group(1)))
                        .toList());
    }

    private static String find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalArgumentException("pgbench printed no line like '" + pattern + "': " + text);
        }
        return matcher.group(1);
    }

    private static Pattern line(String text) {
        return Pattern.compile("^" + text, Pattern.MULTILINE);
    }
}
