package dev.giveback.loyalty.domain;

import java.util.Currency;

/** An amount of money in minor units, pence say; may be negative. */
public record Money(Currency currency, long minor) {}
