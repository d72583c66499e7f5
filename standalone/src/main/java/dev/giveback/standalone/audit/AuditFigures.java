package dev.giveback.standalone.audit;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a file of invoices must come to.
 *
 * @param invoices number of invoices, sales and returns
 * @param saleInvoices number of sales
 * @param customers figures of each customer, by the shop's key
 */
public record AuditFigures(long invoices, long saleInvoices, SortedMap<String, CustomerFigures> customers) {
    /** Figures of a read and summed file. */
    public AuditFigures {
        customers = new TreeMap<>(customers);
    }

    /** The sum over all customers. */
    public CustomerFigures total() {
        return sum(customers);
    }

    static CustomerFigures sum(Map<String, CustomerFigures> customers) {
        return customers.values().stream().reduce(CustomerFigures.NONE, CustomerFigures::plus);
    }
}
