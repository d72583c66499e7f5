package dev.giveback.torture.flood;

import dev.giveback.torture.process.GivebackProcess;
import dev.giveback.torture.process.GivebackProcess.Changes;
import dev.giveback.torture.process.Running;
import dev.giveback.torture.suite.Control;
import dev.giveback.torture.suite.Outcome;
import dev.giveback.torture.suite.Promise;
import dev.giveback.torture.suite.Scale;
import dev.giveback.torture.suite.Size;
import dev.giveback.torture.suite.Slice;
import dev.giveback.torture.suite.Suite;
import dev.giveback.torture.suite.Violation;
import dev.giveback.torture.suite.Workbench;
import io.grpc.InsecureChannelCredentials;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Attacks a gateway in ten ways, one after the other, while shops call it as they always do. */
public final class HostileSuite implements Suite {
    private static final int CONNECTIONS = 2;

    private static final String NO_LIMITS = "-Dgiveback.platform.grpc.max-resets-per-10s=1000000"
            + " -Dgiveback.platform.grpc.max-concurrent-calls-per-connection=1000000"
            + " -Dgiveback.platform.grpc.max-inbound-metadata=1048576"
            + " -Dgiveback.platform.grpc.max-inbound-message=67108864";
    private static final List<Attack> WITHOUT_LIMITS =
            List.of(Attack.RAPID_RESET, Attack.MANY_STREAMS, Attack.GZIP_BOMB, Attack.LARGE_HEADERS);

    private @Nullable Running running;
    private @Nullable Certificate certificate;
    private @Nullable GivebackProcess giveback;

    @Override
    public Promise promise() {
        return new Promise(
                12,
                "hostile",
                "Who attacks the gateway, even with the key of a till, is refused or cut off; the calls of others are all answered meanwhile, about as"
                        + " quickly as before, and when it is over nothing of it is left.",
                "All of it is real: giveback up with its PostgreSQL, gRPC in plain text, the web port with TLS. Attacker, shops and Giveback share"
                        + " the machine, so the attacker is slower than one with machines of its own, and takes processors away that it would not.");
    }

    @Override
    public Size size(Scale scale) {
        String words = "one of " + Attack.values().length + " attacks beside good load";
        return switch (scale) {
            case SMALL -> new Size(Attack.values().length, Attack.values().length, words);
            case FULL -> new Size(Attack.values().length, 1, words + ", 60 s");
        };
    }

    @Override
    public List<Control> controls() {
        return List.of(
                new Control("a gateway without limits", this::withoutLimits),
                new Control("a Giveback that stands still for a while", this::standingStill));
    }

    @Override
    public void open(Workbench bench) throws IOException, InterruptedException, GeneralSecurityException {
        running = new Running(bench);
        certificate = Certificate.in(bench.scratch());
    }

    @Override
    public Outcome run(Slice slice) throws Exception {
        Outcome.Tally tally = new Outcome.Tally();
        List<Violation> violations = new ArrayList<>();
        for (long seed : slice.seeds().toArray()) {
            Assault.Plan plan = slice.scale() == Scale.FULL ? Assault.FULL : Assault.SMALL;
            Attack attack = Attack.of(seed);
            round(limited(), "hostile-" + seed, attack, plan, tally).stream()
                    .map(finding -> new Violation(seed, attack.words() + ": " + finding, List.of()))
                    .forEach(violations::add);
        }
        return Outcome.of(tally, violations);
    }

    private List<String> round(
            GivebackProcess giveback, String program, Attack attack, Assault.Plan plan, Outcome.Tally tally)
            throws Exception {
        try (Shop good = shop(giveback, program);
                Shop robbed = shop(giveback, program + "-robbed");
                Vitals vitals = new Vitals(giveback.pid())) {
            Target target = new Target(
                    giveback.grpcPort(), giveback.webPort(), certificate(), robbed.secret(), robbed.customer(0), 0);
            return new Assault(good, target, vitals, tally).findings(attack, program, plan);
        }
    }

    private static Shop shop(GivebackProcess giveback, String program) throws IOException {
        return new Shop(
                "127.0.0.1:" + giveback.grpcPort(),
                InsecureChannelCredentials.create(),
                giveback.operatorKey(),
                program,
                CONNECTIONS);
    }

    private GivebackProcess limited() throws IOException, InterruptedException {
        GivebackProcess runs = giveback;
        return runs != null && runs.isAlive() ? runs : started("");
    }

    private GivebackProcess started(String options) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(certificate().environment());
        environment.put("JAVA_TOOL_OPTIONS", options);
        GivebackProcess started = running().startedWith(new Changes("", environment));
        giveback = options.isEmpty() ? started : null;
        return started;
    }

    private Optional<Violation> withoutLimits() throws Exception {
        GivebackProcess open = started(NO_LIMITS);
        List<String> found = new ArrayList<>();
        for (Attack attack : WITHOUT_LIMITS) {
            round(open, "no-limits-" + found.size(), attack, Assault.CONTROL, new Outcome.Tally()).stream()
                    .filter(finding -> finding.startsWith(Assault.NOT_STOPPED))
                    .findFirst()
                    .ifPresent(finding -> found.add(attack.words() + ": " + finding));
        }
        return found.size() == WITHOUT_LIMITS.size()
                ? Optional.of(new Violation(1, String.join("; ", found), List.of()))
                : Optional.empty();
    }

    private Optional<Violation> standingStill() throws Exception {
        GivebackProcess giveback = limited();
        try (Shop good = shop(giveback, "standing-still")) {
            return Assault.stalled(good, giveback.pid()).map(finding -> new Violation(1, finding, List.of()));
        }
    }

    @Override
    public List<String> lastWords() {
        return running == null ? List.of() : running.lastWords();
    }

    private Running running() {
        return Objects.requireNonNull(running, "not open");
    }

    private Certificate certificate() {
        return Objects.requireNonNull(certificate, "not open");
    }

    @Override
    public void close() throws InterruptedException {
        if (running != null) {
            running.stop();
        }
    }
}
