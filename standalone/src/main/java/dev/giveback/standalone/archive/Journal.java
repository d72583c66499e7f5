package dev.giveback.standalone.archive;

import dev.giveback.coupon.archive.CampaignArchive;
import dev.giveback.journal.v1.ExportHeader;
import dev.giveback.loyalty.archive.LoyaltyArchive;
import dev.giveback.platform.archive.Archives;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The journals of a Giveback. Each service has its own, and each is exported to a file of its own. */
public enum Journal {
    /** Of the loyalty service: customers and programs. */
    CUSTOMERS("", ""),
    /** Of the coupon service: campaigns. */
    CAMPAIGNS(CampaignArchive.SERVICE, ".campaigns");

    /** All files that there can be. */
    public static final Archives ARCHIVES = new Archives(List.of(new LoyaltyArchive(), new CampaignArchive()));

    private final String service;
    private final String suffix;

    Journal(String service, String suffix) {
        this.service = service;
        this.suffix = suffix;
    }

    /** What the header of its files says. */
    String service() {
        return service;
    }

    /** Which journal a file with this header holds. */
    public static Journal of(ExportHeader header) {
        return header.getService().equals(CAMPAIGNS.service) ? CAMPAIGNS : CUSTOMERS;
    }

    /** Where its file is when the customers' is here: journal.campaigns.gbx beside journal.gbx. */
    public Path beside(Path customers) {
        String name = customers.getFileName().toString();
        int dot = name.lastIndexOf('.');
        int end = dot < 1 ? name.length() : dot;
        return customers.resolveSibling(name.substring(0, end) + suffix + name.substring(end));
    }

    /** In a word, as options name it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** In words, for people. */
    public String words() {
        return switch (this) {
            case CUSTOMERS -> "customers and programs";
            case CAMPAIGNS -> "campaigns";
        };
    }
}
