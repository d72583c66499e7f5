package dev.giveback.standalone;

import dev.giveback.coupon.v1.CustomerFact;
import dev.giveback.coupon.v1.ExportCustomerClaimsRequest;
import dev.giveback.coupon.v1.ExportCustomerClaimsResponse;
import dev.giveback.loyalty.v1.ExportCustomerRequest;
import dev.giveback.loyalty.v1.ExportCustomerResponse;
import dev.giveback.loyalty.v1.PersonalData;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.client.Refused;
import dev.giveback.standalone.console.Problem;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code giveback customer export}. */
@Command(
        name = "export",
        description =
                "Writes all that is held about a customer as JSON, and about those who were merged into it: by the loyalty service,"
                        + " and by campaigns.",
        footer = {
            "",
            "Examples:",
            "  giveback customer export 13085 --reason 'asked for it, ticket 4711' --out 13085.json",
            "  giveback customer export 13085 | jq .customers[0].profile"
        })
final class CustomerExportCommand implements Callable<Integer> {
    @Mixin
    private final AdminOptions admin = new AdminOptions();

    @Mixin
    private final CustomerSubject customer = new CustomerSubject();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "A new file, that only its owner may read (default: standard output).")
    private @Nullable Path out;

    @Override
    public Integer call() {
        if (out != null && Files.exists(out)) {
            throw Problem.usage("--out: " + out + " is there already (expected: a new file)");
        }
        try (GatewayClient client = admin.connect()) {
            Map<String, PersonalData> held = read(client);
            List<CustomerFact> campaigns = new ArrayList<>();
            for (String name : held.keySet()) {
                campaigns.addAll(campaigns(name, client));
            }
            String json = held.values().stream()
                            .map(Printing::json)
                            .collect(Collectors.joining(",\n", "{\"customers\": [\n", "\n],\n"))
                    + campaigns.stream()
                            .map(Printing::json)
                            .collect(Collectors.joining(",\n", "\"campaigns\": [\n", "\n]}"));
            if (out == null) {
                System.out.println(json);
            } else {
                write(out, json + '\n');
                PersonalData first = held.values().iterator().next();
                System.out.println("Wrote " + out + ": " + first.getEntriesCount() + " entries, "
                        + first.getOrdersCount() + " orders, " + campaigns.size() + " facts of campaigns, "
                        + (held.size() - 1) + " merged customers.");
            }
            return 0;
        } catch (Refused refused) {
            throw customer.problem(refused);
        }
    }

    private Map<String, PersonalData> read(GatewayClient client) {
        Map<String, PersonalData.Builder> parts = new LinkedHashMap<>();
        try (WorkLine line = WorkLine.onStandardError("export")) {
            Iterator<ExportCustomerResponse> messages = client.journalWorks()
                    .exportCustomer(ExportCustomerRequest.newBuilder()
                            .setCustomer(customer.name())
                            .setContext(admin.context())
                            .build());
            while (messages.hasNext()) {
                ExportCustomerResponse message = messages.next();
                if (message.hasProgress()) {
                    line.show(message.getProgress());
                } else if (message.hasData()) {
                    parts.computeIfAbsent(message.getData().getName(), name -> PersonalData.newBuilder())
                            .mergeFrom(message.getData());
                }
            }
        } catch (StatusRuntimeException failed) {
            throw client.failure(failed);
        }
        Map<String, PersonalData> held = new LinkedHashMap<>();
        parts.forEach((name, data) -> held.put(name, data.build()));
        return held;
    }

    /** What the coupon service holds: claims, what became of their coupons, draws, and whether it is of a control group. */
    private List<CustomerFact> campaigns(String name, GatewayClient client) {
        List<CustomerFact> facts = new ArrayList<>();
        try (WorkLine line = WorkLine.onStandardError("export")) {
            Iterator<ExportCustomerClaimsResponse> messages = client.campaignWorks()
                    .exportCustomerClaims(ExportCustomerClaimsRequest.newBuilder()
                            .setCustomer(name)
                            .setContext(admin.context())
                            .build());
            while (messages.hasNext()) {
                ExportCustomerClaimsResponse message = messages.next();
                switch (message.getPartCase()) {
                    case PROGRESS -> line.show(message.getProgress());
                    case FACT -> facts.add(message.getFact());
                    case PART_NOT_SET -> {}
                }
            }
        } catch (StatusRuntimeException failed) {
            throw client.failure(failed);
        }
        return facts;
    }

    private static void write(Path file, String text) {
        try {
            FileAttribute<?>[] rights =
                    file.getFileSystem().supportedFileAttributeViews().contains("posix")
                            ? new FileAttribute<?>[] {
                                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                            }
                            : new FileAttribute<?>[0];
            Files.createFile(file, rights);
            Files.writeString(file, text, StandardOpenOption.TRUNCATE_EXISTING);
        } catch (FileAlreadyExistsException there) {
            throw Problem.usage("--out: " + file + " is there already (expected: a new file)");
        } catch (IOException failed) {
            throw Problem.failed(file + " cannot be written: " + failed.getMessage(), failed);
        }
    }
}
