package dev.giveback.coupon.customers;

import java.time.ZoneId;
import java.util.Currency;

/** What a campaign needs to know of its program: the currency never changes, the time zone may. */
public record ProgramFacts(String id, ZoneId zone, Currency currency) {}
