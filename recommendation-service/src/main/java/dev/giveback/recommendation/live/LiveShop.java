package dev.giveback.recommendation.live;

import dev.giveback.recommendation.domain.PurchaseModel;
import dev.giveback.recommendation.domain.Recommender;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * One program as this node knows it.
 *
 * @param program its id
 * @param zone whose days are counted
 * @param currencyCode ISO 4217, of the catalogue's prices
 * @param model written by one thread, read by any
 * @param recommender that answers from the model
 */
public record LiveShop(String program, ZoneId zone, String currencyCode, PurchaseModel model, Recommender recommender) {
    /** The program's day of a moment, counted from 1970-01-01. */
    public int day(Instant moment) {
        return Math.toIntExact(LocalDate.ofInstant(moment, zone).toEpochDay());
    }
}
