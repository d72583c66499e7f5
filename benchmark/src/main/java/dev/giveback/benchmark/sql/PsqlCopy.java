package dev.giveback.benchmark.sql;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * PostgreSQL's own client, which takes rows as fast as the server can stream them and throws them away: the measure of what reading
 * the journal must cost at least.
 *
 * @param program where psql is
 */
public record PsqlCopy(Path program, DatabaseAddress server, String database) {
    private static final Pattern PATH_SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    /** Looks for psql on the path of the environment. */
    public static Optional<Path> find() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return PATH_SEPARATOR
                .splitAsStream(path)
                .map(folder -> Path.of(folder, "psql"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Runs {@code COPY (query) TO STDOUT} in the given format and gives the seconds that it took, psql's start included. */
    public double seconds(String query, String format) throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(List.of(
                program.toString(),
                "--no-psqlrc",
                "--quiet",
                "--host=" + server.host(),
                "--port=" + server.port(),
                "--username=" + server.user(),
                "--dbname=" + database,
                "--command=COPY (" + query + ") TO STDOUT (FORMAT " + format + ")"));
        command.environment().put("PGPASSWORD", server.password());
        Path errors = Files.createTempFile("giveback-psql", ".log");
        try {
            long start = System.nanoTime();
            Process process = command.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(errors.toFile())
                    .start();
            if (process.waitFor() != 0) {
                throw new IOException("psql failed: " + Files.readString(errors));
            }
            return (System.nanoTime() - start) / 1e9;
        } finally {
            Files.delete(errors);
        }
    }
}
