package dev.giveback.access.verification;

import dev.giveback.access.domain.Breach;
import dev.giveback.access.v1.AccessRule;
import dev.giveback.platform.journal.ChainCheck;

/** Which published rule what was found belongs to. */
final class Rules {
    private Rules() {}

    static AccessRule of(ChainCheck.Fault fault) {
        return switch (fault) {
            case SEQUENCE_NUMBER -> AccessRule.ACCESS_RULE_SEQUENCE_NUMBER;
            case RECORD -> AccessRule.ACCESS_RULE_RECORD;
            case CHAIN_HASH -> AccessRule.ACCESS_RULE_CHAIN_HASH;
        };
    }

    static AccessRule of(Breach.Rule rule) {
        return switch (rule) {
            case EVENT -> AccessRule.ACCESS_RULE_EVENT;
            case NUMBER -> AccessRule.ACCESS_RULE_NUMBER;
            case STATE -> AccessRule.ACCESS_RULE_STATE;
            case REQUEST_ID -> AccessRule.ACCESS_RULE_REQUEST_ID;
            case RIGHTS -> AccessRule.ACCESS_RULE_RIGHTS;
            case LAST_ADMIN_KEY -> AccessRule.ACCESS_RULE_LAST_ADMIN_KEY;
            case SECOND_PERSON -> AccessRule.ACCESS_RULE_SECOND_PERSON;
            case LIMIT -> AccessRule.ACCESS_RULE_LIMIT;
        };
    }
}
