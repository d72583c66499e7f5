package dev.giveback.standalone;

import static dev.giveback.standalone.console.Numbers.grouped;

import com.google.protobuf.Timestamp;
import dev.giveback.loyalty.v1.EventEntry;
import dev.giveback.loyalty.v1.FieldChange;
import dev.giveback.loyalty.v1.ListEventsRequest;
import dev.giveback.loyalty.v1.ListEventsResponse;
import dev.giveback.loyalty.v1.StatementEntryType;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Problem;
import dev.giveback.standalone.console.Table;
import dev.giveback.standalone.console.Table.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code giveback journal show}. */
@Command(
        name = "show",
        description = "Shows a customer's events: when, who, what happened, and what each changed.",
        footer = {
            "",
            "Times are in UTC: a date, 2011-11-06, is 00:00 of that day; a time is 2011-11-06T10:15:30Z.",
            "",
            "Examples:",
            "  giveback journal show 13085",
            "  giveback journal show 13085 --type refund,checkout --since 2011-01-01 --changes",
            "  giveback journal show 13085 --oldest-first --limit 10000 --stored -o json"
        })
final class JournalShowCommand implements Callable<Integer> {
    private static final int MOST = 100_000;
    private static final int PAGE = 1_000;
    private static final String PREFIX = "STATEMENT_ENTRY_TYPE_";

    @Mixin
    private final HistoryOptions options = new HistoryOptions();

    @Parameters(paramLabel = "ID", description = "The shop's own key of the customer.")
    private String id = "";

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            split = ",",
            description = "Only events of these types: checkout, refund, hold, expiry, and so on.")
    private List<String> types = new ArrayList<>();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "",
            description = "Only events recorded at this time or later.")
    private String since = "";

    @Option(
            names = "--until",
            paramLabel = "TIME",
            defaultValue = "",
            description = "Only events recorded before this time.")
    private String until = "";

    @Option(names = "--oldest-first", description = "The oldest first (default: the newest).")
    private boolean oldestFirst;

    @Option(names = "--changes", description = "Show below each event what it changed, field by field.")
    private boolean changes;

    @Option(names = "--stored", description = "With -o json, the event as it is stored too.")
    private boolean stored;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many to show, 1 to " + MOST + " (default: 20).")
    private int limit;

    @Override
    public Integer call() {
        if (limit < 1 || limit > MOST) {
            throw Problem.usage("--limit: " + limit + " (expected: 1 to " + MOST + ")");
        }
        ListEventsRequest.Builder request = ListEventsRequest.newBuilder()
                .setCustomer(options.customer(id))
                .setOldestFirst(oldestFirst)
                .setIncludeStored(stored)
                .setContext(options.context());
        types.forEach(type -> request.addTypes(type(type)));
        if (!since.isEmpty()) {
            request.setStartTime(past("--since", since));
        }
        if (!until.isEmpty()) {
            request.setEndTime(past("--until", until));
        }
        options.ask(id, client -> show(client, request));
        return 0;
    }

    private static Timestamp past(String option, String text) {
        if (text.equals(Moments.NOW)) {
            throw Problem.usage(option + ": \"now\" (expected: a date or a time)");
        }
        return Moments.time(option, text);
    }

    private static StatementEntryType type(String word) {
        return Arrays.stream(StatementEntryType.values())
                .filter(type -> isShown(type) && Printing.word(type, PREFIX).equals(word.strip()))
                .findFirst()
                .orElseThrow(() -> Problem.usage("--type: \"" + word + "\" (expected: "
                        + Arrays.stream(StatementEntryType.values())
                                .filter(JournalShowCommand::isShown)
                                .map(type -> Printing.word(type, PREFIX))
                                .collect(Collectors.joining(", "))
                        + ")"));
    }

    private static boolean isShown(StatementEntryType type) {
        return type != StatementEntryType.STATEMENT_ENTRY_TYPE_UNSPECIFIED && type != StatementEntryType.UNRECOGNIZED;
    }

    private Integer show(GatewayClient client, ListEventsRequest.Builder request) {
        List<EventEntry> events = new ArrayList<>();
        int shown = 0;
        boolean isMore;
        do {
            ListEventsResponse page = client.await(client.journal()
                    .listEvents(
                            request.setPageSize(Math.min(PAGE, limit - shown)).build()));
            shown += page.getEventsCount();
            if (options.output().isForPrograms()) {
                page.getEventsList().forEach(options.output()::line);
            } else {
                events.addAll(page.getEventsList());
            }
            request.setPageToken(page.getNextPageToken());
            isMore = !page.getNextPageToken().isEmpty();
        } while (isMore && shown < limit);
        if (!options.output().isForPrograms()) {
            print(events, isMore);
        }
        return shown;
    }

    private void print(List<EventEntry> events, boolean isMore) {
        if (events.isEmpty()) {
            System.out.println("Customer " + id + " has no such events.");
            return;
        }
        List<String> lines = table(events).lines();
        System.out.println(lines.getFirst());
        for (int i = 0; i < events.size(); i++) {
            System.out.println(lines.get(i + 1));
            if (changes) {
                events.get(i).getChangesList().forEach(change -> System.out.println("        " + text(change)));
            }
        }
        if (isMore) {
            System.out.println("There are more: --limit shows up to " + grouped(MOST) + ".");
        }
    }

    static String text(FieldChange change) {
        String field = change.getField() + ": ";
        if (change.getBefore().isEmpty()) {
            return field + change.getAfter() + "  (new)";
        }
        return field + change.getBefore() + "  ->  " + (change.getAfter().isEmpty() ? "gone" : change.getAfter());
    }

    private static Table table(List<EventEntry> events) {
        Table table = new Table(
                Column.number("event"),
                Column.text("recorded"),
                Column.text("type"),
                Column.number("points"),
                Column.number("total"),
                Column.text("request"),
                Column.text("rules"),
                Column.text("what happened"));
        for (EventEntry event : events) {
            table.row(
                    grouped(event.getEntry().getSequenceNumber()),
                    Printing.time(event.getEntry().getRecordTime(), ""),
                    Printing.word(event.getEntry().getType(), PREFIX),
                    signed(event.getEntry().getPoints()),
                    grouped(event.getEntry().getTotalAfter()),
                    event.getEntry().getRequestId()
                            + (event.getPrincipal().isEmpty() ? "" : " by " + event.getPrincipal()),
                    "v" + event.getEntry().getProgramVersion(),
                    event.getText());
        }
        return table;
    }

    static String signed(long points) {
        return (points > 0 ? "+" : "") + grouped(points);
    }
}
