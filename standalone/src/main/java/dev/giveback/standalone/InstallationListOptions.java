package dev.giveback.standalone;

import com.google.protobuf.MessageOrBuilder;
import dev.giveback.standalone.client.GatewayClient;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What commands take that list things of the whole installation. */
final class InstallationListOptions {
    private static final int MOST = 10_000;
    private static final int PAGE = 1_000;

    @Mixin
    private final GatewayOptions gateway = new GatewayOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "How many to show, 1 to " + MOST + " (default: 50).")
    private int limit;

    /** How many to ask for at once. */
    int pageSize() {
        return Math.min(PAGE, limit);
    }

    /** Reads pages and shows them as one list; that there is more is said on standard error. */
    <R, T extends MessageOrBuilder> int show(
            BiFunction<GatewayClient, String, Pages.Page<R>> page,
            Function<List<R>, T> whole,
            Function<T, List<String>> lines) {
        ShowOptions.expect("--limit", limit, 1, MOST);
        Pages<R> pages = Refusing.ask(gateway, client -> Pages.read(limit, token -> page.apply(client, token)));
        output.show(whole.apply(pages.rows()), lines);
        if (pages.more()) {
            System.err.println("There are more: --limit shows up to " + MOST + ".");
        }
        return 0;
    }
}
