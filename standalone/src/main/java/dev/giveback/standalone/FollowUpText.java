package dev.giveback.standalone;

import dev.giveback.feedback.v1.FollowUp;
import dev.giveback.standalone.console.Table;
import dev.giveback.standalone.console.Table.Column;
import java.util.ArrayList;
import java.util.List;

/** Follow-ups for people. */
final class FollowUpText {
    private FollowUpText() {}

    static List<String> table(List<FollowUp> followUps) {
        Table table = new Table(
                Column.text("since"),
                Column.text("customer"),
                Column.text("follow-up"),
                Column.number("score"),
                Column.text("survey"),
                Column.text("order"),
                Column.text("state"),
                Column.text("who"));
        followUps.forEach(each -> table.row(
                Printing.time(each.getCreateTime(), ""),
                customer(each),
                OutreachText.id(each.getName()),
                Integer.toString(each.getScore()),
                OutreachText.id(each.getSurvey()),
                each.getOrderId(),
                state(each),
                each.getAssignee().isEmpty() ? "nobody" : each.getAssignee()));
        return table.lines();
    }

    static List<String> lines(FollowUp followUp) {
        List<String> lines = new ArrayList<>();
        lines.add(followUp.getName() + "  (" + state(followUp) + ", "
                + (followUp.getAssignee().isEmpty() ? "nobody's" : followUp.getAssignee()) + ")");
        lines.add("  a score of " + followUp.getScore() + " in " + followUp.getSurvey()
                + (followUp.getOrderId().isEmpty() ? "" : " about order " + followUp.getOrderId()) + " at "
                + Printing.time(followUp.getCreateTime(), ""));
        lines.add("  given: " + OutreachText.reward(followUp.getRecovery()));
        followUp.getNotesList()
                .forEach(note -> lines.add("  " + Printing.time(note.getCreateTime(), "") + "  " + note.getAuthor()
                        + ": " + note.getText().replace("\n", " / ")));
        return lines;
    }

    private static String state(FollowUp followUp) {
        return Printing.word(followUp.getState(), "FOLLOW_UP_STATE_").replace('_', ' ');
    }

    private static String customer(FollowUp followUp) {
        String[] parts = followUp.getName().split("/", -1);
        return parts.length > 3 ? parts[3] : "";
    }
}
