import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Recalculates what a program owes in points from an exported journal, without any code of Giveback: a JDK is enough.
 *
 * <pre>
 *   giveback journal export --format jsonl --program shop -o shop.jsonl
 *   java tools/Liability.java shop.jsonl shop --zone Europe/London --rate 100:50 [--time 2026-01-01T00:00:00Z]
 * </pre>
 *
 * Each line of the file is an object with persistence_id, sequence_number and event, a CustomerEvent in protobuf's JSON. Every single
 * point is followed here as one of a run of points with a birth month; customers are read one after the other, and one that gets points
 * of another waits until that one has been read so far. --rate is points:minor units.
 */
public final class Liability {
    /** A run of points born in one month. */
    static final class Run {
        final int born;
        BigInteger size;

        Run(int born, BigInteger size) {
            this.born = born;
            this.size = size;
        }
    }

    /** Points in a row; the front is taken first. */
    static final class Row {
        final ArrayDeque<Run> runs = new ArrayDeque<>();
        long dies = Long.MAX_VALUE;

        BigInteger size() {
            return runs.stream().map(run -> run.size).reduce(BigInteger.ZERO, BigInteger::add);
        }

        void append(Row other) {
            for (Run run : other.runs) {
                if (run.size.signum() > 0) {
                    runs.addLast(new Run(run.born, run.size));
                }
            }
        }

        /** Moves so many points off the front. */
        Row cut(BigInteger wanted) {
            Row off = new Row();
            BigInteger need = wanted;
            while (need.signum() > 0) {
                Run front = runs.peekFirst();
                if (front == null) {
                    throw new IllegalStateException("a lot has " + need + " points less than were taken of it");
                }
                BigInteger part = front.size.min(need);
                off.runs.addLast(new Run(front.born, part));
                front.size = front.size.subtract(part);
                need = need.subtract(part);
                if (front.size.signum() == 0) {
                    runs.removeFirst();
                }
            }
            return off;
        }
    }

    /** A keeper of points for a time. */
    record Keep(Map<String, BigInteger> byLot, long until) {}

    /** One customer. */
    static final class Purse {
        final Map<String, Row> lots = new TreeMap<>();
        final Map<String, Keep> keeps = new HashMap<>();
        final Map<String, Row> paidWith = new HashMap<>();
        BigInteger debt = BigInteger.ZERO;
        long topLot;
        int next;

        Row cut(String lot, BigInteger points) {
            Row row = lots.get(lot);
            if (row == null) {
                throw new IllegalStateException("lot " + lot + " is not there");
            }
            Row off = row.cut(points);
            if (row.runs.isEmpty()) {
                lots.remove(lot);
            }
            return off;
        }
    }

    private final ZoneId zone;
    private final long time;
    private final Map<String, List<Map<?, ?>>> eventsOf = new TreeMap<>();
    private final Map<String, Purse> purses = new TreeMap<>();
    private final Map<String, Map<Long, Row>> onTheWay = new HashMap<>();
    private final Map<String, Purse> merging = new HashMap<>();
    /** born month → kind of flow → age → points. */
    private final TreeMap<Integer, Map<String, TreeMap<Integer, BigInteger>>> flows = new TreeMap<>();

