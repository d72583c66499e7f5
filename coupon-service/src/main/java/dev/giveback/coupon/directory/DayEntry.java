package dev.giveback.coupon.directory;

/** One day of a campaign; days from 1970-01-01 in the program's zone, the discount in minor units. */
public record DayEntry(long day, long claimed, long redeemed, long discount) {}
