package dev.giveback.feedback.planner;

import dev.giveback.feedback.customers.Loyalty;
import dev.giveback.feedback.domain.ContactCommand;
import dev.giveback.feedback.domain.OccasionKind;
import dev.giveback.feedback.domain.Outreach;
import dev.giveback.feedback.domain.Source;
import dev.giveback.feedback.domain.Standing;
import dev.giveback.feedback.domain.Trigger;
import dev.giveback.feedback.occasions.KnownOccasion;
import dev.giveback.feedback.occasions.PlannedContact;
import java.util.Optional;

/** Makes of a planned contact what the customer's contacts are asked, for good or for a dry run. */
public final class Judgement {
    private final Loyalty loyalty;
    private final Conditions conditions;
    private final Chances chances;
    private final boolean mailConfigured;

    /**
     * How it is made.
     *
     * @param mailConfigured whether this installation sends e-mail at all
     */
    public Judgement(Loyalty loyalty, Conditions conditions, Chances chances, boolean mailConfigured) {
        this.loyalty = loyalty;
        this.conditions = conditions;
        this.chances = chances;
        this.mailConfigured = mailConfigured;
    }

    /** What is asked; nothing when the condition does not hold. Blocks while loyalty-service is asked how the customer stands. */
    public Optional<ContactCommand.Decide> of(PlannedContact plan, Source source, Outreach outreach) {
        KnownOccasion known = plan.known();
        Trigger trigger = source.trigger();
        String condition = trigger == null ? "" : trigger.condition();
        boolean knowsLater = known.occasion().kind() == OccasionKind.POINTS_EXPIRY;
        if (!knowsLater && !conditions.holds(condition, known)) {
            return Optional.empty();
        }
        Standing standing = loyalty.standing(known);
        // How many points expire is known only now.
        if (knowsLater && standing.exists() && !conditions.holds(condition, known.withPoints(standing.points()))) {
            return Optional.empty();
        }
        return Optional.of(new ContactCommand.Decide(
                known.occasion(),
                source,
                outreach.policy(),
                standing,
                plan.due(),
                chances.chance(),
                chances.heldOut(known.customer()),
                mailConfigured,
                false));
    }
}