    private Liability(ZoneId zone, long time) {
        this.zone = zone;
        this.time = time;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 2) {
            System.err.println("usage: java Liability.java FILE PROGRAM [--zone Z] [--rate POINTS:MINOR] [--time T]");
            System.exit(2);
        }
        Map<String, String> options = new HashMap<>();
        for (int i = 2; i < arguments.length; i += 2) {
            if (!List.of("--zone", "--rate", "--time").contains(arguments[i]) || i + 1 == arguments.length) {
                System.err.println(arguments[i] + " (expected: --zone Z, --rate POINTS:MINOR or --time T)");
                System.exit(2);
            }
            options.put(arguments[i], arguments[i + 1]);
        }
        if (!Files.exists(Path.of(arguments[0]))) {
            System.err.println("there is no file " + arguments[0]);
            System.exit(2);
        }
        String at = options.get("--time");
        Liability liability = new Liability(
                ZoneId.of(options.getOrDefault("--zone", "UTC")),
                at == null ? System.currentTimeMillis() : Instant.parse(at).toEpochMilli());
        liability.load(Path.of(arguments[0]), "customer|" + arguments[1] + "|");
        if (liability.eventsOf.isEmpty()) {
            System.err.println(arguments[0] + " has no events of customers of the program " + arguments[1]);
            System.exit(1);
        }
        liability.follow();
        liability.print(options.get("--rate"));
    }

    private void load(Path file, String prefix) throws Exception {
        try (var lines = Files.lines(file, StandardCharsets.UTF_8)) {
            lines.filter(line -> !line.isBlank()).forEach(line -> {
                Map<?, ?> row = (Map<?, ?>) new Json(line).read();
                Object id = row.get("persistenceid");
                if (id instanceof String name && name.startsWith(prefix)) {
                    Map<?, ?> event = (Map<?, ?>) row.get("event");
                    if (number(event, "recordmillis").longValueExact() <= time) {
                        eventsOf.computeIfAbsent(name.substring(prefix.length()), any -> new ArrayList<>())
                                .add(row);
                    }
                }
            });
        }
        eventsOf.values().forEach(rows -> rows.sort((one, other) ->
                number(one, "sequencenumber").compareTo(number(other, "sequencenumber"))));
    }

    /** Goes round the customers until all are read; each goes as far as the others let it. */
    private void follow() {
        eventsOf.keySet().forEach(id -> purses.put(id, new Purse()));
        boolean moved = true;
        while (moved) {
            moved = false;
            for (Map.Entry<String, List<Map<?, ?>>> entry : eventsOf.entrySet()) {
                Purse purse = purses.get(entry.getKey());
                while (purse.next < entry.getValue().size()
                        && isReady(entry.getKey(), event(entry.getValue().get(purse.next)))) {
                    take(entry.getKey(), purse, event(entry.getValue().get(purse.next)));
                    purse.next++;
                    moved = true;
                }
            }
        }
        eventsOf.forEach((id, rows) -> {
            if (purses.get(id).next < rows.size()) {
                throw new IllegalStateException(id + " waits for points of another customer that never left");
            }
        });
        for (Purse purse : purses.values()) {
            Map<String, BigInteger> kept = new HashMap<>();
            purse.keeps.values().stream()
                    .filter(keep -> time < keep.until())
                    .forEach(keep -> keep.byLot().forEach((lot, points) -> kept.merge(lot, points, BigInteger::add)));
            for (String lot : new ArrayList<>(purse.lots.keySet())) {
                Row row = purse.lots.get(lot);
                BigInteger free = row.size().subtract(kept.getOrDefault(lot, BigInteger.ZERO));
                if (row.dies <= time && free.signum() > 0) {
                    flow("expired", row.dies, purse.cut(lot, free), 1);
                }
            }
        }
    }

    private static Map<?, ?> event(Map<?, ?> row) {
        return (Map<?, ?>) row.get("event");
    }

    private boolean isReady(String customer, Map<?, ?> event) {
        Map<?, ?> received = object(event, "pointsreceived");
        Map<?, ?> absorbed = object(event, "customerabsorbed");
        if (received != null) {
            return onTheWay.containsKey(text(received, "sender") + " " + text(received, "transferid"));
        }
        return absorbed == null || merging.containsKey(text(absorbed, "source") + " " + number(absorbed, "attempt"));
    }

    private void take(String customer, Purse purse, Map<?, ?> event) {
        long now = number(event, "recordmillis").longValueExact();
        for (Map.Entry<?, ?> field : event.entrySet()) {
            if (field.getValue() instanceof Map<?, ?> change) {
                change(customer, purse, String.valueOf(field.getKey()), change, now);
            }
        }
        for (Object use : list(event, "expired")) {
            String lot = text((Map<?, ?>) use, "lotid");
            Row row = purse.lots.get(lot);
            long died = row == null || row.dies == Long.MAX_VALUE ? now : row.dies;
            flow("expired", died, purse.cut(lot, number((Map<?, ?>) use, "points")), 1);
        }
        BigInteger balance = BigInteger.ZERO;
        Map<?, ?> after = object(event, "balanceafter");
        if (after != null) {
            balance = number(after, "available")
                    .add(number(after, "pending"))
                    .add(number(after, "held"))
                    .subtract(number(after, "owed"));
        }
        if (!net(purse).equals(balance)) {
            throw new IllegalStateException(customer + ", event " + (purse.next + 1) + ": " + net(purse)
                    + " points, but the event says " + balance);
        }
    }

    private static BigInteger net(Purse purse) {
        return purse.lots.values().stream()
                .map(Row::size)
                .reduce(BigInteger.ZERO, BigInteger::add)
                .subtract(purse.debt);
    }

    private void change(String customer, Purse purse, String kind, Map<?, ?> change, long now) {
        switch (kind) {
            case "checkoutcompleted" -> {
                long bought = number(change, "purchasemillis").longValueExact();
                purse.keeps.remove("order " + text(change, "orderid"));
                Map<?, ?> price = object(change, "price");
                if (price != null && !list(price, "spent").isEmpty()) {
                    List<Row> paid = pay(purse, list(price, "spent"), bought);
                    Collections.reverse(paid);
                    purse.paidWith.put("order " + text(change, "orderid"), joined(paid));
                }
                born(purse, bought, number(change, "pointsearned"), change);
            }
            case "orderrefunded" -> {
                long when = number(change, "refundmillis").longValueExact();
                back(purse, object(change, "restoration"), "order " + text(change, "orderid"), when);
                taken(purse, list(change, "uses"), when);
                purse.debt = purse.debt.add(number(change, "pointsowed"));
            }
            case "activityrewarded" -> born(purse, now, number(change, "points"), change);
            case "pointsadjusted" -> {
                if (number(change, "points").signum() > 0) {
                    born(purse, now, number(change, "points"), change);
                }
                taken(purse, list(change, "uses"), now);
            }
            case "ordersrederived" -> {
                for (Object order : list(change, "orders")) {
                    Map<?, ?> one = (Map<?, ?>) order;
                    if (number(one, "pointsadded").signum() > 0) {
                        Map<String, Object> asEarned = new HashMap<>();
                        asEarned.put("owedpaid", number(one, "owedpaid").toString());
                        if (object(one, "lot") != null) {
                            asEarned.put("lot", object(one, "lot"));
                        }
                        born(purse, number(one, "purchasemillis").longValueExact(), number(one, "pointsadded"), asEarned);
                    }
                    taken(purse, list(one, "uses"), now);
                    purse.debt = purse.debt.add(number(one, "pointsowed"));
                }
            }
            case "ordercorrected" -> change(customer, purse, "ordersrederived", object(change, "settled"), now);
            case "pointsredeemed" -> spend(purse, list(change, "uses"), now);
            case "pointsheld" -> purse.keeps.put(
                    "hold " + text(change, "holdid"),
                    new Keep(byLot(list(change, "uses")), number(change, "expiresmillis").longValueExact()));
            case "holdcaptured" -> {
                purse.keeps.remove("hold " + text(change, "holdid"));
                spend(purse, list(change, "uses"), now);
            }
            case "holdreleased" -> purse.keeps.remove("hold " + text(change, "holdid"));
            case "checkoutreserved" -> {
                Map<?, ?> price = object(object(change, "order"), "price");
                purse.keeps.put(
                        "order " + text(object(change, "order"), "orderid"),
                        new Keep(
                                byLot(price == null ? List.of() : list(price, "spent")),
                                number(change, "expiresmillis").longValueExact()));
            }
            case "reservationextended" -> purse.keeps.computeIfPresent(
                    "order " + text(change, "orderid"),
                    (id, keep) -> new Keep(keep.byLot(), number(change, "expiresmillis").longValueExact()));
            case "reservationcancelled" -> purse.keeps.remove("order " + text(change, "orderid"));
            case "coupongranted" -> {
                Map<?, ?> coupon = object(change, "coupon");
                purse.paidWith.put(
                        "coupon " + text(coupon, "couponid"), joined(pay(purse, list(coupon, "spent"), now)));
            }
            case "couponrevoked" -> back(
                    purse, object(change, "restoration"), "coupon " + text(change, "couponid"), now);
            case "pointssent" -> {
                Map<Long, Row> way = new LinkedHashMap<>();
                for (Object lot : list(change, "lots")) {
                    Map<?, ?> sent = (Map<?, ?>) lot;
                    way.computeIfAbsent(number(sent, "expiresmillis").longValueExact(), any -> new Row())
                            .append(purse.cut(text(sent, "lotid"), number(sent, "points")));
                }
                onTheWay.put(customer + " " + text(change, "transferid"), way);
            }
            case "pointsreceived" -> arrive(purse, text(change, "sender") + " " + text(change, "transferid"), change, now);
            case "transferreturned" -> arrive(purse, customer + " " + text(change, "transferid"), change, now);
            case "mergebegun" -> {
                Purse leaving = new Purse();
                for (String lot : new ArrayList<>(purse.lots.keySet())) {
                    if (purse.lots.get(lot).dies > now) {
                        leaving.lots.put(lot, purse.lots.remove(lot));
                    }
                }
                leaving.debt = purse.debt;
                leaving.paidWith.putAll(purse.paidWith);
                purse.debt = BigInteger.ZERO;
                purse.keeps.clear();
                merging.put(customer + " " + number(change, "attempt"), leaving);
            }
            case "customerabsorbed" -> {
                Purse arriving = merging.remove(text(change, "source") + " " + number(change, "attempt"));
                long shift = purse.topLot;
                arriving.lots.forEach((lot, row) -> purse.lots.put(Long.toString(Long.parseLong(lot) + shift), row));
                purse.topLot = number(object(change, "estate"), "nextlotid").longValueExact() - 1;
                purse.debt = purse.debt.add(arriving.debt);
                purse.paidWith.putAll(arriving.paidWith);
                for (Object use : list(change, "oweduses")) {
                    Row row = purse.cut(text((Map<?, ?>) use, "lotid"), number((Map<?, ?>) use, "points"));
                    purse.debt = purse.debt.subtract(row.size());
                    flow("taken", now, row, 1);
                }
            }
            case "mergereverted" -> {
                Purse returning = merging.remove(customer + " " + number(change, "attempt"));
                purse.lots.putAll(returning.lots);
                purse.debt = purse.debt.add(returning.debt);
            }
            default -> {} // Header fields, and changes that move no points.
        }
    }

    private void born(Purse purse, long when, BigInteger points, Map<?, ?> change) {
        if (points.signum() == 0) {
            return;
        }
        Row row = new Row();
        row.runs.add(new Run(month(when), points));
        flow("earned", when, row, 1);
        settleDebt(purse, row.cut(number(change, "owedpaid")), when);
        put(purse, object(change, "lot"), row);
    }

    private void put(Purse purse, Map<?, ?> lot, Row row) {
        if (lot != null) {
            long dies = number(lot, "expiresmillis").longValueExact();
            row.dies = dies == 0 ? Long.MAX_VALUE : dies;
            purse.lots.put(text(lot, "lotid"), row);
            purse.topLot = Math.max(purse.topLot, Long.parseLong(text(lot, "lotid")));
        }
    }

    private void settleDebt(Purse purse, Row row, long when) {
        purse.debt = purse.debt.subtract(row.size());
        flow("taken", when, row, 1);
    }

    private void taken(Purse purse, List<?> uses, long when) {
        for (Object use : uses) {
            flow("taken", when, purse.cut(text((Map<?, ?>) use, "lotid"), number((Map<?, ?>) use, "points")), 1);
        }
    }

    private void spend(Purse purse, List<?> uses, long when) {
        for (Row row : pay(purse, uses, when)) {
            if (row.runs.isEmpty()) {
                throw new IllegalStateException("a use of nothing");
            }
        }
    }

    private List<Row> pay(Purse purse, List<?> lots, long when) {
        List<Row> paid = new ArrayList<>();
        for (Object lot : lots) {
            Row row = purse.cut(text((Map<?, ?>) lot, "lotid"), number((Map<?, ?>) lot, "points"));
            flow("redeemed", when, row, 1);
            paid.add(row);
        }
        return paid;
    }

    private static Row joined(List<Row> rows) {
        Row all = new Row();
        rows.forEach(all::append);
        return all;
    }

    private void back(Purse purse, Map<?, ?> restoration, String what, long when) {
        if (restoration == null) {
            return;
        }
        BigInteger debtPaid = number(restoration, "owedpaid");
        if (debtPaid.signum() > 0) {
            Row row = purse.paidWith.get(what).cut(debtPaid);
            flow("redeemed", when, row, -1);
            settleDebt(purse, row, when);
        }
        for (Object lot : list(restoration, "lots")) {
            Row row = purse.paidWith.get(what).cut(number((Map<?, ?>) lot, "original"));
            flow("redeemed", when, row, -1);
            put(purse, (Map<?, ?>) lot, row);
        }
    }

    private void arrive(Purse purse, String key, Map<?, ?> change, long now) {
        Map<Long, Row> way = onTheWay.put(key, new HashMap<>());
        Map<Long, BigInteger> lotsAt = new HashMap<>();
        for (Object lot : list(change, "lots")) {
            lotsAt.merge(
                    number((Map<?, ?>) lot, "expiresmillis").longValueExact(),
                    number((Map<?, ?>) lot, "original"),
                    BigInteger::add);
        }
        way.forEach((dies, row) -> settleDebt(
                purse, row.cut(row.size().subtract(lotsAt.getOrDefault(dies, BigInteger.ZERO))), now));
        for (Object lot : list(change, "lots")) {
            Row row = way.get(number((Map<?, ?>) lot, "expiresmillis").longValueExact());
            put(purse, (Map<?, ?>) lot, row.cut(number((Map<?, ?>) lot, "original")));
        }
    }

    private static Map<String, BigInteger> byLot(List<?> uses) {
        Map<String, BigInteger> byLot = new HashMap<>();
        for (Object use : uses) {
            byLot.merge(text((Map<?, ?>) use, "lotid"), number((Map<?, ?>) use, "points"), BigInteger::add);
        }
        return byLot;
    }

    private int month(long millis) {
        ZonedDateTime local = Instant.ofEpochMilli(millis).atZone(zone);
        return local.getYear() * 12 + local.getMonthValue() - 1;
    }

    private void flow(String kind, long when, Row row, int sign) {
        for (Run run : row.runs) {
            int age = Math.max(0, month(when) - run.born);
            flows.computeIfAbsent(run.born, any -> new HashMap<>())
                    .computeIfAbsent(kind, any -> new TreeMap<>())
                    .merge(age, sign > 0 ? run.size : run.size.negate(), BigInteger::add);
        }
    }

    private BigInteger sum(int born, String kind, int fromAge, int toAge) {
        if (toAge < fromAge) {
            return BigInteger.ZERO;
        }
        return flows.get(born)
                .getOrDefault(kind, new TreeMap<>())
                .subMap(fromAge, true, toAge, true)
                .values()
                .stream()
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private BigInteger ended(int born, int fromAge, int toAge) {
        return sum(born, "redeemed", fromAge, toAge)
                .add(sum(born, "expired", fromAge, toAge))
                .add(sum(born, "taken", fromAge, toAge));
    }

    /** Of 10^9 points of this age, those that will expire. */
    private BigInteger rate(int age, int thisMonth, int oldest, Map<Integer, BigInteger> known) {
        if (age > oldest) {
            return BigInteger.ZERO;
        }
        BigInteger before = known.get(age);
        if (before != null) {
            return before;
        }
        BigInteger atRisk = BigInteger.ZERO;
        BigInteger dead = BigInteger.ZERO;
        BigInteger left = BigInteger.ZERO;
        for (int born : flows.keySet()) {
            if (thisMonth - born > age) {
                BigInteger open = sum(born, "earned", 0, Integer.MAX_VALUE).subtract(ended(born, 0, age - 1));
                atRisk = atRisk.add(open);
                dead = dead.add(sum(born, "expired", age, age));
                left = left.add(open.subtract(ended(born, age, age)));
            }
        }
        BigInteger billion = BigInteger.TEN.pow(9);
        BigInteger later = rate(age + 1, thisMonth, oldest, known);
        BigInteger rate = atRisk.signum() <= 0
                ? BigInteger.ZERO
                : dead.multiply(billion)
                        .add(left.max(BigInteger.ZERO).multiply(later))
                        .divide(atRisk)
                        .max(BigInteger.ZERO)
                        .min(billion);
        known.put(age, rate);
        return rate;
    }

    private void print(String rate) {
        BigInteger outstanding = purses.values().stream().map(Liability::net).reduce(BigInteger.ZERO, BigInteger::add);
        BigInteger transit = onTheWay.values().stream()
                .flatMap(way -> way.values().stream())
                .map(Row::size)
                .reduce(BigInteger.ZERO, BigInteger::add)
                .add(merging.values().stream().map(Liability::net).reduce(BigInteger.ZERO, BigInteger::add));
        int thisMonth = month(time);
        int oldest = flows.isEmpty() ? -1 : thisMonth - flows.firstKey() - 1;
        Map<Integer, BigInteger> known = new HashMap<>();
        for (int age = oldest; age >= 0; age--) {
            rate(age, thisMonth, oldest, known);
        }
        BigInteger breakage = BigInteger.ZERO;
        List<String> cohorts = new ArrayList<>();
        for (int born : flows.keySet()) {
            int age = Math.max(0, thisMonth - born);
            BigInteger earned = sum(born, "earned", 0, Integer.MAX_VALUE);
            BigInteger open = earned.subtract(ended(born, 0, Integer.MAX_VALUE));
            BigInteger expected = open.signum() <= 0
                    ? BigInteger.ZERO
                    : open.multiply(rate(age, thisMonth, oldest, known)).divide(BigInteger.TEN.pow(9));
            breakage = breakage.add(expected);
            cohorts.add(String.format(
                    Locale.ROOT,
                    "cohort %04d-%02d %d %d %d %d %d %d",
                    born / 12,
                    born % 12 + 1,
                    earned,
                    sum(born, "redeemed", 0, Integer.MAX_VALUE),
                    sum(born, "expired", 0, Integer.MAX_VALUE),
                    sum(born, "taken", 0, Integer.MAX_VALUE),
                    open,
                    expected));
        }
        System.out.println("outstanding " + outstanding);
        System.out.println("in_transit " + transit);
        System.out.println("expected_breakage " + breakage);
        if (rate != null) {
            BigInteger points = new BigInteger(rate.split(":")[0]);
            BigInteger minor = new BigInteger(rate.split(":")[1]);
            BigInteger full = outstanding.add(transit);
            System.out.println("full_liability_minor " + full.max(BigInteger.ZERO).multiply(minor).divide(points));
            System.out.println("expected_liability_minor "
                    + full.subtract(breakage).max(BigInteger.ZERO).multiply(minor).divide(points));
        }
        cohorts.forEach(System.out::println);
    }

    private static Map<?, ?> object(Map<?, ?> of, String field) {
        return of.get(field) instanceof Map<?, ?> object ? object : null;
    }

    private static List<?> list(Map<?, ?> of, String field) {
        return of.get(field) instanceof List<?> list ? list : List.of();
    }

    private static String text(Map<?, ?> of, String field) {
        Object value = of.get(field);
        return value == null ? "" : String.valueOf(value);
    }

    private static BigInteger number(Map<?, ?> of, String field) {
        Object value = of.get(field);
        return value == null ? BigInteger.ZERO : new BigInteger(String.valueOf(value));
    }

    /** Reads one JSON text. Names of fields lose their underscores and capitals; numbers stay texts. */
    static final class Json {
        private final String text;
        private int at;

        Json(String text) {
            this.text = text;
        }

        Object read() {
            char first = peek();
            return switch (first) {
                case '{' -> object();
                case '[' -> array();
                case '"' -> string();
                default -> bare();
            };
        }

        private char peek() {
            while (Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            return text.charAt(at);
        }

        private void expect(char wanted) {
            if (peek() != wanted) {
                throw new IllegalArgumentException("JSON: " + wanted + " expected at " + at + " of " + text);
            }
            at++;
        }

        private Map<String, Object> object() {
            Map<String, Object> object = new LinkedHashMap<>();
            expect('{');
            while (peek() != '}') {
                String name = string().replace("_", "").toLowerCase(Locale.ROOT);
                expect(':');
                object.put(name, read());
                if (peek() == ',') {
                    at++;
                }
            }
            at++;
            return object;
        }

        private List<Object> array() {
            List<Object> array = new ArrayList<>();
            expect('[');
            while (peek() != ']') {
                array.add(read());
                if (peek() == ',') {
                    at++;
                }
            }
            at++;
            return array;
        }

        private String string() {
            StringBuilder string = new StringBuilder();
            expect('"');
            while (text.charAt(at) != '"') {
                char next = text.charAt(at++);
                if (next == '\\') {
                    char escaped = text.charAt(at++);
                    switch (escaped) {
                        case 'n' -> string.append('\n');
                        case 't' -> string.append('\t');
                        case 'r' -> string.append('\r');
                        case 'b' -> string.append('\b');
                        case 'f' -> string.append('\f');
                        case 'u' -> {
                            string.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
                            at += 4;
                        }
                        default -> string.append(escaped);
                    }
                } else {
                    string.append(next);
                }
            }
            at++;
            return string.toString();
        }

        private Object bare() {
            int from = at;
            while (at < text.length() && ",]}".indexOf(text.charAt(at)) < 0 && !Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            return text.substring(from, at);
        }
    }
}
