package dev.giveback.feedback.domain;

/**
 * What somebody gets: points or a coupon of a campaign.
 *
 * @param points 0 for a coupon
 * @param campaign id of the campaign in the program; empty for points
 */
public record Reward(long points, String campaign) {}
