package dev.giveback.coupon.verification;

import dev.giveback.coupon.domain.Breach;
import dev.giveback.coupon.v1.CampaignRule;
import dev.giveback.platform.journal.ChainCheck;

/** Which published rule what was found belongs to. */
final class Faults {
    private Faults() {}

    static CampaignRule rule(ChainCheck.Fault fault) {
        return switch (fault) {
            case SEQUENCE_NUMBER -> CampaignRule.CAMPAIGN_RULE_SEQUENCE_NUMBER;
            case RECORD -> CampaignRule.CAMPAIGN_RULE_RECORD;
            case CHAIN_HASH -> CampaignRule.CAMPAIGN_RULE_CHAIN_HASH;
        };
    }

    static CampaignRule rule(Breach.Rule rule) {
        return switch (rule) {
            case EVENT -> CampaignRule.CAMPAIGN_RULE_EVENT;
            case RECORD_TIME -> CampaignRule.CAMPAIGN_RULE_RECORD_TIME;
            case REQUEST_ID -> CampaignRule.CAMPAIGN_RULE_REQUEST_ID;
            case STATE -> CampaignRule.CAMPAIGN_RULE_STATE;
            case TOTAL_LIMIT -> CampaignRule.CAMPAIGN_RULE_TOTAL_LIMIT;
            case DAY_LIMIT -> CampaignRule.CAMPAIGN_RULE_DAY_LIMIT;
            case CUSTOMER_LIMIT -> CampaignRule.CAMPAIGN_RULE_CUSTOMER_LIMIT;
            case BUDGET -> CampaignRule.CAMPAIGN_RULE_BUDGET;
            case CODE -> CampaignRule.CAMPAIGN_RULE_CODE;
            case CLAIM -> CampaignRule.CAMPAIGN_RULE_CLAIM;
            case COUNTS -> CampaignRule.CAMPAIGN_RULE_COUNTS;
            case DRAW -> CampaignRule.CAMPAIGN_RULE_DRAW;
        };
    }
}
