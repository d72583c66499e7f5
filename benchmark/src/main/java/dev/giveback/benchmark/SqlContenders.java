package dev.giveback.benchmark;

import dev.giveback.benchmark.report.ContenderInfo;
import dev.giveback.benchmark.report.ContenderInfo.Kind;
import dev.giveback.benchmark.report.Latency;
import dev.giveback.benchmark.report.Sample;
import dev.giveback.benchmark.sql.JournalRows;
import dev.giveback.benchmark.sql.PgBench;
import dev.giveback.benchmark.sql.PgBenchRun;
import dev.giveback.benchmark.sql.SqlVariant;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The contenders that pgbench runs. */
record SqlContenders(PgBench pgbench, JournalRows journal, Duration warmUp, Duration measured) {
    /** Connections of the one-row commit at a rate: enough that a commit need not wait for another client. */
    private static final int COMMIT_CLIENTS = 32;

    Contender statements(int clients) {
        return closed(
                SqlVariant.STATEMENTS,
                clients,
                new ContenderInfo(
                        "sql-statements-" + clients,
                        Kind.SQL_STATEMENTS,
                        "SQL checkout by statements, " + number(clients)));
    }

    Contender function(int clients) {
        return closed(
                SqlVariant.FUNCTION,
                clients,
                new ContenderInfo(
                        "sql-function-" + clients,
                        Kind.SQL_FUNCTION,
                        "SQL checkout in one function, " + number(clients)));
    }

    Contender couponStatements(int clients) {
        return closed(
                SqlVariant.COUPON_STATEMENTS,
                clients,
                new ContenderInfo(
                        "sql-coupon-statements-" + clients,
                        Kind.SQL_COUPON_STATEMENTS,
                        "SQL checkout with a coupon and points by statements, " + number(clients)));
    }

    Contender couponFunction(int clients) {
        return closed(
                SqlVariant.COUPON_FUNCTION,
                clients,
                new ContenderInfo(
                        "sql-coupon-function-" + clients,
                        Kind.SQL_COUPON_FUNCTION,
                        "SQL checkout with a coupon and points in one function, " + number(clients)));
    }

    Contender reserveConfirm(int clients) {
        return closed(
                SqlVariant.RESERVE_CONFIRM,
                clients,
                Kind.SQL_RESERVE_CONFIRM,
                "SQL checkout reserved and confirmed in two transactions");
    }

    Contender refund(int clients) {
        return closed(SqlVariant.REFUND, clients, Kind.SQL_REFUND, "SQL refund of one piece");
    }

    Contender select(int clients) {
        return closed(SqlVariant.SELECT, clients, Kind.SQL_SELECT, "SQL row by its primary key");
    }

    Contender mixed(int clients) {
        return closed(
                SqlVariant.MIXED,
                clients,
                Kind.SQL_MIXED,
                "three SQL reads to one SQL checkout, customers by Zipf's law");
    }

    Contender hotCustomer(int clients) {
        return closed(SqlVariant.HOT_CUSTOMER, clients, Kind.SQL_HOT_CUSTOMER, "SQL checkout of one customer");
    }

    private Contender closed(SqlVariant variant, int clients, Kind kind, String what) {
        String id = kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + clients;
        return closed(variant, clients, new ContenderInfo(id, kind, what + ", " + number(clients)));
    }

    /** Rows as checkouts write them, and nothing else. */
    Contender journalRows(int batch) {
        ContenderInfo info = new ContenderInfo(
                "journal-rows-" + batch,
                Kind.JOURNAL_ROWS,
                "rows of the journal, " + batch + " a statement and commit, " + JournalRows.CONNECTIONS
                        + " connections (latency: of a statement)");
        return new Contender(info, round -> sample(info, round, null, journal.run(batch, warmUp, measured)));
    }

    Contender claimCounter(int clients) {
        return closed(
                SqlVariant.CLAIM_COUNTER,
                clients,
                new ContenderInfo(
                        "sql-claim-counter-" + clients,
                        Kind.SQL_CLAIM_COUNTER,
                        "SQL counter of one campaign in one row, " + number(clients)));
    }

    Contender claimRow(int clients) {
        return closed(
                SqlVariant.CLAIM_ROW,
                clients,
                new ContenderInfo(
                        "sql-claim-row-" + clients,
                        Kind.SQL_CLAIM_ROW,
                        "SQL counter of one campaign with the claim's row, " + number(clients)));
    }

    Contender commitAtHalf() {
        ContenderInfo info = new ContenderInfo(
                "commit-at-half",
                Kind.COMMIT_AT_RATE,
                "one-row commit at half the round's maximum rate of checkouts, " + number(COMMIT_CLIENTS));
        return new Contender(info, round -> {
            OptionalDouble rate = round.halfOfMaximum();
            if (rate.isEmpty()) {
                throw new IllegalStateException("no checkout was answered in this round");
            }
            PgBenchRun run = pgbench.run(SqlVariant.COMMIT, COMMIT_CLIENTS, warmUp, measured, rate);
            return sample(info, round, rate.getAsDouble(), run);
        });
    }

    private Contender closed(SqlVariant variant, int clients, ContenderInfo info) {
        return new Contender(info, round -> {
            PgBenchRun run = pgbench.run(variant, clients, warmUp, measured, OptionalDouble.empty());
            return sample(info, round, null, run);
        });
    }

    private static Sample sample(ContenderInfo info, Round round, @Nullable Double rate, PgBenchRun run) {
        Map<String, Double> cpu = new TreeMap<>(run.cpu().microsPerCall(run.transactions()));
        cpu.remove(info.kind() == Kind.JOURNAL_ROWS ? "pgbench" : "generator");
        return new Sample(
                info.id(),
                round.number(),
                rate,
                run.seconds(),
                run.transactions(),
                run.ratePerSecond(),
                Latency.of(run.latency()),
                null,
                Map.of("OK", run.transactions(), "failed", run.failed()),
                0,
                cpu);
    }

    private static String number(int clients) {
        return "pgbench with " + clients + (clients == 1 ? " client" : " clients");
    }
}
