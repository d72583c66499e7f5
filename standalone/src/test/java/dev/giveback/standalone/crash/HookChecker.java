package dev.giveback.standalone.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What webhooks promise, checked against the calls that came and against what the test itself knows that it has changed. */
final class HookChecker {
    private final Map<String, String> ids = new HashMap<>();
    private final Map<String, Long> firstCame = new HashMap<>();
    private final Map<String, Long> firstAnswered = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    private HookChecker() {}

    /**
     * Everything that is wrong, in words; empty if all is well.
     *
     * @param accepted how many events each customer has
     */
    static List<String> problems(List<HookCall> calls, Map<String, Integer> accepted) {
        HookChecker checker = new HookChecker();
        calls.forEach(checker::take);
        accepted.forEach(checker::expectInOrder);
        Set<String> distinct = new HashSet<>(checker.ids.values());
        if (distinct.size() != checker.ids.size()) {
            checker.problems.add("two events have one id");
        }
        return checker.problems;
    }

    private void take(HookCall call) {
        String id = ids.putIfAbsent(call.event(), call.id());
        if (id != null && !id.equals(call.id())) {
            problems.add(call.event() + " came with another id");
        }
        firstCame.merge(call.event(), call.came(), Math::min);
        firstAnswered.merge(call.event(), call.answered(), Math::min);
    }

    private void expectInOrder(String customer, int events) {
        for (int sequence = 1; sequence <= events; sequence++) {
            String event = customer + "/" + sequence;
            if (firstAnswered.getOrDefault(event, HookCall.NEVER) == HookCall.NEVER) {
                problems.add(event + " is lost");
            }
            long before = sequence == 1 ? -1 : firstAnswered.getOrDefault(customer + "/" + (sequence - 1), -1L);
            if (firstCame.getOrDefault(event, HookCall.NEVER) < before) {
                problems.add(event + " came before the one before was taken");
            }
        }
        if (firstCame.containsKey(customer + "/" + (events + 1))) {
            problems.add(customer + " was told more than happened");
        }
    }
}
