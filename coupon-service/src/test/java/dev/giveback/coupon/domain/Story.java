package dev.giveback.coupon.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.coupon.code.CodeBook;
import dev.giveback.coupon.domain.Change.Fate;
import dev.giveback.coupon.domain.Change.RefusedClaim;
import dev.giveback.coupon.domain.ClaimOrder.Way;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A campaign's story, told command by command; the campaign after its events is compared with the one that decided. */
final class Story {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    static final ZoneId LONDON = ZoneId.of("Europe/London");
    static final CampaignId ID = new CampaignId("shop", "summer");

    private Campaign campaign = Campaign.NEW;
    private Instant now = NOON;
    private final List<CampaignEvent> events = new ArrayList<>();
    private @Nullable ClaimOutcome outcome;
    private @Nullable Decision decision;
    private int requests;
    private long position;

    static Story of(Definition definition) {
        Story story = new Story();
        return story.given(new Command.CreateCampaign(story.request(), definition, Campaigns.SECRET));
    }

    Request request() {
        return new Request("request-" + ++requests, requests, "");
    }

    Story given(Command command) {
        when(command);
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        return this;
    }

    Story when(Command command) {
        decision = campaign.decide(command, now);
        if (decision instanceof Decision.Accepted accepted) {
            record(accepted.event());
        }
        return this;
    }

    Story after(Duration duration) {
        now = now.plus(duration);
        return this;
    }

    Story at(String instant) {
        now = Instant.parse(instant);
        return this;
    }

    private void record(CampaignEvent event) {
        events.add(event);
        campaign = campaign.evolve(event);
        assertThat(event.header().liveAfter()).isEqualTo(campaign.live().size());
    }

    // Claims.

    static ClaimOrder order(String customer, String request, Way way, boolean forCheckout, String token) {
        return new ClaimOrder(ClaimId.of(ID, customer, request), customer, way, forCheckout, token);
    }

    static ClaimOrder byHand(String customer, String request) {
        return order(customer, request, new Way.ByHand(), false, "");
    }

    ClaimOrder byCode(String customer, String code) {
        return order(customer, "r" + ++requests, new Way.ByCode(code), false, "");
    }

    Story claims(ClaimOrder... orders) {
        ClaimsDecision claimed = campaign.claim(List.of(orders), LONDON, now);
        if (claimed.event() != null) {
            record(claimed.event());
        }
        outcome = claimed.outcomes().getLast();
        return this;
    }

    Story claims(String customer) {
        return claims(byHand(customer, "r" + ++requests));
    }

    Story claimsForCheckout(String customer, String code) {
        return claims(order(customer, "r" + ++requests, new Way.ByCode(code), true, ""));
    }

    Claim claim() {
        if (outcome instanceof ClaimOutcome.Accepted accepted) {
            return accepted.claim();
        }
        if (outcome instanceof ClaimOutcome.Known known) {
            return known.claim();
        }
        throw new AssertionError("outcome: " + outcome + " (expected: a claim)");
    }

    Story granted(Claim claim) {
        campaign.granted(List.of(claim.id()), List.of(), now).ifPresent(this::record);
        return this;
    }

    Story refused(Claim claim, String reason) {
        return refused(List.of(new RefusedClaim(claim.id(), reason)));
    }

    Story refused(List<RefusedClaim> claims) {
        campaign.granted(List.of(), claims, now).ifPresent(this::record);
        return this;
    }

    /** What is drawn for these orders; empty when nothing is. */
    List<Draw> draws(List<Purchase> orders, Conditions conditions) {
        Optional<CampaignEvent> event = campaign.drawn(ID, orders, conditions, LONDON, now);
        event.ifPresent(this::record);
        return event.map(drawn -> ((Change.SurprisesDrawn) drawn.change()).draws())
                .orElse(List.of());
    }

    CouponNews news(Claim claim, Fate fate, boolean redeemedBefore, long discount) {
        return new CouponNews(
                new FeedPosition(++position, 0),
                claim.id(),
                claim.customer(),
                fate,
                claim.version(),
                campaign.codeOf(claim),
                claim.time(),
                redeemedBefore,
                discount);
    }

    /** The coupon of this claim came from one customer to another. */
    CouponNews moved(Claim claim, String from, String to) {
        return new CouponNews(
                new FeedPosition(++position, 0),
                claim.id(),
                to,
                from,
                Fate.MOVED,
                claim.version(),
                campaign.codeOf(claim),
                claim.time(),
                false,
                0);
    }

    Story settled(Claim claim, Fate fate) {
        return settled(List.of(news(claim, fate, false, 0)));
    }

    Story settled(List<CouponNews> news) {
        campaign.settled(news, LONDON, now).ifPresent(this::record);
        return this;
    }

    // Facts.

    Story thenAccepted() {
        assertThat(outcome).isInstanceOf(ClaimOutcome.Accepted.class);
        return this;
    }

    Story thenKnown() {
        assertThat(outcome).isInstanceOf(ClaimOutcome.Known.class);
        return this;
    }

    Story thenRefused(Reason reason) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        ClaimOutcome.Rejected.class,
                        rejected -> assertThat(rejected.refusal().reason()).isEqualTo(reason));
        return this;
    }

    Story thenRejected(Reason reason) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Rejected.class,
                        rejected -> assertThat(rejected.refusal().reason()).isEqualTo(reason));
        return this;
    }

    Story thenEvents(int count) {
        assertThat(events).hasSize(count);
        return this;
    }

    Optional<ClaimOutcome> outcome() {
        return Optional.ofNullable(outcome);
    }

    Optional<Decision> decision() {
        return Optional.ofNullable(decision);
    }

    CodeBook codes() {
        return campaign.codes().orElseThrow();
    }

    Campaign campaign() {
        return campaign;
    }

    List<String> due() {
        return campaign.live().values().stream()
                .filter(claim -> claim.isDue(now))
                .map(Claim::id)
                .toList();
    }

    Instant now() {
        return now;
    }

    List<CampaignEvent> events() {
        return events;
    }
}
