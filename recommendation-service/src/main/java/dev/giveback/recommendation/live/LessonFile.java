package dev.giveback.recommendation.live;

import dev.giveback.recommendation.domain.Lessons;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** The file that keeps what was learnt between two starts, so that a start does not learn again. */
public final class LessonFile {
    /** "GBL" and the version. */
    private static final int VERSION = 0x47424C01;

    private final CheckedFile file;

    /** In that directory, which is there. */
    LessonFile(Path directory) {
        file = new CheckedFile(directory.resolve("lessons"), VERSION);
    }

    /** Writes all, by program. */
    void write(Map<String, Learner.Done> lessons) throws IOException {
        file.write(out -> {
            out.writeInt(lessons.size());
            for (Map.Entry<String, Learner.Done> lesson : lessons.entrySet()) {
                out.writeUTF(lesson.getKey());
                out.writeLong(lesson.getValue().at().toEpochMilli());
                out.writeLong(lesson.getValue().purchases());
                Lessons.write(lesson.getValue().learnt(), out);
            }
        });
    }

    /** What was written last, by program. */
    Map<String, Learner.Done> read() {
        return file.read(in -> {
                    Map<String, Learner.Done> lessons = new TreeMap<>();
                    for (int left = in.readInt(); left > 0; left--) {
                        lessons.put(
                                in.readUTF(),
                                new Learner.Done(Instant.ofEpochMilli(in.readLong()), in.readLong(), Lessons.read(in)));
                    }
                    return lessons;
                })
                .orElse(Map.of());
    }
}
