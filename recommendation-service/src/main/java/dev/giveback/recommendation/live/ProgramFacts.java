package dev.giveback.recommendation.live;

import java.time.ZoneId;

/** What recommendations need to know of a program: whose days are counted, and the currency of its prices. */
public record ProgramFacts(ZoneId zone, String currencyCode) {}
