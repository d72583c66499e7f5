package dev.giveback.standalone.cluster;

import dev.giveback.testkit.TestDatabase;
import dev.giveback.testkit.TestMasterKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One node of a service as a process, on the class path of the test; it can be killed, frozen, stopped and started again. */
final class ServiceNode implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(12);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path folder;
    private final TestDatabase database;
    private final String service;
    private final String main;
    private final int grpcPort = freePort();
    private final int metricsPort = freePort();
    private final int clusterPort = freePort();
    private volatile String clusterHost = "127.0.0.1";
    private final List<String> settings = new ArrayList<>();
    private volatile int starts;
    private final AtomicInteger sentAway = new AtomicInteger();
    private volatile boolean supervised;
    private volatile boolean isClosed;
    private volatile @Nullable Process process;

    private ServiceNode(Path folder, TestDatabase database, String service, String main) {
        this.folder = folder;
        this.database = database;
        this.service = service;
        this.main = main;
        with("giveback." + service + ".database.journal-connections", 4);
        with("giveback.platform.grpc.drain.notice", "1s");
    }

    /** One of the loyalty service. */
    static ServiceNode loyalty(Path folder, TestDatabase database) {
        return new ServiceNode(folder, database, "loyalty", "dev.giveback.loyalty.LoyaltyMain")
                .with("giveback.loyalty.database.read-connections", 4)
                .with(TestMasterKeys.SETTING, TestMasterKeys.KEYSET);
    }

    /** One of the coupon service. */
    static ServiceNode coupon(Path folder, TestDatabase database, String loyaltyTarget) {
        return new ServiceNode(folder, database, "coupon", "dev.giveback.coupon.CouponMain")
                .with("giveback.coupon.loyalty-target", loyaltyTarget);
    }

    /** One of the feedback service; its mails are files in {@code mails}, and no coupon service is there. */
    static ServiceNode feedback(Path folder, TestDatabase database, String loyaltyTarget, Path mails) {
        return new ServiceNode(folder, database, "feedback", "dev.giveback.feedback.FeedbackMain")
                .with("giveback.feedback.loyalty-target", loyaltyTarget)
                .with("giveback.feedback.coupon-target", "127.0.0.1:" + freePort())
                .with("giveback.feedback.links.key", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
                .with("giveback.feedback.mail.transport", "folder")
                .with("giveback.feedback.mail.folder", mails);
    }

    /** One of the access service. */
    static ServiceNode access(Path folder, TestDatabase database) {
        ServiceNode node = new ServiceNode(folder, database, "access", "dev.giveback.access.AccessMain");
        return node.with("giveback.access.operator-key.file", folder.resolve("operator-" + node.clusterPort + ".key"));
    }

    /**
     * As many as are wanted, each told where the others are. The last one founds the cluster, so it has the singletons at first; the first one has the
     * lowest address, whose side goes on after an even split.
     *
     * @param wiring says how they reach each other
     */
    static List<ServiceNode> cluster(int size, Supplier<ServiceNode> maker, Wiring wiring) throws IOException {
        List<ServiceNode> nodes = Stream.generate(maker)
                .limit(size)
                .sorted(Comparator.comparingInt(node -> node.clusterPort))
                .toList();
        wiring.connect(nodes);
        String seeds =
                nodes.reversed().stream().map(ServiceNode::clusterAddress).collect(Collectors.joining(","));
        nodes.forEach(node -> node.with("giveback.cluster.seeds", seeds));
        return nodes;
    }

    /** Says how nodes that were not begun yet reach each other. */
    @FunctionalInterface
    interface Wiring {
        /** As they are. */
        Wiring DIRECT = nodes -> {};

        void connect(List<ServiceNode> nodes) throws IOException;
    }

    /** Another setting for its next start. */
    ServiceNode with(String setting, Object value) {
        settings.add("-D" + setting + "=" + value);
        return this;
    }

    String address() {
        return "127.0.0.1:" + grpcPort;
    }

    /** Where other nodes find it. */
    String clusterAddress() {
        return clusterHost + ":" + clusterPort;
    }

    int clusterPort() {
        return clusterPort;
    }

    /**
     * Gives it a name by which the other nodes call it, at the same port; it listens elsewhere.
     *
     * @param hosts what names mean to this node, as in /etc/hosts
     */
    ServiceNode reachedAs(String name, int listensAt, Path hosts) {
        clusterHost = name;
        settings.add("-Djdk.net.hosts.file=" + hosts);
        return with("akka.remote.artery.canonical.hostname", name)
                .with("akka.remote.artery.bind.hostname", "127.0.0.1")
                .with("akka.remote.artery.bind.port", listensAt);
    }

    /** Starts it and does not wait. */
    synchronized void begin() throws IOException {
        starts++;
        process = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
        supervised = true;
    }

    /** Starts it again whenever it ends by itself, as whatever looks after processes does. */
    ServiceNode supervised() {
        Thread.ofVirtual().start(() -> {
            while (!isClosed) {
                Process there = process;
                if (supervised && there != null && !there.isAlive()) {
                    sentAway.incrementAndGet();
                    beginAgain();
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        });
        return this;
    }

    private synchronized void beginAgain() {
        try {
            begin();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** How often it has ended by itself. */
    int sentAway() {
        return sentAway.get();
    }

    /** Waits until it finds that the others have sent it away, and ends; it is started again then. */
    void awaitSentAway() throws InterruptedException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (sentAway() == 0) {
            if (System.nanoTime() > end) {
                throw new AssertionError("node " + clusterAddress() + " was not sent away");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** Waits until it says that it is ready. */
    void awaitReady() throws Exception {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (!isReady()) {
            if (System.nanoTime() > end || (!isAlive() && sentAway() == 0)) {
                throw new AssertionError("node " + clusterAddress() + " did not start:\n" + Files.readString(log()));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private boolean isReady() throws InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + metricsPort + "/health/ready");
        try {
            return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    boolean isAlive() {
        Process there = process;
        return there != null && there.isAlive();
    }

    /** Ends it with SIGKILL. */
    void kill() throws InterruptedException {
        supervised = false;
        Process there = process;
        if (there != null) {
            there.destroyForcibly().waitFor();
        }
    }

    /** Stops it as a supervisor does: SIGTERM, and its own time. */
    void stop() throws InterruptedException {
        supervised = false;
        Process there = process;
        if (there != null) {
            there.destroy();
            if (!there.waitFor(5, TimeUnit.MINUTES)) {
                throw new AssertionError("node " + clusterAddress() + " did not stop");
            }
        }
    }

    /** Stops its threads where they are (SIGSTOP); it neither answers nor ends. */
    void freeze() throws Exception {
        signal("STOP");
    }

    /** Lets it go on. */
    void thaw() throws Exception {
        signal("CONT");
    }

    private void signal(String name) throws Exception {
        Process there = process;
        if (there == null
                || new ProcessBuilder("kill", "-" + name, "" + there.pid())
                                .start()
                                .waitFor()
                        != 0) {
            throw new AssertionError("SIG" + name + " could not be sent");
        }
    }

    private Path log() {
        return folder.resolve(service + "-" + clusterPort + "-" + starts + ".log");
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.add("--enable-native-access=ALL-UNNAMED");
        if (Runtime.version().feature() >= 24) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(
                List.of("-Xms64m", "-Xmx320m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
        command.addAll(List.of("-Dfile.encoding=UTF-8", "-Duser.timezone=UTC"));
        command.add("-Dgiveback." + service + ".grpc.port=" + grpcPort);
        command.add("-Dgiveback." + service + ".metrics.port=" + metricsPort);
        command.add("-Dakka.remote.artery.canonical.port=" + clusterPort);
        command.add("-Dgiveback." + service + ".database.url=" + database.jdbcUrl());
        command.add("-Dgiveback." + service + ".database.user=" + database.user());
        command.add("-Dgiveback." + service + ".database.password=" + database.password());
        command.addAll(settings);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        return command;
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new IllegalStateException("no port is free", none);
        }
    }

    @Override
    public void close() {
        isClosed = true;
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
