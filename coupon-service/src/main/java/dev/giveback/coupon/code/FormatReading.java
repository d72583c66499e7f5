package dev.giveback.coupon.code;

/** What {@link CodeFormat#create} makes of a pattern and a capacity. */
public sealed interface FormatReading permits CodeFormat, FormatRefusal {}
