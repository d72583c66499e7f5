package dev.giveback.standalone.audit;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a file of invoices must come to.
 *
 * @param invoices number of invoices, sales and returns
 * @param saleInvoices number of sales
 * @param customers figures of each customer, by the shop's key
 * @param campaigns figures of each campaign by its id; empty without campaigns
 * @param findings what the service's answers about codes must not say, in words
 */
public record AuditFigures(
        long invoices,
        long saleInvoices,
        SortedMap<String, CustomerFigures> customers,
        SortedMap<String, CampaignFigures> campaigns,
        List<String> findings) {
    /** Figures of a read and summed file. */
    public AuditFigures {
        customers = new TreeMap<>(customers);
        campaigns = new TreeMap<>(campaigns);
        findings = List.copyOf(findings);
    }

    /** The sum over all customers. */
    public CustomerFigures total() {
        return sum(customers);
    }

    static CustomerFigures sum(Map<String, CustomerFigures> customers) {
        return customers.values().stream().reduce(CustomerFigures.NONE, CustomerFigures::plus);
    }
}
