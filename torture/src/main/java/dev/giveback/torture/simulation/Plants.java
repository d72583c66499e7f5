package dev.giveback.torture.simulation;

import dev.giveback.coupon.domain.Campaign;
import dev.giveback.coupon.domain.Definition;
import dev.giveback.coupon.domain.Limits;

/** Faults that take some lines. */
final class Plants {
    private Plants() {}

    /** The same campaign with room for one more. */
    static Campaign generous(Campaign is) {
        Definition said = is.definition();
        Limits limits = said.limits();
        Limits wider = new Limits(
                limits.total() + 1,
                limits.perCustomer(),
                limits.perDay(),
                limits.budget() + said.share(),
                limits.overage(),
                limits.grace());
        Definition generous = new Definition(
                said.published(),
                said.window(),
                wider,
                said.access(),
                said.claimTimeToLive(),
                said.controlBasisPoints(),
                said.reusable(),
                said.mostCost());
        return new Campaign(
                is.revision(),
                is.latest(),
                is.versions().with(is.versions().size() - 1, generous),
                is.state(),
                is.created(),
                is.updated(),
                is.secret(),
                is.tally(),
                is.day(),
                is.places(),
                is.uses(),
                is.live(),
                is.holders(),
                is.quotes(),
                is.memory(),
                is.position(),
                is.resumed(),
                is.draws(),
                is.heldOut());
    }
}
