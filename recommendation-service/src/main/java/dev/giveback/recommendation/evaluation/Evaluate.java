package dev.giveback.recommendation.evaluation;

import dev.giveback.recommendation.trees.XgboostTrainer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;

/** Prints the table of one cut: {@code Evaluate FOLDER CUT [DAYS]}. */
public final class Evaluate {
    private Evaluate() {}

    /** The folder of a shop's files, the first day that is not known, and the length of the window, 28 if it is not given. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 2 || arguments.length > 3) {
            System.err.println("Usage: Evaluate FOLDER CUT [DAYS]");
            System.exit(2);
        }
        int days = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 28;
        Cut cut = Cut.of(ShopFiles.read(Path.of(arguments[0])), LocalDate.parse(arguments[1]), days);
        System.out.println(Evaluation.of(cut, new XgboostTrainer()).report());
    }
}
