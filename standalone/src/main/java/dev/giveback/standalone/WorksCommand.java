package dev.giveback.standalone;

import static dev.giveback.standalone.console.Numbers.grouped;

import dev.giveback.operations.v1.CancelWorkRequest;
import dev.giveback.operations.v1.ListWorksRequest;
import dev.giveback.operations.v1.ListWorksResponse;
import dev.giveback.operations.v1.WorkStatus;
import dev.giveback.standalone.console.Table;
import dev.giveback.standalone.console.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code giveback works}. */
@Command(
        name = "works",
        description = "Lists the long works that admins have begun, a check of the journal say, and ends one.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {WorksCommand.ListAll.class, WorksCommand.Cancel.class},
        footer = {"", "Examples:", "  giveback works list", "  giveback works cancel loyalty/17"})
final class WorksCommand {
    private WorksCommand() {}

    /** {@code giveback works list}. */
    @Command(
            name = "list",
            description = "Lists the works that are under way: what, who asked, and how far it is.",
            footer = {"", "Example:", "  giveback works list -o json"})
    static final class ListAll implements Callable<Integer> {
        @Mixin
        private final GatewayOptions gateway = new GatewayOptions();

        @Mixin
        private final OutputOptions output = new OutputOptions();

        @Override
        public Integer call() {
            output.show(
                    Refusing.ask(
                            gateway,
                            client ->
                                    client.await(client.operations().listWorks(ListWorksRequest.getDefaultInstance()))),
                    ListAll::lines);
            return 0;
        }

        private static List<String> lines(ListWorksResponse all) {
            List<String> lines = new ArrayList<>();
            if (all.getWorksCount() == 0) {
                lines.add("Nothing is under way.");
            } else {
                lines.addAll(table(all.getWorksList()).lines());
            }
            all.getSilentServicesList()
                    .forEach(service -> lines.add(service + " did not answer: its works are missing here"));
            return lines;
        }

        private static Table table(List<WorkStatus> works) {
            Table table = new Table(
                    Column.text("work"),
                    Column.text("what"),
                    Column.text("about"),
                    Column.text("who"),
                    Column.text("began"),
                    Column.text("done"));
            for (WorkStatus work : works) {
                table.row(
                        work.getName().replace("operations/works/", ""),
                        work.getVerb(),
                        work.getSubject().isEmpty() ? "everything" : work.getSubject(),
                        work.getOperator(),
                        Printing.time(work.getStartTime(), ""),
                        grouped(work.getDone())
                                + (work.getTotal() == 0 ? "" : " of " + grouped(work.getTotal())) + " "
                                + work.getUnit());
            }
            return table;
        }
    }

    /** {@code giveback works cancel}. */
    @Command(
            name = "cancel",
            description = "Ends a work at its next step; what it has done so far stays.",
            footer = {"", "Example:", "  giveback works cancel loyalty/17"})
    static final class Cancel implements Callable<Integer> {
        @Mixin
        private final GatewayOptions gateway = new GatewayOptions();

        @Mixin
        private final OutputOptions output = new OutputOptions();

        @Parameters(paramLabel = "SERVICE/WORK", description = "Which; works list shows them.")
        private String id = "";

        @Override
        public Integer call() {
            CancelWorkRequest request = CancelWorkRequest.newBuilder()
                    .setName(id.startsWith("operations/") ? id : "operations/works/" + id)
                    .build();
            output.show(
                    Refusing.ask(
                            gateway, client -> client.await(client.operations().cancelWork(request))),
                    answer -> List.of(id + " ends at its next step."));
            return 0;
        }
    }
}
