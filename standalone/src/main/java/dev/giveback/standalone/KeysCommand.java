package dev.giveback.standalone;

import com.google.protobuf.util.Timestamps;
import dev.giveback.access.v1.CreateKeyRequest;
import dev.giveback.access.v1.GetCallerRequest;
import dev.giveback.access.v1.GetCallerResponse;
import dev.giveback.access.v1.GetKeyRequest;
import dev.giveback.access.v1.Key;
import dev.giveback.access.v1.ListKeysRequest;
import dev.giveback.access.v1.ListKeysResponse;
import dev.giveback.access.v1.RevokeKeyRequest;
import dev.giveback.access.v1.RotateKeyRequest;
import dev.giveback.client.GivebackClient;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Problem;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code giveback keys}. */
@Command(
        name = "keys",
        description = "Makes, lists, rotates and ends the keys that programs and people call Giveback with.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            KeysCommand.ListAll.class,
            KeysCommand.Show.class,
            KeysCommand.Create.class,
            KeysCommand.Rotate.class,
            KeysCommand.Revoke.class
        },
        footer = {
            "",
            "Examples:",
            "  giveback keys create 'till 7' --for till --program online-retail --secret-file till7.key",
            "  giveback keys list",
            "  giveback keys rotate KEY --overlap-hours 24 --secret-file till7.key",
            "  giveback keys show                  who this command line is, and what it may do"
        })
final class KeysCommand {
    private KeysCommand() {}

    private static String name(String id) {
        return id.startsWith("keys/") ? id : "keys/" + id;
    }

    /** {@code giveback keys list}. */
    @Command(
            name = "list",
            description = "Lists keys, the newest first.",
            footer = {"", "Examples:", "  giveback keys list", "  giveback keys list --all --sessions -o json"})
    static final class ListAll implements Callable<Integer> {
        @Mixin
        private final InstallationListOptions list = new InstallationListOptions();

        @Option(names = "--all", description = "Those that have ended too.")
        private boolean all;

        @Option(names = "--sessions", description = "Sessions of the console too.")
        private boolean sessions;

        @Override
        public Integer call() {
            return list.show(
                    (client, token) -> page(client, token),
                    rows -> ListKeysResponse.newBuilder().addAllKeys(rows).build(),
                    answer -> AccessText.keys(answer.getKeysList()));
        }

        private Pages.Page<Key> page(GatewayClient client, String token) {
            ListKeysResponse page = client.await(client.access()
                    .listKeys(ListKeysRequest.newBuilder()
                            .setPageSize(list.pageSize())
                            .setPageToken(token)
                            .setOnlyActive(!all)
                            .setIncludeSessions(sessions)
                            .build()));
            return new Pages.Page<>(page.getKeysList(), page.getNextPageToken());
        }
    }

    /** {@code giveback keys show}. */
    @Command(
            name = "show",
            description = "Shows a key, never its secret; without KEY, who this command line is and what it may do.",
            footer = {"", "Examples:", "  giveback keys show", "  giveback keys show k2abcdefghij"})
    static final class Show implements Callable<Integer> {
        @Mixin
        private final GatewayOptions gateway = new GatewayOptions();

        @Mixin
        private final OutputOptions output = new OutputOptions();

        @Parameters(paramLabel = "KEY", arity = "0..1", description = "Id of the key; keys list shows them.")
        private @Nullable String key;

        @Override
        public Integer call() {
            if (key == null) {
                output.show(
                        Refusing.ask(
                                gateway,
                                client ->
                                        client.await(client.access().getCaller(GetCallerRequest.getDefaultInstance()))),
                        Show::caller);
                return 0;
            }
            GetKeyRequest request =
                    GetKeyRequest.newBuilder().setName(name(key)).build();
            output.show(
                    Refusing.ask(gateway, client -> client.await(client.access().getKey(request))),
                    answer -> AccessText.key(answer.getKey()));
            return 0;
        }

        private static List<String> caller(GetCallerResponse caller) {
            return List.of(
                    caller.getPrincipal() + "  " + caller.getDisplayName(),
                    "  scopes      " + String.join(" ", caller.getScopesList()),
                    "  programs    " + String.join(" ", caller.getProgramsList()),
                    "  ends        " + Printing.time(caller.getExpireTime(), "never"));
        }
    }

    /** {@code giveback keys create}. */
    @Command(
            name = "create",
            description = {
                "Makes a key, and shows its secret: nothing shows it again.",
                "till: a shop's own program. support: who answers customers. analyst: reads and changes nothing. admin:"
                        + " everything. --scope adds to it, or stands alone; docs/SECURITY.md lists the scopes."
            },
            footer = {
                "",
                "Examples:",
                "  giveback keys create 'till 7' --for till --program online-retail --secret-file till7.key",
                "  giveback keys create 'nightly export' --scope journal.read --all-programs --days 90"
            })
    static final class Create implements Callable<Integer> {
        private static final int MOST_DAYS = 3_660;

        @Mixin
        private final GatewayOptions gateway = new GatewayOptions();

