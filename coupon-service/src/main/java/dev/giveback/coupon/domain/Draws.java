package dev.giveback.coupon.domain;

import java.time.LocalDate;

/**
 * What a surprise has drawn.
 *
 * @param made draws so far
 * @param position in the feed of orders up to which orders were judged
 * @param days on which customers were last given the gift, or held out from it, from 2020-01-01 as day 1, by their numbers: about a dozen
 *     bytes a customer
 */
public record Draws(long made, FeedPosition position, CustomerCounts days) {
    static final Draws NONE = new Draws(0, FeedPosition.START, CustomerCounts.NONE);

    private static final long DAY_ZERO = LocalDate.of(2019, 12, 31).toEpochDay();

    /** Whether the customer had the gift less than so many days before this day. */
    boolean remembers(long customer, long epochDay, int memoryDays) {
        int last = days.count(customer);
        return last > 0 && number(epochDay) - last < memoryDays;
    }

    Draws plus(long more, FeedPosition upTo) {
        return new Draws(made + more, upTo, days);
    }

    Draws remembering(long customer, long epochDay) {
        return new Draws(made, position, days.with(customer, number(epochDay)));
    }

    Draws forgetting(long customer) {
        return new Draws(made, position, days.with(customer, 0));
    }

    /** Days before 2020 are the first one, and those after 2109-09-17 the last one. */
    private static int number(long epochDay) {
        return (int) Math.clamp(epochDay - DAY_ZERO, 1, (long) Short.MAX_VALUE);
    }
}
