package dev.giveback.standalone.replay;

import java.time.LocalDateTime;
import java.util.List;

/**
 * One invoice of the shop.
 *
 * @param number the shop's number; a return's starts with {@code C}
 * @param time the local time of its first line
 * @param customer the shop's key of the customer
 * @param lines in the order of the file, at least one
 */
record Invoice(String number, LocalDateTime time, String customer, List<InvoiceLine> lines) {
    Invoice {
        lines = List.copyOf(lines);
    }

    static boolean isReturn(String number) {
        return number.startsWith("C");
    }

    boolean isReturn() {
        return isReturn(number);
    }
}
