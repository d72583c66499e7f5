package dev.giveback.loyalty.verification;

import dev.giveback.loyalty.v1.VerificationRule;
import dev.giveback.platform.journal.ChainCheck.Fault;

/** What faults of rows are called in the contract. */
final class Faults {
    private Faults() {}

    static VerificationRule rule(Fault fault) {
        return switch (fault) {
            case SEQUENCE_NUMBER -> VerificationRule.VERIFICATION_RULE_SEQUENCE_NUMBER;
            case RECORD -> VerificationRule.VERIFICATION_RULE_RECORD;
            case CHAIN_HASH -> VerificationRule.VERIFICATION_RULE_CHAIN_HASH;
        };
    }
}
