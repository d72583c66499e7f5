package dev.giveback.coupon.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.giveback.coupon.domain.Change.Fate;
import dev.giveback.coupon.domain.Change.RefusedClaim;
import dev.giveback.coupon.domain.ClaimOrder.Way;
import dev.giveback.coupon.journal.CampaignSnapshotMapper;
import dev.giveback.coupon.journal.Definitions;
import dev.giveback.coupon.journal.RecordedCampaign;
import dev.giveback.coupon.journal.StoredCampaignEvent;
import dev.giveback.coupon.v1.CampaignLimits;
import dev.giveback.coupon.v1.PublicCode;
import dev.giveback.coupon.v1.UniqueCodes;
import dev.giveback.journal.v1.JournalRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random lives of campaigns, judged by a naive book that keeps every claim and counts by adding up; after every step the campaign is
 * stored, read and told again from its events.
 */
final class CampaignModelTest {
    private static final int STEPS = 600;
    private static final int CODES = 120;
    private static final long SHARE = 500;

    private final List<Line> book = new ArrayList<>();
    private final Set<Integer> revoked = new HashSet<>();
    private RecordedCampaign live = RecordedCampaign.NEW;
    private RecordedCampaign replayed = RecordedCampaign.NEW;
    private Instant now = Story.NOON;
    private long position;
    private int accepted;
    private int refused;

    /** One claim in the naive book. */
    private static final class Line {
        final Claim claim;
        String customer;
        boolean granted;
        boolean ended;
        boolean redeemed;
        long cost;
        boolean codeIsFree;

        Line(Claim claim) {
            this.claim = claim;
            customer = claim.customer();
        }

        boolean counts() {
            return !ended || redeemed;
        }

        long budget() {
            return !counts() ? 0 : redeemed ? cost : SHARE;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aCampaignNeverGivesMoreThanTheBookAllows(long seed) throws Exception {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Limits limits = new Limits(
                20 + random.nextInt(60),
                random.nextInt(4),
                random.nextInt(3) == 0 ? 0 : 5 + random.nextInt(20),
                random.nextInt(3) == 0 ? 0 : 10_000 + random.nextInt(20_000),
                Overage.STRICT,
                0);
        boolean unique = random.nextBoolean();
        Definition definition = definition(unique, limits);
        store(((Decision.Accepted) live.campaign()
                        .decide(new Command.CreateCampaign(new Request("c", 1, ""), definition, Campaigns.SECRET), now))
                .event());
        for (int step = 0; step < STEPS; step++) {
            step(random, limits, unique);
            checkBooks(limits);
        }
        assertThat(accepted).as("accepted").isGreaterThan(50);
        assertThat(refused).as("refused").isGreaterThan(50);
    }

    /** By its published form, because it is stored and read again. */
    private static Definition definition(boolean unique, Limits limits) {
        dev.giveback.coupon.v1.Campaign.Builder campaign = dev.giveback.coupon.v1.Campaign.newBuilder()
                .setLimits(CampaignLimits.newBuilder()
                        .setTotal(limits.total())
                        .setPerCustomer(limits.perCustomer())
                        .setPerDay(limits.perDay()));
        if (unique) {
            campaign.setUniqueCodes(
                    UniqueCodes.newBuilder().setPattern("GIFT-####-####-##").setCapacity(1_000));
        } else {
            campaign.setPublicCode(PublicCode.newBuilder().setCode("SUMMER-10"));
        }
        return Definitions.of(campaign.build(), SHARE, limits.budget());
    }

    private void step(RandomGenerator random, Limits limits, boolean unique) throws Exception {
        switch (random.nextInt(13)) {
            case 0, 1, 2, 3, 4 -> claim(random, limits, unique);
            case 5, 6 -> answer(random);
            case 7, 8, 9 -> settle(random);
            case 10 -> move(random, limits);
            case 11 -> now = now.plus(Duration.ofMinutes(random.nextInt(300)));
            default -> {
                if (unique && random.nextInt(10) == 0) {
                    int code = random.nextInt(CODES);
                    revoked.add(code);
                    store(((Decision.Accepted) live.campaign()
                                    .decide(
                                            new Command.RevokeCodes(
                                                    new Request("r" + random.nextLong(), 1, ""), null, code, 1),
                                            now))
                            .event());
                }
            }
        }
    }

    private void claim(RandomGenerator random, Limits limits, boolean unique) throws Exception {
        List<ClaimOrder> orders = new ArrayList<>();
        List<Integer> serials = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(6); i++) {
            int serial = unique ? random.nextInt(CODES) : Claim.NO_SERIAL;
            String code = unique ? live.campaign().codes().orElseThrow().code(serial) : "summer10";
            orders.add(Story.order(
                    "c" + random.nextInt(25), "r" + random.nextLong(), new Way.ByCode(code), random.nextBoolean(), ""));
            serials.add(serial);
        }
        ClaimsDecision decision = live.campaign().claim(orders, Story.LONDON, now);
        for (int i = 0; i < orders.size(); i++) {
            Reason expected = verdict(orders.get(i), serials.get(i), limits);
            switch (decision.outcomes().get(i)) {
                case ClaimOutcome.Accepted one -> {
                    assertThat(expected).isNull();
                    book.add(new Line(one.claim()));
                    accepted++;
                }
                case ClaimOutcome.Rejected one -> {
                    assertThat(one.refusal().reason()).isEqualTo(expected);
                    refused++;
                }
                case ClaimOutcome.Known one ->
                    assertThat(expected).isIn(Reason.CODE_USED, Reason.CUSTOMER_LIMIT_REACHED);
                case ClaimOutcome.Direct one -> throw new AssertionError("direct (expected: the campaign decides)");
            }
        }
        if (decision.event() != null) {
            store(decision.event());
        }
    }

