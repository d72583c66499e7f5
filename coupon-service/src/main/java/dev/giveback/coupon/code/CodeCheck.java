package dev.giveback.coupon.code;

/** What {@link CodeBook#check} makes of a typed code. */
public sealed interface CodeCheck permits CodeSerial, CodeRefusal {}
