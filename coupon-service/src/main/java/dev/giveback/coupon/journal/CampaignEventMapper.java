package dev.giveback.coupon.journal;

import com.google.protobuf.ByteString;
import dev.giveback.coupon.domain.CampaignEvent;
import dev.giveback.coupon.domain.CampaignEvent.Header;
import dev.giveback.coupon.domain.Change;
import dev.giveback.coupon.domain.Change.CampaignCreated;
import dev.giveback.coupon.domain.Change.CampaignUpdated;
import dev.giveback.coupon.domain.Change.ClaimsGranted;
import dev.giveback.coupon.domain.Change.CodesClaimed;
import dev.giveback.coupon.domain.Change.CodesRevoked;
import dev.giveback.coupon.domain.Change.CouponsSettled;
import dev.giveback.coupon.domain.Change.RefusedClaim;
import dev.giveback.coupon.domain.Change.Settlement;
import dev.giveback.coupon.domain.Change.StateChanged;
import dev.giveback.coupon.domain.Change.SurprisesDrawn;
import dev.giveback.coupon.domain.Claim;
import dev.giveback.coupon.domain.FeedPosition;
import dev.giveback.coupon.domain.Request;
import dev.giveback.coupon.domain.Secret;
import dev.giveback.journal.v1.StoredCampaignCreated;
import dev.giveback.journal.v1.StoredCampaignUpdated;
import dev.giveback.journal.v1.StoredClaimsGranted;
import dev.giveback.journal.v1.StoredCodesClaimed;
import dev.giveback.journal.v1.StoredCodesRevoked;
import dev.giveback.journal.v1.StoredCouponsSettled;
import dev.giveback.journal.v1.StoredRefusedClaim;
import dev.giveback.journal.v1.StoredSettlement;
import dev.giveback.journal.v1.StoredStateChanged;
import java.time.Instant;

/** Campaigns' events between the domain and their stored form. */
public final class CampaignEventMapper {
    private CampaignEventMapper() {}

    /** The stored form; of equal events the bytes are equal. */
    public static dev.giveback.journal.v1.CampaignEvent toProto(CampaignEvent event) {
        Header header = event.header();
        dev.giveback.journal.v1.CampaignEvent.Builder stored = dev.giveback.journal.v1.CampaignEvent.newBuilder()
                .setRecordMillis(header.time().toEpochMilli())
                .setRequestId(header.request().id())
                .setRequestFingerprint(header.request().fingerprint())
                .setPrincipal(header.request().principal())
                .setLiveAfter(header.liveAfter());
        switch (event.change()) {
            case CampaignCreated created ->
                stored.setCreated(StoredCampaignCreated.newBuilder()
                        .setDefinition(Definitions.toProto(created.definition()))
                        .setSecret(ByteString.copyFrom(created.secret().bytes())));
            case CampaignUpdated updated ->
                stored.setUpdated(
                        StoredCampaignUpdated.newBuilder().setDefinition(Definitions.toProto(updated.definition())));
            case StateChanged changed ->
                stored.setStateChanged(StoredStateChanged.newBuilder().setState(Parts.state(changed.state())));
            case CodesClaimed claimed -> stored.setClaimed(claimed(claimed));
            case ClaimsGranted granted -> stored.setGranted(granted(granted));
            case CodesRevoked revoked ->
                stored.setRevoked(StoredCodesRevoked.newBuilder()
                        .setFirst(revoked.first())
                        .setLast(revoked.last())
                        .setRevoked(revoked.revoked())
                        .setClaimedBefore(revoked.claimedBefore()));
            case CouponsSettled settled -> stored.setSettled(settled(settled));
            case SurprisesDrawn drawn -> stored.setDrawn(DrawMapper.toProto(drawn));
        }
        return stored.build();
    }

    static StoredCodesClaimed claimed(CodesClaimed claimed) {
        StoredCodesClaimed.Builder stored = StoredCodesClaimed.newBuilder()
                .setDay(claimed.day())
                .setDayStartMillis(claimed.dayStart().toEpochMilli())
                .setOverage(claimed.overage())
                .addAllHeldOut(claimed.heldOut());
        if (!claimed.claims().isEmpty()) {
            Claim first = claimed.claims().getFirst();
            stored.setVersion(first.version())
                    .setCouponExpireMillis(Parts.millis(first.couponExpires()))
                    .setShare(first.share());
        }
        claimed.claims().forEach(claim -> stored.addClaims(Parts.claim(claim)));
        claimed.quotes().forEach(quote -> stored.addQuotes(Parts.quote(quote.id(), quote.until())));
        return stored.build();
    }

