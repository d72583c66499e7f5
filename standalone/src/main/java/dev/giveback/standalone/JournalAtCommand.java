package dev.giveback.standalone;

import dev.giveback.loyalty.v1.CustomerAt;
import dev.giveback.loyalty.v1.GetCustomerAtRequest;
import dev.giveback.loyalty.v1.Moment;
import dev.giveback.standalone.console.Problem;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code giveback journal at}. */
@Command(
        name = "at",
        description = {
            "Shows a customer as it stood at a moment, or will stand at one to come.",
            "With --known-at, about a time as it was known at another one: orders and refunds that were recorded later",
            "count from the time that the shop gave them."
        },
        footer = {
            "",
            "Times are in UTC: a date, 2011-11-06, is 00:00 of that day; a time is 2011-11-06T10:15:30Z.",
            "",
            "Examples:",
            "  giveback journal at 13085 --sequence 12",
            "  giveback journal at 13085 --time 2011-01-31",
            "  giveback journal at 13085 --time 2011-01-31 --known-at now",
            "  giveback journal at 13085 --time 2030-01-01       what will be left of what there is"
        })
final class JournalAtCommand implements Callable<Integer> {
    @Mixin
    private final HistoryOptions options = new HistoryOptions();

    @Parameters(paramLabel = "ID", description = "The shop's own key of the customer.")
    private String id = "";

    @Option(names = "--sequence", paramLabel = "N", description = "Right after the event of this number.")
    private long sequence;

    @Option(
            names = "--time",
            paramLabel = "TIME",
            defaultValue = Moments.NOW,
            description = "At this time (default: now).")
    private String time = "";

    @Option(
            names = "--known-at",
            paramLabel = "TIME",
            defaultValue = "",
            description = "As it was known at this time, or now (default: as it was known at --time).")
    private String known = "";

    @Override
    public Integer call() {
        Moment moment = moment();
        CustomerAt customer = options.ask(
                id,
                client -> client.await(client.journal()
                                .getCustomerAt(GetCustomerAtRequest.newBuilder()
                                        .setCustomer(options.customer(id))
                                        .setMoment(moment)
                                        .setContext(options.context())
                                        .build()))
                        .getCustomer());
        if (options.output().isForPrograms()) {
            options.output().print(customer);
        } else {
            new CustomerAtText(customer).lines().forEach(System.out::println);
        }
        return 0;
    }

    private Moment moment() {
        if (sequence == 0) {
            return Moments.at(time, known);
        }
        if (sequence < 0 || !time.equals(Moments.NOW) || !known.isEmpty()) {
            throw Problem.usage(
                    "--sequence: " + sequence + " (expected: 1 or more, and neither --time nor --known-at beside it)");
        }
        return Moment.newBuilder().setSequenceNumber(sequence).build();
    }
}
