package dev.giveback.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Problem;
import dev.giveback.standalone.doctor.DatabaseChecks;
import dev.giveback.standalone.doctor.Disk;
import dev.giveback.standalone.doctor.Finding;
import dev.giveback.standalone.doctor.Machine;
import dev.giveback.standalone.doctor.Secrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code giveback doctor}. */
@Command(
        name = "doctor",
        description = {
            "Looks whether all is well: Java, memory, disk, the data directory's secrets, ports, the database's settings and clock,"
                    + " the gateway, the key, keys near their end.",
            "Each line is ok, warn or fail, with what to do. Exit code 1 if a line is fail. Nothing is changed."
        },
        footer = {
            "",
            "Examples:",
            "  giveback doctor",
            "  giveback doctor -o json | jq '.[] | select(.state != \"OK\")'",
            "  giveback doctor --target giveback.example.com:443 --key-file ops.key"
        })
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private final GatewayOptions gateway = new GatewayOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "${env:GIVEBACK_DATA_DIR}",
            description = "What giveback up keeps (environment GIVEBACK_DATA_DIR; default: data, where Giveback is).")
    private @Nullable Path dataDirectory;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok("giveback", GivebackCommand.version()));
        findings.add(Machine.java(Runtime.version().feature(), Runtime.version().toString()));
        findings.add(Machine.memory(memory()));
        Path folder = dataDirectory == null || dataDirectory.toString().isEmpty()
                ? Credentials.dataDirectory()
                : dataDirectory;
        if (Files.isDirectory(folder)) {
            findings.addAll(Disk.of(folder));
            findings.add(Secrets.of(folder));
            findings.addAll(running(folder));
        } else {
            findings.add(Finding.ok("data directory", folder + " is not there yet; giveback up makes it"));
        }
        try (GatewayClient client = gateway.connect()) {
            findings.addAll(GatewayChecks.of(client, Instant.now()));
        }
        print(findings);
        return findings.stream().anyMatch(each -> each.state() == Finding.State.FAIL)
                ? Problem.Kind.FAILED.exitCode()
                : 0;
    }

    /** What is running out of the data directory, or else whether it could. */
    private static List<Finding> running(Path folder) {
        Optional<StandaloneRecord> record = StandaloneRecord.read(folder).filter(StandaloneRecord::isAlive);
        if (record.isEmpty()) {
            return List.of(Finding.ok("up", "nothing runs on " + folder));
        }
        StandaloneRecord up = record.get();
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok(
                "up",
                "process " + up.pid() + ": gRPC " + up.grpcPort() + ", metrics " + up.httpPort() + ", web "
                        + up.webPort() + ", database " + up.databasePort()));
        findings.addAll(DatabaseChecks.of(
                "jdbc:postgresql://" + StandaloneSettings.HOST + ":" + up.databasePort() + "/giveback",
                up.databaseUser(),
                up.databasePassword()));
        return findings;
    }

    private static long memory() {
        return java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean machine
                ? machine.getTotalMemorySize()
                : Runtime.getRuntime().maxMemory();
    }

    private void print(List<Finding> findings) {
        if (output.isJson()) {
            System.out.println(json(findings));
        } else if (output.isForPrograms()) {
            output.records(
                    List.of("check", "state", "found", "advice"),
                    findings.stream()
                            .map(each -> List.of(each.check(), each.state().name(), each.found(), each.advice()))
                            .toList());
        } else {
            Colours colours = GivebackCommand.colours(spec);
            findings.forEach(each -> System.out.println(line(each, colours)));
        }
    }

    private static String json(List<Finding> findings) {
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(findings);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String line(Finding finding, Colours colours) {
        String state = switch (finding.state()) {
            case OK -> colours.good("ok  ");
            case WARN -> colours.doubtful("warn");
            case FAIL -> colours.bad("fail");
        };
        String name =
                finding.check() + " ".repeat(Math.max(1, 20 - finding.check().length()));
        return state + "  " + name + finding.found()
                + (finding.advice().isEmpty() ? "" : "\n                          -> " + finding.advice());
    }
}
