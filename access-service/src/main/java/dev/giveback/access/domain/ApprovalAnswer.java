package dev.giveback.access.domain;

/** What a command to approvals comes to that records nothing. */
public sealed interface ApprovalAnswer {
    /** The act needs nobody else. */
    record NotNeeded() implements ApprovalAnswer {}

    /** It stands like this. */
    record Stands(Approval approval) implements ApprovalAnswer {}

    /** The policy is this already. */
    record PolicyIs(Policy policy, long version) implements ApprovalAnswer {}
}
