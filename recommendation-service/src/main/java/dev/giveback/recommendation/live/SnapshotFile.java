package dev.giveback.recommendation.live;

import dev.giveback.recommendation.domain.PurchaseModel;
import dev.giveback.recommendation.domain.Snapshots;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The file that keeps all models between two starts. */
public final class SnapshotFile {
    /** "GBR" and the version: a file of another one is not read. */
    private static final int VERSION = 0x47425202;

    private final CheckedFile file;

    /** In that directory, which is there. */
    SnapshotFile(Path directory) {
        file = new CheckedFile(directory.resolve("models"), VERSION);
    }

    /** What it holds. */
    record Content(FeedPoint point, List<Entry> entries) {
        Content {
            entries = List.copyOf(entries);
        }
    }

    /** One program; without facts when only its catalogue is known. */
    record Entry(String program, @Nullable ProgramFacts facts, PurchaseModel model) {}

    /** Writes beside what is there, then takes its place. */
    void write(Content content) throws IOException {
        file.write(out -> {
            point(content.point(), out);
            out.writeInt(content.entries().size());
            for (Entry entry : content.entries()) {
                write(entry, out);
            }
        });
    }

    /** What was written last, if there is anything of this build that can be read. */
    Optional<Content> read() {
        return file.read(SnapshotFile::content);
    }

    private static Content content(DataInputStream in) throws IOException {
        FeedPoint point = point(in);
        List<Entry> entries = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            entries.add(entry(in));
        }
        return new Content(point, entries);
    }

    private static void point(FeedPoint point, DataOutputStream out) throws IOException {
        out.writeUTF(point.token());
        out.writeLong(point.last().transaction());
        out.writeLong(point.last().ordering());
        out.writeUTF(point.before());
        out.writeUTF(point.chainHash());
        out.writeLong(point.recordMillis());
    }

    private static FeedPoint point(DataInputStream in) throws IOException {
        return new FeedPoint(
                in.readUTF(), new FeedPlace(in.readLong(), in.readLong()), in.readUTF(), in.readUTF(), in.readLong());
    }

    private static void write(Entry entry, DataOutputStream out) throws IOException {
        out.writeUTF(entry.program());
        ProgramFacts facts = entry.facts();
        out.writeBoolean(facts != null);
        if (facts != null) {
            out.writeUTF(facts.zone().getId());
            out.writeUTF(facts.currencyCode());
        }
        Snapshots.write(entry.model(), out);
    }

    private static Entry entry(DataInputStream in) throws IOException {
        String program = in.readUTF();
        ProgramFacts facts = null;
        if (in.readBoolean()) {
            try {
                facts = new ProgramFacts(ZoneId.of(in.readUTF()), in.readUTF());
            } catch (DateTimeException unknown) {
                throw new IOException("zone: " + unknown.getMessage(), unknown);
            }
        }
        return new Entry(program, facts, Snapshots.read(in));
    }
}
