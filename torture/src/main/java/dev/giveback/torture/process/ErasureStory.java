package dev.giveback.torture.process;

import dev.giveback.torture.suite.Outcome;
import dev.giveback.torture.suite.Violation;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** People of one program of the running Giveback. */
final class ErasureStory implements AutoCloseable {
    /** So many files of the log may be begun, beyond those that there are, until nothing is left in it. */
    private static final int MORE_LOG_FILES = 2;

    private final List<Person> all;
    private final GivebackProcess giveback;
    private final Calls calls;
    private final Telling telling;
    private final People people;
    private final Administration administration;
    private final PeopleDatabase database;
    private final Traces traces;
    private final String program;
    private final Path scratch;

    ErasureStory(Running running, String program, LongStream seeds)
            throws IOException, InterruptedException, SQLException {
        this.program = program;
        this.all = seeds.mapToObj(seed -> new Person(program, seed)).toList();
        this.giveback = running.honest();
        this.scratch = running.scratch();
        this.calls = giveback.calls(program);
        this.telling = new Telling(calls);
        this.people = new People(calls);
        this.administration = Administration.of(giveback);
        this.database = new PeopleDatabase(administration);
        this.traces = new Traces(scratch);
    }

    /** Tells of everybody, and has PostgreSQL do what it does in time. */
    void tell() throws Exception {
        try (Caller caller = giveback.caller(program)) {
            caller.createProgram();
        }
        new PeopleShop(calls).open();
        telling.tellOfFriend();
        for (Person person : all) {
            telling.tellOf(person);
        }
        Waiting.until("mails to everybody", () -> traces.mails(all) >= all.size());
        people.exportJournal(scratch.resolve(program + ".export"));
        administration.execute("ANALYZE");
        administration.checkpoint();
        traces.recognise(all, database);
    }

    List<Violation> toldErasedAndLookedFor(long seed, Outcome.Tally tally) throws Exception {
        tell();
        expectThere(all, tally);
        List<Person> erased = all.stream().filter(person -> !person.isKept()).toList();
        List<Person> kept = all.stream().filter(Person::isKept).toList();
        erase(erased.stream().filter(person -> !person.isLate()).toList(), tally);
        List<Person> late = erased.stream().filter(Person::isLate).toList();
        for (Person person : late) {
            telling.comeBack(person);
        }
        administration.checkpoint();
        erase(late, tally);
        administration.checkpoint();
        List<String> wrong = new ArrayList<>(onDisk(erased, hit -> !Traces.isInLog(hit)));
        wrong.addAll(inTables(erased));
        tally.add("files of the log that were begun until nothing was left in it", moveLogOn(erased));
        wrong.addAll(onDisk(erased, hit -> true));
        tally.add("mails in the outbox's folder that the shop has to delete itself", traces.mails(erased));
        for (Person person : erased) {
            wrong.addAll(known(person));
        }
        for (Person person : kept) {
            wrong.addAll(missing(person));
        }
        tally.add("people who stayed as they were", kept.size());
        try (Caller caller = giveback.caller(program)) {
            wrong.addAll(caller.journalFindings());
        }
        return wrong.stream()
                .distinct()
                .map(what -> new Violation(seed, what, List.of()))
                .toList();
    }

    /** A search that does not find what is there proves nothing. */
    private void expectThere(Collection<Person> some, Outcome.Tally tally) throws Exception {
        List<DiskSearch.Hit> hits =
                traces.of(some).stream().filter(Traces::isInTable).toList();
        for (Person person : some) {
            List<DiskSearch.Hit> own = hits.stream()
                    .filter(hit -> hit.needle().owner().equals(person.id()))
                    .toList();
            int fewest = person.isLate() ? 1 : 2;
            if (own.size() < fewest || (!person.isLate() && database.texts(person) == 0)) {
                throw new IllegalStateException(person.id() + ": there were too few traces of the person: " + own);
            }
            if (!people.held(person).contains(person.text("Complaint"))) {
                throw new IllegalStateException(person.id() + ": what is held says nothing of the person");
            }
            tally.add("snapshots of people", database.snapshots(person));
        }
        tally.add("traces in tables before", hits.size());
        int rows = inTables(some).size();
        if (rows == 0) {
            throw new IllegalStateException("no row has a text of anybody");
        }
        tally.add("people's words in tables before, by their rows", rows);
    }

    private void erase(List<Person> some, Outcome.Tally tally) throws Exception {
        for (Person person : some) {
            tally.add("people erased");
            tally.add("keys deleted", people.erase(person));
        }
        for (Person person : some) {
            Waiting.until(
                    "the end of the erasure of texts",
                    () -> people.isGone(telling.token(person))
                            && database.texts(person) == 0
                            && database.textsToPurge() == 0);
        }
    }

    /** How many files of the log were begun until the last one with a trace was written over; there is a limit. */
    private int moveLogOn(List<Person> some) throws IOException, SQLException {
        int most = database.logFiles() + MORE_LOG_FILES;
        int moved = 0;
        while (moved < most && traces.isInLog(some)) {
            administration.moveLogOn();
            moved++;
        }
        return moved;
    }

    /** The connection of its database's administrator. */
    Administration administration() {
        return administration;
    }

    /** What the shop does about people. */
    People people() {
        return people;
    }

    /** What is left of everybody in files. */
    List<String> onDisk(Predicate<DiskSearch.Hit> where) throws IOException {
        return onDisk(all, where);
    }

    /** What is left of these people in files. */
    private List<String> onDisk(Collection<Person> some, Predicate<DiskSearch.Hit> where) throws IOException {
        return traces.of(some).stream()
                .filter(where)
                .map(hit -> hit.needle().owner() + " was erased, and "
                        + hit.needle().what() + " is in " + hit.file())
                .sorted()
                .toList();
    }

    /** What is left of these people in rows. */
    private List<String> inTables(Collection<Person> some) throws SQLException {
        Map<String, Person> byWord = some.stream().collect(Collectors.toMap(Person::word, person -> person));
        return database.tablesWith(Person.BEGINNING, byWord.keySet()).stream()
                .map(found -> Objects.requireNonNull(byWord.get(found.word())).id() + " was erased, and a row of "
                        + found.table() + " has the word in names, addresses and texts")
                .sorted()
                .toList();
    }

    /** What Giveback still knows of somebody who was erased. */
    List<String> known(Person person) throws Exception {
        List<String> known = new ArrayList<>();
        if (!database.keys(person).isEmpty()) {
            known.add(person.id() + " was erased, and has a key");
        }
        if (people.profile(person).isPresent()) {
            known.add(person.id() + " was erased, and has a profile");
        }
        if (people.held(person).contains(person.word())) {
            known.add(person.id() + " was erased, and an export tells values of the person");
        }
        if (people.answersFound(person) > 0) {
            known.add(person.id() + " was erased, and an answer is found by its words");
        }
        return known;
    }

    /** What Giveback does not know any more of somebody who was not erased. */
    private List<String> missing(Person person) throws Exception {
        List<String> missing = new ArrayList<>();
        if (!people.profile(person).equals(Optional.of(person.profile(2)))) {
            missing.add(person.id() + " was not erased, and the profile is another one");
        }
        if (!people.held(person).contains(person.text("Complaint"))) {
            missing.add(person.id() + " was not erased, and a text is missing");
        }
        if (!person.isLate() && people.answersFound(person) == 0) {
            missing.add(person.id() + " was not erased, and the answer is not found");
        }
        return missing;
    }

    @Override
    public void close() throws SQLException {
        calls.close();
        administration.close();
    }
}
