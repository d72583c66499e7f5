package dev.giveback.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.admin.v1.AdminContext;
import dev.giveback.journal.v1.ExportFrame;
import dev.giveback.journal.v1.ExportRow;
import dev.giveback.loyalty.v1.AdjustPointsRequest;
import dev.giveback.loyalty.v1.Customer;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.loyalty.v1.PointsServiceGrpc;
import dev.giveback.platform.archive.ExportFile;
import dev.giveback.standalone.archive.Download;
import dev.giveback.standalone.archive.Export;
import dev.giveback.standalone.archive.Journal;
import dev.giveback.standalone.archive.JsonLines;
import dev.giveback.standalone.archive.Upload;
import dev.giveback.standalone.books.Shop;
import dev.giveback.standalone.client.GatewayAddress;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.client.Refused;
import dev.giveback.standalone.console.Problem;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files of events as the command line fetches and sends them, through the gateway; read here by a reader of its own as well. */
@Timeout(600)
final class JournalFilesTest {
    private static final int EVENTS = 30;
    private static final AdminContext CONTEXT =
            AdminContext.newBuilder().setOperator("ada").setReason("moving").build();

    @TempDir
    private Path folder;

    private static Customer read(ManagedChannel channel, String name) throws InterruptedException {
        for (int i = 0; ; i++) {
            try {
                return CustomerServiceGrpc.newBlockingStub(channel)
                        .getCustomer(
                                GetCustomerRequest.newBuilder().setName(name).build())
                        .getCustomer()
                        .toBuilder()
                        .clearReadTime()
                        .build();
            } catch (StatusRuntimeException notYet) {
                if (i == 100) {
                    throw notYet;
                }
                Thread.sleep(100);
            }
        }
    }

    /** The rows of a file by what its format says, without the reader that Giveback has. */
    private static List<ExportRow> rows(byte[] file) throws Exception {
        ByteBuffer bytes = ByteBuffer.wrap(file);
        byte[] magic = new byte[8];
        bytes.get(magic);
        assertThat(new String(magic, StandardCharsets.US_ASCII)).isEqualTo("GBEXPORT");
        List<ExportRow> rows = new ArrayList<>();
        long counted = -1;
        while (bytes.hasRemaining()) {
            CRC32C checksum = new CRC32C();
            checksum.update(file, bytes.position(), 4);
            byte[] content = new byte[bytes.getInt()];
            int expected = bytes.getInt();
            bytes.get(content);
            checksum.update(content);
            assertThat((int) checksum.getValue()).isEqualTo(expected);
            ExportFrame frame = ExportFrame.parseFrom(content);
            rows.addAll(frame.getBlock().getRowsList());
            counted = frame.hasTrailer() ? frame.getTrailer().getRowCount() : counted;
        }
        assertThat(counted).isEqualTo(rows.size());
        return rows;
    }

    @Test
    @SuppressWarnings("CheckReturnValue") // Only that the points are given is of interest.
    void aJournalIsFetchedToldAsTextAndBroughtIntoAnEmptyGiveback() throws Exception {
        Path file = folder.resolve("journal.gbx.part");
        Export everything = new Export(Journal.CUSTOMERS, CONTEXT, "");
        Customer before;
        String name;
        try (WholePath path = WholePath.start();
                GatewayClient client = new GatewayClient(GatewayAddress.loopback(
                        path.port(), new GatewayAddress.Key(path.guard().adminSecret(), "a test")))) {
            Shop shop = Shop.open(path::gateway, "moves");
            name = shop.customer("anna");
            for (int i = 0; i < EVENTS; i++) {
                PointsServiceGrpc.newBlockingStub(path.gateway())
                        .adjustPoints(AdjustPointsRequest.newBuilder()
                                .setCustomer(name)
                                .setRequestId("r" + i)
                                .setPoints(1 + i)
                                .setReason("gift")
                                .build());
            }
            before = read(path.gateway(), name);
            long fetched = Download.to(file, everything, false, client, progress -> {});
            assertThat(rows(Files.readAllBytes(file))).hasSize((int) fetched).hasSizeGreaterThan(EVENTS);
            assertThatThrownBy(() -> Download.to(file, everything, false, client, progress -> {}))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("--resume");
            resumed(everything, client, Files.readAllBytes(file));
            Export other = new Export(Journal.CUSTOMERS, CONTEXT, "programs/moves");
            assertThatThrownBy(() -> Download.to(file, other, true, client, progress -> {}))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("as was asked for");
        }
        told(file);
        try (WholePath path = WholePath.start();
                GatewayClient client = new GatewayClient(GatewayAddress.loopback(
                        path.port(), new GatewayAddress.Key(path.guard().adminSecret(), "a test")))) {
            Upload.Result result = Upload.of(file, CONTEXT, client, progress -> {});
            assertThat(result.rows()).isEqualTo(rows(Files.readAllBytes(file)).size());
            assertThat(read(path.gateway(), name)).isEqualTo(before);
            assertThatThrownBy(() -> Upload.of(file, CONTEXT, client, progress -> {}))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.reason()).isEqualTo("IMPORT_NOT_EMPTY"));
            assertThatThrownBy(() ->
                            Upload.of(file, CONTEXT.toBuilder().clearReason().build(), client, progress -> {}))
                    .hasMessageContaining("context.reason");
        }
    }

    /** Whatever a crash leaves of the file, it is completed to a whole one. */
    private void resumed(Export everything, GatewayClient client, byte[] whole) throws Exception {
        Path part = folder.resolve("again.part");
        for (int i = 0; i <= 5; i++) {
            Files.write(part, Arrays.copyOf(whole, whole.length * i / 5));
            Download.to(part, everything, true, client, progress -> {});
            ExportFile.Content content =
                    ExportFile.check(new ByteArrayInputStream(Files.readAllBytes(part)), Journal.ARCHIVES, row -> {});
            assertThat(content.place().getRowCount()).isEqualTo(content.header().getRowCount());
        }
    }

    private void told(Path file) throws Exception {
        Path copy = Files.copy(file, folder.resolve("copy.part"));
        Path text = folder.resolve("journal.jsonl");
        JsonLines.write(copy, text);
        List<String> lines = Files.readAllLines(text);
        assertThat(lines).hasSize(rows(Files.readAllBytes(file)).size());
        assertThat(lines.getLast()).startsWith("{\"persistence_id\":\"").endsWith("}}");
        assertThat(lines)
                .anyMatch(line -> line.contains("\"persistence_id\":\"customer|moves|anna\"")
                        && line.contains("\"points_adjusted\":{"));
        assertThat(copy).doesNotExist();
    }
}
