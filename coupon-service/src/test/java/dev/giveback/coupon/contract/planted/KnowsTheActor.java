package dev.giveback.coupon.contract.planted;

import dev.giveback.coupon.actor.CampaignReply;

/** A status does not depend on who answered. */
public final class KnowsTheActor {
    /** A field of a foreign type. */
    public final CampaignReply.Done foreign = new CampaignReply.Done();
}
