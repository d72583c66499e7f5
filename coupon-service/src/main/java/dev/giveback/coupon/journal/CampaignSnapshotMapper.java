package dev.giveback.coupon.journal;

import com.google.protobuf.ByteString;
import dev.giveback.coupon.code.CodeUses;
import dev.giveback.coupon.domain.Campaign;
import dev.giveback.coupon.domain.Claim;
import dev.giveback.coupon.domain.CustomerCounts;
import dev.giveback.coupon.domain.DayCount;
import dev.giveback.coupon.domain.Definition;
import dev.giveback.coupon.domain.Draws;
import dev.giveback.coupon.domain.FeedPosition;
import dev.giveback.coupon.domain.Memory;
import dev.giveback.coupon.domain.Secret;
import dev.giveback.coupon.domain.Tally;
import dev.giveback.journal.v1.CampaignSnapshot;
import dev.giveback.journal.v1.StoredAnswer;
import dev.giveback.journal.v1.StoredHolder;
import dev.giveback.journal.v1.StoredLiveClaim;
import dev.giveback.journal.v1.StoredTally;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.TreePVector;

/**
 * Campaigns between the domain and their snapshots. A snapshot has two bits a unique code at most, 8 to 9 bytes a customer where there
 * is a limit per customer, about 10 a customer who is remembered for a gift, 8 a customer who was held out, and the claims that are
 * watched.
 */
public final class CampaignSnapshotMapper {
    /** Layout of the snapshots that this build writes and reads. */
    public static final int SCHEMA_VERSION = 1;

    private CampaignSnapshotMapper() {}

    /** The snapshot; of equal campaigns the bytes are equal. */
    public static CampaignSnapshot toProto(RecordedCampaign recorded) {
        Campaign campaign = recorded.campaign();
        CampaignSnapshot.Builder stored = CampaignSnapshot.newBuilder()
                .setSchemaVersion(SCHEMA_VERSION)
                .setChainHash(recorded.chainHash())
                .setRevision(campaign.revision())
                .setLatestMillis(campaign.latest().toEpochMilli())
                .setState(Parts.state(campaign.state()))
                .setCreateMillis(campaign.created().toEpochMilli())
                .setUpdateMillis(campaign.updated().toEpochMilli())
                .setTally(tally(campaign.tally()))
                .setDayStartMillis(campaign.day().start().toEpochMilli())
                .setDayClaims(campaign.day().claims())
                .setUsed(ByteString.copyFrom(campaign.uses().usedBytes()))
                .setRevoked(ByteString.copyFrom(campaign.uses().revokedBytes()))
                .setTransaction(campaign.position().transaction())
                .setOrdering(campaign.position().ordering())
                .setResumeMillis(campaign.resumed().toEpochMilli())
                .setDraws(campaign.draws().made())
                .setOrderTransaction(campaign.draws().position().transaction())
                .setOrderOrdering(campaign.draws().position().ordering());
        Secret secret = campaign.secret();
        if (secret != null) {
            stored.setSecret(ByteString.copyFrom(secret.bytes()));
        }
        campaign.versions().forEach(definition -> stored.addVersions(Definitions.toProto(definition)));
        putCustomers(campaign.places(), stored);
        campaign.draws()
                .days()
                .forEach((day, number) -> stored.addRemembered(number).addRememberedDays(day));
        campaign.heldOut().forEach((one, number) -> stored.addHeldOut(number));
        sorted(campaign.live()).forEach(entry -> stored.addLive(live(entry.getValue())));
        sorted(campaign.holders())
                .forEach(entry -> stored.addHolders(
                        StoredHolder.newBuilder().setCustomer(entry.getKey()).setClaim(Parts.id(entry.getValue()))));
        sorted(campaign.quotes()).forEach(entry -> stored.addQuotes(Parts.quote(entry.getKey(), entry.getValue())));
        campaign.memory().oldestFirst().forEach(remembered -> stored.addRequests(answer(remembered)));
        return stored.build();
    }

    private static <V> Stream<Map.Entry<String, V>> sorted(Map<String, V> map) {
        return map.entrySet().stream().sorted(Map.Entry.comparingByKey());
    }

    private static void putCustomers(CustomerCounts counts, CampaignSnapshot.Builder stored) {
        boolean[] allOne = {true};
        counts.forEach((places, number) -> {
            stored.addCustomers(number);
            allOne[0] &= places == 1;
        });
        if (!allOne[0]) {
            counts.forEach((places, number) -> stored.addPlaces(places));
        }
    }

    private static StoredTally tally(Tally tally) {
        return StoredTally.newBuilder()
                .setTaken(tally.taken())
                .setClaimed(tally.claimed())
                .setReturned(tally.returned())
                .setExpired(tally.expired())
                .setHeld(tally.held())
                .setRedeemed(tally.redeemed())
                .setDiscount(tally.discount())
                .setSetAside(tally.setAside())
                .setSpent(tally.spent())
                .setOverage(tally.overage())
                .build();
    }

