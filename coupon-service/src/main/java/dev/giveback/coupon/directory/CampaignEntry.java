package dev.giveback.coupon.directory;

import dev.giveback.coupon.v1.CampaignState;
import dev.giveback.journal.v1.StoredDefinition;

/**
 * A campaign as it stood after the latest event that the directory has seen.
 *
 * @param seed of a surprise, in hexadecimal digits, not to be shown before the campaign was ended; empty for others
 * @param seedCommitment what binds to it; empty for others
 */
public record CampaignEntry(
        String campaign,
        StoredDefinition definition,
        CampaignState state,
        long version,
        long createMillis,
        long updateMillis,
        String seed,
        String seedCommitment) {}