    /** What the book says to one more claim; null if nothing is against it. */
    private @Nullable Reason verdict(ClaimOrder order, int serial, Limits limits) {
        if (serial != Claim.NO_SERIAL && revoked.contains(serial)) {
            return Reason.CODE_REVOKED;
        }
        if (serial != Claim.NO_SERIAL
                && book.stream().anyMatch(line -> line.claim.serial() == serial && !line.codeIsFree)) {
            return Reason.CODE_USED;
        }
        long own = book.stream()
                .filter(line -> line.counts() && line.customer.equals(order.customer()))
                .count();
        if (limits.perCustomer() > 0 && own >= limits.perCustomer()) {
            return Reason.CUSTOMER_LIMIT_REACHED;
        }
        if (limits.perDay() > 0 && today() >= limits.perDay()) {
            return Reason.DAY_LIMIT_REACHED;
        }
        if (book.stream().filter(Line::counts).count() >= limits.total()) {
            return Reason.TOTAL_LIMIT_REACHED;
        }
        long spent = book.stream().mapToLong(Line::budget).sum();
        return limits.budget() > 0 && spent + SHARE > limits.budget() ? Reason.BUDGET_EXHAUSTED : null;
    }

    private long today() {
        LocalDate today = LocalDate.ofInstant(now, Story.LONDON);
        return book.stream()
                .filter(Line::counts)
                .filter(line ->
                        LocalDate.ofInstant(line.claim.time(), Story.LONDON).equals(today))
                .count();
    }

    private void answer(RandomGenerator random) throws Exception {
        List<Line> pending =
                book.stream().filter(line -> !line.granted && !line.ended).toList();
        if (pending.isEmpty()) {
            return;
        }
        Line line = pending.get(random.nextInt(pending.size()));
        boolean declines = random.nextInt(4) == 0;
        Optional<CampaignEvent> event = declines
                ? live.campaign()
                        .granted(List.of(), List.of(new RefusedClaim(line.claim.id(), "TOO_MANY_COUPONS")), now)
                : live.campaign().granted(List.of(line.claim.id()), List.of(), now);
        line.granted = !declines;
        line.ended = declines;
        line.codeIsFree = declines;
        store(event.orElseThrow());
    }