        @Mixin
        private final OutputOptions output = new OutputOptions();

        @Mixin
        private final SecretOptions secret = new SecretOptions();

        @Parameters(paramLabel = "NAME", description = "What people call it, 1 to 100 characters.")
        private String name = "";

        @Option(names = "--for", paramLabel = "ROLE", description = "till, support, analyst or admin.")
        private @Nullable KeyTemplate template;

        @Option(names = "--scope", paramLabel = "SCOPE", split = ",", description = "A scope. May be repeated.")
        private List<String> scopes = new ArrayList<>();

        @Option(names = "--program", paramLabel = "NAME", description = "A program it is for. May be repeated.")
        private List<String> programs = new ArrayList<>();

        @Option(names = "--all-programs", description = "For all programs, those to come as well.")
        private boolean allPrograms;

        @Option(
                names = "--days",
                paramLabel = "N",
                defaultValue = "0",
                description = "Ends after so many days, 1 to 3660 (default: never).")
        private int days;

        @Option(
                names = "--requests-per-second",
                paramLabel = "N",
                defaultValue = "0",
                description = "Its limit at each gateway, 1 to 1000000 (default: the gateway's).")
        private int requestsPerSecond;

        @Override
        public Integer call() {
            ShowOptions.expect("--days", days, 0, MOST_DAYS);
            CreateKeyRequest request = CreateKeyRequest.newBuilder()
                    .setRequestId(GivebackClient.newRequestId())
                    .setKey(key())
                    .build();
            secret.expectWritable();
            var answer =
                    Refusing.ask(gateway, client -> client.await(client.access().createKey(request)));
            return secret.show(output, answer, answer.getKey(), answer.getSecret());
        }

        private Key key() {
            List<String> wanted = new ArrayList<>(template == null ? List.of() : template.scopes());
            wanted.addAll(scopes);
            if (wanted.isEmpty()) {
                throw Problem.usage(
                        "what may the key do? Give --for till, support, analyst or admin, or --scope SCOPE");
            }
            if (allPrograms == !programs.isEmpty()) {
                throw Problem.usage("which programs? Give --program NAME, or --all-programs");
            }
            Key.Builder key = Key.newBuilder()
                    .setDisplayName(name)
                    .addAllScopes(wanted.stream().distinct().toList())
                    .addAllPrograms(
                            allPrograms
                                    ? List.of("*")
                                    : programs.stream()
                                            .map(each -> "programs/" + each)
                                            .toList())
                    .setRequestsPerSecond(requestsPerSecond);
            if (days > 0) {
                key.setExpireTime(Timestamps.fromMillis(
                        Instant.now().plus(days, ChronoUnit.DAYS).toEpochMilli()));
            }
            return key.build();
        }
    }

    /** {@code giveback keys rotate}. */
    @Command(
            name = "rotate",
            description = "Gives a key a new secret, and shows it: nothing shows it again.",
            footer = {"", "Example:", "  giveback keys rotate KEY --overlap-hours 24 --secret-file till7.key"})
    static final class Rotate implements Callable<Integer> {
        private static final int MOST_HOURS = 168;

        @Mixin
        private final GatewayOptions gateway = new GatewayOptions();

        @Mixin
        private final OutputOptions output = new OutputOptions();

        @Mixin
        private final SecretOptions secret = new SecretOptions();

        @Parameters(paramLabel = "KEY", description = "Id of the key; keys list shows them.")
        private String key = "";

        @Option(
                names = "--overlap-hours",
                paramLabel = "N",
                defaultValue = "0",
                description = "How long the secret before stays accepted, 0 to 168 (default: 0).")
        private int hours;

        @Override
        public Integer call() {
            ShowOptions.expect("--overlap-hours", hours, 0, MOST_HOURS);
            RotateKeyRequest.Builder request = RotateKeyRequest.newBuilder()
                    .setRequestId(GivebackClient.newRequestId())
                    .setName(name(key));
            request.getOverlapBuilder().setSeconds(hours * 3600L);
            secret.expectWritable();
            var answer =
                    Refusing.ask(gateway, client -> client.await(client.access().rotateKey(request.build())));
            return secret.show(output, answer, answer.getKey(), answer.getSecret());
        }
    }

    /** {@code giveback keys revoke}. */
    @Command(
            name = "revoke",
            description = "Ends a key and its sessions for good, at once.",
            footer = {"", "Example:", "  giveback keys revoke KEY"})
    static final class Revoke implements Callable<Integer> {
        @Mixin
        private final GatewayOptions gateway = new GatewayOptions();

        @Mixin
        private final OutputOptions output = new OutputOptions();

        @Parameters(paramLabel = "KEY", description = "Id of the key; keys list shows them.")
        private String key = "";

        @Override
        public Integer call() {
            RevokeKeyRequest request =
                    RevokeKeyRequest.newBuilder().setName(name(key)).build();
            output.show(
                    Refusing.ask(gateway, client -> client.await(client.access().revokeKey(request))),
                    answer -> AccessText.key(answer.getKey()));
            return 0;
        }
    }
}
