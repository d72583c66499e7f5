package dev.giveback.standalone;

import com.google.protobuf.util.Timestamps;
import dev.giveback.admin.v1.AdminAct;
import dev.giveback.coupon.v1.ListCampaignActsRequest;
import dev.giveback.coupon.v1.ListCampaignActsResponse;
import dev.giveback.loyalty.v1.ListAdminActsRequest;
import dev.giveback.loyalty.v1.ListAdminActsResponse;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Problem;
import dev.giveback.standalone.console.Table;
import dev.giveback.standalone.console.Table.Column;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code giveback journal acts}. */
@Command(
        name = "acts",
        description = {
            "Lists what admins did, latest first: who, what, why, and what came of it.",
            "Each service counts its own acts: those with c before the number are the coupon service's, about campaigns."
        },
        footer = {"", "Examples:", "  giveback journal acts", "  giveback journal acts --limit 200 -o json"})
final class JournalActsCommand implements Callable<Integer> {
    private static final int MOST = 10_000;
    private static final int PAGE = 1_000;

    @Mixin
    private final GatewayOptions gateway = new GatewayOptions();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many to show, 1 to " + MOST + " (default: 20).")
    private int limit;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        if (limit < 1 || limit > MOST) {
            throw Problem.usage("--limit: " + limit + " (expected: 1 to " + MOST + ")");
        }
        try (GatewayClient client = gateway.connect()) {
            List<AdminAct> customers = read(client).getActsList();
            List<AdminAct> campaigns = readCampaigns(client).getActsList();
            if (output.isForPrograms()) {
                output.print(
                        () -> Printing.json(ListAdminActsResponse.newBuilder()
                                        .addAllActs(customers)
                                        .build())
                                + "\n"
                                + Printing.json(ListCampaignActsResponse.newBuilder()
                                        .addAllActs(campaigns)
                                        .build()),
                        ListAdminActsResponse.newBuilder()
                                .addAllActs(latest(customers, campaigns).stream()
                                        .map(Named::act)
                                        .toList())
                                .build());
            } else if (customers.isEmpty() && campaigns.isEmpty()) {
                System.out.println("Nothing was done by admins yet.");
            } else {
                table(latest(customers, campaigns)).lines().forEach(System.out::println);
            }
            return 0;
        }
    }

    private ListAdminActsResponse read(GatewayClient client) {
        ListAdminActsResponse.Builder whole = ListAdminActsResponse.newBuilder();
        String token = "";
        do {
            ListAdminActsResponse page = client.await(client.journal()
                    .listAdminActs(ListAdminActsRequest.newBuilder()
                            .setPageSize(Math.min(PAGE, limit - whole.getActsCount()))
                            .setPageToken(token)
                            .build()));
            whole.addAllActs(page.getActsList());
            token = page.getNextPageToken();
        } while (!token.isEmpty() && whole.getActsCount() < limit);
        return whole.build();
    }

    private ListCampaignActsResponse readCampaigns(GatewayClient client) {
        ListCampaignActsResponse.Builder whole = ListCampaignActsResponse.newBuilder();
        String token = "";
        do {
            ListCampaignActsResponse page = client.await(client.campaignJournal()
                    .listCampaignActs(ListCampaignActsRequest.newBuilder()
                            .setPageSize(Math.min(PAGE, limit - whole.getActsCount()))
                            .setPageToken(token)
                            .build()));
            whole.addAllActs(page.getActsList());
            token = page.getNextPageToken();
        } while (!token.isEmpty() && whole.getActsCount() < limit);
        return whole.build();
    }

    /** An act, and how it is called among those of both services. */
    private record Named(String name, AdminAct act) {}

    private List<Named> latest(List<AdminAct> customers, List<AdminAct> campaigns) {
        return Stream.concat(
                        customers.stream().map(act -> new Named(Long.toString(act.getActId()), act)),
                        campaigns.stream().map(act -> new Named("c" + act.getActId(), act)))
                .sorted(Comparator.comparing((Named each) -> each.act().getBeginTime(), Timestamps.comparator())
                        .reversed())
                .limit(limit)
                .toList();
    }

    private static Table table(List<Named> acts) {
        Table table = new Table(
                Column.number("act"),
                Column.text("began"),
                Column.text("who"),
                Column.text("what"),
                Column.text("about"),
                Column.text("outcome"),
                Column.text("why"),
                Column.text("details"));
        for (Named named : acts) {
            AdminAct act = named.act();
            table.row(
                    named.name(),
                    Printing.time(act.getBeginTime(), ""),
                    who(act),
                    act.getVerb(),
                    act.getSubject().isEmpty() ? "everything" : act.getSubject(),
                    act.getOutcome().isEmpty() ? "not ended" : act.getOutcome(),
                    act.getReason(),
                    new TreeMap<>(act.getDetailsMap())
                            .entrySet().stream()
                                    .map(detail -> detail.getKey() + "=" + detail.getValue())
                                    .collect(Collectors.joining(" ")));
        }
        return table;
    }

    /** Who it says they are, and whose key it was. */
    private static String who(AdminAct act) {
        if (act.getPrincipal().isEmpty()) {
            return act.getOperator();
        }
        return act.getOperator().isEmpty() ? act.getPrincipal() : act.getOperator() + ", " + act.getPrincipal();
    }
}
