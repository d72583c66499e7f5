package dev.giveback.standalone;

import static dev.giveback.standalone.JournalShowCommand.signed;
import static dev.giveback.standalone.console.Numbers.grouped;

import dev.giveback.loyalty.v1.BalanceChange;
import dev.giveback.loyalty.v1.CompareCustomerRequest;
import dev.giveback.loyalty.v1.CompareCustomerResponse;
import dev.giveback.loyalty.v1.EventBetween;
import dev.giveback.standalone.console.Table;
import dev.giveback.standalone.console.Table.Column;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code giveback journal compare}. */
@Command(
        name = "compare",
        description = "Compares a customer at two moments, and says what made the difference.",
        footer = {
            "",
            "A moment is the number of an event; or a time in UTC: a date, 2011-11-06, which is 00:00 of that day,",
            "2011-11-06T10:15:30Z, or now; or TIME@KNOWN, a time as it was known at another one.",
            "",
            "Examples:",
            "  giveback journal compare 13085 3 7",
            "  giveback journal compare 13085 2011-01-01 now",
            "  giveback journal compare 13085 2011-01-31 2011-01-31@now     what was learnt since"
        })
final class JournalCompareCommand implements Callable<Integer> {
    @Mixin
    private final HistoryOptions options = new HistoryOptions();

    @Parameters(index = "0", paramLabel = "ID", description = "The shop's own key of the customer.")
    private String id = "";

    @Parameters(index = "1", paramLabel = "A", description = "The first moment.")
    private String first = "";

    @Parameters(index = "2", paramLabel = "B", description = "The second moment.")
    private String second = "";

    @Override
    public Integer call() {
        CompareCustomerRequest request = CompareCustomerRequest.newBuilder()
                .setCustomer(options.customer(id))
                .setFirst(Moments.any("A", first))
                .setSecond(Moments.any("B", second))
                .setContext(options.context())
                .build();
        CompareCustomerResponse comparison =
                options.ask(id, client -> client.await(client.journal().compareCustomer(request)));
        if (options.output().isForPrograms()) {
            options.output().print(comparison);
        } else {
            print(comparison);
        }
        return 0;
    }

    private void print(CompareCustomerResponse comparison) {
        System.out.println("Customer " + id + " on "
                + Printing.time(comparison.getFirst().getCustomer().getReadTime(), "") + " (A) and on "
                + Printing.time(comparison.getSecond().getCustomer().getReadTime(), "") + " (B)");
        System.out.println();
        if (comparison.getChangesCount() == 0) {
            System.out.println("Nothing differs.");
        } else {
            Table table = new Table(Column.text("field"), Column.text("A"), Column.text("B"));
            comparison
                    .getChangesList()
                    .forEach(change -> table.row(
                            change.getField(),
                            change.getBefore().isEmpty() ? "-" : change.getBefore(),
                            change.getAfter().isEmpty() ? "-" : change.getAfter()));
            table.lines().forEach(System.out::println);
        }
        if (comparison.getMoreChanges() > 0) {
            System.out.println("  and " + grouped(comparison.getMoreChanges()) + " more");
        }
        System.out.println();
        balances(comparison).lines().forEach(System.out::println);
        events(comparison);
    }

    private static Table balances(CompareCustomerResponse comparison) {
        Table table = new Table(
                Column.text("points"),
                Column.number("total"),
                Column.number("available"),
                Column.number("pending"),
                Column.number("held"),
                Column.number("owed"));
        row(table, "by events", comparison.getByEvents());
        row(table, "by time alone", comparison.getByTime());
        row(table, "difference", comparison.getDifference());
        return table;
    }

    private static void row(Table table, String name, BalanceChange change) {
        table.row(
                name,
                signed(change.getTotal()),
                signed(change.getAvailable()),
                signed(change.getPending()),
                signed(change.getHeld()),
                signed(change.getOwed()));
    }

    private static void events(CompareCustomerResponse comparison) {
        System.out.println();
        if (comparison.getEventsCount() == 0) {
            System.out.println("No event is between them.");
            return;
        }
        if (comparison.getEarlierEvents() > 0) {
            System.out.println(grouped(comparison.getEarlierEvents()) + " earlier events are between them, and these:");
        }
        Table table = new Table(
                Column.number("event"), Column.text("recorded"), Column.number("total"), Column.text("what happened"));
        for (EventBetween event : comparison.getEventsList()) {
            table.row(
                    grouped(event.getEntry().getSequenceNumber()),
                    Printing.time(event.getEntry().getRecordTime(), ""),
                    signed(event.getEffect().getTotal()),
                    (event.getOnlyFirst() ? "[only A] " : "") + event.getText());
        }
        table.lines().forEach(System.out::println);
    }
}
