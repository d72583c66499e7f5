package dev.giveback.coupon.directory;

import dev.giveback.coupon.domain.CampaignId;
import java.util.List;

/**
 * What came of a rebuild.
 *
 * @param events that were read
 * @param campaigns in the journal
 * @param rows as rebuilt
 * @param differences rows that were not as they should be
 * @param different the first campaigns that had any
 * @param switched whether they were put right
 */
public record RebuildOutcome(
        long events, long campaigns, long rows, long differences, List<CampaignId> different, boolean switched) {
    public RebuildOutcome {
        different = List.copyOf(different);
    }
}
