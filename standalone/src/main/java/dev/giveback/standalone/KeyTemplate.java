package dev.giveback.standalone;

import java.util.List;

/** What keys are made for, and the scopes that they need for it. */
enum KeyTemplate {
    /** A shop's own program: customers, orders, points, codes, answers. */
    TILL(
            "checkout points.write coupon.write customer.read customer.write program.read campaign.read recommend survey.answer"),
    /** Who answers customers: reads all of one, corrects, gives and takes back. */
    SUPPORT(
            "checkout points.write points.adjust coupon.write customer.read customer.write personal.read program.read campaign.read recommend survey.read survey.write journal.read"),
    /** Who counts: reads, and changes nothing. */
    ANALYST("customer.read program.read campaign.read survey.read journal.read insight.read recommend"),
    /** Everything. */
    ADMIN("*");

    private final String scopes;

    KeyTemplate(String scopes) {
        this.scopes = scopes;
    }

    List<String> scopes() {
        return List.of(scopes.split(" ", -1));
    }
}
