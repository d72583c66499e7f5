package dev.giveback.torture.process;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is left of people on the disk: below one folder, which has all that Giveback writes. Mails that were written as files are the
 * shop's to delete, as {@code docs/FEEDBACK.md} says, so they are told apart.
 */
final class Traces {
    private static final Path OUTBOX = Path.of("data", "outbox");
    private static final Path TABLES = Path.of("data", "postgres", "base");
    private static final Path LOG = Path.of("data", "postgres", "pg_wal");

    private final Path folder;
    private final Map<String, List<Needle>> byOwner = new HashMap<>();

    Traces(Path folder) {
        this.folder = folder;
    }

    /** Reads the keys of these people, by which they are looked for from now on. */
    void recognise(Collection<Person> people, PeopleDatabase database) throws SQLException {
        for (Person person : people) {
            List<Needle> needles = new ArrayList<>(person.needles());
            needles.addAll(database.keys(person));
            byOwner.put(person.id(), needles);
        }
    }

    /** What is to be found of these people, in any file but mails. */
    List<DiskSearch.Hit> of(Collection<Person> people) throws IOException {
        return search(people).hits(folder).stream()
                .filter(hit -> !hit.file().startsWith(OUTBOX))
                .toList();
    }

    /** Whether there is something of these people in PostgreSQL's log of changes, where it may be until its file is written over. */
    boolean isInLog(Collection<Person> people) throws IOException {
        return !search(people).hits(folder.resolve(LOG)).isEmpty();
    }

    /** Mails that have something of these people. */
    long mails(Collection<Person> people) throws IOException {
        return search(people).hits(folder.resolve(OUTBOX)).stream()
                .map(DiskSearch.Hit::file)
                .distinct()
                .count();
    }

    private DiskSearch search(Collection<Person> people) {
        return new DiskSearch(people.stream()
                .flatMap(person -> byOwner.getOrDefault(person.id(), person.needles()).stream())
                .toList());
    }

    /** Whether it is in a table. */
    static boolean isInTable(DiskSearch.Hit hit) {
        return hit.file().startsWith(TABLES);
    }

    /** Whether it is in PostgreSQL's log of changes. */
    static boolean isInLog(DiskSearch.Hit hit) {
        return hit.file().startsWith(LOG);
    }
}
