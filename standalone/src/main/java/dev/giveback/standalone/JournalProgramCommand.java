package dev.giveback.standalone;

import static dev.giveback.standalone.console.Numbers.grouped;

import dev.giveback.loyalty.v1.ProgramAt;
import dev.giveback.loyalty.v1.ReadProgramAtRequest;
import dev.giveback.loyalty.v1.ReadProgramAtResponse;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.client.Refused;
import dev.giveback.standalone.console.Problem;
import dev.giveback.standalone.console.Table;
import dev.giveback.standalone.console.Table.Column;
import io.grpc.StatusRuntimeException;
import java.util.Iterator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code giveback journal program}. */
@Command(
        name = "program",
        description = "Shows a whole program as it stood at a time, or will stand: customers, points by age, expiry and"
                + " tier.",
        footer = {
            "",
            "It reads all events of the program; what was broken off begins again.",
            "Times are in UTC: a date, 2011-11-06, is 00:00 of that day; a time is 2011-11-06T10:15:30Z.",
            "",
            "Examples:",
            "  giveback journal program",
            "  giveback journal program --time 2011-06-30",
            "  giveback journal program --time 2011-06-30 --known-at now -o json"
        })
final class JournalProgramCommand implements Callable<Integer> {
    @Mixin
    private final HistoryOptions history = new HistoryOptions();

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
        String name = history.program();
        if (!name.matches("[a-z][a-z0-9-]{0,39}")) {
            throw Problem.usage(
                    "--program: \"" + name + "\" (expected: 1 to 40 of a-z, 0-9 and -, starting with a letter)");
        }
        ReadProgramAtRequest request = ReadProgramAtRequest.newBuilder()
                .setName("programs/" + name)
                .setMoment(Moments.at(time, known))
                .setContext(history.context())
                .build();
        ProgramAt program = read(request);
        if (history.output().isForPrograms()) {
            history.output().print(program);
        } else {
            print(program);
        }
        return 0;
    }

    private ProgramAt read(ReadProgramAtRequest request) {
        try (GatewayClient client = history.connect();
                WorkLine line = WorkLine.onStandardError("reading " + history.program())) {
            try {
                return read(client.journalWorks().readProgramAt(request), line);
            } catch (StatusRuntimeException failed) {
                throw client.failure(failed) instanceof Refused refused
                        ? HistoryOptions.refused(refused, history.program(), "")
                        : client.failure(failed);
            }
        }
    }

    private static ProgramAt read(Iterator<ReadProgramAtResponse> answers, WorkLine line) {
        while (answers.hasNext()) {
            ReadProgramAtResponse answer = answers.next();
            if (answer.hasProgram()) {
                return answer.getProgram();
            }
            line.show(answer.getProgress());
        }
        throw Problem.failed("the answer ended before the program came; ask again");
    }

    private static void print(ProgramAt program) {
        String known = program.getKnownTime().equals(program.getTime())
                ? ""
                : ", as known on " + Printing.time(program.getKnownTime(), "");
        System.out.println(program.getName() + "  on " + Printing.time(program.getTime(), "") + known);
        if (program.getCustomerCount() == 0) {
            System.out.println("It had no customers.");
            return;
        }
        String late = program.getLateFactCount() == 0
                ? ""
                : ", " + grouped(program.getLateFactCount()) + " of them late facts";
        System.out.println();
        System.out.println("  customers    " + grouped(program.getCustomerCount()) + ", "
                + grouped(program.getMemberCount()) + " of them members");
        System.out.println("  orders       " + grouped(program.getOrderCount()));
        System.out.println("  events       " + grouped(program.getEventCount()) + late);
        System.out.println("  points       " + CustomerAtText.balance(program.getBalance()));
        System.out.println("  so far       " + CustomerAtText.totals(program.getTotals()));
        System.out.println("  unrecorded   " + grouped(program.getUnrecordedExpired()) + " expired, "
                + grouped(program.getPointsInTransit()) + " on the way between customers");
        System.out.println("  coupons      " + coupons(program));
        tables(program);
    }

    private static String coupons(ProgramAt program) {
        return grouped(program.getCoupons().getAvailable()) + " available, "
                + grouped(program.getCoupons().getReserved()) + " reserved, "
                + grouped(program.getCoupons().getRedeemed()) + " redeemed, "
                + grouped(program.getCoupons().getExpired()) + " expired, "
                + grouped(program.getCoupons().getRevoked()) + " taken back";
    }

    private static void tables(ProgramAt program) {
        Table ages = new Table(Column.text("points by age"), Column.number("points"));
        program.getAgesList()
                .forEach(age -> ages.row(
                        age.getMaxDays() == 0 ? "older" : "at most " + age.getMaxDays() + " days",
                        grouped(age.getPoints())));
        Table months = new Table(Column.text("points by expiry"), Column.number("points"));
        program.getMonthsList()
                .forEach(month -> months.row(
                        month.getMonth().isEmpty() ? "never" : month.getMonth(), grouped(month.getPoints())));
        Table tiers = new Table(Column.text("tier"), Column.number("customers"), Column.number("points"));
        program.getTiersList()
                .forEach(tier -> tiers.row(
                        tier.getTierId().isEmpty() ? "none" : tier.getTierId(),
                        grouped(tier.getCustomers()),
                        grouped(tier.getPoints())));
        for (Table table : new Table[] {ages, months, tiers}) {
            System.out.println();
            table.lines().forEach(System.out::println);
        }
    }
}