    private static Tally tally(StoredTally stored) {
        return new Tally(
                stored.getTaken(),
                stored.getClaimed(),
                stored.getReturned(),
                stored.getExpired(),
                stored.getHeld(),
                stored.getRedeemed(),
                stored.getDiscount(),
                stored.getSetAside(),
                stored.getSpent(),
                stored.getOverage());
    }

    private static StoredLiveClaim live(Claim claim) {
        return StoredLiveClaim.newBuilder()
                .setClaim(Parts.claim(claim))
                .setClaimMillis(claim.time().toEpochMilli())
                .setCouponExpireMillis(Parts.millis(claim.couponExpires()))
                .setVersion(claim.version())
                .setShare(claim.share())
                .setGranted(claim.granted())
                .build();
    }

    private static Claim live(StoredLiveClaim stored) {
        return Parts.claim(
                stored.getClaim(),
                Parts.instant(stored.getClaimMillis()),
                Parts.orNull(stored.getCouponExpireMillis()),
                stored.getVersion(),
                stored.getShare(),
                stored.getGranted());
    }

    private static StoredAnswer answer(Memory.Remembered remembered) {
        Memory.Answer answer = remembered.answer();
        return StoredAnswer.newBuilder()
                .setRequestId(remembered.requestId())
                .setFingerprint(remembered.fingerprint())
                .setVersion(answer.version())
                .setState(Parts.state(answer.state()))
                .setUpdateMillis(answer.updated().toEpochMilli())
                .setRevoked(answer.revoked())
                .setClaimedBefore(answer.claimedBefore())
                .build();
    }

    private static Memory.Remembered answer(StoredAnswer stored) {
        return new Memory.Remembered(
                stored.getRequestId(),
                stored.getFingerprint(),
                new Memory.Answer(
                        stored.getVersion(),
                        Parts.state(stored.getState()),
                        Parts.instant(stored.getUpdateMillis()),
                        stored.getRevoked(),
                        stored.getClaimedBefore()));
    }

    /** The campaign that the snapshot was taken of. */
    public static RecordedCampaign toDomain(CampaignSnapshot stored) {
        List<Definition> versions =
                stored.getVersionsList().stream().map(Definitions::toDomain).toList();
        Campaign campaign = new Campaign(
                stored.getRevision(),
                Parts.instant(stored.getLatestMillis()),
                TreePVector.from(versions),
                Parts.state(stored.getState()),
                Parts.instant(stored.getCreateMillis()),
                Parts.instant(stored.getUpdateMillis()),
                stored.getSecret().isEmpty()
                        ? null
                        : new Secret(stored.getSecret().toByteArray()),
                tally(stored.getTally()),
                new DayCount(Parts.instant(stored.getDayStartMillis()), stored.getDayClaims()),
                customers(stored),
                CodeUses.of(stored.getUsed().toByteArray(), stored.getRevoked().toByteArray()),
                live(stored.getLiveList()),
                holders(stored.getHoldersList()),
                quotes(stored),
                new Memory(TreePVector.from(stored.getRequestsList().stream()
                        .map(CampaignSnapshotMapper::answer)
                        .toList())),
                new FeedPosition(stored.getTransaction(), stored.getOrdering()),
                Parts.instant(stored.getResumeMillis()),
                draws(stored),
                heldOut(stored));
        return new RecordedCampaign(campaign, stored.getChainHash());
    }

    private static Draws draws(CampaignSnapshot stored) {
        CustomerCounts days = CustomerCounts.NONE;
        for (int i = 0; i < stored.getRememberedCount(); i++) {
            days = days.with(stored.getRemembered(i), stored.getRememberedDays(i));
        }
        return new Draws(
                stored.getDraws(), new FeedPosition(stored.getOrderTransaction(), stored.getOrderOrdering()), days);
    }

    private static CustomerCounts heldOut(CampaignSnapshot stored) {
        CustomerCounts heldOut = CustomerCounts.NONE;
        for (long number : stored.getHeldOutList()) {
            heldOut = heldOut.with(number, 1);
        }
        return heldOut;
    }

    private static CustomerCounts customers(CampaignSnapshot stored) {
        CustomerCounts counts = CustomerCounts.NONE;
        for (int i = 0; i < stored.getCustomersCount(); i++) {
            counts = counts.plus(stored.getCustomers(i), stored.getPlacesCount() == 0 ? 1 : stored.getPlaces(i));
        }
        return counts;
    }

    private static PMap<String, Claim> live(List<StoredLiveClaim> stored) {
        Map<String, Claim> live = new HashMap<>();
        stored.forEach(claim -> live.put(Parts.id(claim.getClaim().getId()), live(claim)));
        return HashTreePMap.from(live);
    }

    private static PMap<String, String> holders(List<StoredHolder> stored) {
        Map<String, String> holders = new HashMap<>();
        stored.forEach(holder -> holders.put(holder.getCustomer(), Parts.id(holder.getClaim())));
        return HashTreePMap.from(holders);
    }

    private static PMap<String, Instant> quotes(CampaignSnapshot stored) {
        Map<String, Instant> quotes = new HashMap<>();
        stored.getQuotesList().forEach(quote -> quotes.put(quote.getId(), Parts.instant(quote.getUntilMillis())));
        return HashTreePMap.from(quotes);
    }
}
