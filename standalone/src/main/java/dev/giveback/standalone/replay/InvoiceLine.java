package dev.giveback.standalone.replay;

/**
 * One line of an invoice.
 *
 * @param product the shop's product code
 * @param quantity bought, or returned; always 1 or more
 * @param unitPriceMinor price of one in minor units (pence)
 */
record InvoiceLine(String product, long quantity, long unitPriceMinor) {}
