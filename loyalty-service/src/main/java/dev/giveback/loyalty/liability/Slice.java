package dev.giveback.loyalty.liability;

/**
 * Points of one cohort.
 *
 * @param month number of the month in which they were earned, counted from January of the year 0
 */
record Slice(int month, long points) {}
