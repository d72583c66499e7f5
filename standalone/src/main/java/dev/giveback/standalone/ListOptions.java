package dev.giveback.standalone;

import com.google.protobuf.MessageOrBuilder;
import dev.giveback.standalone.client.GatewayClient;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What commands take that list things of a program. */
final class ListOptions {
    private static final int MOST = 10_000;
    private static final int PAGE = 1_000;

    @Mixin
    private final ShowOptions options = new ShowOptions();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "How many to show, 1 to " + MOST + " (default: 50).")
    private int limit;

    ShowOptions options() {
        return options;
    }

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
        Pages<R> pages = options.ask(client -> Pages.read(limit, token -> page.apply(client, token)));
        options.output().show(whole.apply(pages.rows()), lines);
        if (pages.more()) {
            System.err.println("There are more: --limit shows up to " + MOST + ".");
        }
        return 0;
    }
}
