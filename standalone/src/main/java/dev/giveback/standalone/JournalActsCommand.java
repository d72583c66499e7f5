package dev.giveback.standalone;

import dev.giveback.loyalty.v1.AdminAct;
import dev.giveback.loyalty.v1.ListAdminActsRequest;
import dev.giveback.loyalty.v1.ListAdminActsResponse;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Problem;
import dev.giveback.standalone.console.Table;
import dev.giveback.standalone.console.Table.Column;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code giveback journal acts}. */
@Command(
        name = "acts",
        description = "Lists what admins did, latest first: who, what, why, and what came of it.",
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

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json (default: text).")
    private OutputFormat output = OutputFormat.TEXT;

    @Override
    public Integer call() {
        if (limit < 1 || limit > MOST) {
            throw Problem.usage("--limit: " + limit + " (expected: 1 to " + MOST + ")");
        }
        try (GatewayClient client = gateway.connect()) {
            ListAdminActsResponse acts = read(client);
            if (output == OutputFormat.JSON) {
                System.out.println(Printing.json(acts));
            } else if (acts.getActsCount() == 0) {
                System.out.println("Nothing was done by admins yet.");
            } else {
                table(acts.getActsList()).lines().forEach(System.out::println);
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

    private static Table table(List<AdminAct> acts) {
        Table table = new Table(
                Column.number("act"),
                Column.text("began"),
                Column.text("who"),
                Column.text("what"),
                Column.text("about"),
                Column.text("outcome"),
                Column.text("why"),
                Column.text("details"));
        for (AdminAct act : acts) {
            table.row(
                    Long.toString(act.getActId()),
                    Printing.time(act.getBeginTime(), ""),
                    act.getPrincipal().isEmpty() ? act.getOperator() : act.getPrincipal(),
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
}
