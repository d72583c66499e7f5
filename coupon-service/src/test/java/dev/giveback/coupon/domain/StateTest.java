package dev.giveback.coupon.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.coupon.code.CodeFormat;
import dev.giveback.coupon.code.CodeText;
import dev.giveback.coupon.domain.ClaimOrder.Way;
import dev.giveback.coupon.domain.Command.ArchiveCampaign;
import dev.giveback.coupon.domain.Command.CreateCampaign;
import dev.giveback.coupon.domain.Command.EndCampaign;
import dev.giveback.coupon.domain.Command.PauseCampaign;
import dev.giveback.coupon.domain.Command.ResumeCampaign;
import dev.giveback.coupon.domain.Command.RevokeCodes;
import dev.giveback.coupon.domain.Command.UpdateCampaign;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** States, versions and repeats; and the table that says which refusal is given when several apply. */
final class StateTest {
    private record Row(
            CampaignState from, CampaignState to, @Nullable Reason refused) {}

    @TestFactory
    Stream<DynamicTest> eachStateAllowsWhatTheTableSays() {
        return Stream.of(
                        new Row(CampaignState.ACTIVE, CampaignState.ACTIVE, Reason.CAMPAIGN_NOT_PAUSED),
                        new Row(CampaignState.ACTIVE, CampaignState.PAUSED, null),
                        new Row(CampaignState.ACTIVE, CampaignState.ENDED, null),
                        new Row(CampaignState.ACTIVE, CampaignState.ARCHIVED, Reason.CAMPAIGN_NOT_ENDED),
                        new Row(CampaignState.PAUSED, CampaignState.ACTIVE, null),
                        new Row(CampaignState.PAUSED, CampaignState.PAUSED, Reason.CAMPAIGN_PAUSED),
                        new Row(CampaignState.PAUSED, CampaignState.ENDED, null),
                        new Row(CampaignState.PAUSED, CampaignState.ARCHIVED, Reason.CAMPAIGN_NOT_ENDED),
                        new Row(CampaignState.ENDED, CampaignState.ACTIVE, Reason.CAMPAIGN_ENDED),
                        new Row(CampaignState.ENDED, CampaignState.PAUSED, Reason.CAMPAIGN_ENDED),
                        new Row(CampaignState.ENDED, CampaignState.ENDED, Reason.CAMPAIGN_ENDED),
                        new Row(CampaignState.ENDED, CampaignState.ARCHIVED, null),
                        new Row(CampaignState.ARCHIVED, CampaignState.ACTIVE, Reason.CAMPAIGN_ENDED),
                        new Row(CampaignState.ARCHIVED, CampaignState.PAUSED, Reason.CAMPAIGN_ENDED),
                        new Row(CampaignState.ARCHIVED, CampaignState.ENDED, Reason.CAMPAIGN_ENDED),
                        new Row(CampaignState.ARCHIVED, CampaignState.ARCHIVED, Reason.CAMPAIGN_ENDED))
                .map(row -> DynamicTest.dynamicTest(row.from() + " to " + row.to(), () -> {
                    Story story = in(row.from());
                    story.when(to(row.to(), story.request()));
                    if (row.refused() == null) {
                        assertThat(story.campaign().state()).isEqualTo(row.to());
                    } else {
                        story.thenRejected(row.refused());
                    }
                }));
    }

    private static Story in(CampaignState state) {
        Story story = Story.of(Campaigns.of(Campaigns.UNIQUE, Campaigns.total(1)));
        List<CampaignState> path = switch (state) {
            case ACTIVE -> List.of();
            case PAUSED -> List.of(CampaignState.PAUSED);
            case ENDED -> List.of(CampaignState.ENDED);
            case ARCHIVED -> List.of(CampaignState.ENDED, CampaignState.ARCHIVED);
        };
        path.forEach(next -> story.given(to(next, story.request())));
        return story;
    }

    private static Command to(CampaignState state, Request request) {
        return switch (state) {
            case ACTIVE -> new ResumeCampaign(request);
            case PAUSED -> new PauseCampaign(request);
            case ENDED -> new EndCampaign(request);
            case ARCHIVED -> new ArchiveCampaign(request);
        };
    }

    @Test
    void anUpdateKeepsTheAccessAndExpectsTheVersionThatItWasMadeFrom() {
        Definition definition = Campaigns.of(Campaigns.UNIQUE, Campaigns.total(1));
        Story story = Story.of(definition);
        Access smaller = new Access.UniqueCodes(new CodeFormat("GIFT-####-####-##", 999));
        Access larger = new Access.UniqueCodes(new CodeFormat("GIFT-####-####-##", 1_001));
        Access other = new Access.PublicCode("X10", (CodeText) CodeText.normalise("X10"));

        story.when(new UpdateCampaign(story.request(), 2, Campaigns.of(other, Limits.NONE)))
                .thenRejected(Reason.VERSION_CHANGED);
        story.when(new UpdateCampaign(story.request(), 1, Campaigns.of(other, Limits.NONE)))
                .thenRejected(Reason.ACCESS_FIXED);
        story.when(new UpdateCampaign(story.request(), 1, Campaigns.of(smaller, Limits.NONE)))
                .thenRejected(Reason.ACCESS_FIXED);
        story.given(new UpdateCampaign(story.request(), 1, Campaigns.of(larger, Limits.NONE)));
        assertThat(story.campaign().version()).isEqualTo(2);
        assertThat(story.campaign().definition(1)).isEqualTo(definition);
        story.given(new EndCampaign(story.request()))
                .when(new UpdateCampaign(story.request(), 2, Campaigns.of(larger, Limits.NONE)))
                .thenRejected(Reason.CAMPAIGN_ENDED);
    }

