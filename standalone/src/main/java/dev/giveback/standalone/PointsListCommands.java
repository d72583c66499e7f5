package dev.giveback.standalone;

import static dev.giveback.standalone.console.Numbers.grouped;

import dev.giveback.loyalty.v1.ListLotsRequest;
import dev.giveback.loyalty.v1.ListLotsResponse;
import dev.giveback.loyalty.v1.ListStatementEntriesRequest;
import dev.giveback.loyalty.v1.ListStatementEntriesResponse;
import dev.giveback.loyalty.v1.Lot;
import dev.giveback.loyalty.v1.StatementEntry;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Table;
import dev.giveback.standalone.console.Table.Column;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What a customer has and had: {@code giveback points lots} and {@code giveback points statement}. */
final class PointsListCommands {
    private PointsListCommands() {}

    /** {@code giveback points lots}. */
    @Command(
            name = "lots",
            description =
                    "Lists the points that a customer has, by when they were earned, those that expire soonest first.",
            footer = {"", "Example:", "  giveback points lots 13085 -o csv > lots.csv"})
    static final class Lots implements Callable<Integer> {
        @Mixin
        private final ListOptions list = new ListOptions();

        @Parameters(paramLabel = "ID", description = "The shop's own key of the customer.")
        private String id = "";

        @Override
        public Integer call() {
            return list.show(
                    (client, token) -> page(client, token),
                    rows -> ListLotsResponse.newBuilder().addAllLots(rows).build(),
                    Lots::lines);
        }

        private Pages.Page<Lot> page(GatewayClient client, String token) {
            ListLotsResponse page = client.await(client.points()
                    .listLots(ListLotsRequest.newBuilder()
                            .setParent(list.options().customer(id))
                            .setPageSize(list.pageSize())
                            .setPageToken(token)
                            .build()));
            return new Pages.Page<>(page.getLotsList(), page.getNextPageToken());
        }

        private static List<String> lines(ListLotsResponse all) {
            if (all.getLotsCount() == 0) {
                return List.of("The customer has no points.");
            }
            Table table = new Table(
                    Column.number("lot"),
                    Column.text("from"),
                    Column.text("reference"),
                    Column.text("earned"),
                    Column.text("usable"),
                    Column.text("expires"),
                    Column.number("points"),
                    Column.number("left"),
                    Column.number("held"));
            for (Lot lot : all.getLotsList()) {
                table.row(
                        Long.toString(lot.getLotId()),
                        Printing.word(lot.getSource(), "LOT_SOURCE_"),
                        lot.getReference(),
                        Printing.time(lot.getEarnTime(), ""),
                        Printing.time(lot.getAvailableTime(), ""),
                        Printing.time(lot.getExpireTime(), "never"),
                        grouped(lot.getOriginal()),
                        grouped(lot.getRemaining()),
                        grouped(lot.getHeld()));
            }
            return table.lines();
        }
    }

    /** {@code giveback points statement}. */
    @Command(
            name = "statement",
            description = "Lists what happened to a customer's points, the newest first.",
            footer = {"", "Example:", "  giveback points statement 13085 --limit 1000 -o csv > statement.csv"})
    static final class Statement implements Callable<Integer> {
        @Mixin
        private final ListOptions list = new ListOptions();

        @Parameters(paramLabel = "ID", description = "The shop's own key of the customer.")
        private String id = "";

        @Override
        public Integer call() {
            return list.show(
                    (client, token) -> page(client, token),
                    rows -> ListStatementEntriesResponse.newBuilder()
                            .addAllEntries(rows)
                            .build(),
                    Statement::lines);
        }

        private Pages.Page<StatementEntry> page(GatewayClient client, String token) {
            ListStatementEntriesResponse page = client.await(client.points()
                    .listStatementEntries(ListStatementEntriesRequest.newBuilder()
                            .setParent(list.options().customer(id))
                            .setPageSize(list.pageSize())
                            .setPageToken(token)
                            .build()));
            return new Pages.Page<>(page.getEntriesList(), page.getNextPageToken());
        }

        private static List<String> lines(ListStatementEntriesResponse all) {
            if (all.getEntriesCount() == 0) {
                return List.of("Nothing has happened yet.");
            }
            Table table = new Table(
                    Column.number("no."),
                    Column.text("when"),
                    Column.text("what"),
                    Column.text("reference"),
                    Column.number("points"),
                    Column.number("expired"),
                    Column.number("total"));
            for (StatementEntry entry : all.getEntriesList()) {
                table.row(
                        Long.toString(entry.getSequenceNumber()),
                        Printing.time(entry.getEffectiveTime(), ""),
                        Printing.word(entry.getType(), "STATEMENT_ENTRY_TYPE_"),
                        entry.getReference(),
                        JournalShowCommand.signed(entry.getPoints()),
                        grouped(entry.getExpired()),
                        grouped(entry.getTotalAfter()));
            }
            return table.lines();
        }
    }
}
