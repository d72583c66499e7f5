package dev.giveback.standalone;

import dev.giveback.coupon.v1.CampaignDirectoryRebuild;
import dev.giveback.coupon.v1.RebuildCampaignDirectoryRequest;
import dev.giveback.coupon.v1.RebuildCampaignDirectoryResponse;
import dev.giveback.loyalty.v1.DirectoryRebuild;
import dev.giveback.loyalty.v1.RebuildDirectoryRequest;
import dev.giveback.loyalty.v1.RebuildDirectoryResponse;
import dev.giveback.standalone.archive.Journal;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Numbers;
import dev.giveback.standalone.console.Problem;
import io.grpc.StatusRuntimeException;
import java.util.Iterator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code giveback journal rebuild}. */
@Command(
        name = "rebuild",
        description = {
            "Builds the lists and sums of customers anew from the journal, beside the live ones, and says how they differ.",
            "Then it puts right what differs, in one transaction: no reader sees half of it. Exit code 1 if --dry-run found a difference.",
            "With --only campaigns it does so with the lists and counts of campaigns, one campaign a transaction."
        },
        footer = {
            "",
            "Examples:",
            "  giveback journal rebuild --dry-run",
            "  giveback journal rebuild --reason \"sums looked wrong\"",
            "  giveback journal rebuild --only campaigns --reason \"restored from a backup\"",
            "  giveback journal rebuild --customer 12346 --program online-retail --reason \"ticket 7\""
        })
final class JournalRebuildCommand implements Callable<Integer> {
    @Mixin
    private final HistoryOptions options = new HistoryOptions();

    @Option(
            names = "--customer",
            paramLabel = "ID",
            defaultValue = "",
            description = "This customer alone, and the sums of its program.")
    private String customer = "";

    @Option(
            names = "--only",
            paramLabel = "JOURNAL",
            defaultValue = "customers",
            description = "customers or campaigns (default: customers).")
    private Journal only = Journal.CUSTOMERS;

    @Option(names = "--dry-run", description = "Only build and compare; nothing is changed.")
    private boolean dryRun;

    @Override
    public Integer call() {
        if (only == Journal.CAMPAIGNS && !customer.isEmpty()) {
            throw Problem.usage("--customer: not of campaigns (expected: --only customers, or no --customer)");
        }
        try (GatewayClient client = options.connect()) {
            if (only == Journal.CAMPAIGNS) {
                return campaigns(client);
            }
            DirectoryRebuild rebuild = rebuild(client);
            if (options.output().isForPrograms()) {
                options.output().print(rebuild);
            } else {
                RebuildText.lines(rebuild).forEach(System.out::println);
            }
            return dryRun && !RebuildText.isSame(rebuild) ? 1 : 0;
        }
    }

    private int campaigns(GatewayClient client) {
        CampaignDirectoryRebuild rebuild = CampaignDirectoryRebuild.getDefaultInstance();
        try (WorkLine line = WorkLine.onStandardError("rebuild")) {
            Iterator<RebuildCampaignDirectoryResponse> messages = client.campaignWorks()
                    .rebuildCampaignDirectory(RebuildCampaignDirectoryRequest.newBuilder()
                            .setContext(options.context())
                            .setValidateOnly(dryRun)
                            .build());
            while (messages.hasNext()) {
                RebuildCampaignDirectoryResponse message = messages.next();
                line.show(message.getProgress());
                rebuild = message.hasRebuild() ? message.getRebuild() : rebuild;
            }
        } catch (StatusRuntimeException failed) {
            throw client.failure(failed);
        }
        if (options.output().isForPrograms()) {
            options.output().print(rebuild);
        } else {
            System.out.println("Told " + Numbers.grouped(rebuild.getRowCount()) + " rows of "
                    + Numbers.grouped(rebuild.getCampaignCount()) + " campaigns from "
                    + Numbers.grouped(rebuild.getEventCount()) + " events; "
                    + (rebuild.getDifferenceCount() == 0
                            ? "no live row was different."
                            : Numbers.grouped(rebuild.getDifferenceCount()) + " live rows were different"
                                    + (rebuild.getSwitched() ? " and are right now." : ".")));
            rebuild.getDifferentCampaignsList().forEach(name -> System.out.println("  " + name));
        }
        return dryRun && rebuild.getDifferenceCount() > 0 ? 1 : 0;
    }

    private DirectoryRebuild rebuild(GatewayClient client) {
        RebuildDirectoryRequest request = RebuildDirectoryRequest.newBuilder()
                .setContext(options.context())
                .setCustomer(customer.isEmpty() ? "" : options.customer(customer))
                .setValidateOnly(dryRun)
                .build();
        try (WorkLine line = WorkLine.onStandardError("rebuild")) {
            Iterator<RebuildDirectoryResponse> messages = client.journalWorks().rebuildDirectory(request);
            while (messages.hasNext()) {
                RebuildDirectoryResponse message = messages.next();
                if (message.hasRebuild()) {
                    return message.getRebuild();
                }
                line.show(message.getProgress());
            }
        } catch (StatusRuntimeException failed) {
            throw client.failure(failed);
        }
        throw Problem.failed("the rebuild ended without an outcome");
    }
}