    private static StoredClaimsGranted granted(ClaimsGranted granted) {
        StoredClaimsGranted.Builder stored = StoredClaimsGranted.newBuilder();
        granted.granted().forEach(id -> stored.addGranted(Parts.id(id)));
        granted.refused()
                .forEach(refused -> stored.addRefused(StoredRefusedClaim.newBuilder()
                        .setId(Parts.id(refused.id()))
                        .setReason(refused.reason())));
        return stored.build();
    }

    private static StoredCouponsSettled settled(CouponsSettled settled) {
        StoredCouponsSettled.Builder stored = StoredCouponsSettled.newBuilder()
                .setDay(settled.day())
                .setTransaction(settled.position().transaction())
                .setOrdering(settled.position().ordering());
        settled.settlements().forEach(settlement -> stored.addSettlements(settlement(settlement)));
        return stored.build();
    }

    private static StoredSettlement settlement(Settlement settlement) {
        return StoredSettlement.newBuilder()
                .setCouponId(settlement.claimId())
                .setCustomer(settlement.customer())
                .setClaimMillis(settlement.claimTime().toEpochMilli())
                .setVersion(settlement.version())
                .setFate(Parts.fate(settlement.fate()))
                .setSerialPlusOne(settlement.serial() + 1L)
                .setReturns(settlement.returns())
                .setSameDay(settlement.sameDay())
                .setShareReleased(settlement.shareReleased())
                .setSpent(settlement.spent())
                .setDiscount(settlement.discount())
                .setFromCustomer(settlement.fromCustomer())
                .build();
    }

    /** The event as the domain has it. */
    public static CampaignEvent toDomain(dev.giveback.journal.v1.CampaignEvent stored) {
        Instant time = Parts.instant(stored.getRecordMillis());
        Header header = new Header(
                time,
                new Request(stored.getRequestId(), stored.getRequestFingerprint(), stored.getPrincipal()),
                stored.getLiveAfter());
        return new CampaignEvent(header, change(stored, time));
    }

    private static Change change(dev.giveback.journal.v1.CampaignEvent stored, Instant time) {
        return switch (stored.getChangeCase()) {
            case CREATED ->
                new CampaignCreated(
                        Definitions.toDomain(stored.getCreated().getDefinition()),
                        new Secret(stored.getCreated().getSecret().toByteArray()));
            case UPDATED ->
                new CampaignUpdated(Definitions.toDomain(stored.getUpdated().getDefinition()));
            case STATE_CHANGED ->
                new StateChanged(Parts.state(stored.getStateChanged().getState()));
            case CLAIMED -> claimed(stored.getClaimed(), time);
            case GRANTED -> granted(stored.getGranted());
            case REVOKED ->
                new CodesRevoked(
                        Math.toIntExact(stored.getRevoked().getFirst()),
                        Math.toIntExact(stored.getRevoked().getLast()),
                        stored.getRevoked().getRevoked(),
                        stored.getRevoked().getClaimedBefore());
            case SETTLED -> settled(stored.getSettled());
            case DRAWN -> DrawMapper.toDomain(stored.getDrawn(), time);
            case CHANGE_NOT_SET ->
                throw new IllegalArgumentException("change: none (expected: one that this build knows)");
        };
    }

    static CodesClaimed claimed(StoredCodesClaimed stored, Instant time) {
        return new CodesClaimed(
                stored.getClaimsList().stream()
                        .map(claim -> Parts.claim(
                                claim,
                                time,
                                Parts.orNull(stored.getCouponExpireMillis()),
                                stored.getVersion(),
                                stored.getShare(),
                                false))
                        .toList(),
                stored.getDay(),
                Parts.instant(stored.getDayStartMillis()),
                stored.getOverage(),
                stored.getQuotesList().stream().map(Parts::quote).toList(),
                stored.getHeldOutList());
    }

    private static ClaimsGranted granted(StoredClaimsGranted stored) {
        return new ClaimsGranted(
                stored.getGrantedList().stream().map(Parts::id).toList(),
                stored.getRefusedList().stream()
                        .map(refused -> new RefusedClaim(Parts.id(refused.getId()), refused.getReason()))
                        .toList());
    }

    private static CouponsSettled settled(StoredCouponsSettled stored) {
        return new CouponsSettled(
                stored.getDay(),
                new FeedPosition(stored.getTransaction(), stored.getOrdering()),
                stored.getSettlementsList().stream()
                        .map(settlement -> new Settlement(
                                settlement.getCouponId(),
                                settlement.getCustomer(),
                                settlement.getFromCustomer(),
                                Parts.instant(settlement.getClaimMillis()),
                                settlement.getVersion(),
                                Parts.fate(settlement.getFate()),
                                Parts.serial(settlement.getSerialPlusOne()),
                                settlement.getReturns(),
                                settlement.getSameDay(),
                                settlement.getShareReleased(),
                                settlement.getSpent(),
                                settlement.getDiscount()))
                        .toList());
    }
}
