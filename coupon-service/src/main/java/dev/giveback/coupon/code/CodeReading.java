package dev.giveback.coupon.code;

/** What {@link CodeText#normalise} makes of a typed code. */
public sealed interface CodeReading permits CodeText, CodeRefusal {}
