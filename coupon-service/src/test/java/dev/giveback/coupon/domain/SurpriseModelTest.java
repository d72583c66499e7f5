package dev.giveback.coupon.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.giveback.coupon.domain.Change.Fate;
import dev.giveback.coupon.domain.Change.RefusedClaim;
import dev.giveback.coupon.domain.Change.SurprisesDrawn;
import dev.giveback.coupon.domain.Draw.Outcome;
import dev.giveback.coupon.journal.CampaignSnapshotMapper;
import dev.giveback.coupon.journal.Definitions;
import dev.giveback.coupon.journal.RecordedCampaign;
import dev.giveback.coupon.journal.StoredCampaignEvent;
import dev.giveback.coupon.proof.DrawProof;
import dev.giveback.coupon.v1.CampaignLimits;
import dev.giveback.coupon.v1.Surprise;
import dev.giveback.journal.v1.JournalRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random lives of surprises: orders that come once, twice and late, pauses, new versions, customers who decline, and restarts. Judged by a
 * naive book that rolls by the independent proof, keeps every draw, and counts by adding up.
 */
final class SurpriseModelTest {
    private static final int STEPS = 600;
    private static final long SHARE = 500;

    private final DrawProof proof =
            new DrawProof(Campaigns.SECRET.surpriseSeed().reveal());
    private final List<Line> book = new ArrayList<>();
    private final List<Purchase> told = new ArrayList<>();
    private final Set<String> judged = new HashSet<>();
    private RecordedCampaign live = RecordedCampaign.NEW;
    private RecordedCampaign replayed = RecordedCampaign.NEW;
    private Instant now = Story.NOON;
    private Instant open = Story.NOON;
    private boolean paused;
    private long orderPosition;
    private long couponPosition;
    private int requests;

    /** One draw in the naive book. */
    private static final class Line {
        final String customer;
        final Instant time;
        final Outcome outcome;
        String claim = "";
        boolean granted;
        boolean declined;
        boolean ended;
        boolean redeemed;
        long cost;

        Line(String customer, Instant time, Outcome outcome) {
            this.customer = customer;
            this.time = time;
            this.outcome = outcome;
        }

        boolean counts() {
            return outcome == Outcome.WON && (!ended || redeemed);
        }

        long budget() {
            return !counts() ? 0 : redeemed ? cost : SHARE;
        }