    private void settle(RandomGenerator random) throws Exception {
        List<Line> held =
                book.stream().filter(line -> line.granted && !line.ended).toList();
        if (held.isEmpty()) {
            return;
        }
        Line line = held.get(random.nextInt(held.size()));
        Fate fate = List.of(Fate.REDEEMED, Fate.REVOKED, Fate.EXPIRED).get(random.nextInt(3));
        long discount = fate == Fate.REDEEMED ? random.nextLong(SHARE + 1) : 0;
        CouponNews news = new CouponNews(
                new FeedPosition(++position, 0),
                line.claim.id(),
                line.customer,
                fate,
                1,
                live.campaign().codeOf(line.claim),
                line.claim.time(),
                false,
                discount);
        line.ended = true;
        line.redeemed = fate == Fate.REDEEMED;
        line.cost = discount;
        line.codeIsFree = fate == Fate.REVOKED;
        store(live.campaign().settled(List.of(news), Story.LONDON, now).orElseThrow());
        // The feed may bring it again, at any time.
        assertThat(live.campaign().settled(List.of(news), Story.LONDON, now)).isEmpty();
    }

    /** A customer is merged into another: what it holds, and what an order used, goes with it. */
    private void move(RandomGenerator random, Limits limits) throws Exception {
        String from = "c" + random.nextInt(25);
        String to = "m" + random.nextInt(25);
        List<CouponNews> news = new ArrayList<>();
        for (Line line : book) {
            if (line.customer.equals(from) && line.granted && line.counts()) {
                line.customer = to;
                news.add(new CouponNews(
                        new FeedPosition(position + 1, 0),
                        line.claim.id(),
                        to,
                        from,
                        Fate.MOVED,
                        1,
                        live.campaign().codeOf(line.claim),
                        line.claim.time(),
                        line.redeemed,
                        0));
            }
        }
        position++;
        Optional<CampaignEvent> event = live.campaign().settled(news, Story.LONDON, now);
        if (limits.perCustomer() > 0) {
            assertThat(event.isPresent()).isEqualTo(!news.isEmpty());
        }
        if (event.isPresent()) {
            store(event.get());
            assertThat(live.campaign().settled(news, Story.LONDON, now)).isEmpty();
        }
    }

    private void store(CampaignEvent event) throws Exception {
        StoredCampaignEvent stored = StoredCampaignEvent.following(live.chainHash(), event);
        live = live.evolve(stored);
        ByteString row = stored.toRecord().toByteString();
        StoredCampaignEvent read = StoredCampaignEvent.of(JournalRecord.parseFrom(row));
        assertThat(read.event()).isEqualTo(event);
        replayed = replayed.evolve(read);
    }

    private void checkBooks(Limits limits) {
        Tally tally = live.campaign().tally();
        assertThat(tally.taken()).isEqualTo(book.stream().filter(Line::counts).count());
        assertThat(tally.taken()).isLessThanOrEqualTo(limits.total());
        assertThat(tally.claimed()).isEqualTo(book.size());
        if (limits.perCustomer() > 0) {
            Map<Long, Integer> places = new HashMap<>();
            book.stream()
                    .filter(Line::counts)
                    .forEach(line -> places.merge(Campaigns.SECRET.customerNumber(line.customer), 1, Integer::sum));
            Map<Long, Integer> counted = new HashMap<>();
            live.campaign().places().forEach((count, number) -> counted.put(number, count));
            assertThat(counted).isEqualTo(places);
        }
        assertThat(tally.redeemed())
                .isEqualTo(book.stream().filter(line -> line.redeemed).count());
        if (limits.budget() > 0) {
            long spent = book.stream().mapToLong(Line::budget).sum();
            assertThat(live.campaign().budgetLeft()).isEqualTo(limits.budget() - spent);
            assertThat(spent).isLessThanOrEqualTo(limits.budget());
        }
        ByteString snapshot = CampaignSnapshotMapper.toProto(live).toByteString();
        assertThat(CampaignSnapshotMapper.toProto(replayed).toByteString()).isEqualTo(snapshot);
        assertThat(CampaignSnapshotMapper.toDomain(CampaignSnapshotMapper.toProto(live)))
                .isEqualTo(live);
    }
}
