package dev.giveback.standalone;

import static dev.giveback.standalone.console.Numbers.grouped;

import com.google.protobuf.util.Durations;
import dev.giveback.operations.v1.BackendStatus;
import dev.giveback.operations.v1.CallRates;
import dev.giveback.operations.v1.GetStatusRequest;
import dev.giveback.operations.v1.GetStatusResponse;
import dev.giveback.standalone.console.Numbers;
import dev.giveback.standalone.console.Table;
import dev.giveback.standalone.console.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code giveback status}. */
@Command(
        name = "status",
        description =
                "Shows how the installation runs: its services, and the calls of the last minute. Exit code 1 if one does not serve.",
        footer = {"", "Examples:", "  giveback status", "  giveback status -o json | jq '.backends[].serving'"})
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private final GatewayOptions gateway = new GatewayOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        GetStatusResponse status = Refusing.ask(
                gateway, client -> client.await(client.operations().getStatus(GetStatusRequest.getDefaultInstance())));
        output.show(status, StatusCommand::lines);
        return status.getBackendsList().stream().allMatch(BackendStatus::getServing) ? 0 : 1;
    }

    private static List<String> lines(GetStatusResponse status) {
        List<String> lines = new ArrayList<>();
        lines.add("gateway " + status.getVersion() + ", up since " + Printing.time(status.getStartTime(), "not known"));
        Table table = new Table(
                Column.text("service"),
                Column.text("state"),
                Column.text("version"),
                Column.text("up since"),
                Column.number("nodes"),
                Column.number("answered in"));
        for (BackendStatus backend : status.getBackendsList()) {
            table.row(
                    backend.getService(),
                    backend.getServing() ? "serving" : "not serving: " + backend.getProblem(),
                    backend.getVersion(),
                    Printing.time(backend.getStartTime(), ""),
                    Integer.toString(backend.getNodesCount()),
                    Numbers.millis(Durations.toNanos(backend.getAnswerTime())));
        }
        lines.addAll(table.lines());
        lines.add("calls of the last minute: " + calls(status.getCalls()));
        return lines;
    }

    private static String calls(CallRates calls) {
        StringBuilder text = new StringBuilder(grouped(calls.getCallCount()))
                .append(String.format(Locale.ROOT, ", %.1f a second", calls.getCallsPerSecond()))
                .append(", p50 ")
                .append(Numbers.millis(Durations.toNanos(calls.getP50Time())))
                .append(", p99 ")
                .append(Numbers.millis(Durations.toNanos(calls.getP99Time())));
        for (Map.Entry<String, Long> error : new TreeMap<>(calls.getErrorsMap()).entrySet()) {
            text.append(", ").append(error.getKey()).append(' ').append(grouped(error.getValue()));
        }
        return text.toString();
    }
}
