package dev.giveback.standalone;

import dev.giveback.access.v1.AuditEntry;
import dev.giveback.access.v1.ListAuditEntriesRequest;
import dev.giveback.access.v1.ListAuditEntriesResponse;
import dev.giveback.standalone.client.GatewayClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code giveback audit}. */
@Command(
        name = "audit",
        description = {
            "Lists who did what, when and from where, with what was before and after; the newest first.",
            "audit verify checks that nothing of it was changed."
        },
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = AuditVerifyCommand.class,
        footer = {
            "",
            "Examples:",
            "  giveback audit --program online-retail --since 2026-11-01",
            "  giveback audit --program online-retail --method AdjustPoints --details",
            "  giveback audit -o csv --limit 10000 > audit.csv",
            "  giveback audit verify"
        })
final class AuditCommand implements Callable<Integer> {
    @Mixin
    private final InstallationListOptions list = new InstallationListOptions();

    @Option(names = "--program", paramLabel = "NAME", description = "Only this program (default: the installation).")
    private @Nullable String program;

    @Option(
            names = "--by",
            paramLabel = "PRINCIPAL",
            defaultValue = "",
            description = "Only by this one, keys/KEY say.")
    private String by = "";

    @Option(
            names = "--method",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Only methods whose name contains this.")
    private String method = "";

    @Option(
            names = "--resource",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Only on this resource or below it.")
    private String resource = "";

    @Option(names = "--since", paramLabel = "TIME", description = "Only from this date or time on.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Only before this date or time.")
    private @Nullable String until;

    @Option(names = "--details", description = "Show the request, and what was before and after.")
    private boolean details;

    @Override
    public Integer call() {
        return list.show(
                (client, token) -> page(client, token),
                rows -> ListAuditEntriesResponse.newBuilder()
                        .addAllEntries(rows)
                        .build(),
                answer -> lines(answer.getEntriesList()));
    }

    private Pages.Page<AuditEntry> page(GatewayClient client, String token) {
        ListAuditEntriesRequest.Builder request = ListAuditEntriesRequest.newBuilder()
                .setProgram(program == null ? "" : "programs/" + program)
                .setPageSize(list.pageSize())
                .setPageToken(token)
                .setPrincipal(by)
                .setMethod(method)
                .setResource(resource);
        if (since != null) {
            request.setStartTime(Moments.time("--since", since));
        }
        if (until != null) {
            request.setEndTime(Moments.time("--until", until));
        }
        ListAuditEntriesResponse page = client.await(client.access().listAuditEntries(request.build()));
        return new Pages.Page<>(page.getEntriesList(), page.getNextPageToken());
    }

    private List<String> lines(List<AuditEntry> entries) {
        List<String> rows = AccessText.audit(entries);
        if (!details || entries.isEmpty()) {
            return rows;
        }
        List<String> lines = new ArrayList<>();
        lines.add(rows.getFirst());
        for (int i = 0; i < entries.size(); i++) {
            lines.add(rows.get(i + 1));
            lines.addAll(AccessText.details(entries.get(i)));
        }
        return lines;
    }
}
