package dev.giveback.standalone;

import dev.giveback.standalone.client.GatewayAddress;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Problem;
import dev.giveback.standalone.console.Steps;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code giveback up}. */
@Command(
        name = "up",
        description = {
            "Starts all of Giveback on this machine: a PostgreSQL of its own, the services, and the gateway in front of"
                    + " them. It runs until Ctrl-C, which lets calls under way finish. Everything listens on loopback only."
        },
        footer = {
            "",
            "Examples:",
            "  giveback up                         starts it, with its data in ./data",
            "  giveback up --data-dir /tmp/two --grpc-port 9980 --http-port 9981 --web-port 9982",
            "                                      a second one beside the first",
            "  giveback up --check --wait 60       exits 0 as soon as a running one is ready, 3 if none is"
        })
final class UpCommand implements Callable<Integer> {
    private static final Duration READY_LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(200);

    @Option(
            names = "--grpc-port",
            paramLabel = "PORT",
            defaultValue = "${env:GIVEBACK_GRPC_PORT:-" + GatewayOptions.DEFAULT_PORT + "}",
            description = "Port of the gateway's gRPC (environment GIVEBACK_GRPC_PORT; default "
                    + GatewayOptions.DEFAULT_PORT + ").")
    private int grpcPort;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = "${env:GIVEBACK_HTTP_PORT:-8981}",
            description = "Port of metrics and health (environment GIVEBACK_HTTP_PORT; default 8981).")
    private int httpPort;

    @Option(
            names = "--web-port",
            paramLabel = "PORT",
            defaultValue = "${env:GIVEBACK_WEB_PORT:-8982}",
            description =
                    "Port of the console, of JSON and of the pages that customers see (environment GIVEBACK_WEB_PORT; default 8982).")
    private int webPort;

    @Option(
            names = "--loyalty-port",
            paramLabel = "PORT",
            description =
                    "Also serves the loyalty service itself, behind the gateway's back: for measurements. Whoever reaches this port"
                            + " needs no key. Default: none.")
    private @Nullable Integer loyaltyPort;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "${env:GIVEBACK_DATA_DIR}",
            description = "Everything that is kept (environment GIVEBACK_DATA_DIR; default: data, where Giveback is).")
    private @Nullable Path dataDirectory;

    @Option(
            names = "--database-port",
            paramLabel = "PORT",
            defaultValue = "${env:GIVEBACK_DATABASE_PORT}",
            description =
                    "Port of the embedded PostgreSQL (environment GIVEBACK_DATABASE_PORT; default: a free one, kept in"
                            + " database.properties of the data directory).")
    private @Nullable Integer databasePort;

    @Option(names = "--check", description = "Start nothing; exit 0 if a running one is ready, 3 if not.")
    private boolean check;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "With --check: ask again for so long (default: 0).")
    private int waitSeconds;

    @Override
    public Integer call() throws InterruptedException {
        if (waitSeconds < 0 || (waitSeconds > 0 && !check)) {
            throw Problem.usage("--wait: " + waitSeconds + " (expected: 0 or more seconds, together with --check)");
        }
        return check ? checkReady() : runUntilStopped();
    }

    private int checkReady() throws InterruptedException {
        try (GatewayClient client = connect(settings().dataDirectory())) {
            if (!awaitReady(client, Duration.ofSeconds(waitSeconds))) {
                throw Problem.unreachable("no Giveback is ready on " + client.address(), null);
            }
            System.out.println("ready on " + client.address());
            return 0;
        }
    }

    /** With the key that the first start made; who has none is told by a gateway that is ready that it needs one. */
    private GatewayClient connect(Path dataDirectory) {
        return new GatewayClient(
                GatewayAddress.loopback(grpcPort, Credentials.operator(Credentials.operatorFile(dataDirectory))));
    }

    private boolean awaitReady(GatewayClient client, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!client.isReady() && !HealthPage.saysReady(httpPort)) {
            if (System.nanoTime() >= end) {
                return false;
            }
            Thread.sleep(POLL);
        }
        return true;
    }

    private int runUntilStopped() throws InterruptedException {
        PrintStream out = System.out;
        Steps steps = new Steps(out);
        Standalone standalone = Standalone.idle(steps);
        AtomicBoolean serving = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(standalone, steps, serving.get()), "drain"));
        out.println("Giveback is starting");
        StandaloneSettings settings = settings();
        expectFree("--grpc-port", settings.grpcPort());
        expectFree("--http-port", settings.httpPort());
        expectFree("--web-port", settings.webPort());
        settings.loyaltyPort().ifPresent(port -> expectFree("--loyalty-port", port));
        standalone.start(settings);
        try (GatewayClient client = connect(settings.dataDirectory())) {
            steps.step("Asking whether it is ready", () -> {
                if (!awaitReady(client, READY_LIMIT)) {
                    throw Problem.failed("the gateway did not become ready within " + READY_LIMIT.toSeconds() + " s");
                }
                return true;
            });
        }
        whatNext(settings).lines().forEach(out::println);
        standalone.newOperatorKey().ifPresent(file -> operatorKey(file).lines().forEach(out::println));
        serving.set(true);
        archiveWillBeWhole();
        // Only a signal ends it; the JVM's exit then runs the drain.
        new CountDownLatch(1).await();
        return 0;
    }

    /** Tells the script that started this that all of a start is in the archive of classes which the JVM writes when it ends. */
    private static void archiveWillBeWhole() {
        String archive = System.getProperty("giveback.archive");
        if (archive != null) {
            try {
                Files.writeString(Path.of(archive + ".whole"), "");
            } catch (IOException unwritable) {
                // The script makes another one then.
            }
        }
    }

    /** Stops everything when the JVM ends. A clean stop by a signal is a success, for which the JVM itself has no exit code. */
    private static void drain(Standalone standalone, Steps steps, boolean serving) {
        try {
            standalone.close();
        } catch (Problem failed) {
            steps.note(String.valueOf(failed.getMessage()));
            return;
        }
        if (serving) {
            System.out.println("Giveback has stopped");
            System.out.flush();
            Runtime.getRuntime().halt(0);
        }
    }

    /** Looks before anything is started, because the gateway would find out last. */
    private static void expectFree(String option, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As the servers do it: a port whose last connections are still being forgotten is free.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException | IllegalArgumentException taken) {
            throw Problem.failed(
                    "the port " + port + " cannot be had (" + taken.getMessage() + "): is Giveback running already?"
                            + " Otherwise choose another " + option,
                    taken);
        }
    }

    private StandaloneSettings settings() {
        Path directory = dataDirectory == null || dataDirectory.toString().isEmpty()
                ? Credentials.dataDirectory()
                : dataDirectory;
        return new StandaloneSettings(
                directory, optional(databasePort), grpcPort, httpPort, webPort, optional(loyaltyPort));
    }

    private static OptionalInt optional(@Nullable Integer port) {
        return port == null ? OptionalInt.empty() : OptionalInt.of(port);
    }

    /** Said once, at the start that makes it, and on the terminal only. */
    private static String operatorKey(Path file) {
        try {
            return """

                    The operator's key, which may do everything, was made. It is shown this once:
                      %s
                    Commands on this machine find it in %s, which only you can read. Keep that file,
                    or a copy: without a key nobody gets in. Give people and programs keys of their own.
                    """.formatted(
                    Files.readString(file).strip(), file.toAbsolutePath().normalize());
        } catch (IOException unreadable) {
            throw Problem.failed(file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static String mails(StandaloneSettings settings) {
        String transport = System.getenv("GIVEBACK_MAIL_TRANSPORT");
        return transport == null
                ? settings.outbox().toAbsolutePath().normalize() + "/*.eml"
                : "by " + transport + ", as GIVEBACK_MAIL_TRANSPORT says";
    }

    private static String whatNext(StandaloneSettings settings) {
        String address = StandaloneSettings.HOST + ":" + settings.grpcPort();
        String port = settings.grpcPort() == GatewayOptions.DEFAULT_PORT ? "" : " --grpc-port " + settings.grpcPort();
        Path key = Credentials.operatorFile(settings.dataDirectory())
                .toAbsolutePath()
                .normalize();
        boolean isFound = key.equals(Credentials.operatorFile(Credentials.dataDirectory())
                .toAbsolutePath()
                .normalize());
        String options = isFound ? port : port + " --key-file " + key;
        return """

                Giveback is ready. Ctrl-C stops it.
                  gRPC                 %1$s
                  console              http://%2$s:%6$d/console/
                  JSON                 http://%2$s:%6$d/v1/..., by /openapi.json and the pages of /docs/
                  metrics and health   http://%2$s:%3$d/metrics, /health/live, /health/ready
                  customers' pages     http://%2$s:%6$d/f/..., /u/...: the links of surveys and mails
                  mails                %7$s
                  data                 %4$s

                Try next, in another terminal:
                  ./giveback replay%5$s
                  ./giveback customer show 13085%5$s
                  buf curl --protocol grpc --http2-prior-knowledge --reflect-header '*' \\
                    -H "authorization: Bearer $(cat %4$s/operator.key)" \\
                    -d '{"name":"programs/online-retail/customers/13085"}' \\
                    http://%1$s/giveback.loyalty.v1.CustomerService/GetCustomer
                """.formatted(
                        address,
                        StandaloneSettings.HOST,
                        settings.httpPort(),
                        settings.dataDirectory().toAbsolutePath().normalize(),
                        options,
                        settings.webPort(),
                        mails(settings));
    }
}
