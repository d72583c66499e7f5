package dev.giveback.standalone;

import static dev.giveback.standalone.console.Numbers.grouped;

import com.google.protobuf.util.Durations;
import dev.giveback.operations.v1.ListProjectionsRequest;
import dev.giveback.operations.v1.ListProjectionsResponse;
import dev.giveback.operations.v1.PauseProjectionRequest;
import dev.giveback.operations.v1.Projection;
import dev.giveback.operations.v1.ProjectionState;
import dev.giveback.operations.v1.ResumeProjectionRequest;
import dev.giveback.standalone.console.Table;
import dev.giveback.standalone.console.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code giveback projections}. */
@Command(
        name = "projections",
        description = "Shows how far the read models are behind the journal; pauses, resumes and rebuilds them.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ProjectionsCommand.ListAll.class,
            ProjectionsCommand.Pause.class,
            ProjectionsCommand.Resume.class,
            JournalRebuildCommand.class
        },
        footer = {"", "Examples:", "  giveback projections list", "  giveback projections pause loyalty/directory"})
final class ProjectionsCommand {
    private ProjectionsCommand() {}

    private static String name(String id) {
        return id.startsWith("operations/") ? id : "operations/projections/" + id;
    }

    static List<String> lines(List<Projection> projections, List<String> silent) {
        Table table = new Table(
                Column.text("projection"),
                Column.text("state"),
                Column.number("behind"),
                Column.number("for"),
                Column.text("what it does"));
        for (Projection projection : projections) {
            table.row(
                    projection.getName().replace("operations/projections/", ""),
                    Printing.word(projection.getState(), "PROJECTION_STATE_"),
                    projection.hasLagEvents() ? grouped(projection.getLagEvents()) : "not known",
                    lagTime(projection),
                    projection.getTitle());
        }
        List<String> lines = new ArrayList<>(table.lines());
        silent.forEach(service -> lines.add(service + " did not answer: its projections are missing here"));
        return lines;
    }

    private static String lagTime(Projection projection) {
        if (projection.hasLagTime()) {
            return Durations.toSeconds(projection.getLagTime()) + " s";
        }
        boolean isOfAnotherService = !projection.hasLagEvents();
        return isOfAnotherService && projection.getState() == ProjectionState.PROJECTION_STATE_RUNNING ? "< 15 s" : "";
    }

    /** {@code giveback projections list}. */
    @Command(
            name = "list",
            description = "Lists the projections of all services: how each is, and how far behind.",
            footer = {"", "Example:", "  giveback projections list -o csv"})
    static final class ListAll implements Callable<Integer> {
        @Mixin
        private final GatewayOptions gateway = new GatewayOptions();

        @Mixin
        private final OutputOptions output = new OutputOptions();

        @Override
        public Integer call() {
            ListProjectionsResponse all = Refusing.ask(
                    gateway,
                    client -> client.await(
                            client.operations().listProjections(ListProjectionsRequest.getDefaultInstance())));
            output.show(all, answer -> lines(answer.getProjectionsList(), answer.getSilentServicesList()));
            return 0;
        }
    }

    /** {@code giveback projections pause}. */
    @Command(
            name = "pause",
            description = "Stops a projection; it stays so over a restart, and misses nothing.",
            footer = {"", "Example:", "  giveback projections pause loyalty/directory"})
    static final class Pause implements Callable<Integer> {
        @Mixin
        private final GatewayOptions gateway = new GatewayOptions();

        @Mixin
        private final OutputOptions output = new OutputOptions();

        @Parameters(paramLabel = "SERVICE/PROJECTION", description = "Which; projections list shows them.")
        private String id = "";

        @Override
        public Integer call() {
            PauseProjectionRequest request =
                    PauseProjectionRequest.newBuilder().setName(name(id)).build();
            output.show(
                    Refusing.ask(
                                    gateway,
                                    client -> client.await(client.operations().pauseProjection(request)))
                            .getProjection(),
                    answer -> lines(List.of(answer), List.of()));
            return 0;
        }
    }

    /** {@code giveback projections resume}. */
    @Command(
            name = "resume",
            description = "Lets a projection go on where it stopped.",
            footer = {"", "Example:", "  giveback projections resume loyalty/directory"})
    static final class Resume implements Callable<Integer> {
        @Mixin
        private final GatewayOptions gateway = new GatewayOptions();

        @Mixin
        private final OutputOptions output = new OutputOptions();

        @Parameters(paramLabel = "SERVICE/PROJECTION", description = "Which; projections list shows them.")
        private String id = "";

        @Override
        public Integer call() {
            ResumeProjectionRequest request =
                    ResumeProjectionRequest.newBuilder().setName(name(id)).build();
            output.show(
                    Refusing.ask(
                                    gateway,
                                    client -> client.await(client.operations().resumeProjection(request)))
                            .getProjection(),
                    answer -> lines(List.of(answer), List.of()));
            return 0;
        }
    }
}
