package dev.giveback.loyalty.domain;

/** A correction, or why there can be none. */
public sealed interface CorrectionOutcome permits Correction, CorrectionOutcome.Refused {
    /** There can be none. */
    record Refused(Refusal refusal) implements CorrectionOutcome {}
}
