package dev.giveback.standalone.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Whether the service's figures are those of the independent sum.
 *
 * @param agrees whether they are the same for every customer and in total
 * @param verdict the result in one sentence
 * @param expected the sum over the input file
 * @param actual the sum over the customers as the service has them
 * @param differing number of customers with another figure
 * @param differences the first 10 of them
 */
public record Agreement(
        boolean agrees,
        String verdict,
        CustomerFigures expected,
        CustomerFigures actual,
        long differing,
        List<Difference> differences) {
    private static final int SHOWN = 10;

    /** One customer whose figures differ. */
    public record Difference(String customer, CustomerFigures expected, CustomerFigures actual) {}

    /** The differences are copied. */
    public Agreement {
        differences = List.copyOf(differences);
    }

    /**
     * Compares.
     *
     * @param audit the independent sum
     * @param actual what the service says of each customer of the audit; one that is missing is not known to it
     */
    public static Agreement between(AuditFigures audit, SortedMap<String, CustomerFigures> actual) {
        List<Difference> differences = new ArrayList<>();
        for (Map.Entry<String, CustomerFigures> entry : audit.customers().entrySet()) {
            CustomerFigures there = actual.getOrDefault(entry.getKey(), CustomerFigures.NONE);
            if (!there.equals(entry.getValue())) {
                differences.add(new Difference(entry.getKey(), entry.getValue(), there));
            }
        }
        CustomerFigures sum = AuditFigures.sum(actual);
        boolean agrees = differences.isEmpty() && sum.equals(audit.total());
        return new Agreement(
                agrees,
                verdict(agrees, audit, sum),
                audit.total(),
                sum,
                differences.size(),
                differences.subList(0, Math.min(SHOWN, differences.size())));
    }

    private static String verdict(boolean agrees, AuditFigures audit, CustomerFigures sum) {
        if (agrees) {
            return "the service's figures agree with the independent sum, for every customer and in total";
        }
        if (sum.orders() > audit.total().orders()) {
            return "the program holds more orders than these days have (" + sum.orders() + " instead of "
                    + audit.total().orders()
                    + "): more was replayed into it before, or it is used otherwise, so the figures"
                    + " cannot agree; replay at least as many days as before, or into another --program";
        }
        return "the service's figures do not agree with the independent sum";
    }
}
