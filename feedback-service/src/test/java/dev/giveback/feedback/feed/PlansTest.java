package dev.giveback.feedback.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.giveback.feedback.domain.ContactRecord;
import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.NotSentReason;
import dev.giveback.feedback.outreach.OutreachChange;
import dev.giveback.feedback.texts.PersonalText;
import dev.giveback.feedback.v1.ContactPolicy;
import dev.giveback.feedback.v1.OccasionKind;
import dev.giveback.feedback.v1.OutreachState;
import dev.giveback.feedback.v1.QuietHours;
import dev.giveback.journal.v1.CouponGranted;
import dev.giveback.journal.v1.CustomerAbsorbed;
import dev.giveback.journal.v1.CustomerErased;
import dev.giveback.journal.v1.OrderRefunded;
import dev.giveback.journal.v1.PointsAdjusted;
import dev.giveback.journal.v1.ProfileChanged;
import dev.giveback.journal.v1.StoredCoupon;
import dev.giveback.journal.v1.StoredLot;
import dev.giveback.journal.v1.StoredTier;
import dev.giveback.loyalty.v1.Coupon;
import dev.giveback.loyalty.v1.CouponState;
import dev.giveback.loyalty.v1.Lot;
import dev.giveback.loyalty.v1.Profile;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PlansTest {
    private Shop shop;

    @BeforeEach
    void open() throws Exception {
        shop = new Shop();
        shop.loyalty.know("anna");
        shop.loyalty.know("bert");
    }

    @AfterEach
    void close() throws Exception {
        shop.close();
    }

    private List<ContactRecord.Decided> decided(String customer, int many) throws InterruptedException {
        Shop.until(
                many + " decisions about " + customer,
                () -> shop.decided(customer).size() >= many);
        assertThat(shop.decided(customer)).hasSize(many);
        return shop.decided(customer);
    }

    @Test
    void aPurchaseIsAskedAboutOnce() throws Exception {
        shop.survey("how", Shop.trigger(OccasionKind.OCCASION_KIND_PURCHASE, Duration.ZERO));
        shop.buy("anna", "o-1", "tea", 1_200);

        ContactRecord.Decided decision = decided("anna", 1).getFirst();
        assertThat(decision.reason()).isNull();
        assertThat(decision.reference()).isEqualTo("o-1");
        assertThat(decision.order().categories()).containsExactly("tea");
        assertThat(decision.order().totalMinor()).isEqualTo(1_200);

        // The feed tells it once more.
        shop.loyalty.breakFeed();
        shop.caughtUp();
        assertThat(shop.decided("anna")).hasSize(1);
        Shop.until("nothing is planned", () -> shop.running().count("plan") == 0);
    }

    /** A journal can hold U+0000, which no table takes. */
    @Test
    void aCategoryThatNoTableTakesStopsNothing() throws Exception {
        shop.survey("how", Shop.trigger(OccasionKind.OCCASION_KIND_PURCHASE, Duration.ZERO));
        shop.buy("anna", "o-1", "t\0ea", 1_200);
        shop.buy("bert", "o-2", "tea", 1_200);

        assertThat(decided("anna", 1).getFirst().order().categories()).containsExactly("t\uFFFDea");
        assertThat(decided("bert", 1)).hasSize(1);
    }

    @Test
    void aConditionChoosesAndLeavesNoRecordOfOthers() throws Exception {
        shop.survey(
                "tea",
                Shop.trigger(OccasionKind.OCCASION_KIND_PURCHASE, Duration.ZERO)
                        .setCondition("'tea' in occasion.categories && occasion.amount_minor >= 1000"
                                + " && 'p-o-1' in occasion.products && occasion.order_count == 1"));
        shop.buy("anna", "o-1", "tea", 1_000);
        shop.buy("bert", "o-1", "tea", 999);
        decided("anna", 1);
        shop.caughtUp();
        assertThat(shop.decided("bert")).isEmpty();
    }

    @Test
    void aDelayIsWaitedForAndSurvivesARestart() throws Exception {
        shop.survey("later", Shop.trigger(OccasionKind.OCCASION_KIND_PURCHASE, Duration.ofDays(2)));
        shop.buy("anna", "o-1", "tea", 1_200);
        shop.caughtUp();
        assertThat(shop.decided("anna")).isEmpty();

        shop.stop();
        shop.clock.setForward(Duration.ofDays(2));
        shop.start();
        assertThat(decided("anna", 1).getFirst().reason()).isNull();
    }

    @Test
    void whatTheServiceSleptThroughIsTooLate() throws Exception {
        shop.survey("later", Shop.trigger(OccasionKind.OCCASION_KIND_PURCHASE, Duration.ofDays(2)));
        shop.buy("anna", "o-1", "tea", 1_200);
        shop.caughtUp();
        shop.stop();
        shop.clock.setForward(Duration.ofDays(5).plusMinutes(1));
        shop.start();
        assertThat(decided("anna", 1).getFirst().reason()).isEqualTo(NotSentReason.TOO_LATE);
    }

    @Test
    void aSurveyTakesPurchasesOfBeforeThatFallDueFromNowOn() throws Exception {
        shop.buy("anna", "o-1", "tea", 1_200);
        shop.caughtUp();
        shop.clock.setForward(Duration.ofHours(1));
        shop.survey("at-once", Shop.trigger(OccasionKind.OCCASION_KIND_PURCHASE, Duration.ZERO));
        shop.survey("later", Shop.trigger(OccasionKind.OCCASION_KIND_PURCHASE, Duration.ofHours(2)));
        Shop.until(
                "it is planned",
                () -> shop.running().count("plan WHERE source = 'surveys/later' AND customer = 'anna'") == 1);
        assertThat(shop.running().count("plan WHERE source = 'surveys/at-once' AND customer = 'anna'"))
                .isZero();

        shop.clock.setForward(Duration.ofHours(1));
        assertThat(decided("anna", 1).getFirst().sourceId()).isEqualTo("surveys/later");
    }

    @Test
    void aNewVersionIsPlannedAnewAndAPausedOneTakesNothing() throws Exception {
        shop.survey("how", Shop.trigger(OccasionKind.OCCASION_KIND_PURCHASE, Duration.ofDays(9)));
        shop.buy("anna", "o-1", "tea", 1_200);
        shop.caughtUp();
        shop.newVersion("how", Shop.trigger(OccasionKind.OCCASION_KIND_PURCHASE, Duration.ofDays(1)));
        Shop.until(
                "it is planned anew",
                () -> shop.running()
                                .count("plan WHERE customer = 'anna' AND due_millis < "
                                        + shop.clock
                                                .instant()
                                                .plus(Duration.ofDays(2))
                                                .toEpochMilli())
                        == 1);

        shop.running()
                .change(new OutreachChange.SetSurveyState(
                        "how", OutreachState.OUTREACH_STATE_PAUSED, RunningPlans.request(shop.next())));
        Shop.until("nothing is planned", () -> shop.running().count("plan") == 0);
        shop.clock.setForward(Duration.ofDays(1));
        shop.running()
                .change(new OutreachChange.SetSurveyState(
                        "how", OutreachState.OUTREACH_STATE_ACTIVE, RunningPlans.request(shop.next())));
        shop.buy("bert", "o-2", "tea", 1_200);
        shop.clock.setForward(Duration.ofDays(1));
        decided("bert", 1);
        assertThat(shop.decided("anna")).isEmpty();
    }

    @Test
    void whatWasBoughtLongAgoAndImportedIsNotAskedAbout() throws Exception {
        shop.survey("how", Shop.trigger(OccasionKind.OCCASION_KIND_PURCHASE, Duration.ZERO));
        shop.buy("anna", "o-1", "tea", 1_200, shop.clock.instant().minus(Duration.ofDays(31)), 0);
        shop.buy("bert", "o-2", "tea", 1_200, shop.clock.instant().minus(Duration.ofDays(29)), 0);
        decided("bert", 1);
        shop.caughtUp();
        assertThat(shop.decided("anna")).isEmpty();
    }

    @Test
    void whileLoyaltyIsAwayNothingIsDecidedAndNothingIsLost() throws Exception {
        shop.survey("how", Shop.trigger(OccasionKind.OCCASION_KIND_PURCHASE, Duration.ofHours(1)));
        shop.buy("anna", "o-1", "tea", 1_200);
        shop.caughtUp();
        shop.loyalty.setFault(ShopLoyalty.Fault.AWAY);
        shop.clock.setForward(Duration.ofHours(1));
        Shop.until(
                "it has failed twice",
                () -> shop.running().count("plan WHERE customer = 'anna' AND failures >= 2") == 1);
        assertThat(shop.decided("anna")).isEmpty();
        shop.loyalty.setFault(ShopLoyalty.Fault.NONE);
        assertThat(decided("anna", 1).getFirst().reason()).isNull();
    }

    @Test
    void inQuietHoursItWaitsForTheirEndInTheCustomersZone() throws Exception {
        ZoneId zone = ZoneId.of("Asia/Tokyo");
        shop.loyalty.know(
                "anna", Profile.newBuilder().setEmail("a@example.org").putAttributes("time_zone", zone.getId()));
        ZonedDateTime there = shop.clock.instant().atZone(zone);
        shop.policy(ContactPolicy.newBuilder()
                .setQuietHours(QuietHours.newBuilder()
                        .setStart(there.minusHours(2).toLocalTime().toString().substring(0, 5))
                        .setEnd(there.plusHours(2).toLocalTime().toString().substring(0, 5))));
        shop.survey("how", Shop.trigger(OccasionKind.OCCASION_KIND_PURCHASE, Duration.ZERO));
        shop.buy("anna", "o-1", "tea", 1_200);
        Shop.until(
                "it waits",
                () -> shop.running().count("plan WHERE customer = 'anna' AND look_millis > due_millis + 3600000") == 1);
        assertThat(shop.decided("anna")).isEmpty();
        shop.clock.setForward(Duration.ofHours(2));
        assertThat(decided("anna", 1).getFirst().reason()).isNull();
    }

    @Test
    void theLatestPurchaseReplacesTheOneBefore() throws Exception {
        shop.create(
                shop.message("come-back", Shop.trigger(OccasionKind.OCCASION_KIND_LAST_PURCHASE, Duration.ofDays(90))));
        shop.buy("anna", "o-1", "tea", 1_200);
        shop.caughtUp();
        shop.clock.setForward(Duration.ofDays(60));
        shop.buy("anna", "o-2", "tea", 1_200, shop.clock.instant(), 1);
        shop.caughtUp();
        shop.clock.setForward(Duration.ofDays(31));
        shop.caughtUp();
        assertThat(shop.decided("anna")).isEmpty();
        shop.clock.setForward(Duration.ofDays(59));
        assertThat(decided("anna", 1).getFirst().reference()).isEqualTo("o-2");
    }

    @Test
    void latestPurchasesAreKeptFromTheFirstMessageAboutThemOnAndFoundAmongEarlierOnes() throws Exception {
        shop.buy("anna", "o-1", "tea", 1_200);
        shop.buy("bert", "b-1", "tea", 1_200);
        shop.caughtUp();
        shop.clock.setForward(Duration.ofDays(60));
        shop.buy("anna", "o-2", "tea", 1_200, shop.clock.instant(), 1);
        // Bought before the latest and recorded after it.
        shop.buy("anna", "o-0", "tea", 1_200, shop.clock.instant().minus(Duration.ofDays(90)), 2);
        shop.caughtUp();
        assertThat(shop.running().count("occasion WHERE kind = 5")).isZero();

        shop.create(
                shop.message("come-back", Shop.trigger(OccasionKind.OCCASION_KIND_LAST_PURCHASE, Duration.ofDays(90))));
        Shop.until("it is planned", () -> shop.running().count("plan WHERE customer = 'anna'") == 1);
        assertThat(shop.running().count("occasion WHERE kind = 5 AND customer = 'anna' AND reference = 'o-2'"))
                .isEqualTo(1);
        shop.clock.setForward(Duration.ofDays(10));
        shop.buy("bert", "b-2", "tea", 1_200, shop.clock.instant(), 1);
        shop.caughtUp();
        assertThat(shop.running().count("occasion WHERE kind = 5 AND customer = 'bert' AND reference = 'b-2'"))
                .isEqualTo(1);
        shop.clock.setForward(Duration.ofDays(81));
        assertThat(decided("anna", 1).getFirst().reference()).isEqualTo("o-2");
        assertThat(shop.decided("bert")).isEmpty();
    }

    @Test
    void pointsThatExpireOnOneDayAreOneOccasionAndSpentOnesNone() throws Exception {
        shop.create(shop.message(
                "expiring",
                Shop.trigger(OccasionKind.OCCASION_KIND_POINTS_EXPIRY, Duration.ofDays(14))
                        .setCondition("occasion.points >= 100")));
        Instant noon = LocalDate.now(ZoneId.of("Europe/London"))
                .plusDays(20)
                .atTime(12, 0)
                .atZone(ZoneId.of("Europe/London"))
                .toInstant();
        for (String customer : List.of("anna", "bert")) {
            lot(customer, noon);
            lot(customer, noon.plusSeconds(3_600));
        }
        Timestamp expires =
                Timestamp.newBuilder().setSeconds(noon.getEpochSecond()).build();
        shop.loyalty.setLots(
                "anna",
                List.of(
                        Lot.newBuilder()
                                .setRemaining(90)
                                .setHeld(10)
                                .setExpireTime(expires)
                                .build(),
                        Lot.newBuilder().setRemaining(30).setExpireTime(expires).build(),
                        Lot.newBuilder().setRemaining(500).build()));
        shop.loyalty.setLots(
                "bert",
                List.of(Lot.newBuilder().setRemaining(99).setExpireTime(expires).build()));
        shop.caughtUp();
        assertThat(shop.running().count("occasion WHERE kind = 6 AND customer = 'anna'"))
                .isEqualTo(1);
        shop.clock.setForward(Duration.ofDays(7));
        ContactRecord.Decided decision = decided("anna", 1).getFirst();
        assertThat(decision.points()).isEqualTo(110);
        assertThat(decision.reason()).isNull();
        shop.caughtUp();
        assertThat(shop.decided("bert")).isEmpty();
    }

    private void lot(String customer, Instant expires) {
        shop.loyalty.record(
                customer,
                shop.event()
                        .setPointsAdjusted(PointsAdjusted.newBuilder()
                                .setLot(StoredLot.newBuilder().setExpiresMillis(expires.toEpochMilli()))));
    }

    @Test
    void aCouponThatWasUsedIsNotRemindedOf() throws Exception {
        shop.create(shop.message("coupon", Shop.trigger(OccasionKind.OCCASION_KIND_COUPON_EXPIRY, Duration.ofDays(3))));
        for (String customer : List.of("anna", "bert")) {
            shop.loyalty.record(
                    customer,
                    shop.event()
                            .setCouponGranted(CouponGranted.newBuilder()
                                    .setCoupon(StoredCoupon.newBuilder()
                                            .setCouponId("c-1")
                                            .setExpiresMillis(shop.clock
                                                    .instant()
                                                    .plus(Duration.ofDays(10))
                                                    .toEpochMilli()))));
        }
        coupon("anna", CouponState.COUPON_STATE_AVAILABLE);
        coupon("bert", CouponState.COUPON_STATE_REDEEMED);
        shop.caughtUp();
        shop.clock.setForward(Duration.ofDays(8));
        assertThat(decided("anna", 1).getFirst().reason()).isNull();
        assertThat(decided("bert", 1).getFirst().reason()).isEqualTo(NotSentReason.OCCASION_OVER);
    }

    private void coupon(String customer, CouponState state) {
        shop.loyalty.setCoupon(
                customer, Coupon.newBuilder().setCouponId("c-1").setState(state).build());
    }

    @Test
    void aHigherTierIsAnOccasionAndALowerOneIsNot() throws Exception {
        shop.create(shop.message("tier", Shop.trigger(OccasionKind.OCCASION_KIND_TIER_REACHED, Duration.ZERO)));
        tier("anna", "gold");
        assertThat(decided("anna", 1).getFirst().tierId()).isEqualTo("gold");
        tier("anna", "silver");
        shop.caughtUp();
        assertThat(shop.decided("anna")).hasSize(1);
    }

    private void tier(String customer, String tier) {
        shop.loyalty.change(customer, before -> {
            before.getTierBuilder().setTierId(tier);
            return before;
        });
        shop.loyalty.record(
                customer,
                shop.event().setTier(StoredTier.newBuilder().setTierId(tier).setStartMillis(shop.clock.millis())));
    }

    @Test
    void aRefundIsAboutItsOrder() throws Exception {
        shop.survey(
                "refund",
                Shop.trigger(OccasionKind.OCCASION_KIND_REFUND, Duration.ZERO)
                        .setCondition("'tea' in occasion.categories && occasion.amount_minor == 500"));
        shop.buy("anna", "o-1", "tea", 1_200);
        shop.loyalty.record(
                "anna",
                shop.event()
                        .setOrderRefunded(OrderRefunded.newBuilder()
                                .setOrderId("o-1")
                                .setReference("r-1")
                                .setRefundMillis(shop.clock.millis())
                                .setAmountMinor(500)));
        assertThat(decided("anna", 1).getFirst().reference()).isEqualTo("o-1/r-1");
    }

    @Test
    void aBirthdayComesEveryYearInTheCustomersZone() throws Exception {
        ZoneId zone = ZoneId.of("Pacific/Auckland");
        LocalDate day = shop.clock.instant().atZone(zone).toLocalDate().plusDays(10);
        shop.loyalty.know(
                "anna",
                Profile.newBuilder()
                        .setEmail("a@example.org")
                        .setBirthDate("1980" + day.toString().substring(4))
                        .putAttributes("time_zone", zone.getId()));
        shop.create(shop.message("gift", Shop.trigger(OccasionKind.OCCASION_KIND_BIRTHDAY, Duration.ZERO)));
        shop.loyalty.record("anna", shop.event().setProfileChanged(ProfileChanged.getDefaultInstance()));
        long nine = day.atTime(9, 0).atZone(zone).toInstant().toEpochMilli();
        Shop.until(
                "it is known",
                () -> shop.running().count("occasion WHERE kind = 8 AND occasion_millis = " + nine) == 1);

        shop.clock.setForward(Duration.ofDays(10).plusHours(12));
        assertThat(decided("anna", 1).getFirst().reference()).isEqualTo(Integer.toString(day.getYear()));
        assertThat(decided("anna", 1).getFirst().occasionTime()).isEqualTo(Instant.EPOCH);
        shop.clock.setForward(Duration.ofDays(2));
        Shop.until(
                "the next one is known",
                () -> shop.running().count("occasion WHERE kind = 8 AND reference = '" + (day.getYear() + 1) + "'")
                        == 1);
        assertThat(shop.running().count("occasion WHERE kind = 8")).isEqualTo(1);
    }

    @Test
    void anotherDayOfBirthGivesNoSecondGiftInTheYear() throws Exception {
        LocalDate day = LocalDate.of(shop.clock.instant().atZone(ZoneOffset.UTC).getYear() + 1, 3, 1);
        Duration ahead =
                Duration.between(shop.clock.instant(), day.atTime(12, 0).toInstant(ZoneOffset.UTC));
        born("anna", day);
        shop.create(shop.message("gift", Shop.trigger(OccasionKind.OCCASION_KIND_BIRTHDAY, Duration.ZERO)));
        Shop.until("it is planned", () -> shop.running().count("plan WHERE kind = 8") == 1);
        // Moved before it comes: the one plan moves along.
        born("anna", day.plusDays(2));
        Shop.until(
                "it is planned anew",
                () -> shop.running()
                                .count("plan WHERE kind = 8 AND due_millis = "
                                        + day.plusDays(2)
                                                .atTime(9, 0)
                                                .toInstant(ZoneOffset.UTC)
                                                .toEpochMilli())
                        == 1);
        shop.clock.setForward(ahead.plusDays(2));
        assertThat(decided("anna", 1).getFirst().reason()).isNull();
        born("anna", day.plusDays(10));
        Shop.until("the other day is planned", () -> shop.running().count("plan WHERE kind = 8") == 1);
        shop.clock.setForward(ahead.plusDays(10));
        Shop.until("it is looked at", () -> shop.running().count("plan WHERE kind = 8") == 0);
        assertThat(decided("anna", 1)).hasSize(1);
    }

    private void born(String customer, LocalDate day) throws Exception {
        shop.loyalty.know(
                customer,
                Profile.newBuilder()
                        .setEmail("a@example.org")
                        .setBirthDate("1980" + day.toString().substring(4))
                        .putAttributes("time_zone", "UTC"));
        shop.loyalty.record(customer, shop.event().setProfileChanged(ProfileChanged.getDefaultInstance()));
    }

    @Test
    void anErasureLeavesNoRow() throws Exception {
        shop.survey("how", Shop.trigger(OccasionKind.OCCASION_KIND_PURCHASE, Duration.ofDays(1)));
        shop.survey("now", Shop.trigger(OccasionKind.OCCASION_KIND_PURCHASE, Duration.ZERO));
        shop.buy("anna", "o-1", "tea", 1_200);
        tier("anna", "gold");
        shop.loyalty.record("anna", shop.event().setProfileChanged(ProfileChanged.getDefaultInstance()));
        decided("anna", 1);
        CustomerId anna = new CustomerId("shop", "anna");
        PersonalText said = PersonalText.of("I live in Elm Street");
        shop.running().texts().keep(anna, List.of(said), shop.clock.millis());

        shop.loyalty.change(
                "anna", before -> before.setEraseTime(Timestamp.newBuilder().setSeconds(1)));
        shop.loyalty.record("anna", shop.event().setCustomerErased(CustomerErased.getDefaultInstance()));
        Shop.until("it is erased", () -> shop.running().contacts("anna").erased());
        shop.caughtUp();
        for (String table : List.of("occasion", "plan", "last_tier", "birthday_look")) {
            assertThat(shop.running().count(table + " WHERE customer = 'anna'"))
                    .as(table)
                    .isZero();
        }
        assertThat(shop.running().texts().read(anna, List.of(said.hash()))).isEmpty();
    }

    @Test
    void whoWasMergedTakesOccasionsAndDecisionsAlong() throws Exception {
        shop.survey("how", Shop.trigger(OccasionKind.OCCASION_KIND_PURCHASE, Duration.ofDays(1)));
        shop.survey("now", Shop.trigger(OccasionKind.OCCASION_KIND_PURCHASE, Duration.ZERO));
        shop.buy("anna", "o-1", "tea", 1_200);
        decided("anna", 1);
        shop.loyalty.change("anna", before -> before.setMergedInto(ShopLoyalty.name("bert")));
        shop.loyalty.record(
                "bert",
                shop.event().setCustomerAbsorbed(CustomerAbsorbed.newBuilder().setSource("anna")));
        Shop.until("the source is closed", () -> shop.running().contacts("anna").isGone());
        shop.caughtUp();
        assertThat(shop.running().count("plan WHERE customer = 'anna'")).isZero();
        assertThat(shop.running().count("plan WHERE customer = 'bert'")).isEqualTo(1);
        shop.clock.setForward(Duration.ofDays(1));
        assertThat(decided("bert", 1).getFirst().sourceId()).isEqualTo("surveys/how");
    }

    @Test
    void anotherJournalIsReadFromItsBeginning() throws Exception {
        shop.survey("how", Shop.trigger(OccasionKind.OCCASION_KIND_PURCHASE, Duration.ZERO));
        shop.buy("anna", "o-1", "tea", 1_200);
        decided("anna", 1);
        shop.stop();
        shop.loyalty.exchangeJournal();
        shop.buy("anna", "o-1", "tea", 1_200);
        shop.buy("bert", "o-2", "tea", 1_200);
        shop.start();
        decided("bert", 1);
        assertThat(shop.decided("anna")).hasSize(1);
        assertThat(shop.running().count("occasion WHERE kind = 1")).isEqualTo(2);
    }
}