        LocalDate day() {
            return LocalDate.ofInstant(time, Story.LONDON);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aSurpriseGivesWhatTheBookAllowsAndNoOrderTwice(long seed) throws Exception {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Limits limits = new Limits(
                30 + random.nextInt(60),
                random.nextInt(4),
                random.nextInt(3) == 0 ? 0 : 4 + random.nextInt(10),
                random.nextInt(3) == 0 ? 0 : 10_000 + random.nextInt(20_000),
                Overage.STRICT,
                0);
        int control = random.nextInt(3) == 0 ? 0 : 2_000;
        int memory = random.nextInt(2) == 0 ? 0 : 1 + random.nextInt(5);
        Command create =
                new Command.CreateCampaign(request(), definition(5_000, memory, limits, control), Campaigns.SECRET);
        store(((Decision.Accepted) live.campaign().decide(create, now)).event());
        for (int step = 0; step < STEPS; step++) {
            step(random, limits, control, memory);
            checkBooks(limits);
        }
        assertThat(book.size()).as("draws").isGreaterThan(100);
        assertThat(book).extracting(line -> line.outcome).contains(Outcome.WON, Outcome.LOST);
    }

    private Request request() {
        return new Request("request-" + ++requests, 1, "");
    }

    private static Definition definition(int chance, int memory, Limits limits, int control) {
        return Definitions.of(
                dev.giveback.coupon.v1.Campaign.newBuilder()
                        .setLimits(CampaignLimits.newBuilder()
                                .setTotal(limits.total())
                                .setPerCustomer(limits.perCustomer())
                                .setPerDay(limits.perDay()))
                        .setControlBasisPoints(control)
                        .setSurprise(Surprise.newBuilder()
                                .setCondition("odd")
                                .setChanceBasisPoints(chance)
                                .setMemoryDays(memory))
                        .build(),
                SHARE,
                limits.budget());
    }

    private void step(RandomGenerator random, Limits limits, int control, int memory) throws Exception {
        // A clock that stands still would fall behind the campaign, which records an answer later than its claim.
        now = now.plusMillis(1);
        switch (random.nextInt(14)) {
            case 0, 1, 2, 3, 4, 5 -> order(random, limits, control, memory);
            case 6, 7 -> answer(random);
            case 8, 9, 10 -> settle(random);
            case 11 -> now = now.plus(Duration.ofMinutes(random.nextInt(600)));
            case 12 -> pauseOrResume(random);
            default -> {
                Definition next = definition(1_000 + random.nextInt(9_000), memory, limits, control);
                decide(new Command.UpdateCampaign(request(), live.campaign().version(), next));
            }
        }
    }

    private void decide(Command command) throws Exception {
        store(((Decision.Accepted) live.campaign().decide(command, now)).event());
    }

    private void pauseOrResume(RandomGenerator random) throws Exception {
        if (!paused && random.nextInt(4) == 0) {
            decide(new Command.PauseCampaign(request()));
            paused = true;
        } else if (paused) {
            now = now.plusMillis(1);
            decide(new Command.ResumeCampaign(request()));
            paused = false;
            open = now;
        }
    }

    /** Some orders come again, as after a reader lost its place, and then some new ones. */
    private void order(RandomGenerator random, Limits limits, int control, int memory) throws Exception {
        List<Purchase> orders =
                new ArrayList<>(told.subList(told.size() - random.nextInt(Math.min(9, told.size() + 1)), told.size()));
        for (int i = 0; i <= random.nextInt(6); i++) {
            Purchase order = purchase(random);
            told.add(order);
            orders.add(order);
        }
        int chance = ((Access.Surprise) live.campaign().definition().access()).chanceBasisPoints();
        List<Line> expected = new ArrayList<>();
        for (Purchase order : orders) {
            if (isJudged(order)) {
                Line line = new Line(order.customer(), now, verdict(order, chance, limits, control, memory));
                book.add(line);
                expected.add(line);
            }
        }
        Optional<CampaignEvent> event =
                live.campaign().drawn(Story.ID, orders, text -> facts -> facts.total() % 2 == 1, Story.LONDON, now);
        assertThat(event.isPresent()).isEqualTo(!expected.isEmpty());
        if (event.isPresent()) {
            SurprisesDrawn drawn = (SurprisesDrawn) event.get().change();
            assertThat(drawn.draws())
                    .extracting(Draw::outcome)
                    .isEqualTo(expected.stream().map(line -> line.outcome).toList());
            List<Line> won = expected.stream().filter(Line::counts).toList();
            for (int i = 0; i < won.size(); i++) {
                won.get(i).claim =
                        Objects.requireNonNull(drawn.won()).claims().get(i).id();
            }
            store(event.get());
        }
    }

    private Purchase purchase(RandomGenerator random) {
        return new Purchase(
                new FeedPosition(++orderPosition, 0),
                "c" + random.nextInt(25),
                "o" + orderPosition,
                now.minusMillis(random.nextInt(3)),
                new Purchase.Facts(random.nextInt(2), 1, 1, LocalDateTime.of(2026, 3, 2, 12, 0), "", true, 0, 0));
    }

    private boolean isJudged(Purchase order) {
        return !paused && order.facts().total() == 1 && !order.recorded().isBefore(open) && judged.add(order.orderId());
    }

    private Outcome verdict(Purchase order, int chance, Limits limits, int control, int memory) {
        String customer = order.customer();
        LocalDate today = LocalDate.ofInstant(now, Story.LONDON);
        if (proof.roll(customer, order.orderId()) >= chance) {
            return Outcome.LOST;
        }
        boolean remembered = latestGift(customer)
                .map(day -> ChronoUnit.DAYS.between(day, today) < memory)
                .orElse(false);
        if (remembered) {
            return Outcome.REMEMBERED;
        }
        boolean held = Campaigns.SECRET.holdsOut(customer, control);
        long own = book.stream()
                .filter(line -> line.counts() && line.customer.equals(customer))
                .count();
        if (!held && limits.perCustomer() > 0 && own >= limits.perCustomer()) {
            return Outcome.CUSTOMER_LIMIT_REACHED;
        }
        long ofToday = book.stream()
                .filter(line -> line.counts() && line.day().equals(today))
                .count();
        if (limits.perDay() > 0 && ofToday >= limits.perDay()) {
            return Outcome.DAY_LIMIT_REACHED;
        }
        if (book.stream().filter(Line::counts).count() >= limits.total()) {
            return Outcome.TOTAL_LIMIT_REACHED;
        }
        long spent = book.stream().mapToLong(Line::budget).sum();
        if (limits.budget() > 0 && spent + SHARE > limits.budget()) {
            return Outcome.BUDGET_EXHAUSTED;
        }
        return held ? Outcome.HELD_OUT : Outcome.WON;
    }

    /** The day of the customer's latest gift, or of being held out from one; a gift that was declined makes earlier ones forgotten too. */
    private Optional<LocalDate> latestGift(String customer) {
        return book.stream()
                .filter(line -> line.customer.equals(customer)
                        && (line.outcome == Outcome.WON || line.outcome == Outcome.HELD_OUT))
                .reduce((earlier, later) -> later)
                .filter(line -> book.stream()
                        .noneMatch(other ->
                                other.customer.equals(customer) && other.declined && !other.time.isBefore(line.time)))
                .map(Line::day);
    }

    private void answer(RandomGenerator random) throws Exception {
        List<Line> pending = book.stream()
                .filter(line -> line.outcome == Outcome.WON && !line.granted && !line.ended)
                .toList();
        if (pending.isEmpty()) {
            return;
        }
        // The latest, so that what is forgotten is what was declined.
        Line line = pending.getLast();
        boolean declines = random.nextInt(4) == 0
                && book.stream()
                        .filter(other -> other.customer.equals(line.customer) && other.outcome == Outcome.WON)
                        .reduce((earlier, later) -> later)
                        .filter(latest -> latest == line)
                        .isPresent();
        Optional<CampaignEvent> event = declines
                ? live.campaign().granted(List.of(), List.of(new RefusedClaim(line.claim, "TOO_MANY_COUPONS")), now)
                : live.campaign().granted(List.of(line.claim), List.of(), now);
        line.granted = !declines;
        line.declined = declines;
        line.ended = declines;
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
                new FeedPosition(++couponPosition, 0),
                line.claim,
                line.customer,
                fate,
                1,
                "",
                line.time,
                false,
                discount);
        line.ended = true;
        line.redeemed = fate == Fate.REDEEMED;
        line.cost = discount;
        store(live.campaign().settled(List.of(news), Story.LONDON, now).orElseThrow());
    }

    private void store(CampaignEvent event) throws Exception {
        StoredCampaignEvent stored = StoredCampaignEvent.following(live.chainHash(), event);
        live = live.evolve(stored);
        assertThat(event.header().liveAfter()).isEqualTo(live.campaign().live().size());
        StoredCampaignEvent read =
                StoredCampaignEvent.of(JournalRecord.parseFrom(stored.toRecord().toByteString()));
        assertThat(read.event()).isEqualTo(event);
        replayed = replayed.evolve(read);
    }

    private void checkBooks(Limits limits) {
        Tally tally = live.campaign().tally();
        assertThat(tally.taken())
                .isEqualTo(book.stream().filter(Line::counts).count())
                .isLessThanOrEqualTo(limits.total());
        assertThat(tally.claimed())
                .isEqualTo(book.stream()
                        .filter(line -> line.outcome == Outcome.WON)
                        .count());
        assertThat(live.campaign().draws().made()).isEqualTo(book.size());
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
