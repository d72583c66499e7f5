package dev.giveback.loyalty.journal;

import dev.giveback.loyalty.domain.Change.CustomerAbsorbed;
import dev.giveback.loyalty.domain.Change.MergeBegun;
import dev.giveback.loyalty.domain.Change.MergeDeclined;
import dev.giveback.loyalty.domain.Change.MergeReverted;
import dev.giveback.loyalty.domain.Change.MergeSettled;
import dev.giveback.loyalty.domain.Decline;

/** The steps of merges between the domain and their stored form. */
final class MergeMapper {
    private MergeMapper() {}

    static dev.giveback.journal.v1.MergeBegun toProto(MergeBegun begun) {
        return dev.giveback.journal.v1.MergeBegun.newBuilder()
                .setTarget(begun.target())
                .setAttempt(begun.attempt())
                .setPoints(begun.points())
                .setOrderCount(begun.orderCount())
                .build();
    }

    static MergeBegun toDomain(dev.giveback.journal.v1.MergeBegun stored) {
        return new MergeBegun(stored.getTarget(), stored.getAttempt(), stored.getPoints(), stored.getOrderCount());
    }

    static dev.giveback.journal.v1.CustomerAbsorbed toProto(CustomerAbsorbed absorbed) {
        return dev.giveback.journal.v1.CustomerAbsorbed.newBuilder()
                .setSource(absorbed.source())
                .setAttempt(absorbed.attempt())
                .setEstate(EstateMapper.toProto(absorbed.estate()))
                .addAllOwedUses(Parts.toProto(absorbed.owedUses()))
                .build();
    }

    static CustomerAbsorbed toDomain(dev.giveback.journal.v1.CustomerAbsorbed stored) {
        return new CustomerAbsorbed(
                stored.getSource(),
                stored.getAttempt(),
                EstateMapper.toDomain(stored.getEstate()),
                Parts.uses(stored.getOwedUsesList()));
    }

    static dev.giveback.journal.v1.MergeDeclined toProto(MergeDeclined declined) {
        return dev.giveback.journal.v1.MergeDeclined.newBuilder()
                .setSource(declined.source())
                .setAttempt(declined.attempt())
                .setRefusal(Refusals.toProto(declined.declined().reason()))
                .setDetail(declined.declined().detail())
                .build();
    }

    static MergeDeclined toDomain(dev.giveback.journal.v1.MergeDeclined stored) {
        return new MergeDeclined(
                stored.getSource(),
                stored.getAttempt(),
                new Decline(Refusals.toDomain(stored.getRefusal()), stored.getDetail()));
    }

    static dev.giveback.journal.v1.MergeSettled toProto(MergeSettled settled) {
        return dev.giveback.journal.v1.MergeSettled.newBuilder()
                .setTarget(settled.target())
                .setAttempt(settled.attempt())
                .build();
    }

    static dev.giveback.journal.v1.MergeReverted toProto(MergeReverted reverted) {
        return dev.giveback.journal.v1.MergeReverted.newBuilder()
                .setTarget(reverted.target())
                .setAttempt(reverted.attempt())
                .setRefusal(Refusals.toProto(reverted.declined().reason()))
                .setDetail(reverted.declined().detail())
                .setPoints(reverted.points())
                .setOrderCount(reverted.orderCount())
                .setNextExpiryMillis(Parts.millis(reverted.nextExpiry()))
                .build();
    }

    static MergeReverted toDomain(dev.giveback.journal.v1.MergeReverted stored) {
        return new MergeReverted(
                stored.getTarget(),
                stored.getAttempt(),
                new Decline(Refusals.toDomain(stored.getRefusal()), stored.getDetail()),
                stored.getPoints(),
                stored.getOrderCount(),
                Parts.orNull(stored.getNextExpiryMillis()));
    }
}
