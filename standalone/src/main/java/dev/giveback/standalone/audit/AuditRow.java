package dev.giveback.standalone.audit;

import java.math.BigDecimal;

/** One row of the file as the audit reads it: the date stays text, the quantity keeps its sign. */
record AuditRow(String invoice, String date, String customer, String product, long quantity, BigDecimal price) {
    BigDecimal amount() {
        return price.multiply(BigDecimal.valueOf(quantity));
    }
}
