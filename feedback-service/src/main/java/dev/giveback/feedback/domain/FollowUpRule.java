package dev.giveback.feedback.domain;

import org.jspecify.annotations.Nullable;

/**
 * What a low score does.
 *
 * @param maxScore a score of at most this opens a follow-up
 * @param recovery what the customer is given for it; null for nothing
 */
public record FollowUpRule(int maxScore, @Nullable Reward recovery) {}
