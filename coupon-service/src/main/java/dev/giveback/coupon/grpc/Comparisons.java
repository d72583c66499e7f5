package dev.giveback.coupon.grpc;

import dev.giveback.coupon.directory.Directory;
import dev.giveback.coupon.directory.PeopleTable;
import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.domain.Group;
import dev.giveback.coupon.domain.Interval;
import dev.giveback.coupon.v1.ComparedGroup;
import dev.giveback.coupon.v1.ConfidenceInterval;
import dev.giveback.coupon.v1.GroupComparison;
import dev.giveback.platform.contract.MoneyMapper;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Currency;
import java.util.concurrent.CompletionStage;

/** Customers who were given something, beside those who were held out. */
final class Comparisons {
    private static final int DEFAULT_DAYS = 30;
    private static final String ORDER_READER = "orders";

    private final PeopleTable people;
    private final Directory directory;
    private final InstantSource clock;

    Comparisons(PeopleTable people, Directory directory, InstantSource clock) {
        this.people = people;
        this.directory = directory;
        this.clock = clock;
    }

    CompletionStage<GroupComparison> of(CampaignId id, int returnDays, Currency currency) {
        int days = returnDays == 0 ? DEFAULT_DAYS : returnDays;
        long now = clock.millis();
        return people.group(id, false, days, now)
                .thenCombine(
                        people.group(id, true, days, now), (given, heldOut) -> compare(given, heldOut, days, currency))
                .thenCombine(directory.readUpTo(ORDER_READER), (comparison, readMillis) -> {
                    if (readMillis > 0) {
                        comparison.setReadTime(Mappers.timestamp(Instant.ofEpochMilli(readMillis)));
                    }
                    return comparison.build();
                });
    }

    private static GroupComparison.Builder compare(Group given, Group heldOut, int days, Currency currency) {
        GroupComparison.Builder comparison = GroupComparison.newBuilder()
                .setReturnDays(days)
                .setGiven(group(given, currency))
                .setHeldOut(group(heldOut, currency));
        Interval.ofReturnRates(given, heldOut)
                .map(Comparisons::interval)
                .ifPresent(comparison::setReturnRateDifference);
        Interval.ofMeans(given, heldOut).map(Comparisons::interval).ifPresent(comparison::setMeanSpentDifference);
        return comparison;
    }

    private static ComparedGroup group(Group group, Currency currency) {
        return ComparedGroup.newBuilder()
                .setCustomers(group.customers())
                .setReturned(group.returned())
                .setReturnRate(group.returnRate())
                .setOrders(group.orders())
                .setSpent(MoneyMapper.toMoney(group.spent(), currency))
                .setMeanSpentMinor(group.meanSpent())
                .setComplete(group.complete())
                .build();
    }

    private static ConfidenceInterval interval(Interval interval) {
        return ConfidenceInterval.newBuilder()
                .setEstimate(interval.estimate())
                .setLower(interval.lower())
                .setUpper(interval.upper())
                .build();
    }
}
