package dev.giveback.benchmark.sql;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Plans the coupons that pgbench uses up, so that each run finds enough and the table does not grow without need. */
final class CouponStock {
    /** Transactions a second that the first run is prepared for. */
    private static final double FIRST_RATE = 12_000;

    /** How much more is put in stock than the best rate so far would use. */
    private static final double RESERVE = 2;

    /** How many more coupons than an equal share a client finds, because clients do not run alike. */
    private static final double CLIENT_RESERVE = 1.5;

    private final PeerDatabase database;
    private final int customers;
    private long next = 1;
    private double bestRate = FIRST_RATE / RESERVE;

    CouponStock(PeerDatabase database, int customers) {
        this.database = database;
        this.customers = customers;
    }

    /** The rate of a run that used coupons or could have: the next stock is made for twice the best of them. */
    void learn(double ratePerSecond) {
        bestRate = Math.max(bestRate, ratePerSecond);
    }

    /** Puts coupons in stock for one run, and gives pgbench's options that tell it which. */
    List<String> fill(int clients, Duration time) throws IOException {
        double seconds = Math.max(1, time.toSeconds());
        long each = (long) Math.ceil(bestRate * RESERVE * seconds * CLIENT_RESERVE / clients);
        long first = next;
        next += each * clients;
        try {
            database.stockCoupons(customers, first, each * clients);
        } catch (SQLException problem) {
            throw new IOException("coupons could not be put in stock: " + problem.getMessage(), problem);
        }
        return List.of("--define=first=" + first, "--define=clients=" + clients);
    }
}
