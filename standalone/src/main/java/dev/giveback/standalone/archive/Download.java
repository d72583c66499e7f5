package dev.giveback.standalone.archive;

import com.google.protobuf.ByteString;
import dev.giveback.admin.v1.ExportPiece;
import dev.giveback.admin.v1.WorkProgress;
import dev.giveback.platform.archive.DamagedExportException;
import dev.giveback.platform.archive.ExportFile;
import dev.giveback.platform.archive.UnknownFormatException;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Problem;
import io.grpc.StatusRuntimeException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Fetches an export to a file. What is there after a crash is good up to some frame, and it goes on from there. */
public final class Download {
    private static final long SYNC_BYTES = 8L << 20;

    private Download() {}

    /**
     * Fetches the file, or the rest of it.
     *
     * @param part where it is written; it stays when something fails
     * @param resume whether to go on with what is there; without it there must be nothing
     * @return events in the file
     * @throws Problem if it cannot be written, or what is there is no beginning of such an export
     */
    public static long to(
            Path part, Export request, boolean resume, GatewayClient client, Consumer<WorkProgress> progress) {
        try {
            ExportFile.@Nullable Beginning before = resume ? beginning(part, request) : null;
            if (before != null && before.ended()) {
                cut(part, before.length());
                return before.place().getRowCount();
            }
            // An empty one is of an export that never began.
            if (!resume && Files.exists(part) && Files.size(part) > 0) {
                throw Problem.usage(
                        part + ": is there already, of an export that was broken off; give --resume to go on"
                                + " with it, or delete it");
            }
            fetch(part, request, before, client, progress);
            ExportFile.Beginning whole = beginning(part, request);
            if (whole == null || !whole.ended()) {
                throw Problem.failed(part + ": the export ended before its end; give --resume to go on with it");
            }
            return whole.place().getRowCount();
        } catch (StatusRuntimeException failed) {
            throw client.failure(failed);
        } catch (IOException failed) {
            throw Problem.failed(part + " cannot be written: " + failed.getMessage(), failed);
        }
    }

    private static ExportFile.@Nullable Beginning beginning(Path part, Export request) throws IOException {
        if (!Files.exists(part)) {
            return null;
        }
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(part))) {
            ExportFile.Beginning beginning = ExportFile.beginning(bytes, Journal.ARCHIVES);
            if (beginning != null
                    && (!beginning.header().getScope().equals(request.scope())
                            || !beginning
                                    .header()
                                    .getService()
                                    .equals(request.journal().service()))) {
                throw Problem.usage(part + ": holds \"" + beginning.header().getScope() + "\" of "
                        + Journal.of(beginning.header()).words() + " (expected: \"" + request.scope() + "\" of "
                        + request.journal().words() + ", as was asked for)");
            }
            return beginning;
        } catch (DamagedExportException | UnknownFormatException broken) {
            throw Problem.failed(part + ": " + broken.getMessage() + "; delete it and export anew", broken);
        }
    }

    private static void cut(Path part, long length) throws IOException {
        try (FileChannel file = FileChannel.open(part, StandardOpenOption.WRITE)) {
            file.truncate(length);
        }
    }

    private static void fetch(
            Path part,
            Export request,
            ExportFile.@Nullable Beginning before,
            GatewayClient client,
            Consumer<WorkProgress> progress)
            throws IOException {
        try (FileChannel file = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.truncate(before == null ? 0 : before.length());
            file.position(file.size());
            Iterator<ExportPiece> pieces = request.pieces(client, before == null ? null : before.place(), progress);
            long unsynced = 0;
            while (pieces.hasNext()) {
                ExportPiece piece = pieces.next();
                unsynced += write(file, piece.getData());
                if (unsynced >= SYNC_BYTES && piece.getEndsFrame()) {
                    file.force(false);
                    unsynced = 0;
                }
            }
            file.force(true);
        }
    }

    private static int write(FileChannel file, ByteString data) throws IOException {
        ByteBuffer bytes = data.asReadOnlyByteBuffer();
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
        return data.size();
    }

    /** Gives a whole file its name. */
    public static void rename(Path part, Path file) {
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw Problem.failed(file + " cannot be written: " + failed.getMessage(), failed);
        }
    }
}
