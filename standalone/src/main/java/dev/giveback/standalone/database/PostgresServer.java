package dev.giveback.standalone.database;

import dev.giveback.standalone.console.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.OptionalLong;

/**
 * Initialises, starts and stops a cluster with PostgreSQL's own programs. {@code pg_ctl} puts the server into a session of its own,
 * so that Ctrl-C in the terminal reaches Giveback only and the database goes last.
 */
final class PostgresServer {
    /** The superuser that Giveback uses. */
    static final String USER = "giveback";

    private static final String PASSWORD_FILE = "giveback.password";
    /** Recovery after a crash may have 2 GB of log to read on a slow disk. */
    private static final String START_SECONDS = "300";

    private static final String STOP_SECONDS = "60";

    private final Path binaries;
    private final DatabaseSettings settings;
    private final CommandRunner runner;

    PostgresServer(Path binaries, DatabaseSettings settings, CommandRunner runner) {
        this.binaries = binaries;
        this.settings = settings;
        this.runner = runner;
    }

    /** Whether there is a cluster. */
    boolean isInitialised() {
        return Files.exists(settings.cluster().resolve("PG_VERSION"));
    }

    /** Makes a new cluster aside and renames it, so that half of one is never taken for the whole. */
    void initialise() throws IOException, InterruptedException {
        Path aside = settings.dataDirectory().resolve("postgres.new");
        Trees.delete(aside);
        Path password = Files.createTempFile(settings.dataDirectory(), "giveback", ".password");
        try {
            Files.writeString(password, Passwords.generate());
            expectOk(
                    "initdb",
                    runner.run(List.of(
                            program("initdb"),
                            "--pgdata=" + aside,
                            "--username=" + USER,
                            "--pwfile=" + password,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale=C",
                            "--no-instructions")));
            Files.move(password, aside.resolve(PASSWORD_FILE));
            Files.move(aside, settings.cluster(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(password);
        }
    }

    /** The superuser's password; only the owner of the data directory can read it. */
    String password() throws IOException {
        return Files.readString(settings.cluster().resolve(PASSWORD_FILE), StandardCharsets.US_ASCII);
    }

    /**
     * Starts the server and waits until it accepts connections.
     *
     * @return its process id
     * @throws Problem with the server's own words if it does not start
     */
    long start(int port) throws IOException, InterruptedException {
        long logged = Files.exists(settings.log()) ? Files.size(settings.log()) : 0;
        CommandRunner.Result result = runner.run(List.of(
                program("pg_ctl"),
                "start",
                "--pgdata=" + settings.cluster(),
                "--wait",
                "--timeout=" + START_SECONDS,
                "--log=" + settings.log(),
                "--silent",
                "--options=" + ServerSettings.options(port)));
        OptionalLong pid = PostgresProcess.running(settings.cluster());
        if (!result.ok() || pid.isEmpty()) {
            throw Problem.failed("PostgreSQL did not start: " + lastFatal(logged, result.output()) + " (log: "
                    + settings.log() + ")");
        }
        return pid.getAsLong();
    }

    /** Ends the server: open transactions are rolled back, everything committed is on disk. Without a server, nothing happens. */
    void stop() throws IOException, InterruptedException {
        if (PostgresProcess.running(settings.cluster()).isEmpty()) {
            return;
        }
        expectOk(
                "pg_ctl stop",
                runner.run(List.of(
                        program("pg_ctl"),
                        "stop",
                        "--pgdata=" + settings.cluster(),
                        "--mode=fast",
                        "--wait",
                        "--timeout=" + STOP_SECONDS,
                        "--silent")));
    }

    private String program(String name) {
        return binaries.resolve("bin").resolve(name).toString();
    }

    /** The server's own last word of why, in what it has logged since. */
    private String lastFatal(long logged, String otherwise) throws IOException {
        if (!Files.exists(settings.log())) {
            return otherwise;
        }
        byte[] log = Files.readAllBytes(settings.log());
        int start = (int) Math.min(logged, log.length);
        List<String> fatal = new String(log, start, log.length - start, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("FATAL:"))
                .toList();
        return fatal.isEmpty() ? otherwise : fatal.getLast();
    }

    private static void expectOk(String what, CommandRunner.Result result) {
        if (!result.ok()) {
            throw Problem.failed(what + " failed: " + result.output().replace('\n', ' '));
        }
    }
}
