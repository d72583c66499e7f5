package dev.giveback.standalone;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.StoredBalance;
import dev.giveback.loyalty.v1.StatementEntryType;
import dev.giveback.loyalty.v1.TailEventsRequest;
import dev.giveback.loyalty.v1.TailEventsResponse;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.client.Refused;
import dev.giveback.standalone.console.Numbers;
import dev.giveback.standalone.console.Problem;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code giveback journal tail}. */
@Command(
        name = "tail",
        description = {
            "Shows events as they are recorded, until it is ended with Ctrl-C; then it says where to go on.",
            "As json a line is a message of TailEvents: event is the stored bytes, resumeToken where to go on."
        },
        footer = {
            "",
            "Examples:",
            "  giveback journal tail               what happens from now on",
            "  giveback journal tail --since beginning --type refund --limit 10",
            "  giveback journal tail --customer 13085 --since beginning -o json"
        })
final class JournalTailCommand implements Callable<Integer> {
    private static final String TYPE = "STATEMENT_ENTRY_TYPE_";

    @Mixin
    private final AdminOptions admin = new AdminOptions();

    @Option(
            names = "--since",
            paramLabel = "PLACE",
            defaultValue = "now",
            description = "now, beginning, or the place that an earlier tail ended at (default: now).")
    private String since = "";

    @Option(names = "--customer", paramLabel = "ID", description = "Only this customer; may be repeated.")
    private List<String> customers = new ArrayList<>();

    @Option(
            names = "--program",
            paramLabel = "NAME",
            description = "Only this program (default: all; of a customer, online-retail).")
    private @Nullable String program;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "Only events of this type, checkout or refund say; may be repeated.")
    private List<String> types = new ArrayList<>();

    @Option(names = "--program-events", description = "Also the versions of programs.")
    private boolean programEvents;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "0",
            description = "Ends after so many (default: never).")
    private long limit;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    private volatile String place = "";

    @Override
    public Integer call() {
        if (limit < 0) {
            throw Problem.usage("--limit: " + limit + " (expected: 0 or more)");
        }
        TailEventsRequest request = request();
        Runtime.getRuntime().addShutdownHook(new Thread(this::sayWhereToGoOn));
        try (GatewayClient client = admin.connect()) {
            print(client.journalWorks().tailEvents(request), client);
            return 0;
        }
    }

    private TailEventsRequest request() {
        TailEventsRequest.Builder request = TailEventsRequest.newBuilder()
                .setContext(admin.context())
                .setIncludeProgramEvents(programEvents)
                .setFromEnd(since.equals("now"))
                .setResumeToken(since.equals("now") || since.equals("beginning") ? "" : since);
        customers.forEach(id -> request.addCustomers(JournalNames.customer(program, id)));
        if (program != null && customers.isEmpty()) {
            request.addPrograms("programs/" + program);
        }
        types.forEach(type -> request.addTypes(type(type)));
        return request.build();
    }

    private static StatementEntryType type(String word) {
        for (StatementEntryType type : StatementEntryType.values()) {
            if (type.name().equals(TYPE + word.toUpperCase(Locale.ROOT).replace('-', '_'))) {
                return type;
            }
        }
        throw Problem.usage(
                "--type: " + word + " (expected: checkout, refund, adjustment or another type of statement entry)");
    }

    private void print(Iterator<TailEventsResponse> messages, GatewayClient client) {
        long shown = 0;
        try {
            while ((limit == 0 || shown < limit) && !System.out.checkError() && messages.hasNext()) {
                TailEventsResponse message = messages.next();
                place = message.getResumeToken();
                if (!message.getEvent().isEmpty()) {
                    print(message);
                    shown++;
                }
            }
        } catch (StatusRuntimeException failed) {
            throw words(client.failure(failed));
        }
    }

    private void print(TailEventsResponse message) {
        if (output.isForPrograms()) {
            output.line(message);
        } else {
            System.out.println(text(message));
        }
    }

    private RuntimeException words(RuntimeException failure) {
        return failure instanceof Refused
                        && String.valueOf(failure.getMessage()).contains("resume_token")
                ? Problem.usage(
                        "--since: " + since + " (expected: now, beginning, or where an earlier tail said to go on)")
                : failure;
    }

    private static String text(TailEventsResponse message) {
        String time = Printing.time(message.getRecordTime(), "");
        if (!message.getProgram().isEmpty()) {
            return time + "  " + message.getProgram() + "  version " + message.getSequenceNumber();
        }
        return time + "  " + message.getCustomer() + "  event " + message.getSequenceNumber() + "  "
                + Printing.word(message.getType(), TYPE) + "  " + Numbers.grouped(total(message)) + " points after";
    }

    private static long total(TailEventsResponse message) {
        try {
            StoredBalance after = CustomerEvent.parseFrom(message.getEvent()).getBalanceAfter();
            return after.getAvailable() + after.getPending() + after.getHeld() - after.getOwed();
        } catch (InvalidProtocolBufferException unreadable) {
            throw Problem.failed(
                    "event " + message.getSequenceNumber() + " of " + message.getCustomer() + " cannot be read: "
                            + unreadable.getMessage(),
                    unreadable);
        }
    }

    private void sayWhereToGoOn() {
        if (!place.isEmpty()) {
            System.err.println("To go on: --since " + place);
        }
    }
}
