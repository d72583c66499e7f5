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
 * @param campaigns what each campaign must have come to, and has; empty without campaigns
 * @param findings what else must not be, in words
 */
public record Agreement(
        boolean agrees,
        String verdict,
        CustomerFigures expected,
        CustomerFigures actual,
        long differing,
        List<Difference> differences,
        List<CampaignLine> campaigns,
        List<String> findings) {
    private static final int SHOWN = 10;

    /** One customer whose figures differ. */
    public record Difference(String customer, CustomerFigures expected, CustomerFigures actual) {}

    /** One campaign as it must be and as it is. */
    public record CampaignLine(String campaign, CampaignFigures expected, CampaignFigures actual) {}

    /** The lists are copied. */
    public Agreement {
        differences = List.copyOf(differences);
        campaigns = List.copyOf(campaigns);
        findings = List.copyOf(findings);
    }

    /**
     * Compares.
     *
     * @param audit the independent sum
     * @param actual what the service says of each customer of the audit; one that is missing is not known to it
     * @param campaigns what the service says of each campaign of the audit
     */
    public static Agreement between(
            AuditFigures audit,
            SortedMap<String, CustomerFigures> actual,
            SortedMap<String, CampaignFigures> campaigns) {
        List<Difference> differences = new ArrayList<>();
        for (Map.Entry<String, CustomerFigures> entry : audit.customers().entrySet()) {
            CustomerFigures there = actual.getOrDefault(entry.getKey(), CustomerFigures.NONE);
            if (!there.equals(entry.getValue())) {
                differences.add(new Difference(entry.getKey(), entry.getValue(), there));
            }
        }
        CustomerFigures sum = AuditFigures.sum(actual);
        List<CampaignLine> lines = new ArrayList<>();
        audit.campaigns()
                .forEach((id, expected) ->
                        lines.add(new CampaignLine(id, expected, campaigns.getOrDefault(id, CampaignFigures.NONE))));
        boolean agrees = differences.isEmpty()
                && sum.equals(audit.total())
                && lines.stream().allMatch(line -> line.expected().equals(line.actual()))
                && audit.findings().isEmpty();
        return new Agreement(
                agrees,
                verdict(agrees, audit, sum),
                audit.total(),
                sum,
                differences.size(),
                differences.subList(0, Math.min(SHOWN, differences.size())),
                lines,
                audit.findings().subList(0, Math.min(SHOWN, audit.findings().size())));
    }

    private static String verdict(boolean agrees, AuditFigures audit, CustomerFigures sum) {
        if (agrees) {
            return audit.campaigns().isEmpty()
                    ? "the service's figures agree with the independent sum, for every customer and in total"
                    : "the service's figures agree with the independent sum, for every customer and campaign and in total";
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
