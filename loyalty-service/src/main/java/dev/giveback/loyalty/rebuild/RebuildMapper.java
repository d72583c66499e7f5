package dev.giveback.loyalty.rebuild;

import com.google.protobuf.util.Durations;
import dev.giveback.loyalty.directory.RebuildOutcome;
import dev.giveback.loyalty.v1.DifferentColumn;
import dev.giveback.loyalty.v1.DifferentRow;
import dev.giveback.loyalty.v1.DirectoryRebuild;
import dev.giveback.loyalty.v1.RowDifference;
import dev.giveback.loyalty.v1.TableDifference;
import java.util.List;
import java.util.stream.Stream;

/** The outcome of a rebuild as it is answered. */
final class RebuildMapper {
    private static final int EXAMPLES = 20;

    private RebuildMapper() {}

    static DirectoryRebuild toProto(RebuildOutcome outcome) {
        return DirectoryRebuild.newBuilder()
                .setEventCount(outcome.events())
                .setCustomers(toProto(outcome.customers()))
                .setPrograms(toProto(outcome.programs()))
                .setSagas(toProto(outcome.sagas()))
                .setPointsDifference(outcome.customers().points())
                .setPointsDifferenceAbsolute(outcome.customers().absolutePoints())
                .addAllExamples(Stream.of(outcome.customers(), outcome.programs(), outcome.sagas())
                        .flatMap(table -> table.examples().stream())
                        .limit(EXAMPLES)
                        .map(RebuildMapper::toProto)
                        .toList())
                .setSwitched(outcome.switched())
                .setPlace(outcome.place().toString())
                .setStandstillTime(Durations.fromNanos(outcome.standstill().toNanos()))
                .build();
    }

    private static TableDifference toProto(dev.giveback.loyalty.directory.TableDifference table) {
        return TableDifference.newBuilder()
                .setRowCount(table.rows())
                .setMissingCount(table.missing())
                .setExtraCount(table.extra())
                .setDifferentCount(table.different())
                .build();
    }

    private static DifferentRow toProto(dev.giveback.loyalty.directory.RowDifference row) {
        return DifferentRow.newBuilder()
                .setTable(row.table())
                .setRow(name(row.key()))
                .setDifference(
                        switch (row.kind()) {
                            case MISSING -> RowDifference.ROW_DIFFERENCE_MISSING;
                            case EXTRA -> RowDifference.ROW_DIFFERENCE_EXTRA;
                            case DIFFERENT -> RowDifference.ROW_DIFFERENCE_DIFFERENT;
                        })
                .addAllColumns(row.columns().stream()
                        .map(column -> DifferentColumn.newBuilder()
                                .setColumn(column.name())
                                .setLive(column.live())
                                .setRebuilt(column.rebuilt())
                                .build())
                        .toList())
                .build();
    }

    /** {@code programs/{program}}, with the customer, and of a saga with its kind and id. */
    private static String name(List<String> key) {
        String program = "programs/" + key.getFirst();
        String customer = key.size() < 2 ? program : program + "/customers/" + key.get(1);
        return key.size() < 4 ? customer : customer + " " + key.get(2) + " " + key.get(3);
    }
}
