package dev.giveback.loyalty.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.giveback.loyalty.domain.Change.PointsRedeemed;
import dev.giveback.loyalty.domain.Command.AdjustPoints;
import dev.giveback.loyalty.domain.Command.EarnPoints;
import dev.giveback.loyalty.domain.Command.RedeemPoints;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Decision;
import dev.giveback.loyalty.domain.Decision.Accepted;
import dev.giveback.loyalty.domain.Decision.Repeated;
import dev.giveback.loyalty.domain.Request;
import dev.giveback.loyalty.model.ModelRun.Guard;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Negative controls: bugs planted in the domain, each of which the guards must catch. */
final class PlantedBugTest {
    private static Optional<Model.Failure> failure(
            DomainSubject.Decide decide, DomainSubject.Evolve evolve, Guard... guards) {
        EnumSet<Guard> chosen = EnumSet.noneOf(Guard.class);
        chosen.addAll(List.of(guards));
        return new Model(() -> new DomainSubject(decide, evolve), chosen, 10, 200).failure();
    }

    /** An event that redeems nothing. */
    private static CustomerEvent emptied(CustomerEvent event) {
        return event.change() instanceof PointsRedeemed redeemed
                ? new CustomerEvent(event.header(), new PointsRedeemed(redeemed.reference(), List.of()))
                : event;
    }

    private static Decision redeemsNothing(Customer customer, Step step) {
        return DomainSubject.decide(customer, step) instanceof Accepted accepted
                ? new Accepted(emptied(accepted.event()))
                : DomainSubject.decide(customer, step);
    }

    private static Customer dropsRedemptions(Customer customer, CustomerEvent event) {
        return customer.evolve(emptied(event));
    }

    /** Forgets that a request was carried out before, as far as its order and hold ids allow. */
    private static Decision carriesOutRepeats(Customer customer, Step step) {
        Decision decision = DomainSubject.decide(customer, step);
        if (!(decision instanceof Repeated)) {
            return decision;
        }
        Request again = new Request("again-" + customer.revision(), 1, "");
        return switch (step.command()) {
            case RedeemPoints redeem ->
                customer.decide(
                        new RedeemPoints(again, redeem.points(), redeem.reference()), step.program(), step.clock());
            case AdjustPoints adjust ->
                customer.decide(
                        new AdjustPoints(again, adjust.points(), adjust.reason()), step.program(), step.clock());
            case EarnPoints earn ->
                customer.decide(new EarnPoints(again, earn.activity(), earn.reference()), step.program(), step.clock());
            default -> decision;
        };
    }

    @Test
    void anEventThatRedeemsNothingIsCaughtByTheReferenceAndByTheSumButNotByReplay() {
        assertThat(failure(PlantedBugTest::redeemsNothing, Customer::evolve, Guard.REFERENCE))
                .isPresent();
        assertThat(failure(PlantedBugTest::redeemsNothing, Customer::evolve, Guard.SUM))
                .isPresent();
        assertThat(failure(PlantedBugTest::redeemsNothing, Customer::evolve, Guard.REPLAY))
                .isEmpty();
    }

    @Test
    void aRedemptionThatIsNotSubtractedIsCaughtByEveryGuard() {
        for (Guard guard : Guard.values()) {
            assertThat(failure(DomainSubject::decide, PlantedBugTest::dropsRedemptions, guard))
                    .as(guard.name())
                    .isPresent();
        }
    }

    @Test
    void aRepeatThatIsCarriedOutTwiceIsCaughtByTheReferenceAndByTheSum() {
        assertThat(failure(PlantedBugTest::carriesOutRepeats, Customer::evolve, Guard.REFERENCE))
                .isPresent();
        assertThat(failure(PlantedBugTest::carriesOutRepeats, Customer::evolve, Guard.SUM))
                .isPresent();
    }

    @Test
    void aFailureIsShrunkToTheStepsThatItNeeds() {
        Model.Failure failure = failure(PlantedBugTest::redeemsNothing, Customer::evolve, Guard.SUM)
                .orElseThrow();
        assertThat(failure.steps()).hasSizeLessThan(5);
        for (int i = 0; i < failure.steps().size(); i++) {
            List<Step> fewer = new ArrayList<>(failure.steps());
            fewer.remove(i);
            assertThatCode(() -> ModelRun.of(
                            fewer,
                            () -> new DomainSubject(PlantedBugTest::redeemsNothing, Customer::evolve),
                            EnumSet.of(Guard.SUM)))
                    .as("without step %s", i)
                    .doesNotThrowAnyException();
        }
        assertThat(failure.steps().getLast().command()).isInstanceOf(RedeemPoints.class);
        assertThat(failure.toString()).contains("seed ", "RedeemPoints", "total against the sum");
    }
}