    @Test
    void aLimitBelowWhatIsTakenStopsClaimsAndTakesNothingBack() {
        Story story = Story.of(Campaigns.of(new Access.ByHand(), Campaigns.total(3)));
        story.claims("a").claims("b");
        story.given(new UpdateCampaign(story.request(), 1, Campaigns.of(new Access.ByHand(), Campaigns.total(1))));
        story.claims("c").thenRefused(Reason.TOTAL_LIMIT_REACHED);
        assertThat(story.campaign().tally().taken()).isEqualTo(2);
    }

    @Test
    void aRepeatIsGivenTheFirstAnswerAndOtherContentIsRefused() {
        Definition definition = Campaigns.of(new Access.ByHand(), Campaigns.total(3));
        Story story = Story.of(definition);
        Request pause = new Request("p", 1, "");
        story.given(new PauseCampaign(pause)).given(new ResumeCampaign(story.request()));
        story.when(new PauseCampaign(pause)).thenEvents(3);

        assertThat(story.decision())
                .hasValueSatisfying(decision -> assertThat(
                                ((Decision.Repeated) decision).answer().state())
                        .isEqualTo(CampaignState.PAUSED));
        story.when(new EndCampaign(new Request("p", 2, ""))).thenRejected(Reason.REQUEST_ID_REUSED);
        story.when(new CreateCampaign(story.request(), definition, Campaigns.SECRET))
                .thenRejected(Reason.CAMPAIGN_EXISTS);
    }

    @Test
    void onlySoManyRequestsAreRemembered() {
        Story story = Story.of(Campaigns.of(Campaigns.UNIQUE, Limits.NONE));
        Request first = new Request("first", 1, "");
        story.given(new RevokeCodes(first, null, 0, 1));
        IntStream.range(0, Limits.REMEMBERED_REQUESTS)
                .forEach(i -> story.given(new RevokeCodes(story.request(), null, 0, 1)));

        assertThat(story.campaign().memory().oldestFirst()).hasSize(Limits.REMEMBERED_REQUESTS);
        story.given(new RevokeCodes(first, null, 0, 1));
    }

    @TestFactory
    Stream<DynamicTest> ofSeveralRefusalsOfAClaimTheFirstIsGiven() {
        return Stream.of(
                        refusal(Reason.CODE_NOT_FOUND, "GIFT-0000-0000-00", CampaignState.PAUSED, 1, true),
                        refusal(Reason.CODE_REVOKED, null, CampaignState.PAUSED, 9, true),
                        refusal(Reason.CODE_USED, null, CampaignState.PAUSED, 1, true),
                        refusal(Reason.CAMPAIGN_PAUSED, null, CampaignState.PAUSED, 2, true),
                        refusal(Reason.CAMPAIGN_ENDED, null, CampaignState.ENDED, 2, true),
                        refusal(Reason.HELD_OUT, null, CampaignState.ACTIVE, 2, true),
                        refusal(Reason.DAY_LIMIT_REACHED, null, CampaignState.ACTIVE, 2, false))
                .map(row -> DynamicTest.dynamicTest(row.expected() + "", row::check));
    }

    /** A campaign of one place a day, of which code 1 is used and code 9 revoked, with anna held out. */
    private record Precedence(
            Reason expected, @Nullable String typed, CampaignState state, int serial, boolean heldOut) {
        void check() {
            Limits limits = new Limits(1, 1, 1, 600, Overage.STRICT, 0);
            Story story = Story.of(Campaigns.of(Campaigns.UNIQUE, limits, Window.ALWAYS, 5_000));
            story.claims(story.byCode(customer(false, 0), story.codes().code(1)))
                    .thenAccepted();
            story.given(new RevokeCodes(story.request(), null, 9, 1));
            if (state != CampaignState.ACTIVE) {
                story.given(to(state, story.request()));
            }
            String code = typed == null ? story.codes().code(serial) : typed;
            story.claims(Story.order(customer(heldOut, 1), "fresh", new Way.ByCode(code), false, ""))
                    .thenRefused(expected);
        }

        private static String customer(boolean heldOut, int from) {
            return IntStream.range(from * 100, from * 100 + 100)
                    .mapToObj(i -> "customer-" + i)
                    .filter(customer -> Campaigns.SECRET.holdsOut(customer, 5_000) == heldOut)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Precedence refusal(
            Reason reason, @Nullable String typed, CampaignState state, int serial, boolean heldOut) {
        return new Precedence(reason, typed, state, serial, heldOut);
    }

    @Test
    void theWindowOpensAtItsStartAndShutsAtItsEnd() {
        Instant start = Story.NOON.plusSeconds(10);
        Window window = new Window(start, start.plusSeconds(10), 0, null);
        Story story = Story.of(Campaigns.of(new Access.ByHand(), Campaigns.total(9), window, 0));
        story.claims("a").thenRefused(Reason.CAMPAIGN_NOT_STARTED);
        story.at(start.toString()).claims("a").thenAccepted();
        story.at(start.plusSeconds(10).toString()).claims("b").thenRefused(Reason.CAMPAIGN_OVER);
    }

    @Test
    void pointsBuyRewardsOnly() {
        Story story = Story.of(Campaigns.of(new Access.ByHand(), Campaigns.total(9)));
        story.claims(Story.order("a", "r", new Way.ByPoints(), false, "")).thenRefused(Reason.NOT_A_REWARD);
        Story reward = Story.of(Campaigns.of(new Access.Reward(1_000), Campaigns.total(9)));
        reward.claims(Story.order("a", "r", new Way.ByPoints(), false, "")).thenAccepted();
        assertThat(reward.claim().pointsPrice()).isEqualTo(1_000);
    }
}
